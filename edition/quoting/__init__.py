"""Decisions about words of a text: how they quote them, and where these stand after the text has changed."""

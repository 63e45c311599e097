"""Browsing: the home page, the lists of documents, collections and correspondents, and what narrows them."""

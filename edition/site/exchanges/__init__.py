"""Exchanges: who wrote to whom, the dialogue of two correspondents, letters that are missing."""

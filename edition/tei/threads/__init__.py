"""Threads woven from the facts of all documents: exchanges between two, who answers whom, letters that are missing."""

"""What is true of TEI anywhere: names, documents, text, facts, catalog."""

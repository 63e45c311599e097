"""How long each stage takes and how much memory it needs, against plain lxml parsing of the same files."""

"""Programs that made files of the project which are committed; nothing here runs when an edition is built."""

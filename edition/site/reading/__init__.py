"""Reading: the page of a document, with its notes, variants, relations, previews and citations."""

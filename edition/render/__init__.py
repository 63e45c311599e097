"""TEI elements to HTML: a table of small pure functions, and the one module that writes markup."""

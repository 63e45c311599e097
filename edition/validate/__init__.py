"""Checks of TEI files. One check is one small function that yields diagnostics.

`files.check_file` looks at one file and can run in a worker; `files.corpus_findings` then looks at what only all files
together show: references and notes.
"""

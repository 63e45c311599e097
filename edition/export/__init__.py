"""Exports: one module per format, all from the TEI folder and the catalog."""

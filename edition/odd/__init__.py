"""The schema language ODD of TEI, as far as `tei/schema/edition.odd` uses it.

`reading` turns an ODD into the values of `model`, and refuses what it does not cover; `relaxng`, `schematron` and
`guide` are what is made from them. An ODD says everything itself: the sources of TEI are never asked. See the TEI
Guidelines, chapter TD.
"""

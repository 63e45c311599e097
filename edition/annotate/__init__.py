"""Annotate: what needs the whole corpus and its registers, written into TEI documents as markup of the program's own.

Each file is read once, taken through an ordered tuple of steps, and written once. A step finds spans in the words of a
block; one module puts them into the file. What an earlier run put in is taken out first, so that a second run changes
nothing; what somebody else encoded is left alone.
"""

"""Checks of the finished site and of the TEI with programs that are not Python."""

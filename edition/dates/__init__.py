"""Dates in running text: what words say of a day, a month, a span of days; languages are data."""

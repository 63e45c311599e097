"""Make a TEI scholarly digital edition: source texts to validated TEI P5 to a static reading site."""

__version__ = "0.1.0"

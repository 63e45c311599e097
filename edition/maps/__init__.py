"""Maps drawn without a map server: projections, outlines of the land, the choice of plates, labels."""

"""The indexes of the registers, the page of each entry, and the map of the places."""

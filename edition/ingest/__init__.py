"""From source texts to TEI: read, transform, identify, write; every character of a source is accounted for."""

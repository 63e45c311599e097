"""The shipped edition against keys that were read from the sources by eye."""

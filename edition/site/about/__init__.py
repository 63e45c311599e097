"""The pages on the edition itself, and on how it was made."""

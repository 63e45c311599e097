"""The search: its records, its index, its page."""

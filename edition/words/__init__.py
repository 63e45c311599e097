"""What the interface says: messages, dates and numbers in one language."""

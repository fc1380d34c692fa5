"""What is told from a question alone: its kind, what it leans on, what it may have been meant to spell."""

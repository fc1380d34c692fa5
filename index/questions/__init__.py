"""What a question alone tells: its kind, its names, what it takes from the question before, its misspelt words."""

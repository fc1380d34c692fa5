"""What is to become articles, whichever face it was handed in on: sources, pages by their URLs, either read again."""

"""What is to become articles, from either interface: sources, pages by their URLs, and both read again."""

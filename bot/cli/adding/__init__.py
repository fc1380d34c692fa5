"""From sources as people name them to articles that are stored: files, pages, and what went wrong with each."""

"""Sources as people name them -> stored articles: files, pages, and what went wrong with each."""

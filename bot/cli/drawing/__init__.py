"""What commands put on a terminal: made harmless, in its width, answers with the quote first."""

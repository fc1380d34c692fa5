"""Which words of a quote answer, and whether the quote states them, by rules and logits."""

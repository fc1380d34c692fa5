"""Which words of a quote answer, by rules and logits."""

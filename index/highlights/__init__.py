"""Where in a quote the answer stands, as rules and logits tell it."""

"""What is told from a text alone: its sentences, passages, terms and days, and whether it says what another says."""

"""Readers: a question and passages in, a reading of each out, with what it is worth as a confidence."""

"""Which of the quotes that a reader found answer: whether they say it, in which order, and with how much confidence."""

"""What `articlebot eval` reckons: questions with their answers, figures of these, and pictures."""

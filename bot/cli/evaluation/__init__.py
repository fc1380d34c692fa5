"""What `articlebot eval` reckons: questions with their answers, what these come to, and pictures."""

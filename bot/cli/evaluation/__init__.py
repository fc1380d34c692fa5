"""What `articlebot eval` computes: the gold questions, the figures of their answers, and the plots."""

"""What happens in its turn and within bounds: the worker, limits in time, and who still waits. Knows no Discord."""

"""Work in turns and within limits: the worker, rate and time limits, and who still waits. Knows nothing of Discord."""

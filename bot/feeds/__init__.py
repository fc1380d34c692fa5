"""Feeds: read when they are due; new entries go to whatever adds articles. Independent of both interfaces."""

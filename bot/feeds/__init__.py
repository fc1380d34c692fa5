"""Feeds: read when they are due, their new entries handed to whatever adds articles. Knows neither face."""

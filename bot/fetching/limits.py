"""The limits of fetching: how much, how long and how fast. Tests make them small."""

from __future__ import annotations

from dataclasses import dataclass

from index.extract import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one page, in seconds and bytes."""

    total_seconds: float = 30.0
    """From the first connection to the last byte, with redirects and robots.txt, but without waiting for a turn."""
    idle_seconds: float = 10.0
    """To connect, and between two pieces of a response."""
    most_bytes: int = MAX_BYTES
    """Of a page, both packed and unpacked."""
    redirects: int = 5
    delay_seconds: float = 1.0
    """Between two pages of one site."""
    at_once: int = 8
    """Connections; each site has at most one."""

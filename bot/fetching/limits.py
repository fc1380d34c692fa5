"""How much, how long and how fast: the limits of fetching, which tests make small."""

from __future__ import annotations

from dataclasses import dataclass

from index.extract import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take. Seconds and bytes."""

    total_seconds: float = 30.0
    """From the first connection to the last byte, redirects and robots.txt included; waiting for a turn is not."""
    idle_seconds: float = 10.0
    """To connect, and between two pieces of an answer."""
    most_bytes: int = MAX_BYTES
    """Of a page, as it comes and unpacked."""
    redirects: int = 5
    delay_seconds: float = 1.0
    """Between two pages of one site."""
    at_once: int = 8
    """Connections, of which each site has one."""

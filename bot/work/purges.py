"""Counts how often each server was purged, so that work in several steps notices that it must stop."""

from __future__ import annotations

from collections import Counter


class Purges:
    """A count for each server, for as long as the process runs.

    An add reads the count when it begins, and again in each of its steps on the indexing worker, where purges run as
    well: if the count has risen, it stops. It rises at the end of a purge, so that an add stops which began during it.
    """

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def count(self, guild_id: int) -> int:
        """Return how often a server was purged; from any thread."""
        return self._counts[guild_id]

    def note(self, guild_id: int) -> None:
        """Note that a server was purged, or partly if that failed; on the indexing worker only."""
        self._counts[guild_id] += 1

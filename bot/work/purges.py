"""How often each server was purged, by which work that takes several steps knows that it has nothing to go on with."""

from __future__ import annotations

from collections import Counter


class Purges:
    """A count for each server, for as long as the process runs.

    What adds articles step by step reads the count when it begins, and again inside each of its steps on the
    indexing worker, where purges run as well: when it has risen, the rest is not added any more.
    """

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def count(self, guild_id: int) -> int:
        """Return how often a server was purged; from any thread."""
        return self._counts[guild_id]

    def note(self, guild_id: int) -> None:
        """Note that a server is purged; on the indexing worker only."""
        self._counts[guild_id] += 1

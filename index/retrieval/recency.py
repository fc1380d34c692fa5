"""A run in which newer passages count more, for questions about what is now."""

from __future__ import annotations

import math
from collections.abc import Callable

from index.retrieval.fusion import Run
from index.retrieval.roster import NO_DAY

WEIGHT = 3.0
"""How many times its own score a passage of the newest day gains; one that is ten years older gains nothing. It is a
factor, so that irrelevant passages stay behind, however new they are. Measured: docs/decisions/search.md."""

_WEEK, _OLD = 7, 3_650
"""Ages in days: below the first, and above the second, age makes no further difference."""


def newer_first(run: Run, day: Callable[[int], int]) -> list[tuple[int, float]]:
    """Return a run with each score raised by up to `WEIGHT` times itself, by how new the passage is.

    Newness is counted from the newest passage of the run, by the logarithm of the age: a week ago and a month ago
    differ as much as one year ago and four. Passages without a date (`day` gives `NO_DAY`) count as the mean of the
    others.
    """
    days = {key: known for key, _ in run if (known := day(key)) != NO_DAY}
    newest = max(days.values(), default=NO_DAY)
    fresh = {key: _freshness(newest - known) for key, known in days.items()}
    mean = sum(fresh.values()) / len(fresh) if fresh else 0.0
    return [(key, score * (1.0 + WEIGHT * fresh.get(key, mean))) for key, score in run]


def _freshness(age: int) -> float:
    """Return 1 for an age of 0 days, falling to 0 for ten years."""
    return max(0.0, 1.0 - math.log1p(age / _WEEK) / math.log1p(_OLD / _WEEK))

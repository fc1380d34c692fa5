"""Two runs into one: a pure function over ranked lists of (passage key, score).

A run is best first and names each passage once. A passage that a run does not name scores 0 there. What else was
measured: docs/decisions/search.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

Run = Sequence[tuple[int, float]]


def mean_of_min_max(runs: Sequence[Run]) -> list[tuple[int, float]]:
    """Fuse by score: the mean of each run's scores, stretched to 0..1 by its minimum and maximum.

    A run of one passage, or of equal scores, gives 1.0 to all of its passages. Scores are in 0..1, best first, ties
    by the lower key.
    """
    fused: defaultdict[int, float] = defaultdict(float)
    for run in runs:
        scores = [score for _, score in run]
        low, high = (min(scores), max(scores)) if scores else (0.0, 0.0)
        for key, score in run:
            fused[key] += ((score - low) / (high - low) if high > low else 1.0) / len(runs)
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))

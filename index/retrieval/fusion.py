"""Two runs into one: pure functions over ranked lists of (passage key, score).

A run is best first and names each passage once. A passage that a run does not name scores 0 there. The index uses
`mean_of_min_max`; `reciprocal_rank_fusion` is what it was measured against (`docs/decisions/search.md`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Run = Sequence[tuple[int, float]]


def reciprocal_rank_fusion(runs: Sequence[Run], k: int = 60) -> list[tuple[int, float]]:
    """Fuse by rank alone: a passage scores the sum over the runs of 1 / (k + rank), ranks from 1.

    `k`, 0 or more, damps the lead of the first ranks. Best first, ties by the lower key. From Cormack,
    Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
    Methods", SIGIR 2009.
    """
    if k < 0:
        raise ValueError(f"k must be 0 or more, got {k}")
    fused: defaultdict[int, float] = defaultdict(float)
    for run in runs:
        for rank, (key, _) in enumerate(run, start=1):
            fused[key] += 1 / (k + rank)
    return _best_first(fused)


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
    return _best_first(fused)


def _best_first(fused: Mapping[int, float]) -> list[tuple[int, float]]:
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))

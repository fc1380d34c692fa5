"""Two runs into one: pure functions over ranked lists of (passage key, score).

A run is best first and names each passage once. What a run does not name counts nothing there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

Run = Sequence[tuple[int, float]]
Fusion = Callable[[Sequence[Run]], list[tuple[int, float]]]


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


def mean_of_min_max(runs: Sequence[Run], weights: Sequence[float] | None = None) -> list[tuple[int, float]]:
    """Fuse by score: the weighted mean of each run's scores, stretched to 0..1 by its minimum and maximum.

    A run of one passage, or of equal scores, gives 1.0 to all of its passages. `weights` has one weight a
    run, none negative and not all 0; without it all count the same. Scores are in 0..1, best first, ties
    by the lower key.
    """
    weights = [1.0] * len(runs) if weights is None else weights
    if len(weights) != len(runs):
        raise ValueError(f"{len(runs)} runs need as many weights, got {len(weights)}")
    if runs and (min(weights) < 0 or sum(weights) <= 0):
        raise ValueError(f"weights must be 0 or more and not all 0, got {list(weights)}")
    fused: defaultdict[int, float] = defaultdict(float)
    for run, weight in zip(runs, weights, strict=True):
        scores = [score for _, score in run]
        low, high = (min(scores), max(scores)) if scores else (0.0, 0.0)
        for key, score in run:
            fused[key] += weight / sum(weights) * ((score - low) / (high - low) if high > low else 1.0)
    return _best_first(fused)


def _best_first(fused: Mapping[int, float]) -> list[tuple[int, float]]:
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


FUSIONS: Mapping[str, Fusion] = MappingProxyType({"rrf": reciprocal_rank_fusion, "minmax": mean_of_min_max})

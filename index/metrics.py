"""Quality of answers whose right answers are known: the figures of `articlebot eval` and of the training.

Words are compared as in SQuAD (https://arxiv.org/abs/1606.05250): lower case, without punctuation and
without a, an, the.
"""

from __future__ import annotations

import random
import re
import string
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

_PUNCTUATION = set(string.punctuation) | set("“”‘’–—")

_BINS = 10
"""The number of bins of equal width by which confidences are compared."""

_ROUNDS = 2000
"""How often the questions are resampled for an interval."""


def words(text: str) -> list[str]:
    """Return the words of `text` in the form in which they are compared."""
    kept = "".join(" " if c in "–—-" else "" if c in _PUNCTUATION else c for c in text.lower())
    return re.sub(r"\b(a|an|the)\b", " ", kept).split()


def exact_match(given: str, golds: Sequence[str]) -> float:
    """Return 1.0 when `given` is one of the golds, else 0.0."""
    return float(any(words(given) == words(gold) for gold in golds))


def f1(given: str, golds: Sequence[str]) -> float:
    """Return the best F1 (0 to 1) of the words shared with one of the golds."""
    return max((shared_f1(words(given), words(gold)) for gold in golds), default=0.0)


def shared_f1(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return the F1 (0 to 1) of the items in both (words or word pieces), in any order; 1.0 if both are empty."""
    total = len(one) + len(other)
    return 2 * (Counter(one) & Counter(other)).total() / total if total else 1.0


def holds_words(text: str, golds: Sequence[str]) -> bool:
    """Tell whether `text` holds the words of one of the golds, in their order."""
    there = f" {' '.join(words(text))} "
    return any((wanted := " ".join(words(gold))) and f" {wanted} " in there for gold in golds)


def recall_at(k: int, relevant: Sequence[Sequence[bool]]) -> float | None:
    """Return the share of the ranked lists (True: right) that have a right item among the first k; None of no lists."""
    return mean([float(any(ranked[:k])) for ranked in relevant])


def reciprocal_rank_at(k: int, relevant: Sequence[Sequence[bool]]) -> float | None:
    """Return the mean of 1 / rank of the first right item among the first k, 0 if there is none; None of no lists."""
    return mean([next((1 / rank for rank, right in enumerate(ranked[:k], 1) if right), 0.0) for ranked in relevant])


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance (0 to 1) that a positive scores above a negative, ties counting half; None if one is empty."""
    if not positive or not negative:
        return None
    ordered = sorted(negative)
    won_twice = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in positive)
    return won_twice / (2 * len(positive) * len(negative))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, or None of nothing."""
    return sum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` (0 to 1) of the values lie (nearest rank), or None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of similar confidence: how many, their mean confidence, and the share that is right (both 0 to 1)."""

    count: int
    confidence: float
    right: float


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """Return the answers by confidence, in bins of equal width; empty bins are left out."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in zip(confidences, right, strict=True):
        held.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, is_right))
    return [
        Bin(len(inside), sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside))
        for _, inside in sorted(held.items())
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the expected calibration error over ten bins (0 is perfect), or None of nothing.

    As in Guo et al. 2017, https://arxiv.org/abs/1706.04599.
    """
    if not confidences:
        return None
    return sum(abs(b.confidence - b.right) * b.count for b in reliability(confidences, right)) / len(confidences)


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of a figure for the first, for the second, and the 95 % interval of first minus second."""

    first: float
    second: float
    low: float
    high: float


def compare(first: Sequence[float], second: Sequence[float]) -> Difference | None:
    """Compare the figures of two on the same questions by a paired bootstrap over the questions; None of nothing.

    The interval is that of the percentiles (Efron 1979).
    """
    if not first:
        return None
    apart = [a - b for a, b in zip(first, second, strict=True)]
    chance = random.Random(1)  # noqa: S311 — for resampling
    means = sorted(sum(chance.choices(apart, k=len(apart))) / len(apart) for _ in range(_ROUNDS))
    return Difference(
        sum(first) / len(first), sum(second) / len(second), means[int(0.025 * _ROUNDS)], means[int(0.975 * _ROUNDS) - 1]
    )

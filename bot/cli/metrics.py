"""The figures of `articlebot eval`, as pure functions.

Words are compared as in SQuAD (https://arxiv.org/abs/1606.05250): lower case, without punctuation and
without a, an, the.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

_PUNCTUATION = set(string.punctuation) | set("“”‘’–—")


def words(text: str) -> list[str]:
    """Return the words of `text` as they are compared."""
    kept = "".join(" " if c in "–—-" else "" if c in _PUNCTUATION else c for c in text.lower())
    return re.sub(r"\b(a|an|the)\b", " ", kept).split()


def exact_match(given: str, golds: Sequence[str]) -> float:
    """Return 1.0 when `given` is one of the golds, else 0.0."""
    return float(any(words(given) == words(gold) for gold in golds))


def f1(given: str, golds: Sequence[str]) -> float:
    """Return the best F1 (0 to 1) of the words shared with one of the golds."""
    best = 0.0
    for gold in golds:
        ours, theirs = words(given), words(gold)
        if not ours or not theirs:
            best = max(best, float(ours == theirs))
            continue
        shared = (Counter(ours) & Counter(theirs)).total()
        best = max(best, 2 * shared / (len(ours) + len(theirs)))
    return best


def holds_words(text: str, golds: Sequence[str]) -> bool:
    """Tell whether the words of one of the golds stand in `text`, in their order."""
    there = f" {' '.join(words(text))} "
    return any((wanted := " ".join(words(gold))) and f" {wanted} " in there for gold in golds)


def recall_at(k: int, relevant: Sequence[Sequence[bool]]) -> float | None:
    """Return the part of the ranked lists (True where right) that have a right one among the first k."""
    return mean([float(any(ranked[:k])) for ranked in relevant])


def reciprocal_rank_at(k: int, relevant: Sequence[Sequence[bool]]) -> float | None:
    """Return the mean over the ranked lists of 1 / rank of the first right one among the first k, else 0."""
    return mean([next((1 / rank for rank, right in enumerate(ranked[:k], 1) if right), 0.0) for ranked in relevant])


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance (0 to 1) that a positive scores above a negative, ties counting half; None without both.

    The rank-sum form of Mann and Whitney.
    """
    if not positive or not negative:
        return None
    scored = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    rank_sum, at = 0.0, 0
    while at < len(scored):
        end = at
        while end < len(scored) and scored[end][0] == scored[at][0]:
            end += 1
        rank_sum += sum(is_positive for _, is_positive in scored[at:end]) * (at + 1 + end) / 2
        at = end
    least = len(positive) * (len(positive) + 1) / 2
    return (rank_sum - least) / (len(positive) * len(negative))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, or None of nothing."""
    return sum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` (0 to 1) of the values lie (nearest rank), or None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

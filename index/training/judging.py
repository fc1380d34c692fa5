"""How good a model is while it trains: span F1, and how well it tells answerable from unanswerable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch

from index.training.features import Features, collate
from index.training.model import ReaderModel

LONGEST_ANSWER = 40
"""Word pieces."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model made of one pair: the best span (first, last piece), its margin over "no answer", two logits."""

    span: tuple[int, int]
    margin: float
    answer: float
    relevance: float


def look(model: ReaderModel, rows: Sequence[Features], tokens: int = 8192) -> list[Seen]:
    """Read every row, in batches of like length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    seen: dict[int, Seen] = {}
    model.eval()
    at = 0
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        while at < len(order):
            size = 1
            while at + size < len(order) and (size + 1) * len(rows[order[at + size]].ids) <= tokens:
                size += 1
            mine = order[at : at + size]
            at += size
            batch = collate([rows[i] for i in mine])
            output = model(batch.ids, batch.mask, batch.types)
            start, end = (side.float().masked_fill(~batch.inside, -1e9).numpy() for side in (output.start, output.end))
            for row, i in enumerate(mine):
                span, score = best_span(start[row], end[row], rows[i].first)
                seen[i] = Seen(
                    span,
                    score - float(start[row][0] + end[row][0]),
                    float(output.answer[row]),
                    float(output.relevance[row]),
                )
    model.train()
    return [seen[i] for i in range(len(rows))]


def best_span(start: np.ndarray, end: np.ndarray, first: int) -> tuple[tuple[int, int], float]:
    """Return the likeliest span of at most `LONGEST_ANSWER` pieces from `first` on, and the sum of its logits."""
    inside = start[first:, None] + end[None, first:]
    allowed = np.triu(np.ones_like(inside, dtype=bool)) & ~np.triu(np.ones_like(inside, dtype=bool), LONGEST_ANSWER)
    inside = np.where(allowed, inside, -np.inf)
    a, b = np.unravel_index(int(inside.argmax()), inside.shape)
    return (int(a) + first, int(b) + first), float(inside[a, b])


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over a set: F1 over word pieces of the answerable, areas under the ROC curve of two signals."""

    f1: float
    exact: float
    margin_auroc: float
    answer_auroc: float
    relevance_auroc: float

    def __str__(self) -> str:
        return " ".join(f"{name} {value:.3f}" for name, value in asdict(self).items())


def figures(rows: Sequence[Features], seen: Sequence[Seen]) -> Figures:
    """Return the figures of what was seen."""
    f1, exact = [], []
    for row, one in zip(rows, seen, strict=True):
        if row.spans:
            f1.append(max(_f1(row.ids[one.span[0] : one.span[1] + 1], row.ids[a : b + 1]) for a, b in row.spans))
            exact.append(one.span in row.spans)
    answerable = [row.answerable for row in rows]
    return Figures(
        float(np.mean(f1)) if f1 else 0.0,
        float(np.mean(exact)) if exact else 0.0,
        auroc([one.margin for one in seen], answerable),
        auroc([one.answer for one in seen], answerable),
        auroc([one.relevance for one in seen], answerable),
    )


def auroc(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Return the chance that a right one scores higher than a wrong one; .5 where there is none of either."""
    values, labels = np.asarray(scores), np.asarray(right)
    good, bad = values[labels], values[~labels]
    if not len(good) or not len(bad):
        return 0.5
    bad = np.sort(bad)
    below = np.searchsorted(bad, good, "left")
    not_above = np.searchsorted(bad, good, "right")
    return float((below + not_above).mean() / (2 * len(bad)))


def _f1(got: Sequence[int], gold: Sequence[int]) -> float:
    same = sum((Counter(got) & Counter(gold)).values())
    return 2 * same / (len(got) + len(gold))

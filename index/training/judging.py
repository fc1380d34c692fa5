"""A model's quality during training: span F1, and how well it tells answerable from unanswerable questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from index.highlights.spans import best_inside
from index.metrics import shared_f1
from index.training.features import Features, collate
from index.training.model import ReaderModel


@dataclass(frozen=True, slots=True)
class Seen:
    """A model's result for one pair: the best span (first, last piece), its margin over "no answer", two logits."""

    span: tuple[int, int]
    margin: float
    answer: float
    relevance: float


def look(model: ReaderModel, rows: Sequence[Features], tokens: int = 8192) -> list[Seen]:
    """Read every row, in batches of similar length."""
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
                # The separator follows the last piece of the passage.
                found = best_inside(start[row], end[row], (rows[i].first, len(rows[i].ids) - 1))
                score, span = found or (-np.inf, (0, 0))
                seen[i] = Seen(
                    span,
                    score - float(start[row][0] + end[row][0]),
                    float(output.answer[row]),
                    float(output.relevance[row]),
                )
    model.train()
    return [seen[i] for i in range(len(rows))]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over a set: F1 over word pieces of the answerable, and areas under the ROC curve of three signals."""

    f1: float
    exact: float
    margin_auroc: float
    answer_auroc: float
    relevance_auroc: float


def figures(rows: Sequence[Features], seen: Sequence[Seen]) -> Figures:
    """Return the figures of the results `seen`."""
    f1, exact = [], []
    for row, one in zip(rows, seen, strict=True):
        if row.spans:
            f1.append(max(shared_f1(row.ids[one.span[0] : one.span[1] + 1], row.ids[a : b + 1]) for a, b in row.spans))
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
    """Return the chance that a right one scores higher than a wrong one; .5 without right or wrong ones."""
    return float(roc_auc_score(right, scores)) if len(set(right)) == 2 else 0.5

"""Logits of the start and end of an answer, by word piece -> the likeliest span."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from index.models.onnx import MAX_TOKENS

LONGEST = 40
"""The most word pieces of an answer."""

Logits = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
"""(n, 2): the offsets in a text where word pieces begin and end."""


def best_inside(start: Logits, end: Logits, own: tuple[int, int]) -> tuple[float, tuple[int, int]] | None:
    """Return the likeliest span in a range of pieces: its logit, and its first and last piece; None if it is empty."""
    low, high = own
    if low >= high:
        return None
    length = high - low
    return _best(start[low:high, None] + end[None, low:high] + _allowed()[:length, :length], low, low)


def best_across(
    start: Logits, end: Logits, own: tuple[int, int], following: tuple[int, int]
) -> tuple[float, tuple[int, int]] | None:
    """Return the likeliest span that begins in one range of pieces and ends in the next; None if none is possible."""
    low = max(own[0], own[1] - LONGEST)
    high = min(following[1], following[0] + LONGEST)
    if low >= own[1] or following[0] >= high or following[0] - (own[1] - 1) >= LONGEST:
        return None
    allowed = _allowed()[: own[1] - low, following[0] - low : high - low]
    return _best(start[low : own[1], None] + end[None, following[0] : high] + allowed, low, following[0])


@functools.cache
def _allowed() -> Logits:
    """Return (MAX_TOKENS, MAX_TOKENS): 0 where a span may begin and end, else −∞. Cached: 200 times a question."""
    apart = np.arange(MAX_TOKENS)[None, :] - np.arange(MAX_TOKENS)[:, None]
    return np.where((apart >= 0) & (apart < LONGEST), 0.0, -np.inf).astype(np.float32)


def _best(sums: Logits, low: int, following: int) -> tuple[float, tuple[int, int]]:
    first, last = divmod(int(sums.argmax()), sums.shape[1])
    return float(sums[first, last]), (low + first, following + last)

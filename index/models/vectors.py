"""Vectors here have length 1, so that a product of two is a cosine. All code that takes vectors uses this check."""

from __future__ import annotations

import numpy as np

_TOLERANCE = 1e-3


def are_unit(rows: np.ndarray) -> bool:
    """Tell whether all `rows`, of shape (n, dimension), are finite and of length 1 (to a thousandth)."""
    lengths = np.linalg.norm(rows, axis=1)
    return bool(np.all(np.abs(lengths - 1) <= _TOLERANCE))  # a NaN fails this too

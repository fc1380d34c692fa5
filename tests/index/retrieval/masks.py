"""A choice of passages, as the arms take it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np

from index.retrieval.roster import Mask


def mask(keys: AbstractSet[int]) -> Mask:
    """Return the mask that lets these keys through."""
    chosen = np.zeros(max(keys, default=-1) + 1, dtype=np.bool_)
    chosen[list(keys)] = True
    return chosen

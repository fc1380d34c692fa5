"""IndexEntry: what an index takes of one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The passages of one article for an index: `keys`, `terms` and rows of `vectors` have the same order.

    `vectors` is float32 of shape (passages, dimension), each row of length 1.
    """

    article_id: str
    published: date | None
    keys: Sequence[int]
    terms: Sequence[Sequence[str]]
    vectors: np.ndarray

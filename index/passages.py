"""PassageIndex: add, remove and search the passages of one collection. The Protocol and the one in the process.

The embedded index is made of the BM25 arm, the FAISS arm and a fusion. It holds nothing that is not in
the catalogue and is filled from it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

import numpy as np

from index import analysis
from index.dense import DenseArm
from index.fusion import Fusion, mean_of_min_max
from index.lexical import LexicalArm

Arm = Literal["bm25", "dense", "fused"]

ARM_DEPTH = 100
"""How many passages each arm hands to the fusion."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a question is put to. None means no limit; both dates are inclusive.

    An article without a date passes no date limit.
    """

    article_ids: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != Filters()

    def admit(self, article_id: str, published: date | None) -> bool:
        """Tell whether an article passes."""
        if self.article_ids is not None and article_id not in self.article_ids:
            return False
        if self.since is None and self.until is None:
            return True
        return (
            published is not None
            and (self.since is None or published >= self.since)
            and (self.until is None or published <= self.until)
        )


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The passages of one article as an index takes them; keys, terms and rows of `vectors` belong together."""

    article_id: str
    published: date | None
    keys: tuple[int, ...]
    terms: Sequence[Sequence[str]]
    vectors: np.ndarray


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage that was found: its score in the run asked for, its rank (from 1) and score in each arm."""

    key: int
    score: float
    bm25_rank: int | None
    bm25_score: float | None
    dense_rank: int | None
    dense_score: float | None


class PassageIndex(Protocol):
    """Searches the passages of one collection."""

    def __len__(self) -> int: ...

    def add(self, entries: Iterable[IndexEntry]) -> None:
        """Take the passages of articles. Raises ValueError for a key that is there already."""
        ...

    def remove(self, keys: Sequence[int]) -> None:
        """Drop passages; keys that are not there are passed over."""
        ...

    def search(
        self, question: str, vector: np.ndarray, *, arm: Arm = "fused", top: int = 20, filters: Filters = Filters()
    ) -> list[RankedPassage]:
        """Return the best `top` passages, best first."""
        ...


class EmbeddedPassageIndex:
    """The index in the process: rank-bm25 and FAISS, one fusion. Safe to search while another thread changes it."""

    def __init__(self, dimension: int, fusion: Fusion = mean_of_min_max) -> None:
        self._lexical = LexicalArm()
        self._dense = DenseArm(dimension)
        self._fusion = fusion
        self._articles: dict[str, tuple[date | None, set[int]]] = {}
        self._article_of: dict[int, str] = {}
        self._lock = threading.Lock()  # of the two above; the arms have their own

    def __len__(self) -> int:
        return len(self._article_of)

    def keys(self) -> tuple[list[int], list[int]]:
        """Return the keys that the BM25 arm and the FAISS arm hold, ascending."""
        return sorted(map(int, self._lexical.keys())), sorted(map(int, self._dense.keys()))

    def add(self, entries: Iterable[IndexEntry]) -> None:
        """Take the passages of articles, in one step for each arm."""
        entries = [entry for entry in entries if entry.keys]
        if not entries:
            return
        keys = [key for entry in entries for key in entry.keys]
        self._lexical.add(keys, [terms for entry in entries for terms in entry.terms])
        self._dense.add(keys, np.concatenate([entry.vectors for entry in entries]))
        with self._lock:
            for entry in entries:
                self._articles.setdefault(entry.article_id, (entry.published, set()))[1].update(entry.keys)
                self._article_of.update(dict.fromkeys(entry.keys, entry.article_id))

    def remove(self, keys: Sequence[int]) -> None:
        """Drop passages from both arms."""
        self._lexical.remove(keys)
        self._dense.remove(keys)
        with self._lock:
            for key in keys:
                article_id = self._article_of.pop(key, None)
                if article_id is not None:
                    left = self._articles[article_id][1]
                    left.discard(key)
                    if not left:
                        del self._articles[article_id]

    def search(
        self, question: str, vector: np.ndarray, *, arm: Arm = "fused", top: int = 20, filters: Filters = Filters()
    ) -> list[RankedPassage]:
        """Return the best `top` passages of one arm, or of both fused."""
        allowed = self._allowed(filters)
        depth = max(top, ARM_DEPTH)
        bm25 = self._lexical.search(analysis.terms(question), depth, allowed) if arm != "dense" else []
        dense = self._dense.search(vector, depth, allowed) if arm != "bm25" else []
        runs = {"bm25": bm25, "dense": dense}
        run = runs[arm] if arm in runs else self._fusion([bm25, dense])
        by_bm25 = {key: (rank, score) for rank, (key, score) in enumerate(bm25, 1)}
        by_dense = {key: (rank, score) for rank, (key, score) in enumerate(dense, 1)}
        nowhere = (None, None)
        return [
            RankedPassage(key, score, *by_bm25.get(key, nowhere), *by_dense.get(key, nowhere))
            for key, score in run[:top]
        ]

    def _allowed(self, filters: Filters) -> np.ndarray | None:
        if not filters:
            return None
        with self._lock:
            keys = [
                key
                for article_id, (published, mine) in self._articles.items()
                if filters.admit(article_id, published)
                for key in mine
            ]
        return np.array(sorted(keys), dtype=np.int64)

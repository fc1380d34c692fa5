"""PassageIndex: add, remove and search the passages of one collection. The Protocol and the one in the process.

The embedded index is made of the BM25 arm, the FAISS arm and a fusion. It holds nothing that is not in
the catalogue and is filled from it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
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

    An article without a date passes no date limit, and is counted (`lacks_date`).
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

    def lacks_date(self, article_id: str, published: date | None) -> bool:
        """Tell whether an article is left out for no other reason than that its date is not known."""
        limited = self.since is not None or self.until is not None
        return limited and published is None and (self.article_ids is None or article_id in self.article_ids)


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

    def relink(self, links: Mapping[str, str]) -> None:
        """Take the copies that there are now, each by its article's id, with the article searched in its place."""
        ...

    def search(
        self, question: str, vector: np.ndarray, *, arm: Arm = "fused", top: int = 20, filters: Filters = Filters()
    ) -> list[RankedPassage]:
        """Return the best `top` passages, best first, and on ties the newest.

        A story is searched once: its copies only where the filters admit none of those before them.
        """
        ...


class EmbeddedPassageIndex:
    """The index in the process: rank-bm25 and FAISS, one fusion. Safe to search while another thread changes it."""

    def __init__(self, dimension: int, fusion: Fusion = mean_of_min_max) -> None:
        self._lexical = LexicalArm()
        self._dense = DenseArm(dimension)
        self._fusion = fusion
        self._articles: dict[str, tuple[date | None, set[int]]] = {}
        self._article_of: dict[int, str] = {}
        self._links: dict[str, str] = {}
        self._hidden: np.ndarray | None = None  # the passages of copies, until something changes
        self._lock = threading.Lock()  # of the four above; the arms have their own

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
            self._hidden = None
            for entry in entries:
                self._articles.setdefault(entry.article_id, (entry.published, set()))[1].update(entry.keys)
                self._article_of.update(dict.fromkeys(entry.keys, entry.article_id))

    def remove(self, keys: Sequence[int]) -> None:
        """Drop passages from both arms."""
        self._lexical.remove(keys)
        self._dense.remove(keys)
        with self._lock:
            self._hidden = None
            for key in keys:
                article_id = self._article_of.pop(key, None)
                if article_id is not None:
                    left = self._articles[article_id][1]
                    left.discard(key)
                    if not left:
                        del self._articles[article_id]

    def relink(self, links: Mapping[str, str]) -> None:
        """Take the copies that there are now, each by its article's id, with the article searched in its place."""
        with self._lock:
            self._links = dict(links)
            self._hidden = None

    def search(
        self, question: str, vector: np.ndarray, *, arm: Arm = "fused", top: int = 20, filters: Filters = Filters()
    ) -> list[RankedPassage]:
        """Return the best `top` passages of one arm, or of both fused; of each story, those of one article."""
        allowed, hidden = (self._allowed(filters), None) if filters else (None, self._copies())
        depth = max(top, ARM_DEPTH)
        bm25 = self._lexical.search(analysis.terms(question), depth, allowed, hidden) if arm != "dense" else []
        dense = self._dense.search(vector, depth, allowed, hidden) if arm != "bm25" else []
        runs = {"bm25": bm25, "dense": dense}
        run = self._newest_first(runs[arm] if arm in runs else self._fusion([bm25, dense]))
        by_bm25 = {key: (rank, score) for rank, (key, score) in enumerate(bm25, 1)}
        by_dense = {key: (rank, score) for rank, (key, score) in enumerate(dense, 1)}
        nowhere = (None, None)
        return [
            RankedPassage(key, score, *by_bm25.get(key, nowhere), *by_dense.get(key, nowhere))
            for key, score in run[:top]
        ]

    def undated(self, filters: Filters) -> int:
        """Return how many articles the filters leave out only because their dates are not known."""
        with self._lock:
            known = [(article_id, published) for article_id, (published, _) in self._articles.items()]
        return sum(filters.lacks_date(*each) for each in known)

    def _newest_first(self, run: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """Return a run with what has one score in the order of its articles' dates."""
        with self._lock:
            days = {key: self._day(key) for key, _ in run}
        return sorted(run, key=lambda each: (-each[1], -days[each[0]]))

    def _day(self, key: int) -> int:
        published, _ = self._articles.get(self._article_of.get(key, ""), (None, None))
        return published.toordinal() if published is not None else 0

    def _copies(self) -> np.ndarray | None:
        """Return the passages of copies, ascending, or None where there is no copy."""
        with self._lock:
            if not self._links:
                return None
            if self._hidden is None:
                keys = [key for article_id in self._links if article_id in self._articles
                        for key in self._articles[article_id][1]]  # fmt: skip
                self._hidden = np.array(sorted(keys), dtype=np.int64)
            return self._hidden

    def _allowed(self, filters: Filters) -> np.ndarray:
        """Return the passages of the articles that pass, ascending; of each story, those of the first."""
        with self._lock:
            admitted = {
                article_id: mine
                for article_id, (published, mine) in self._articles.items()
                if filters.admit(article_id, published)
            }
            told = {article_id for article_id in admitted if article_id not in self._links}
            keys = [key for article_id in told for key in admitted[article_id]]
            for article_id, leader in self._links.items():
                if article_id in admitted and leader not in told:
                    told.add(leader)
                    keys += admitted[article_id]
        return np.array(sorted(keys), dtype=np.int64)

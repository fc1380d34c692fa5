"""PassageIndex: add, remove and search the passages of one collection. The Protocol, and the index in memory.

The latter consists of the BM25 arm, the FAISS arm and a fusion. It is filled from the catalogue and holds nothing that
is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from index.filters import Filters
from index.questions.newest import asks_for_the_newest
from index.retrieval.dense import DenseArm
from index.retrieval.entry import IndexEntry
from index.retrieval.fusion import mean_of_min_max
from index.retrieval.lexical import LexicalArm
from index.retrieval.parts import Parts
from index.retrieval.recency import newer_first
from index.retrieval.roster import Roster
from index.text import analysis

Arm = Literal["bm25", "dense", "fused"]

ARM_DEPTH = 100
"""How many passages each arm hands to the fusion."""


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
        """Add the passages of articles. Raises ValueError for a key that is already there."""
        ...

    def remove(self, keys: Sequence[int]) -> None:
        """Remove passages; keys that are not there are ignored."""
        ...

    def relink(self, links: Mapping[str, str]) -> None:
        """Set the links of copies: the id of each copy, and that of the article searched in its place."""
        ...

    def search(
        self, question: str, vector: np.ndarray, *, arm: Arm = "fused", top: int = 20, filters: Filters = Filters()
    ) -> list[RankedPassage]:
        """Return the best `top` passages, best first, and on ties the newest.

        In the fused run, newer passages count more if the question is about what is now: see `recency`. A `vector` of
        zeros finds nothing in the dense arm; some models make one if they know none of the words. Each story is
        searched once: a copy only if the filters exclude the articles before it.
        """
        ...

    def passages_with(self, term: str) -> int:
        """Return how many passages have an index term (`index.text.analysis.terms`)."""
        ...

    def undated(self, filters: Filters) -> int:
        """Return how many articles the filters leave out only because they have no date."""
        ...


class InMemoryPassageIndex:
    """The index in memory: rank-bm25 and FAISS, one fusion. Safe to search while another thread changes it."""

    def __init__(self, dimension: int) -> None:
        self._lexical = LexicalArm()
        self._dense = DenseArm(dimension)
        self._roster = Roster()

    def __len__(self) -> int:
        return len(self._roster)

    def keys(self) -> tuple[list[int], list[int]]:
        """Return the keys that the BM25 arm and the FAISS arm hold, ascending."""
        return self._lexical.keys().tolist(), self._dense.keys().tolist()

    def add(self, entries: Iterable[IndexEntry]) -> None:
        """Add the passages of articles, in one step for each arm."""
        entries = [entry for entry in entries if entry.keys]
        if not entries:
            return
        keys = [key for entry in entries for key in entry.keys]
        self._lexical.add(keys, [terms for entry in entries for terms in entry.terms])
        self._dense.add(keys, np.concatenate([entry.vectors for entry in entries]))
        for entry in entries:
            self._roster.add(entry.article_id, entry.published, entry.keys)

    def remove(self, keys: Sequence[int]) -> None:
        """Remove passages from both arms."""
        self._lexical.remove(keys)
        self._dense.remove(keys)
        self._roster.remove(keys)

    def keys_of(self, article_ids: Iterable[str]) -> list[int]:
        """Return the passage keys of some articles, ascending; none for articles that are not there."""
        return self._roster.keys_of(article_ids)

    def relink(self, links: Mapping[str, str]) -> None:
        """Set the links of copies: the id of each copy, and that of the article searched in its place."""
        self._roster.relink(links)

    def parts(self) -> Parts:
        """Return all that is held as arrays, for `of`; the index must not change meanwhile."""
        held = {"roster": self._roster.parts(), "bm25": self._lexical.parts(), "dense": self._dense.parts()}
        return {f"{owner}.{name}": part for owner, parts in held.items() for name, part in parts.items()}

    @classmethod
    def of(cls, parts: Parts, dimension: int) -> InMemoryPassageIndex:
        """Rebuild an index from its `parts`. Raises KeyError or ValueError for parts that do not fit together."""

        def own(owner: str) -> Parts:
            begin = f"{owner}."
            return {name.removeprefix(begin): part for name, part in parts.items() if name.startswith(begin)}

        index = cls(dimension)
        index._roster, index._lexical = Roster.of(own("roster")), LexicalArm.of(own("bm25"))
        index._dense = DenseArm.of(own("dense"), dimension)
        keys = index._roster.keys()
        if not all(np.array_equal(keys, arm.keys()) for arm in (index._lexical, index._dense)):
            raise ValueError("the arms of a snapshot do not hold the same passages")
        return index

    def search(
        self, question: str, vector: np.ndarray, *, arm: Arm = "fused", top: int = 20, filters: Filters = Filters()
    ) -> list[RankedPassage]:
        """Return the best `top` passages of one arm, or of both fused, from one article of each story."""
        chosen = self._roster.chosen(filters)
        depth = max(top, ARM_DEPTH)
        bm25 = self._lexical.search(analysis.terms(question), depth, chosen) if arm != "dense" else []
        dense = self._dense.search(vector, depth, chosen) if arm != "bm25" and np.any(vector) else []
        runs = {"bm25": bm25, "dense": dense}
        run = runs[arm] if arm in runs else mean_of_min_max([bm25, dense])
        if arm == "fused" and asks_for_the_newest(question):
            run = newer_first(run, self._roster.day)
        run = self._newest_first(run)
        by_bm25 = {key: (rank, score) for rank, (key, score) in enumerate(bm25, 1)}
        by_dense = {key: (rank, score) for rank, (key, score) in enumerate(dense, 1)}
        nowhere = (None, None)
        return [
            RankedPassage(key, score, *by_bm25.get(key, nowhere), *by_dense.get(key, nowhere))
            for key, score in run[:top]
        ]

    def passages_with(self, term: str) -> int:
        """Return how many passages have an index term, in one look-up."""
        return self._lexical.passages_with(term)

    def undated(self, filters: Filters) -> int:
        """Return how many articles the filters leave out only because they have no date."""
        return self._roster.undated(filters)

    def _newest_first(self, run: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """Return a run (in any order) best first, and passages of equal score by date, newest first."""
        times = Counter(score for _, score in run)
        return sorted(run, key=lambda each: (-each[1], -self._roster.day(each[0]) if times[each[1]] > 1 else 0))

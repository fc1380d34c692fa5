"""The BM25 arm: passages by key, added and removed with their articles, and the best of them for a question."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.retrieval.okapi import PostingsOkapi, Scores
from index.retrieval.parts import Keys, Parts
from index.retrieval.roster import Mask, admits

BLOCK = 512
"""Size of the blocks of scores whose highest is found first."""

SPARE = 2
"""How many times as many of the likeliest passages as wanted are fetched first if a filter may exclude some."""


class LexicalArm:
    """BM25 over passages by key; changed and searched from any thread. No change rebuilds it."""

    def __init__(self) -> None:
        self._okapi = PostingsOkapi([])
        self._slot_of: dict[int, int] = {}
        self._key_of = array("q")  # by slot; stale where the slot is free
        self._lock = threading.Lock()

    def keys(self) -> Keys:
        """Return the keys of all passages, ascending, int64 of shape (n,)."""
        with self._lock:
            return np.array(sorted(self._slot_of), dtype=np.int64)

    def add(self, keys: Sequence[int], documents: Sequence[Sequence[str]]) -> None:
        """Add passages, each given as its terms: all, or none if a key is unfit.

        A passage without terms is held and counted, and never found.

        Raises:
            ValueError: a key that is already held or given twice, or a number of documents other than that of keys.
        """
        fresh = [int(key) for key in keys]
        if len(fresh) != len(documents):
            raise ValueError(f"{len(fresh)} keys need as many documents, got {len(documents)}")
        if any(isinstance(document, str) for document in documents):
            raise ValueError("a document is a sequence of terms, not a text")
        if len(set(fresh)) != len(fresh):
            raise ValueError("each key may be given once")
        with self._lock:
            if known := sorted(self._slot_of.keys() & set(fresh)):
                raise ValueError(f"already held: {known[:5]}")
            for key, document in zip(fresh, documents, strict=True):
                slot = self._okapi.insert(document)
                self._slot_of[key] = slot
                if slot == len(self._key_of):
                    self._key_of.append(key)
                else:
                    self._key_of[slot] = key

    def remove(self, keys: Sequence[int]) -> None:
        """Remove passages; keys that are not there are ignored."""
        with self._lock:
            for key in keys:
                slot = self._slot_of.pop(int(key), None)
                if slot is not None:
                    self._okapi.delete(slot)

    def passages_with(self, term: str) -> int:
        """Return how many passages have a term."""
        with self._lock:
            return self._okapi.documents_with(term)

    def parts(self) -> Parts:
        """Return all that is held as arrays, for `of`; free slots have the key −1."""
        with self._lock:
            keys = np.array(self._key_of, dtype=np.int64)
            taken = np.zeros(len(keys), dtype=np.bool_)
            taken[list(self._slot_of.values())] = True
            keys[~taken] = -1
            return {"keys": keys, **self._okapi.parts()}

    @classmethod
    def of(cls, parts: Parts) -> LexicalArm:
        """Rebuild an arm from its `parts`. Raises KeyError or ValueError for parts that do not fit together."""
        arm = cls()
        arm._key_of = array("q", parts["keys"].tobytes())
        arm._slot_of = {key: slot for slot, key in enumerate(arm._key_of) if key >= 0}
        arm._okapi = PostingsOkapi.of(parts, set(arm._slot_of.values()))
        return arm

    def search(self, query_terms: Sequence[str], top: int, chosen: Mask | None = None) -> list[tuple[int, float]]:
        """Return the `top` passages of the highest score, best first, ties by the lower key.

        Only passages that have a term of the query come back, and of these only those that `chosen` lets through.
        """
        with self._lock:
            all_scores = self._okapi.get_scores(query_terms)
            slots = self._chosen(_likely(all_scores, top if chosen is None else SPARE * top), chosen)
            if len(slots) < top and chosen is not None:  # most of the likely ones may not come back
                slots = self._chosen(np.flatnonzero(all_scores), chosen)
            scores = all_scores.take(slots, mode="clip")
            if 0 < top < len(slots):  # a full sort of every match would cost more than the scoring
                kept = np.flatnonzero(scores >= _highest(scores, top))
                slots, scores = slots[kept], scores[kept]
            keys = self._keys_of(slots)
        order = np.lexsort((keys, -scores))[: max(0, top)]
        return list(zip(keys[order].tolist(), scores[order].tolist(), strict=True))

    def _chosen(self, slots: npt.NDArray[np.intp], chosen: Mask | None) -> npt.NDArray[np.intp]:
        return slots if chosen is None else slots[admits(chosen, self._keys_of(slots))]

    def _keys_of(self, slots: npt.NDArray[np.intp]) -> Keys:
        if not len(slots):
            return np.zeros(0, dtype=np.int64)  # numpy makes no array of an empty buffer
        return np.frombuffer(self._key_of, dtype=np.int64)[slots]


def _likely(scores: Scores, top: int) -> npt.NDArray[np.intp]:
    """Return the slots of scores above 0 that may be among the `top` highest: these, and some more.

    Each block's highest is a score: so many are at least as high as the `top`-th of them. It spares most slots from
    being gathered and sorted (docs/decisions/search.md has what was measured).
    """
    whole = len(scores) // BLOCK * BLOCK
    of_blocks = np.maximum.reduce(scores[:whole].reshape(-1, BLOCK), axis=1)
    if not 0 < top < len(of_blocks):
        return np.flatnonzero(scores)
    least = _highest(of_blocks, top)
    return np.flatnonzero(scores >= least) if least > 0.0 else np.flatnonzero(scores)


def _highest(scores: Scores, rank: int) -> float:
    """Return the score of this rank, from 1, without sorting them all."""
    return float(np.partition(scores, len(scores) - rank)[len(scores) - rank])

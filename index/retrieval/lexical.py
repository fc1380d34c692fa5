"""The BM25 arm: rank-bm25's Okapi scores over postings that grow and shrink with the articles."""

from __future__ import annotations

import math
import threading
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from index.retrieval.parts import Parts, joined, packed_words, split, unpacked_words
from index.retrieval.roster import Mask, admits

Keys = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


class MendedOkapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """rank-bm25's Okapi with an idf that is never 0 or negative.

    The original gives a term in the only document of a collection a negative weight, and one in half of
    the documents none: a collection of one article could not be searched.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Set the idf of each term, ln(1 + (N − n + 0.5) / (n + 0.5)), from `nd`, its document counts n."""
        for term, n in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5))


class PostingsOkapi(MendedOkapi):
    """The same scores from postings: a question reads the passages with its terms, not all passages.

    Documents live in slots. A slot that becomes free is used again, so nothing is ever renumbered. k1, b
    and the idf come from the classes above; only how documents are held and scores are summed differs.
    """

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[str, int]:
        self.doc_len = array("I")  # by slot
        self._total_length = 0
        self._free: list[int] = []
        self._ids: dict[str, int] = {}  # term -> its place in the three lists below
        self._terms: list[str] = []
        self._slots: list[array[int]] = []  # ascending
        self._counts: list[array[int]] = []
        self._free_ids: list[int] = []
        self._ids_of: list[array[int]] = []  # by slot: a document is removed without its words at hand
        self._norms: Scores | None = None
        for document in corpus:
            self.insert(document)
        return {}  # idfs move with every change, so they are computed for the terms of each question

    def insert(self, document: Sequence[str]) -> int:
        """Hold one more document, given as its terms, and return its slot."""
        counts = Counter(document)
        if self._free:
            slot = self._free.pop()
        else:
            slot = len(self.doc_len)
            self.doc_len.append(0)
            self._ids_of.append(array("I"))
        ids = array("I")
        known, all_slots, all_counts = self._ids, self._slots, self._counts
        for term, count in counts.items():
            term_id = known.get(term)
            if term_id is None:
                term_id = self._new_term(term)
            ids.append(term_id)
            slots = all_slots[term_id]
            if not slots or slots[-1] < slot:
                slots.append(slot)
                all_counts[term_id].append(count)
            else:
                place = bisect_left(slots, slot)
                slots.insert(place, slot)
                all_counts[term_id].insert(place, count)
        self._ids_of[slot] = ids
        self.doc_len[slot] = len(document)
        self._changed(documents=1, length=len(document))
        return slot

    def delete(self, slot: int) -> None:
        """Let go of the document in `slot`."""
        for term_id in self._ids_of[slot]:
            slots, counts = self._slots[term_id], self._counts[term_id]
            place = bisect_left(slots, slot)
            del slots[place], counts[place]
            if not slots:
                del self._ids[self._terms[term_id]]
                self._terms[term_id] = ""
                self._free_ids.append(term_id)
        length = self.doc_len[slot]
        self._ids_of[slot] = array("I")
        self.doc_len[slot] = 0
        self._free.append(slot)
        self._changed(documents=-1, length=-length)

    def documents_with(self, term: str) -> int:
        """Return how many documents have a term."""
        term_id = self._ids.get(term)
        return 0 if term_id is None else len(self._slots[term_id])

    def scores_and_matches(self, query: Sequence[str]) -> tuple[Scores, Mask]:
        """Return each slot's score and whether its document has a term of the query, both of shape (slots,).

        A term given twice counts twice, as in rank-bm25; an unknown one counts nothing.
        """
        size = len(self.doc_len)
        scores, matched = np.zeros(size), np.zeros(size, dtype=np.bool_)
        if self._norms is None and self.avgdl:
            lengths = np.array(self.doc_len, dtype=np.float64)
            self._norms = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
        self.idf: dict[str, float] = {}
        for term, times in Counter(query).items():
            term_id = self._ids.get(term)
            if term_id is None or self._norms is None:
                continue
            self._calc_idf({term: len(self._slots[term_id])})
            # Views, not copies. An array cannot grow while one is alive: none leaves this loop.
            slots = np.frombuffer(self._slots[term_id], dtype=np.uintc).astype(np.intp)  # else each step below does so
            counts = np.frombuffer(self._counts[term_id], dtype=np.uintc)
            gained = self._norms.take(slots, mode="clip")  # quicker than [slots], which looks for negative ones
            gained += counts
            np.divide(counts, gained, out=gained)
            gained *= times * self.idf[term] * (self.k1 + 1)
            gained += scores.take(slots, mode="clip")
            scores[slots] = gained
            matched[slots] = True
        return scores, matched

    def get_scores(self, query: Sequence[str]) -> Scores:
        """Return each slot's score, as rank-bm25 does for each document."""
        return self.scores_and_matches(query)[0]

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """Return the scores of some slots: in the place of rank-bm25's own, which reads what is not held here."""
        return [float(score) for score in self.get_scores(query)[list(doc_ids)]]

    def parts(self) -> Parts:
        """Return all that is held as arrays, for `of`."""
        return {
            "terms": packed_words(self._terms),
            "lengths": np.array(self.doc_len, dtype=np.uint32),
            **joined("slots", self._slots),
            **joined("counts", self._counts),
            **joined("ids", self._ids_of),
        }

    @classmethod
    def of(cls, parts: Parts, taken: AbstractSet[int]) -> PostingsOkapi:
        """Return what `parts` was taken of. Raises KeyError or ValueError for parts that do not fit together.

        `taken`: the slots that hold a document, since one without terms looks like none.
        """
        okapi = cls([])
        okapi._terms = unpacked_words(parts["terms"])
        okapi._slots, okapi._counts = split("slots", parts), split("counts", parts)
        okapi.doc_len, okapi._ids_of = array("I", parts["lengths"].tobytes()), split("ids", parts)
        if not len(okapi._terms) == len(okapi._slots) == len(okapi._counts) or len(okapi.doc_len) != len(okapi._ids_of):
            raise ValueError("the parts of a BM25 arm do not fit together")
        okapi._ids = {term: number for number, term in enumerate(okapi._terms) if term}
        okapi._free_ids = [number for number, term in enumerate(okapi._terms) if not term]
        okapi._free = [slot for slot in range(len(okapi.doc_len)) if slot not in taken]
        okapi._changed(documents=len(taken), length=sum(okapi.doc_len))
        return okapi

    def _new_term(self, term: str) -> int:
        if self._free_ids:
            term_id = self._free_ids.pop()
            self._terms[term_id] = term
        else:
            term_id = len(self._terms)
            self._terms.append(term)
            self._slots.append(array("I"))
            self._counts.append(array("I"))
        self._ids[term] = term_id
        return term_id

    def _changed(self, *, documents: int, length: int) -> None:
        self.corpus_size += documents
        self._total_length += length
        self.avgdl = self._total_length / self.corpus_size if self.corpus_size else 0
        self._norms = None


class LexicalArm:
    """BM25 over passages by key; changed and searched from any thread. No change rebuilds it."""

    def __init__(self) -> None:
        self._okapi = PostingsOkapi([])
        self._slot_of: dict[int, int] = {}
        self._key_of = array("q")  # by slot; stale where the slot is free
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._slot_of)

    def __contains__(self, key: int) -> bool:
        return key in self._slot_of

    def keys(self) -> Keys:
        """Return the keys of all passages, ascending, int64 of shape (n,)."""
        with self._lock:
            return np.array(sorted(self._slot_of), dtype=np.int64)

    def add(self, keys: Sequence[int], documents: Sequence[Sequence[str]]) -> None:
        """Add passages, each given as its terms: all, or none where a key is unfit.

        A passage without terms is held and counted, and never found.

        Raises:
            ValueError: a key that is there already or given twice, or not as many documents as keys.
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
        """Return what `parts` was taken of. Raises KeyError or ValueError for parts that do not fit together."""
        arm = cls()
        arm._key_of = array("q", parts["keys"].tobytes())
        arm._slot_of = {key: slot for slot, key in enumerate(arm._key_of) if key >= 0}
        arm._okapi = PostingsOkapi.of(parts, set(arm._slot_of.values()))
        return arm

    def scores(self, query_terms: Sequence[str]) -> tuple[Keys, Scores, Mask]:
        """Score every passage: what `search` sorts, held to rank-bm25 by the tests; no question needs all of it.

        Returns:
            keys, ascending; scores, 0 or more; and whether the passage has a term of the query: all (n,).
        """
        with self._lock:
            scores, matched = self._okapi.scores_and_matches(query_terms)
            keys = np.array(sorted(self._slot_of), dtype=np.int64)
            slots = np.array([self._slot_of[key] for key in keys.tolist()], dtype=np.int64)
            return keys, scores[slots], matched[slots]

    def search(self, query_terms: Sequence[str], top: int, chosen: Mask | None = None) -> list[tuple[int, float]]:
        """Return the `top` passages of the highest score, best first, ties by the lower key.

        Only passages that have a term of the query come back, and of these only those that `chosen` lets through.
        """
        with self._lock:
            all_scores, matched = self._okapi.scores_and_matches(query_terms)
            slots = np.flatnonzero(matched)
            if chosen is not None:
                slots = slots[admits(chosen, self._keys_of(slots))]
            scores = all_scores.take(slots, mode="clip")
            if 0 < top < len(slots):  # a full sort of every match would cost more than the scoring
                kept = np.flatnonzero(scores >= np.partition(scores, len(scores) - top)[len(scores) - top])
                slots, scores = slots[kept], scores[kept]
            keys = self._keys_of(slots)
        order = np.lexsort((keys, -scores))[: max(0, top)]
        return list(zip(keys[order].tolist(), scores[order].tolist(), strict=True))

    def _keys_of(self, slots: npt.NDArray[np.intp]) -> Keys:
        if not len(slots):
            return np.zeros(0, dtype=np.int64)  # numpy makes no array of an empty buffer
        return np.frombuffer(self._key_of, dtype=np.int64)[slots]

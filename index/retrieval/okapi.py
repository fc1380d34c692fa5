"""rank-bm25's Okapi scores from postings that grow and shrink: a question only reads documents with its terms."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from index.retrieval.number_lists import NumberLists
from index.retrieval.parts import Parts, packed_words, unpacked_words

Scores = npt.NDArray[np.float64]


class LuceneOkapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """rank-bm25's Okapi with Lucene's idf, which is never 0 or negative.

    In the original, a term in the only document of a collection has a negative weight, and a term in half of the
    documents has none: a collection of one article could not be searched.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Set the idf of each term, ln(1 + (N − n + 0.5) / (n + 0.5)), from `nd`, its document counts n."""
        for term, n in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5))


class PostingsOkapi(LuceneOkapi):
    """The same scores from postings: a question reads the passages with its terms, not all passages.

    Documents live in slots. A slot that becomes free is used again, so nothing is ever renumbered. k1, b
    and the idf come from the classes above; only how documents are held and scores are summed differs.
    """

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[str, int]:
        self.doc_len = array("I")  # by slot
        self._total_length = 0
        self._free: list[int] = []
        self._ids: dict[str, int] = {}  # term -> its place in the three below
        self._terms: list[str] = []
        self._slots = NumberLists()  # ascending
        self._counts = NumberLists()
        self._free_ids: list[int] = []
        self._ids_of = NumberLists()  # by slot: a document is removed without its words at hand
        self._norms: Scores | None = None
        for document in corpus:
            self.insert(document)
        return {}  # idfs move with every change, so they are computed for the terms of each question

    def insert(self, document: Sequence[str]) -> int:
        """Add a document, given as its terms, and return its slot."""
        times = Counter(document)
        if self._free:
            slot = self._free.pop()
        else:
            slot = len(self.doc_len)
            self.doc_len.append(0)
            self._ids_of.own.append(array("I"))
        ids = array("I")
        known, all_slots, all_counts = self._ids, self._slots.own, self._counts.own
        for term, count in times.items():
            term_id = known.get(term)
            if term_id is None:
                term_id = self._new_term(term)
            ids.append(term_id)
            slots, counts = all_slots[term_id], all_counts[term_id]
            if slots is None or counts is None:
                slots, counts = self._slots.unpacked(term_id), self._counts.unpacked(term_id)
            if not slots or slots[-1] < slot:
                slots.append(slot)
                counts.append(count)
            else:
                place = bisect_left(slots, slot)
                slots.insert(place, slot)
                counts.insert(place, count)
        self._ids_of.own[slot] = ids
        self.doc_len[slot] = len(document)
        self._changed(documents=1, length=len(document))
        return slot

    def delete(self, slot: int) -> None:
        """Remove the document in `slot`."""
        for term_id in self._ids_of.numbers(slot).tolist():
            slots, counts = self._slots.unpacked(term_id), self._counts.unpacked(term_id)
            place = bisect_left(slots, slot)
            del slots[place], counts[place]
            if not slots:
                del self._ids[self._terms[term_id]]
                self._terms[term_id] = ""
                self._free_ids.append(term_id)
        length = self.doc_len[slot]
        self._ids_of.own[slot] = array("I")
        self.doc_len[slot] = 0
        self._free.append(slot)
        self._changed(documents=-1, length=-length)

    def documents_with(self, term: str) -> int:
        """Return how many documents have a term."""
        term_id = self._ids.get(term)
        return 0 if term_id is None else len(self._slots.numbers(term_id))

    def get_scores(self, query: Sequence[str]) -> Scores:
        """Return each slot's score, as rank-bm25 does for each document: above 0 if it has a term of the query.

        A term given twice counts twice, as in rank-bm25; an unknown one counts nothing.
        """
        size = len(self.doc_len)
        scores = np.zeros(size)
        if self._norms is None and self.avgdl:
            lengths = np.array(self.doc_len, dtype=np.float64)
            self._norms = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
        self.idf: dict[str, float] = {}
        for term, times in Counter(query).items():
            term_id = self._ids.get(term)
            if term_id is None or self._norms is None:
                continue
            slots = self._slots.numbers(term_id).astype(np.intp)  # else each step below does so
            counts = self._counts.numbers(term_id)  # a view: it does not leave this loop
            self._calc_idf({term: len(slots)})
            gained = self._norms.take(slots, mode="clip")  # quicker than [slots], which looks for negative ones
            gained += counts
            np.divide(counts, gained, out=gained)
            gained *= times * self.idf[term] * (self.k1 + 1)
            gained += scores.take(slots, mode="clip")
            scores[slots] = gained
        return scores

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """Return the scores of some slots. Replaces rank-bm25's method, which reads data that is not held here."""
        return [float(score) for score in self.get_scores(query)[list(doc_ids)]]

    def parts(self) -> Parts:
        """Return all that is held as arrays, for `of`."""
        return {
            "terms": packed_words(self._terms),
            "lengths": np.array(self.doc_len, dtype=np.uint32),
            **self._slots.parts("slots"),
            **self._counts.parts("counts"),
            **self._ids_of.parts("ids"),
        }

    @classmethod
    def of(cls, parts: Parts, taken: AbstractSet[int]) -> PostingsOkapi:
        """Rebuild it from its `parts`. Raises KeyError or ValueError for parts that do not fit together.

        `taken`: the slots that hold a document. A document without terms looks like a free slot.
        """
        okapi = cls([])
        okapi._terms = unpacked_words(parts["terms"])
        okapi.doc_len = array("I", parts["lengths"].tobytes())
        okapi._slots, okapi._counts = (NumberLists.of(name, len(okapi._terms), parts) for name in ("slots", "counts"))
        okapi._ids_of = NumberLists.of("ids", len(okapi.doc_len), parts)
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
            self._slots.own.append(array("I"))
            self._counts.own.append(array("I"))
        self._ids[term] = term_id
        return term_id

    def _changed(self, *, documents: int, length: int) -> None:
        self.corpus_size += documents
        self._total_length += length
        self.avgdl = self._total_length / self.corpus_size if self.corpus_size else 0
        self._norms = None

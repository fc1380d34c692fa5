"""Both arms on the passages of one collection, compared with rank-bm25 and bm25s, and with plain FAISS."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from rank_bm25 import BM25Okapi

from index.bench.measurement import Measurement, measured
from index.bench.timing import interleaved
from index.retrieval.dense import DenseArm
from index.retrieval.lexical import LexicalArm
from index.retrieval.passage_index import ARM_DEPTH
from index.storage.catalogue import Catalogue
from index.text import analysis


@dataclass(frozen=True, slots=True)
class Query:
    """A question in the forms that the arms take: its words, its terms, and its vector of length 1."""

    question: str
    terms: list[str]
    vector: np.ndarray

    @classmethod
    def of(cls, question: str, vector: np.ndarray) -> Query:
        """Make a query of a question and its vector."""
        return cls(question, analysis.terms(question), vector)


@dataclass(frozen=True, slots=True)
class Arms:
    """The arms without the index around them, and the data that they were filled with."""

    lexical: LexicalArm
    dense: DenseArm
    terms: list[list[str]]
    vectors: np.ndarray

    @classmethod
    def filled(cls, keys: Sequence[int], terms: list[list[str]], vectors: np.ndarray) -> Arms:
        """Fill both arms with passages, given by key, terms and row."""
        lexical, dense = LexicalArm(), DenseArm(vectors.shape[1])
        lexical.add(keys, terms)
        dense.add(keys, vectors)
        return cls(lexical, dense, terms, vectors)

    @classmethod
    def of(cls, catalogue: Catalogue, collection: str, model: str) -> Arms:
        """Fill both arms from the catalogue."""
        keys: list[int] = []
        terms: list[list[str]] = []
        vectors: list[np.ndarray] = []
        for stored in catalogue.load(collection, model):
            keys += stored.keys
            # Equal ones as one string: there are millions.
            terms += ([sys.intern(term) for term in each] for each in stored.terms)
            vectors.append(stored.vectors)
        return cls.filled(keys, terms, np.ascontiguousarray(np.concatenate(vectors), dtype=np.float32))


def bm25_arm(arms: Arms, queries: Sequence[Query], rounds: int) -> Measurement:
    """Search the BM25 arm, compared with rank-bm25's `get_scores` and, if installed, bm25s: same terms, one thread.

    rank-bm25 only scores; the others also select the best.
    """
    okapi = BM25Okapi(arms.terms)
    calls: dict[str, Callable[[Query], object]] = {
        "arm": lambda query: arms.lexical.search(query.terms, ARM_DEPTH),
        "rank-bm25 get_scores": lambda query: okapi.get_scores(query.terms),
    }
    if (retrieve := _bm25s(arms.terms)) is not None:
        calls["bm25s"] = lambda query: retrieve(query.terms)
    taken = interleaved(rounds, calls, queries)
    ours = taken.pop("arm")
    return measured("BM25 arm", "ms", ours, taken, passages=len(arms.terms))


def _bm25s(terms: list[list[str]]) -> Callable[[list[str]], object] | None:
    """Return a function that searches these passages with bm25s, scored as in our arm; None if it is not installed."""
    try:
        import bm25s  # here, since it comes with the extra `bench`
    except ImportError:
        return None
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets its own to DEBUG
    retriever = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    retriever.index(terms, show_progress=False)
    depth = min(ARM_DEPTH, len(terms))
    return lambda query: retriever.retrieve([query], k=depth, show_progress=False, n_threads=0)


def dense_arm(arms: Arms, queries: Sequence[Query], rounds: int) -> Measurement:
    """Search the dense arm, compared with a flat FAISS index of the same vectors on one thread.

    The arm takes several threads for many vectors.
    """
    flat = faiss.IndexFlatIP(arms.vectors.shape[1])
    flat.add(arms.vectors)
    faiss.omp_set_num_threads(1)
    depth = min(ARM_DEPTH, len(arms.vectors))
    taken = interleaved(
        rounds,
        {
            "arm": lambda query: arms.dense.search(query.vector, ARM_DEPTH),
            "FAISS flat": lambda query: flat.search(query.vector.reshape(1, -1), depth),
        },
        queries,
    )
    return measured("dense arm", "ms", taken["arm"], {"FAISS flat": taken["FAISS flat"]}, passages=len(arms.vectors))

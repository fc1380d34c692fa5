"""The quick benchmark, for people who change the code: ratios on a made corpus, each with a generous limit.

Times depend on the machine, ratios hardly. What is compared takes turns, and only the fastest turn of each question
counts, since other work may use the processor. Limits are far from usual values, so that only a clear regression
exceeds one: a step that loops over all passages, texts tokenised twice, an index rebuilt for each search.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from rank_bm25 import BM25Okapi

from index.bench.adding import add_beside_bare
from index.bench.arms import Arms, Query
from index.bench.asking import ask_beside_models
from index.bench.own_articles import OwnArticle, drawn, made_questions, own_articles
from index.bench.synthetic import Maker, nonsense
from index.bench.timing import interleaved
from index.bench.workbench import Workbench
from index.retrieval.entry import IndexEntry
from index.retrieval.passage_index import ARM_DEPTH, InMemoryPassageIndex, PassageIndex
from index.storage.storing import PreparedArticle

SEED = 20_260_102
LARGE, SMALL = 12_000, 1_500
"""Passages of the searched collections: enough that a loop over all of them shows."""

ROUNDS = 3
_SEARCHES = 5
"""How often the searches are measured for each round of the rest: they take milliseconds."""

_ARTICLES, _SENTENCES = 12, 16
_ADDED = 40
"""Passages that are added in a run."""

_ASKED, _SEARCHED = 2, 10
"""Numbers of questions."""

_PLACE = "bench-quick"


@dataclass(frozen=True, slots=True)
class RatioCheck:
    """A ratio with its limit, an upper one or, with `least`, a lower one."""

    name: str
    ratio: float
    limit: float
    least: bool = False

    @property
    def ok(self) -> bool:
        """Whether the ratio is within its limit."""
        return self.ratio >= self.limit if self.least else self.ratio <= self.limit


def quick(workbench: Workbench, told: Callable[[str], None]) -> Iterator[RatioCheck]:
    """Measure on a made corpus, in less than a minute on two cores. `told` gets each step's name before it."""
    library, embedder = workbench.library, workbench.embedder
    told("adding")
    collection = library.collection(_PLACE)
    for _ in collection.add(nonsense(_ARTICLES, _SENTENCES, SEED)):
        pass
    own = own_articles(library.catalogue, _PLACE, embedder.name)
    added = fastest(add_beside_bare(library, drawn(own, _ADDED, SEED), ROUNDS)[0], 1)
    yield RatioCheck(
        "passages added in a second / bare encoder", added["bare encoder"] / added["adding"], 0.6, least=True
    )
    told("asking")
    questions = made_questions(own, _ASKED, SEED)
    # The processor time of all threads, without other processes. Whether all cores are used shows in adding.
    taken = ask_beside_models({0: collection}, questions, workbench.listener, ROUNDS, time.process_time)
    asked = fastest(taken, len(questions))
    yield RatioCheck("own code in ask / all of ask", 1 - asked["models 0"] / asked["ask 0"], 0.3)
    told("searching")
    questions = made_questions(own, _SEARCHED, SEED)
    yield from searched(own, [Query.of(question, embedder.embed_question(question)) for question in questions])


def searched(
    own: Sequence[OwnArticle], queries: Sequence[Query], sizes: tuple[int, int] = (SMALL, LARGE)
) -> Iterator[RatioCheck]:
    """Compare both arms with their reference implementations, and the growth of a search with FAISS.

    `sizes`: of two collections in passages, the smaller first.
    """
    maker = Maker(own, SEED)
    small, _ = _index(list(maker.prepared(sizes[0])))
    large, arms = _index(list(maker.prepared(sizes[1])))
    okapi = BM25Okapi(arms.terms)
    flat = faiss.IndexFlatIP(arms.vectors.shape[1])
    flat.add(arms.vectors)
    faiss.omp_set_num_threads(1)
    taken = interleaved(
        ROUNDS * _SEARCHES,
        {
            "small": lambda query: small.search(query.question, query.vector),
            "large": lambda query: large.search(query.question, query.vector),
            "BM25 arm": lambda query: arms.lexical.search(query.terms, ARM_DEPTH),
            "get_scores": lambda query: okapi.get_scores(query.terms),
            "dense arm": lambda query: arms.dense.search(query.vector, ARM_DEPTH),
            "flat": lambda query: flat.search(query.vector.reshape(1, -1), min(ARM_DEPTH, flat.ntotal)),
        },
        queries,
        # All work is on this thread and nothing waits, so thread time leaves out other processes. With several times as
        # many vectors, the dense arm would search on other threads as well.
        clock=time.thread_time,
    )
    ms = fastest(taken, len(queries))
    yield RatioCheck("BM25 arm / rank-bm25 get_scores", ms["BM25 arm"] / ms["get_scores"], 0.09)
    yield RatioCheck("dense arm / FAISS flat", ms["dense arm"] / ms["flat"], 1.6)
    # Independent of the machine: how much longer a search takes, in units of FAISS's time for all passages.
    growth = (ms["large"] - ms["small"]) / ms["flat"]
    yield RatioCheck(f"growth of search from {sizes[0]:,} to {sizes[1]:,} passages / FAISS flat", growth, 2.5)


def fastest(taken: Mapping[str, Sequence[float]], given: int) -> dict[str, float]:
    """Return, by name, the milliseconds of all `given` together, each in its fastest turn."""
    return {name: sum(min(mine[at::given]) for at in range(given)) for name, mine in taken.items()}


def _index(items: Sequence[PreparedArticle]) -> tuple[PassageIndex, Arms]:
    """Return an index of made articles, and both arms alone with the same data."""
    vectors = np.concatenate([item.vectors for item in items])
    index, entries, at = InMemoryPassageIndex(vectors.shape[1]), [], 0
    for item in items:
        keys = tuple(range(at, at + len(item.spans)))
        entries.append(IndexEntry(item.article.id, item.article.published, keys, item.terms, item.vectors))
        at += len(keys)
    index.add(entries)
    return index, Arms.filled(range(at), [list(terms) for item in items for terms in item.terms], vectors)

"""Searching an index: its cost beyond both arms, and the effect of filters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.bench.arms import Arms, Query
from index.bench.measurement import Measurement, measured
from index.bench.timing import interleaved
from index.filters import Filters
from index.retrieval.passage_index import ARM_DEPTH, PassageIndex


def searching(
    index: PassageIndex, arms: Arms, queries: Sequence[Query], rounds: int, article_id: str, day: date | None
) -> list[Measurement]:
    """Search an index, compared with both of its arms alone; the difference is fusion, filters and copies.

    Then the same with a filter by `article_id`, and by `day` if there is one, each compared with the search without a
    filter.
    """
    taken = interleaved(
        rounds,
        {
            "search": lambda query: index.search(query.question, query.vector),
            "BM25 arm": lambda query: arms.lexical.search(query.terms, ARM_DEPTH),
            "dense arm": lambda query: arms.dense.search(query.vector, ARM_DEPTH),
        },
        queries,
    )
    both = [one + other for one, other in zip(taken["BM25 arm"], taken["dense arm"], strict=True)]
    rest = [whole - arms_alone for whole, arms_alone in zip(taken["search"], both, strict=True)]
    size = len(index)
    found = [
        measured("search the index", "ms", taken["search"], {"both arms alone": both}, passages=size),
        measured("fusion, filters, copies", "ms", rest, passages=size),
    ]
    filters = {"search, one article": Filters(frozenset({article_id}))}
    if day is not None:
        filters["search, since the middle day"] = Filters(since=day)
    for what, chosen in filters.items():
        found.append(_filtered(what, index, queries, rounds, chosen))
    return found


def _filtered(what: str, index: PassageIndex, queries: Sequence[Query], rounds: int, filters: Filters) -> Measurement:
    taken = interleaved(
        rounds,
        {
            "filtered": lambda query: index.search(query.question, query.vector, filters=filters),
            "all": lambda query: index.search(query.question, query.vector),
        },
        queries,
    )
    return measured(what, "ms", taken["filtered"], {"without the filter": taken["all"]}, passages=len(index))

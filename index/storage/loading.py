"""The passages of a collection with their terms and vectors, read from the catalogue for the arms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection, func, select

from index.article import Passage, Span
from index.models.vectors import are_unit
from index.storage import schema
from index.storage.rows import damaged
from index.text import analysis
from index.text.titled import searchable

_a, _p = schema.articles, schema.passages


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """The passages of one article with their terms and vectors, as the arms take them."""

    article_id: str
    published: date | None
    passages: tuple[Passage, ...]
    terms: tuple[tuple[str, ...], ...]
    vectors: np.ndarray


def load(
    connection: Connection, collection: int | None, model: str, only: Sequence[str] | None
) -> Iterator[LoadedArticle]:
    """Yield current articles' passages with their terms and vectors, as `Catalogue.load` says."""
    v, t = schema.article_vectors, schema.article_terms
    here = [_a.c.collection == collection, _a.c.current]
    if only is not None:
        # One JSON value, because SQLite limits how many parameters a statement may have.
        wanted = func.json_each(json.dumps(list(only))).table_valued("value")
        here.append(_a.c.id.in_(select(wanted.c.value)))
    spans: dict[int, list[Passage]] = {}
    # Without their sentences: no arm needs them, and there are as many to unpack as there are passages.
    wanted_spans = select(_p.c.key, _p.c.article, _p.c.start, _p.c.end, _a.c.id).select_from(_p.join(_a))
    for place in connection.execute(wanted_spans.where(*here).order_by(_p.c.key)):
        spans.setdefault(place.article, []).append(Passage(place.key, place.id, Span(place.start, place.end)))
    for row in connection.execute(
        select(_a.c.key, _a.c.id, _a.c.published, v.c.dimension, v.c.data, t.c.analysis, t.c.data.label("terms"))
        .select_from(_a.join(v).join(t))
        .where(*here, v.c.model == model)
        .order_by(_a.c.key)
    ):
        passages = tuple(spans.get(row.key, ()))
        if row.analysis == analysis.VERSION:
            terms = tuple(tuple(line.split(" ")) if line else () for line in row.terms.split("\n"))
        else:
            terms = _terms_again(connection, row.key, passages)
        if len(terms) != len(passages) or len(row.data) != 4 * row.dimension * len(passages):
            raise damaged(row.id)
        vectors = np.frombuffer(row.data, dtype="<f4").reshape(-1, row.dimension)
        if not are_unit(vectors):
            raise damaged(row.id)
        yield LoadedArticle(row.id, row.published, passages, terms, vectors)


def _terms_again(connection: Connection, article: int, passages: Sequence[Passage]) -> tuple[tuple[str, ...], ...]:
    row = connection.execute(select(_a).where(_a.c.key == article)).one()
    texts = searchable(row.title, row.text, [passage.span for passage in passages])
    return tuple(tuple(analysis.terms(text)) for text in texts)

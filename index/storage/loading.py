"""The passages of a collection with their terms and vectors, read from the catalogue for the arms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sqlalchemy import ColumnElement, Connection, func, or_, select

from index.article import Span
from index.models.vectors import are_unit
from index.retrieval.entry import IndexEntry
from index.storage import schema
from index.storage.rows import damaged, json_list, json_values
from index.text import analysis
from index.text.titled import searchable

_a, _p = schema.articles, schema.passages


def load(
    connection: Connection, collection: int | None, model: str, only: Sequence[str] | None
) -> Iterator[IndexEntry]:
    """Yield the passages of current articles with their terms and vectors; see `Catalogue.load`."""
    v, t = schema.article_vectors, schema.article_terms
    here = [_a.c.collection == collection, _a.c.current]
    if only is not None:
        here.append(_a.c.id.in_(json_values(json_list(only))))
    keys_of = _passage_keys(connection, here)
    for row in connection.execute(
        select(_a.c.key, _a.c.id, _a.c.published, v.c.dimension, v.c.data, t.c.analysis, t.c.data.label("terms"))
        .select_from(_a.outerjoin(v).outerjoin(t, t.c.article == _a.c.key))  # what has lost its rows is not passed over
        .where(*here, func.coalesce(v.c.model, model) == model)
        .order_by(_a.c.key)
    ):
        if row.data is None or row.terms is None:
            raise damaged(row.id)
        keys = keys_of.get(row.key, [])
        terms = _terms(row.terms) if row.analysis == analysis.VERSION else _terms_again(connection, row.key)
        if len(terms) != len(keys) or len(row.data) != 4 * row.dimension * len(keys):
            raise damaged(row.id)
        vectors = np.frombuffer(row.data, dtype="<f4").reshape(-1, row.dimension)
        if not are_unit(vectors):
            raise damaged(row.id)
        yield IndexEntry(row.id, row.published, keys, terms, vectors)


def foreign_vectors(connection: Connection, model: str, collection: str | None) -> list[tuple[str, str]]:
    """Return (collection, article id) of every article whose vectors another model made; see `Catalogue`."""
    v, c = schema.article_vectors, schema.collections
    # Two lookups in the index: "another than" goes through all vectors.
    foreign = select(v.c.article).where(or_(v.c.model < model, v.c.model > model))
    wanted = (
        select(_a.c.key, c.c.name, _a.c.id)
        # A sum is in no index: else SQLite goes from the collection through all its articles.
        .select_from(_a.join(c, c.c.key == _a.c.collection + 0))
        .where(_a.c.key.in_(foreign), _a.c.current)
    )
    if collection is not None:
        wanted = wanted.where(c.c.name == collection)
    rows = sorted(connection.execute(wanted), key=lambda row: row.key)
    return [(row.name, row.id) for row in rows]


def _passage_keys(connection: Connection, here: Sequence[ColumnElement[bool]]) -> dict[int, list[int]]:
    """Return the keys of the passages of some articles, ascending, by the article's key."""
    found: dict[int, list[int]] = {}
    wanted = select(_p.c.article, _p.c.key).select_from(_p.join(_a)).where(*here).order_by(_p.c.key)
    for article, key in connection.execute(wanted):
        found.setdefault(article, []).append(key)
    return found


def _terms(packed: str) -> tuple[tuple[str, ...], ...]:
    """Return the terms of each passage of an article, as `storing` has packed them."""
    return tuple(tuple(line.split(" ")) if line else () for line in packed.split("\n"))


def _terms_again(connection: Connection, article: int) -> tuple[tuple[str, ...], ...]:
    """Return the terms of each passage of an article, computed again from its text."""
    row = connection.execute(select(_a.c.title, _a.c.text).where(_a.c.key == article)).one()
    places = select(_p.c.start, _p.c.end).where(_p.c.article == article).order_by(_p.c.key)
    texts = searchable(row.title, row.text, [Span(*place) for place in connection.execute(places)])
    return tuple(tuple(analysis.terms(text)) for text in texts)

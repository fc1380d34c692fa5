"""The current articles of a collection without their texts, and how many passages they have, in one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from index.storage import schema
from index.storage.rows import collection_key

_a, _p = schema.articles, schema.passages


def titles(
    connection: Connection, collection: str
) -> list[tuple[int, str, str, date | None, str | None, int | None]]:  # fmt: skip
    """Return (key, id, title, published, source, key of the article searched in its place) in the order they came."""
    wanted = select(_a.c.key, _a.c.id, _a.c.title, _a.c.published, _a.c.source, _a.c.copy_of)
    rows = connection.execute(wanted.where(*_current(connection, collection)).order_by(_a.c.key))
    return [(row.key, row.id, row.title, row.published, row.source, row.copy_of) for row in rows]


def passage_counts(connection: Connection, collection: str, keys: Sequence[int] | None = None) -> dict[int, int]:
    """Return how many passages each article of the collection has, by its key; one that has none is not there.

    `keys`: only of these articles; None is all.
    """
    counted = select(_p.c.article, func.count().label("passages")).select_from(_p.join(_a))
    rows = counted.where(*_current(connection, collection)).group_by(_p.c.article)
    if keys is not None:
        rows = rows.where(_p.c.article.in_(keys))
    return {row.article: row.passages for row in connection.execute(rows)}


def _current(connection: Connection, collection: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _a.c.collection == collection_key(connection, collection), _a.c.current

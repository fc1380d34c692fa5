"""Replaced revisions of articles: compressed, limited in number and age, never searched, read for old quotes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from index.article import Article
from index.errors import NotFound
from index.storage import schema
from index.storage.moments import aware_utc, naive_utc
from index.storage.rows import article_from_row, damaged, is_sound, not_found

KEPT_REVISIONS = 10
"""How many replaced revisions of an article are kept; the oldest go first."""

KEPT_FOR = timedelta(days=90)
"""How long a revision is kept once a newer one has replaced it."""

_a, _o = schema.articles, schema.old_texts


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of an article, without its text: when it was stored, and when it was replaced (if it was)."""

    number: int
    stored_at: datetime
    replaced_at: datetime | None


def retire(connection: Connection, row: Row[Any], now: datetime, successor: str) -> None:
    """Compress the text of a current revision that is being replaced by one with the text `successor`.

    A text that was altered is not kept, unless `successor` has the words that were stored.
    """
    text = next((each for each in (row.text, successor) if is_sound(each, row.text_hash)), None)
    if text is None:
        connection.execute(delete(_a).where(_a.c.key == row.key))
        return
    connection.execute(insert(_o).values(article=row.key, data=zlib.compress(text.encode(), level=9)))
    replaced = {"current": False, "text": "", "replaced_at": naive_utc(now)}
    connection.execute(update(_a).where(_a.c.key == row.key).values(**replaced))
    mine = (_a.c.collection == row.collection, _a.c.id == row.id, ~_a.c.current)
    newest = select(_a.c.key).where(*mine).order_by(_a.c.revision.desc()).limit(KEPT_REVISIONS)
    connection.execute(delete(_a).where(*mine, _a.c.key.not_in(newest)))


def forget(connection: Connection, collection: int | None, now: datetime) -> None:
    """Delete the revisions of a collection that were replaced too long ago."""
    before = naive_utc(now - KEPT_FOR)
    connection.execute(delete(_a).where(_a.c.collection == collection, ~_a.c.current, _a.c.replaced_at < before))


def revisions(connection: Connection, collection: int | None, name: str, article_id: str) -> list[Revision]:
    """Return the existing revisions of an article, oldest first. Raises NotFound."""
    wanted = select(_a.c.revision, _a.c.added_at, _a.c.replaced_at, _a.c.current).where(
        _a.c.collection == collection, _a.c.id == article_id
    )
    rows = connection.execute(wanted.order_by(_a.c.revision)).all()
    if not any(row.current for row in rows):
        raise not_found(connection, collection, name, article_id)
    return [
        Revision(row.revision, aware_utc(row.added_at), row.replaced_at and aware_utc(row.replaced_at)) for row in rows
    ]


def revision(connection: Connection, collection: int | None, name: str, article_id: str, number: int) -> Article:
    """Return one revision of an article. Raises NotFound, also if it is no longer kept."""
    kept = [each.number for each in revisions(connection, collection, name, article_id)]
    if number not in kept:
        raise NotFound(
            f"there is no revision {number} of {article_id!r}", f"these are there: {', '.join(map(str, kept))}"
        )
    row = connection.execute(
        select(_a).where(_a.c.collection == collection, _a.c.id == article_id, _a.c.revision == number)
    ).one()
    return article_from_row(row, text_of(connection, row))


def text_of(connection: Connection, row: Row[Any]) -> str:
    """Return the text of a revision, whether it is current or not. Raises Damaged."""
    if row.current or row.text:  # replaced ones were not packed by the first versions
        return str(row.text)
    data = connection.scalar(select(_o.c.data).where(_o.c.article == row.key))
    try:
        return unpacked(data or b"")
    except ValueError as error:
        raise damaged(row.id) from error


def unpacked(data: bytes) -> str:
    """Return a text that was packed away. Raises ValueError where the data are none."""
    try:
        return zlib.decompress(data).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from error


def changed_since(connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, bool]:
    """Tell of each of these revisions, by key, whether the article has another text by now."""
    changed = {}
    for row in rows:
        now = connection.scalar(
            select(_a.c.text_hash).where(_a.c.collection == row.collection, _a.c.id == row.id, _a.c.current)
        )
        changed[row.key] = now is not None and now != row.text_hash
    return changed

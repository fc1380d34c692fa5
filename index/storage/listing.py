"""The current articles of a collection without their texts, and how many passages they have, in one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from index.article import ArticleName
from index.storage import schema
from index.storage.moments import aware_utc, naive_utc

_a, _p = schema.articles, schema.passages


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article of a list, without its text."""

    id: str
    title: str
    url: str | None
    published: date | None
    source: str | None
    revision: int
    characters: int
    passages: int
    added_at: datetime
    copy_of: str | None = None
    """The id of the article that tells the same story and is searched in its place, or None."""
    author: str | None = None
    site: str | None = None


class TitleRow(NamedTuple):
    """One article of a list as its row has it; `copy_of` is the key of the article that is searched in its place."""

    key: int
    id: str
    title: str
    published: date | None
    source: str | None
    copy_of: int | None


def articles(connection: Connection, collection: int | None) -> list[ArticleSummary]:
    """Return the articles in the order in which they were added."""
    counted = select(func.count()).where(_p.c.article == _a.c.key).scalar_subquery().label("passages")
    length = func.length(_a.c.text).label("characters")
    leader = _a.alias()
    searched = select(leader.c.id).where(leader.c.key == _a.c.copy_of).scalar_subquery().label("copy_of")
    wanted = (_a.c.id, _a.c.title, _a.c.url, _a.c.published, _a.c.source, _a.c.revision, _a.c.added_at)
    rows = connection.execute(
        select(*wanted, _a.c.author, _a.c.site, length, counted, searched)
        .where(_a.c.collection == collection, _a.c.current)
        .order_by(_a.c.key)
    )
    return [ArticleSummary(**{**row._asdict(), "added_at": aware_utc(row.added_at)}) for row in rows]


def titles(connection: Connection, collection: int | None) -> list[TitleRow]:
    """Return the articles in the order in which they were added; fast, since it is called while somebody types."""
    wanted = select(_a.c.key, _a.c.id, _a.c.title, _a.c.published, _a.c.source, _a.c.copy_of)
    rows = connection.execute(wanted.where(_a.c.collection == collection, _a.c.current).order_by(_a.c.key))
    return [TitleRow(*row) for row in rows]


def stale(connection: Connection, collection: int | None, before: datetime) -> list[ArticleName]:
    """Return the articles last added, refreshed or found unchanged before a moment, oldest first."""
    seen = func.coalesce(_a.c.seen_at, _a.c.added_at)
    wanted = select(_a.c.id, _a.c.title).where(_a.c.collection == collection, _a.c.current, seen < naive_utc(before))
    return [ArticleName(*row) for row in connection.execute(wanted.order_by(seen, _a.c.key))]


def passage_counts(connection: Connection, collection: int | None, keys: Sequence[int] | None = None) -> dict[int, int]:
    """Return the number of passages of each article, by its key; articles without passages are left out.

    `keys`: only these articles; None is all.
    """
    counted = select(_p.c.article, func.count().label("passages")).select_from(_p.join(_a))
    rows = counted.where(_a.c.collection == collection, _a.c.current).group_by(_p.c.article)
    if keys is not None:
        rows = rows.where(_p.c.article.in_(keys))
    return {row.article: row.passages for row in connection.execute(rows)}

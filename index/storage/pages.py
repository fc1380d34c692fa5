"""Articles that came from web pages, with what their sites need in order to say whether a page has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from index.storage import schema
from index.storage.database import Database
from index.storage.moments import aware_utc, naive_utc
from index.storage.page_form import page_form
from index.storage.rows import collection_key, current_row, is_sound, put

_a, _p, _w = schema.articles, schema.passages, schema.pages

_PASSAGES = select(func.count()).where(_p.c.article == _a.c.key).scalar_subquery().label("passages")
_KNOWN: Sequence[ColumnElement[Any]] = (
    _a.c.id, _a.c.title, _a.c.published, _a.c.author, _a.c.url, _a.c.text, _a.c.text_hash, _PASSAGES,
)  # fmt: skip
"""The columns of a `KnownPage`: see `_known`."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site sent with a page to recognise it again; `landed` is the URL of the page after redirects."""

    landed: str
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def known(cls, landed: str, etag: str | None, last_modified: str | None) -> Validators | None:
        """Return the stored validators of a page; None if the site sent none."""
        return cls(landed, etag, last_modified) if etag or last_modified else None


@dataclass(frozen=True, slots=True)
class KnownPage:
    """The article that a URL became; `validators` is None if its page has to be read completely.

    Date and author may come from elsewhere, such as a feed.
    """

    article_id: str
    title: str
    passages: int
    validators: Validators | None
    published: date | None = None
    author: str | None = None
    fetched_at: datetime | None = None
    """When its page was last requested; None if the article came from elsewhere."""
    url: str | None = field(default=None, compare=False)
    text: str = field(default="", compare=False, repr=False)
    """Its present text, to tell another page from a change of this one."""


class Pages:
    """Knows which article came from which URL; removed articles are forgotten."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    def known(self, collection: str, url: str) -> KnownPage | None:
        """Return the article that came from a URL, as it was given, if it is still what came from there."""
        with self._db.read() as connection:
            key = collection_key(connection, collection)
            # If not: it came in a corpus, or from another URL since. It is the same article, whose page was not seen.
            return _fetched(connection, key, url) or _named(connection, key, url)

    def at(self, collection: str, url: str) -> KnownPage | None:
        """Return an article of this page, wherever it came from and under any of the page's addresses."""
        form = page_form(url)
        with self._db.read() as connection:
            key = collection_key(connection, collection)
            for same in (_a.c.id == url, _a.c.url == url, _a.c.page_form == form):  # each has its index
                row = connection.execute(
                    select(_a.c.id, _a.c.title, _a.c.published, _a.c.author, _PASSAGES)
                    .where(_a.c.collection == key, same, _a.c.current)
                    .limit(1)
                ).one_or_none()
                if row is not None:
                    return KnownPage(row.id, row.title, row.passages, None, row.published, row.author)
        return None

    def led_to(self, collection: str, landed: str) -> list[str]:
        """Return the addresses under which the stored articles that landed at the URL `landed` were given."""
        with self._db.read() as connection:
            same = _a.c.page_form == page_form(landed)
            wanted = select(_a.c.source).where(_a.c.collection == collection_key(connection, collection), same)
            return list(connection.scalars(wanted.where(_a.c.current, _a.c.source.is_not(None)).order_by(_a.c.key)))

    def note(self, collection: str, url: str, article_id: str, validators: Validators) -> None:
        """Remember that an article, as it is now, came from a URL; does nothing if the article is gone.

        A URL that gave several articles is not remembered, and so read completely each time.
        """
        with self._db.write() as connection:
            key = collection_key(connection, collection)
            row = current_row(connection, key, article_id)
            if row is None:
                return
            came = select(func.count()).where(_a.c.collection == key, _a.c.source == url, _a.c.current)
            if int(connection.scalar(came) or 0) > 1:
                connection.execute(delete(_w).where(_w.c.collection == key, _w.c.url == url))
                return
            moment = naive_utc(self._clock())
            connection.execute(update(_a).where(_a.c.key == row.key).values(seen_at=moment))
            new = {
                "article": row.key,
                "landed": validators.landed,
                "etag": validators.etag,
                "last_modified": validators.last_modified,
                "fetched_at": moment,
            }
            put(connection, _w, {"collection": key, "url": url}, new)

    def forget(self, collection: str, url: str) -> None:
        """Forget a URL, so that it is read completely the next time."""
        with self._db.write() as connection:
            key = collection_key(connection, collection)
            connection.execute(delete(_w).where(_w.c.collection == key, _w.c.url == url))


def _fetched(connection: Connection, collection: int | None, url: str) -> KnownPage | None:
    """Return the article whose page was last fetched at a URL, unless its text was altered since."""
    wanted = [*_KNOWN, _w.c.landed, _w.c.etag, _w.c.last_modified, _w.c.fetched_at]
    row = connection.execute(
        select(*wanted).select_from(_w.join(_a)).where(_w.c.collection == collection, _w.c.url == url, _a.c.current)
    ).one_or_none()
    if row is None or not is_sound(row.text, row.text_hash):
        return None
    given = Validators.known(row.landed, row.etag, row.last_modified)
    return replace(_known(row, row.text), validators=given, fetched_at=aware_utc(row.fetched_at))


def _named(connection: Connection, collection: int | None, url: str) -> KnownPage | None:
    """Return the only article that names a URL as its source; None if several do."""
    rows = connection.execute(
        select(*_KNOWN).where(_a.c.collection == collection, _a.c.source == url, _a.c.current).limit(2)
    ).all()
    if len(rows) != 1:
        return None
    # Altered words say nothing of a page.
    return _known(rows[0], rows[0].text if is_sound(rows[0].text, rows[0].text_hash) else "")


def _known(row: Row[Any], text: str) -> KnownPage:
    return KnownPage(row.id, row.title, row.passages, None, row.published, row.author, url=row.url, text=text)

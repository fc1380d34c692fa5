"""The feeds of each collection: when each is polled next, its last error, and how many articles it added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from index.errors import Ambiguous, NotFound, UsageError
from index.feed import Entry, Feed
from index.storage import feed_entries, schema
from index.storage.database import Database
from index.storage.feed_entries import WAITS, FeedEntries, note_entries
from index.storage.moments import aware_utc, has_come, naive_utc
from index.storage.pages import Validators
from index.storage.rows import inserted

MOST_FEEDS = 50
"""Feeds of one collection."""

_MOST_LOST = 10
"""How many given-up entries of each feed are named."""

_MOST_ERROR = 500
"""How many characters of an error message are kept."""

_f, _e = schema.feeds, schema.feed_entries


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """One feed of a collection, as it is now."""

    key: int
    collection: str
    url: str
    title: str
    """What it calls itself, else its URL."""
    added_at: datetime
    polled_at: datetime | None
    next_poll_at: datetime
    failures: int
    """How often in a row it could not be read: 0 while it works."""
    error: str | None
    """Why it could not be read the last time."""
    articles: int
    """How many articles it added."""
    waiting: int
    """How many of its entries are still to become articles."""
    given_up: int
    """How many of its entries became no article; they are tried again when somebody names the feed."""
    validators: Validators | None
    every_minutes: int | None
    skip_hours: frozenset[int]
    lost: Sequence[Entry] = ()
    """Some of the given-up entries, newest first."""

    @property
    def is_full(self) -> bool:
        """Whether too many of its entries wait to take more."""
        return self.waiting >= feed_entries.MOST_WAITING


class Feeds:
    """Keeps feeds. Each method writes in one transaction; the clock is the library's."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self.entries = FeedEntries(database, clock)

    def add(self, collection: str, url: str, feed: Feed) -> StoredFeed:
        """Store a feed that was just read, due at once. Raises UsageError if it is there, or if there are too many."""
        now = naive_utc(self._clock())
        with self._db.write() as connection:
            known = connection.scalars(select(_f.c.url).where(_f.c.collection == collection)).all()
            if url in known:
                raise UsageError(f"the feed {url} is here already", "poll it to have at once what is new in it")
            if len(known) >= MOST_FEEDS:
                raise UsageError(f"there are {MOST_FEEDS} feeds here, and no more are taken", "remove one first")
            row = {
                "collection": collection,
                "url": url,
                "title": feed.title or url,
                "skip_hours": "",
                "added_at": now,
                "next_poll_at": now,
                "failures": 0,
                "articles": 0,
            }
            key = inserted(connection, _f, row)
        return self._one(_f.c.key == key)

    def all(self, collection: str) -> list[StoredFeed]:
        """Return the feeds of a collection, in the order in which they were added."""
        return self._many(_f.c.collection == collection)

    def find(self, collection: str, typed: str) -> StoredFeed:
        """Return a feed by its URL, its key ("#3") or its title, as somebody typed it.

        Raises NotFound, and Ambiguous if several have that title.
        """
        wanted = typed.strip()
        known = self.all(collection)
        by_url = [each for each in known if each.url == wanted]
        by_key = [each for each in known if f"#{each.key}" == wanted]
        by_title = [each for each in known if each.title.casefold() == wanted.casefold()]
        for found in (by_url, by_key, by_title):
            if len(found) == 1:
                return found[0]
        if by_title:
            raise Ambiguous(f"{len(by_title)} feeds are called {wanted!r}", "name the one that you mean by its URL")
        raise NotFound(f"there is no feed {wanted!r}", "name it by its URL, as the list of feeds shows it")

    def get(self, key: int) -> StoredFeed:
        """Return a feed as it is now. Raises NotFound if it was removed."""
        return self._one(_f.c.key == key)

    def remove(self, collection: str, key: int) -> None:
        """Delete a feed and its remembered entries; its articles stay. Raises NotFound."""
        with self._db.write() as connection:
            gone = connection.execute(delete(_f).where(_f.c.collection == collection, _f.c.key == key))
            if not gone.rowcount:
                raise NotFound("that feed is not here any more", "the list of feeds shows which are")

    def due(self, collection: str | None = None) -> list[StoredFeed]:
        """Return the feeds that are due, the longest due first; of one collection, or of all."""
        wanted = has_come(_f.c.next_poll_at, self._clock())
        found = self._many(wanted if collection is None else wanted & (_f.c.collection == collection))
        return sorted(found, key=lambda feed: feed.next_poll_at)

    def note_read(self, key: int, feed: Feed | None, validators: Validators, next_poll_at: datetime) -> int:
        """Note that a feed was read, or with `feed` None that it has not changed; return how many entries are new.

        Raises NotFound if it was removed meanwhile.
        """
        now = naive_utc(self._clock())
        news: dict[str, Any] = {
            "landed": validators.landed,
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "polled_at": now,
            "next_poll_at": naive_utc(next_poll_at),
            "failures": 0,
            "error": None,
            **({} if feed is None else _said(feed)),
        }
        with self._db.write() as connection:
            done = connection.execute(update(_f).where(_f.c.key == key).values(news))
            if not done.rowcount:
                raise _gone()
            if feed is None:
                return 0
            count, is_all = note_entries(connection, key, feed.entries, now)
            if not is_all:  # what found no room must not be hidden behind "not changed" the next time
                connection.execute(update(_f).where(_f.c.key == key).values(etag=None, last_modified=None))
            return count

    def note_failed(self, key: int, error: str, next_poll_at: datetime) -> None:
        """Note why a feed could not be read; does nothing if it was removed meanwhile."""
        news = {
            "polled_at": naive_utc(self._clock()),
            "next_poll_at": naive_utc(next_poll_at),
            "error": error[:_MOST_ERROR],
            "failures": _f.c.failures + 1,
        }
        with self._db.write() as connection:
            connection.execute(update(_f).where(_f.c.key == key).values(news))

    def _one(self, which: ColumnElement[bool]) -> StoredFeed:
        found = self._many(which)
        if not found:
            raise _gone()
        return found[0]

    def _many(self, which: ColumnElement[bool]) -> list[StoredFeed]:
        waiting = select(func.count()).where(_e.c.feed == _f.c.key, WAITS).scalar_subquery()
        lost = select(func.count()).where(_e.c.feed == _f.c.key, _e.c.waiting.is_not(None), _e.c.given_up)
        counts = (waiting.label("waiting"), lost.scalar_subquery().label("given_up"))
        with self._db.read() as connection:
            rows: Sequence[Row[Any]] = connection.execute(select(_f, *counts).where(which).order_by(_f.c.key)).all()
        return [_feed(row, self.entries.given_up(row.key, _MOST_LOST) if row.given_up else ()) for row in rows]


def _feed(row: Row[Any], lost: Sequence[Entry]) -> StoredFeed:
    return StoredFeed(
        key=row.key,
        collection=row.collection,
        url=row.url,
        title=row.title,
        added_at=aware_utc(row.added_at),
        polled_at=aware_utc(row.polled_at) if row.polled_at else None,
        next_poll_at=aware_utc(row.next_poll_at),
        failures=row.failures,
        error=row.error,
        articles=row.articles,
        waiting=row.waiting,
        given_up=row.given_up,
        validators=Validators.known(row.landed, row.etag, row.last_modified),
        every_minutes=row.every_minutes,
        skip_hours=frozenset(int(hour) for hour in row.skip_hours.split(",") if hour),
        lost=lost,
    )


def _said(feed: Feed) -> dict[str, Any]:
    """Return the columns of a feed's row that come from the feed itself."""
    said: dict[str, Any] = {
        "every_minutes": feed.every_minutes,
        "skip_hours": ",".join(map(str, sorted(feed.skip_hours))),
    }
    return said | ({"title": feed.title} if feed.title else {})


def _gone() -> NotFound:
    return NotFound("that feed was removed meanwhile", "the list of feeds shows which are")

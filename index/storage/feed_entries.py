"""The entries of feeds: which were seen, so that none becomes an article twice, and which wait to become one.

An entry waits from the moment that its feed was read until it is an article, or is given up: a crash, or a day on
which enough came already, loses none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from index.feed import Entry
from index.storage import schema
from index.storage.database import Database
from index.storage.moments import aware_utc, has_come, naive_utc

MOST_WAITING = 500
"""Entries of one feed that wait; while there are so many, no more are taken from it."""

MOST_REMEMBERED = 5_000
"""Entries of one feed that are remembered, those that were seen last."""

REMEMBERED = timedelta(days=180)
"""How long an entry is remembered after it has left its feed."""

_f, _e, _d = schema.feeds, schema.feed_entries, schema.feed_days

WAITS = _e.c.waiting.is_not(None) & ~_e.c.given_up
"""Whether an entry is still to become an article, now or later."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that is to become an article; `tries` is how often its page could not be had, since `failing_since`."""

    key: int
    feed: int
    feed_title: str
    feed_url: str
    """Where the feed was read, behind its redirects."""
    entry: Entry
    tries: int
    failing_since: datetime | None


class FeedEntries:
    """Keeps what waits, and counts what came. Every method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    def due(self, collection: str, feeds: Sequence[int] | None = None) -> list[int]:
        """Return the keys of what may be tried now, oldest first: in some feeds, by their keys, or in all."""
        in_time = _e.c.next_try_at.is_(None) | has_come(_e.c.next_try_at, self._clock())
        wanted = select(_e.c.key).select_from(_e.join(_f)).where(_f.c.collection == collection, WAITS, in_time)
        if feeds is not None:
            wanted = wanted.where(_e.c.feed.in_(list(feeds)))
        with self._db.read() as connection:
            return list(connection.scalars(wanted.order_by(_e.c.dated, _e.c.key)))

    def waiting(self, keys: Sequence[int]) -> list[Waiting]:
        """Return those of these entries that wait, oldest first, with their words: up to 50,000 characters each."""
        where = func.coalesce(_f.c.landed, _f.c.url).label("feed_url")
        wanted = select(_e.c.key, _e.c.feed, _e.c.waiting, _e.c.tries, _e.c.failing_since, _f.c.title, where)
        with self._db.read() as connection:
            rows = connection.execute(
                wanted.select_from(_e.join(_f)).where(_e.c.key.in_(keys), WAITS).order_by(_e.c.dated, _e.c.key)
            ).all()
        return [
            Waiting(
                row.key,
                row.feed,
                row.title,
                row.feed_url,
                Entry.read(json.loads(row.waiting)),
                row.tries,
                None if row.failing_since is None else aware_utc(row.failing_since),
            )
            for row in rows
        ]

    def still_waits(self, key: int) -> bool:
        """Tell whether an entry still waits: it may have been taken, and its feed removed, meanwhile."""
        with self._db.read() as connection:
            return connection.scalar(select(_e.c.key).where(_e.c.key == key, WAITS)) is not None

    def done(self, key: int, *, came: bool = False) -> None:
        """Note that an entry waits no more. `came`: an article came of it, which counts for its feed and the day.

        Nothing happens when its feed was removed meanwhile.
        """
        today = self._clock().astimezone(UTC).date()
        with self._db.write() as connection:
            row = connection.execute(
                select(_e.c.feed, _f.c.collection).select_from(_e.join(_f)).where(_e.c.key == key)
            ).one_or_none()
            if row is None:
                return
            connection.execute(update(_e).where(_e.c.key == key).values(waiting=None))
            if not came:
                return
            connection.execute(update(_f).where(_f.c.key == row.feed).values(articles=_f.c.articles + 1))
            before = self._came(connection, row.collection)
            new = {"day": today, "articles": before + 1}
            counted = upsert(_d).values(collection=row.collection, **new)
            connection.execute(counted.on_conflict_do_update(index_elements=["collection"], set_=new))

    def put_off(self, key: int, next_try_at: datetime) -> None:
        """Note that the page of an entry could not be had, and when it is tried again."""
        now = naive_utc(self._clock())
        later = {
            "tries": _e.c.tries + 1,
            "failing_since": func.coalesce(_e.c.failing_since, now),
            "next_try_at": naive_utc(next_try_at),
        }
        with self._db.write() as connection:
            connection.execute(update(_e).where(_e.c.key == key).values(later))

    def give_up(self, key: int) -> None:
        """Note that an entry waits no more, and became no article: only `try_again` brings it back."""
        with self._db.write() as connection:
            connection.execute(update(_e).where(_e.c.key == key, _e.c.waiting.is_not(None)).values(given_up=True))

    def given_up(self, feed: int, most: int) -> list[Entry]:
        """Return the entries of a feed, by its key, that became no article, newest first, at most so many."""
        wanted = select(_e.c.waiting).where(_e.c.feed == feed, _e.c.waiting.is_not(None), _e.c.given_up)
        with self._db.read() as connection:
            rows = connection.scalars(wanted.order_by(_e.c.dated.desc(), _e.c.key.desc()).limit(most)).all()
        return [Entry.read(json.loads(row)) for row in rows]

    def try_again(self, feeds: Sequence[int]) -> None:
        """Let whatever became no article in these feeds, by their keys, be tried now, as if for the first time."""
        anew = {"tries": 0, "failing_since": None, "next_try_at": None, "given_up": False}
        with self._db.write() as connection:
            connection.execute(update(_e).where(_e.c.feed.in_(list(feeds)), _e.c.waiting.is_not(None)).values(anew))

    def came_today(self, collection: str) -> int:
        """Return how many articles came from the feeds of a collection today (UTC)."""
        with self._db.read() as connection:
            return self._came(connection, collection)

    def _came(self, connection: Connection, collection: str) -> int:
        today = self._clock().astimezone(UTC).date()
        wanted = select(_d.c.articles).where(_d.c.collection == collection, _d.c.day == today)
        return int(connection.scalar(wanted) or 0)


def note_entries(connection: Connection, feed: int, entries: Sequence[Entry], now: datetime) -> tuple[int, bool]:
    """Note the entries that a feed was seen with, newest first, `now` (UTC, without a zone).

    New ones wait. Return how many these are, and whether all of them found room. What was seen long ago, and what is
    too much, is forgotten, unless it still waits.
    """
    known = set(connection.scalars(select(_e.c.entry).where(_e.c.feed == feed)))
    count = select(func.count()).where(_e.c.feed == feed, WAITS)
    room = max(0, MOST_WAITING - int(connection.scalar(count) or 0))
    there = {entry.key for entry in entries} & known
    # What finds no room is not noted at all: it is new again the next time, if the feed is read whole then.
    new = {entry.key: entry for entry in reversed(entries) if entry.key not in known}
    rows = [_row(feed, entry, now) for entry in list(new.values())[:room]]
    if rows:
        connection.execute(insert(_e), rows)
    if there:
        connection.execute(update(_e).where(_e.c.feed == feed, _e.c.entry.in_(there)).values(seen_at=now))
    kept = (
        select(_e.c.key).where(_e.c.feed == feed).order_by(_e.c.seen_at.desc(), _e.c.key.desc()).limit(MOST_REMEMBERED)
    )
    old = (_e.c.seen_at < now - REMEMBERED) | _e.c.key.not_in(kept)
    connection.execute(delete(_e).where(_e.c.feed == feed, ~WAITS, old))
    return len(rows), len(rows) == len(new)


def _row(feed: int, entry: Entry, now: datetime) -> dict[str, Any]:
    # A teaser is never an article: it needs not be kept.
    kept = entry if entry.whole else replace(entry, text="")
    # One from the future must not wait behind all that comes until then.
    dated = now if entry.published is None else min(entry.published.replace(tzinfo=None), now)
    waiting = json.dumps(kept.written(), ensure_ascii=False)
    return {
        "feed": feed,
        "entry": entry.key,
        "seen_at": now,
        "dated": dated,
        "waiting": waiting,
        "tries": 0,
        "given_up": False,
    }

"""The entries of feeds: which ones were seen, so that none becomes an article twice, and which wait to become one.

An entry waits from the reading of its feed until it becomes an article or is given up. So neither a crash nor a full
day loses an entry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from index.feed import Entry
from index.storage import schema
from index.storage.database import Database
from index.storage.moments import aware_utc, has_come, naive_utc
from index.storage.rows import put

MOST_WAITING = 500
"""How many entries of one feed may wait; while so many do, no more are taken."""

MOST_REMEMBERED = 5_000
"""How many entries of one feed are remembered: those seen last."""

REMEMBERED = timedelta(days=180)
"""How long an entry is remembered after it has left its feed."""

_f, _e, _d = schema.feeds, schema.feed_entries, schema.feed_days

WAITS = _e.c.waiting.is_not(None) & ~_e.c.given_up
"""The condition that an entry is still to become an article, now or later."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that is to become an article; `tries` counts failed fetches of its page, since `failing_since`."""

    key: int
    feed: int
    feed_title: str
    feed_url: str
    """Where the feed was read, after redirects."""
    entry: Entry
    tries: int
    failing_since: datetime | None


class FeedEntries:
    """Keeps waiting entries, and counts the articles that came. Every method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    def due(self, collection: str, feeds: Sequence[int] | None = None) -> list[int]:
        """Return the keys of the entries that may be tried now, oldest first: of some feeds, by key, or of all."""
        in_time = _e.c.next_try_at.is_(None) | has_come(_e.c.next_try_at, self._clock())
        wanted = select(_e.c.key).select_from(_e.join(_f)).where(_f.c.collection == collection, WAITS, in_time)
        if feeds is not None:
            wanted = wanted.where(_e.c.feed.in_(list(feeds)))
        with self._db.read() as connection:
            return list(connection.scalars(wanted.order_by(_e.c.dated, _e.c.key)))

    def waiting(self, keys: Sequence[int]) -> list[Waiting]:
        """Return those of these entries that wait, oldest first, with their text: up to 50,000 characters each."""
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
        """Tell whether an entry still waits: meanwhile, it may have been taken, or its feed removed."""
        with self._db.read() as connection:
            return connection.scalar(select(_e.c.key).where(_e.c.key == key, WAITS)) is not None

    def done(self, key: int, *, came: bool = False) -> None:
        """Note that an entry no longer waits. `came`: it became an article, which counts for its feed and the day.

        Does nothing if its feed was removed meanwhile.
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
            put(connection, _d, {"collection": row.collection}, {"day": today, "articles": before + 1})

    def put_off(self, key: int, next_try_at: datetime) -> None:
        """Note that the page of an entry could not be fetched, and when to try again."""
        now = naive_utc(self._clock())
        later = {
            "tries": _e.c.tries + 1,
            "failing_since": func.coalesce(_e.c.failing_since, now),
            "next_try_at": naive_utc(next_try_at),
        }
        with self._db.write() as connection:
            connection.execute(update(_e).where(_e.c.key == key).values(later))

    def give_up(self, key: int) -> None:
        """Note that an entry no longer waits and became no article: only `try_again` brings it back."""
        with self._db.write() as connection:
            connection.execute(update(_e).where(_e.c.key == key, _e.c.waiting.is_not(None)).values(given_up=True))

    def given_up(self, feed: int, most: int) -> list[Entry]:
        """Return the given-up entries of a feed, by the feed's key, newest first, up to a limit."""
        wanted = select(_e.c.waiting).where(_e.c.feed == feed, _e.c.waiting.is_not(None), _e.c.given_up)
        with self._db.read() as connection:
            rows = connection.scalars(wanted.order_by(_e.c.dated.desc(), _e.c.key.desc()).limit(most)).all()
        return [Entry.read(json.loads(row)) for row in rows]

    def try_again(self, feeds: Sequence[int]) -> None:
        """Let the given-up entries of these feeds, by the feeds' keys, be tried now, as if for the first time."""
        anew = {"tries": 0, "failing_since": None, "next_try_at": None, "given_up": False}
        with self._db.write() as connection:
            connection.execute(update(_e).where(_e.c.feed.in_(list(feeds)), _e.c.waiting.is_not(None)).values(anew))

    def came_today(self, collection: str) -> int:
        """Return how many articles the feeds of a collection have added today (UTC)."""
        with self._db.read() as connection:
            return self._came(connection, collection)

    def _came(self, connection: Connection, collection: str) -> int:
        today = self._clock().astimezone(UTC).date()
        wanted = select(_d.c.articles).where(_d.c.collection == collection, _d.c.day == today)
        return int(connection.scalar(wanted) or 0)


def note_entries(connection: Connection, feed: int, entries: Sequence[Entry], now: datetime) -> tuple[int, bool]:
    """Note the entries that a feed has `now` (UTC, without a zone), newest first.

    New entries wait. Return how many these are, and whether there was room for all. Entries seen long ago, and those
    over the limit, are forgotten, unless they still wait.
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
    dated = now if entry.published is None else min(naive_utc(entry.published), now)
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

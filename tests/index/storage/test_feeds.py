"""Feeds as they are kept: due, failing, working again; their entries wait once, are counted, and go with their feed."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from index.errors import Ambiguous, NotFound, UsageError
from index.feed import Entry, Feed
from index.storage import feed_entries, feeds
from index.storage.database import Database
from index.storage.feed_entries import Waiting
from index.storage.feeds import Feeds, StoredFeed
from index.storage.migrations import MIGRATIONS
from index.storage.pages import Validators
from index.storage.purging import purge
from index.storage.retention import Retention
from tests.fakes import NOON, Clock

URL = "http://news.example/feed"
TOLD = Validators(URL, '"1"')
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Clock:
    """Noon."""
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    with contextlib.closing(Database(tmp_path / "articlebot.db")) as database:
        yield database


@pytest.fixture
def kept(database: Database, clock: Clock) -> Feeds:
    """No feeds yet."""
    return Feeds(database, clock)


def entry(number: int, *, whole: bool = False) -> Entry:
    """Return an entry; the higher its number, the newer."""
    return Entry(
        f"g{number}",
        f"T{number}",
        f"http://news.example/{number}",
        NOON + number * HOUR / 1000,
        text=f"Words {number}",
        whole=whole,
    )


def feed(*numbers: int) -> Feed:
    """Return a feed with these entries, newest first."""
    return Feed("Lake News", tuple(entry(number) for number in sorted(numbers, reverse=True)))


def waiting(kept: Feeds, collection: str = "a") -> list[str]:
    """Return the titles of what waits."""
    return [each.entry.title for each in due(kept, collection)]


def due(kept: Feeds, collection: str = "a") -> list[Waiting]:
    """Return what may be tried now."""
    return kept.entries.waiting(kept.entries.due(collection))


def test_a_feed_is_due_until_it_was_read(kept: Feeds, clock: Clock) -> None:
    """And again when its time comes; what its site gave is kept, and stays when nothing has changed."""
    added = kept.add("a", URL, feed())
    assert (added.title, added.failures, added.polled_at, added.validators) == ("Lake News", 0, None, None)
    assert [each.key for each in kept.due()] == [added.key]
    kept.note_read(added.key, Feed("Lake Post", every_minutes=90, skip_hours=frozenset((2, 3))), TOLD, NOON + HOUR)
    assert kept.due() == []
    clock.now = NOON + HOUR
    (again,) = kept.due("a")
    assert (again.title, again.validators, again.every_minutes) == ("Lake Post", TOLD, 90)
    assert again.skip_hours == frozenset((2, 3))
    assert again.polled_at == NOON
    kept.note_read(added.key, None, TOLD, NOON + 2 * HOUR)
    assert (kept.get(added.key).title, kept.get(added.key).every_minutes) == ("Lake Post", 90)
    assert kept.due("b") == []


def test_a_clock_that_was_years_ahead_puts_nothing_off_for_years(kept: Feeds, clock: Clock) -> None:
    """Neither a feed nor an entry whose page failed then: nothing waits as long by itself."""
    key = kept.add("a", URL, feed(1)).key
    clock.now = NOON + timedelta(days=900)
    kept.note_read(key, feed(1), TOLD, clock.now + HOUR)
    kept.entries.put_off(due(kept)[0].key, clock.now + HOUR)
    assert (kept.due(), waiting(kept)) == ([], [])
    clock.now = NOON
    assert ([each.key for each in kept.due()], waiting(kept)) == ([key], ["T1"])
    kept.note_read(key, None, TOLD, NOON + HOUR)
    assert kept.due() == []


def test_failures_are_counted_until_it_works(kept: Feeds) -> None:
    """With the last reason."""
    key = kept.add("a", URL, feed()).key
    for reason in ("gone", "busy"):
        kept.note_failed(key, reason, NOON + HOUR)
    assert (kept.get(key).failures, kept.get(key).error) == (2, "busy")
    kept.note_read(key, None, TOLD, NOON + HOUR)
    assert (kept.get(key).failures, kept.get(key).error) == (0, None)


def test_an_entry_waits_once_oldest_first(kept: Feeds) -> None:
    """However often its feed is read, and whether or not it became an article."""
    key = kept.add("a", URL, feed()).key
    assert kept.note_read(key, feed(3, 1, 2), TOLD, NOON) == 3
    assert waiting(kept) == ["T1", "T2", "T3"]
    first, second, _ = due(kept)
    kept.entries.done(first.key, came=True)
    kept.entries.done(second.key)
    assert kept.note_read(key, feed(1, 2, 3, 4), TOLD, NOON) == 1
    assert waiting(kept) == ["T3", "T4"]
    assert (kept.get(key).articles, kept.get(key).waiting) == (1, 2)
    assert not kept.entries.still_waits(first.key)
    assert due(kept, "b") == []


def test_words_are_read_of_what_is_asked_for_alone(kept: Feeds, clock: Clock) -> None:
    """Oldest first, and neither of what is put off nor of what was given up, until it is to be tried again."""
    key = kept.add("a", URL, feed()).key
    kept.note_read(key, feed(1, 2, 3, 4), TOLD, NOON)
    first, second, third, fourth = kept.entries.due("a")
    assert [each.entry.title for each in kept.entries.waiting([third, first])] == ["T1", "T3"]
    kept.entries.put_off(first, NOON + HOUR)
    kept.entries.give_up(second)
    assert kept.entries.due("a", [key]) == [third, fourth]
    assert (kept.get(key).waiting, kept.get(key).given_up) == (3, 1)
    assert [entry.title for entry in kept.get(key).lost] == ["T2"]
    clock.now = NOON + HOUR
    assert kept.entries.due("a") == [first, third, fourth]
    (late,) = kept.entries.waiting([first])
    assert (late.tries, late.failing_since) == (1, NOON)
    kept.entries.try_again([key])
    assert kept.entries.due("a") == [first, second, third, fourth]
    (late,) = kept.entries.waiting([first])
    assert (late.tries, late.failing_since, kept.get(key).given_up) == (0, None, 0)


def test_what_comes_in_a_day_is_counted_for_its_collection(kept: Feeds, clock: Clock) -> None:
    """And is nothing on the next day; removing the feed does not begin the day anew."""
    key = kept.add("a", URL, feed()).key
    kept.note_read(key, feed(1, 2), TOLD, NOON)
    for each in due(kept):
        kept.entries.done(each.key, came=True)
    kept.remove("a", key)
    assert (kept.entries.came_today("a"), kept.entries.came_today("b")) == (2, 0)
    clock.now = NOON + 12 * HOUR
    assert kept.entries.came_today("a") == 0


def test_only_what_may_become_an_article_keeps_its_words(kept: Feeds) -> None:
    """Teasers are not stored."""
    key = kept.add("a", URL, feed()).key
    kept.note_read(key, Feed("", (entry(2, whole=True), entry(1))), TOLD, NOON)
    assert [each.entry.text for each in due(kept)] == ["", "Words 2"]
    assert due(kept)[1].entry == entry(2, whole=True)


def test_a_feed_without_end_is_bounded_and_loses_nothing_in_its_order(
    kept: Feeds, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What finds no room is new again the next time; what was seen long ago is forgotten."""
    monkeypatch.setattr(feed_entries, "MOST_WAITING", 3)
    monkeypatch.setattr(feed_entries, "MOST_REMEMBERED", 4)
    key = kept.add("a", URL, feed()).key
    assert kept.note_read(key, feed(*range(5)), TOLD, NOON) == 3
    assert waiting(kept) == ["T0", "T1", "T2"]
    assert (kept.get(key).validators, kept.get(key).is_full) == (None, True), "it is read whole the next time"
    for each in due(kept):
        kept.entries.done(each.key)
    assert kept.note_read(key, feed(*range(5)), TOLD, NOON) == 2
    assert waiting(kept) == ["T3", "T4"]
    assert (kept.get(key).validators, kept.get(key).is_full) == (TOLD, False)
    for each in due(kept):
        kept.entries.done(each.key)
    clock.now = NOON + feed_entries.REMEMBERED + HOUR
    kept.note_read(key, feed(4), TOLD, NOON)
    assert kept.note_read(key, feed(3, 4), TOLD, NOON) == 1, "only the one that the feed still had was remembered"


def test_one_feed_is_found_by_what_people_type(kept: Feeds) -> None:
    """Its URL, its key or its title, in its own collection alone; there is one of each URL, and not too many."""
    one = kept.add("a", URL, feed())
    kept.add("b", URL, feed())
    for typed in (URL, f" {URL} ", f"#{one.key}", "lake news"):
        assert kept.find("a", typed).key == one.key
    for typed in ("", "#0", "Lake", "http://news.example/"):
        with pytest.raises(NotFound):
            kept.find("a", typed)
    other = kept.add("a", f"{URL}/world", feed())
    with pytest.raises(Ambiguous, match="2 feeds are called 'lake news'"):
        kept.find("a", "lake news")
    assert kept.find("a", other.url).key == other.key
    kept.remove("a", other.key)
    with pytest.raises(UsageError, match="here already") as told:
        kept.add("a", URL, feed())
    assert "by itself" not in told.value.hint, "that is so on Discord alone"
    for number in range(feeds.MOST_FEEDS - 1):
        kept.add("a", f"{URL}{number}", Feed(""))
    assert kept.all("a")[-1].title == f"{URL}{number}"
    with pytest.raises(UsageError, match="no more are taken"):
        kept.add("a", "http://other.example/", feed())


def test_a_feed_that_was_removed_is_nobodys(kept: Feeds) -> None:
    """Whatever was under way for it notices, and brings nothing back; another collection cannot remove it."""
    key = kept.add("a", URL, feed()).key
    kept.note_read(key, feed(1), TOLD, NOON)
    (left,) = due(kept)
    with pytest.raises(NotFound):
        kept.remove("b", key)
    kept.remove("a", key)
    for work in (
        lambda: kept.remove("a", key),
        lambda: kept.get(key),
        lambda: kept.note_read(key, feed(1), TOLD, NOON),
    ):
        with pytest.raises(NotFound):
            work()
    kept.note_failed(key, "late", NOON)
    kept.entries.put_off(left.key, NOON)
    kept.entries.give_up(left.key)
    kept.entries.done(left.key, came=True)
    assert (kept.all("a"), kept.entries.came_today("a")) == ([], 0)


def test_a_purge_leaves_no_feed_and_touches_no_other(kept: Feeds, database: Database) -> None:
    """A server with nothing but a feed is known, so that it can be deleted."""
    for name in ("a", "b"):
        key = kept.add(name, URL, feed()).key
        kept.note_read(key, feed(1, 2), TOLD, NOON)
        kept.entries.done(due(kept, name)[0].key, came=True)
    assert Retention(database).kept() == {"a", "b"}
    purge(database, "a")
    assert Retention(database).kept() == {"b"}
    assert (kept.all("a"), waiting(kept), kept.entries.came_today("a")) == ([], [], 0)
    assert ([each.articles for each in kept.all("b")], waiting(kept, "b"), kept.entries.came_today("b")) == (
        [1],
        ["T2"],
        1,
    )
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM feed_entries").scalar_one() == 2


def test_an_older_database_gets_the_tables(tmp_path: Path) -> None:
    """And keeps what it had."""
    path = tmp_path / "old.db"
    before = next(number for number, step in enumerate(MIGRATIONS) if any("TABLE feeds" in each for each in step))
    with contextlib.closing(sqlite3.connect(path)) as raw:
        for step in MIGRATIONS[:before]:
            for statement in step:
                raw.execute(statement)
        raw.execute("INSERT INTO collections (name) VALUES ('a')")
        raw.execute(f"PRAGMA user_version = {before}")
        raw.commit()
    with contextlib.closing(Database(path)) as database:
        found: StoredFeed = Feeds(database, lambda: NOON).add("a", URL, feed())
        assert found.added_at == NOON
        assert database.problems() == []

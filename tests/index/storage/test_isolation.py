"""Nothing crosses from one collection to another: each is as if it were alone, also where ids and URLs are equal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.article import Article
from index.errors import NotFound
from index.feed import Entry, Feed
from index.filters import Filters
from index.library import Library
from index.storage import schema
from index.storage.catalogue import Catalogue
from index.storage.pages import Validators
from tests.fakes import NOON, Clock, library_of, raised
from tests.index.stories import STORY, WEATHER, story

MINE, OTHER = "guild:1", "guild:2"
URL = "http://news.example/ferry"
TODAY = story("today", WEATHER, url="http://news.example/weather")
FERRY = Article("ferry", "The ferry", "The ferry sails at noon.", url=URL, source=URL)
BRIDGE = Article("bridge", "The bridge", "The bridge is closed.", source="bridge.txt", path="/texts/bridge.txt")


def _opened(folder: Path, clock: Clock) -> closing[Library]:
    catalogue = Catalogue.open(folder / "articlebot.db")
    return closing(library_of(catalogue, clock=clock))


def _fill(library: Library, name: str) -> str:
    """Use a collection in all ways; return the key of an answer that it gave."""
    collection = library.collection(name)
    list(collection.add([FERRY, BRIDGE, story("a"), story("b", url="https://example.org/b"), TODAY]))
    list(collection.add([replace(FERRY, text="The ferry sails at one."), replace(BRIDGE, text="The bridge is open.")]))
    library.pages.note(name, URL, "ferry", Validators(URL, '"1"'))
    answer = collection.ask("When does the ferry sail?")
    key = library.feedback.keep(answer, 1, Filters(article_ids=frozenset({"ferry", "today"})))
    library.feedback.vote(name, key, "ann", up=True, reason="thanks")
    library.preferences.write(name, {"quotes": 2})
    feed = library.feeds.add(name, f"{URL}/feed", _feed(3))
    library.feeds.note_read(feed.key, _feed(3), Validators(f"{URL}/feed"), NOON)
    library.feeds.entries.done(library.feeds.entries.due(name)[0], came=True)
    library.retention.left(name, NOON)
    return key


def _feed(count: int) -> Feed:
    entries = (Entry(f"g{number}", f"T{number}", f"{URL}/{number}", NOON, text="Words") for number in range(count))
    return Feed("Lake News", tuple(entries))


def _use_beside(library: Library) -> None:
    """Store and change in another collection what has the same ids and addresses as in the first."""
    collection = library.collection(OTHER)
    list(collection.add([story("b", WEATHER.upper()), story("x", url="https://example.org/b"), story("a", STORY * 2)]))
    list(collection.add([replace(TODAY, id="weather"), story("today", "It snows."), replace(FERRY, id="boat")]))
    for text in ("The ferry is blue.", "The ferry sails at one."):
        list(collection.add([replace(FERRY, url=None, source="ferry.txt", text=text)]))
    for number in range(10):
        list(collection.add([replace(BRIDGE, text=f"The bridge is open for {number} hours.")]))
    library.pages.note(OTHER, URL, "boat", Validators(f"{URL}/moved", '"2"'))
    key = library.feedback.keep(collection.ask("Is the bridge open?"), 2)
    library.feedback.vote(OTHER, key, "ben", up=False)
    library.preferences.write(OTHER, {"quotes": 5})
    feed = library.feeds.add(OTHER, f"{URL}/feed", _feed(4))
    library.feeds.note_read(feed.key, _feed(4), Validators(f"{URL}/feed"), NOON)
    for entry in library.feeds.entries.due(OTHER)[1:]:
        library.feeds.entries.done(entry, came=True)
    library.retention.left(OTHER, NOON)


def _undo_beside(library: Library) -> None:
    """Delete one by one what is in the other collection, as well as what goes by itself, and then all of it."""
    collection = library.collection(OTHER)
    collection.remove(["a", "boat", "bridge"])
    library.pages.forget(OTHER, URL)
    library.feedback.clear(OTHER)
    library.preferences.write(OTHER, {})
    (feed,) = library.feeds.all(OTHER)
    library.feeds.remove(OTHER, feed.key)
    library.retention.returned(OTHER)
    library.retention.left(OTHER, NOON)
    assert library.purge(OTHER) == 6


def _hint(ask: Callable[[], object]) -> str:
    with pytest.raises(NotFound) as caught:
        ask()
    return caught.value.hint


def _observed(library: Library, key: str) -> dict[str, object]:
    """Return all that can be asked of the first collection, without the numbers of rows."""
    catalogue, collection = library.catalogue, library.collection(MINE)
    ids = [each.id for each in catalogue.articles(MINE)]
    titles = {row.key: row for row in catalogue.titles(MINE)}
    given = library.feedback.given(MINE, key)
    return {
        "articles": catalogue.articles(MINE),
        "texts": [catalogue.article(MINE, each) for each in ids],
        "titles": [(row[1:5], titles[row.copy_of].id if row.copy_of else None) for row in titles.values()],
        "passages": [[passage.span for passage in catalogue.passages(MINE, each)] for each in ids],
        "counts": list(catalogue.passage_counts(MINE).values()),
        "revisions": [catalogue.revisions(MINE, each) for each in ids],
        "old": catalogue.revision(MINE, "bridge", 1),
        "like": _hint(lambda: catalogue.article(MINE, "boa")),
        "paths": catalogue.paths(MINE),
        "count": catalogue.count(MINE),
        "changes": catalogue.changes(MINE),
        "copies": (catalogue.links(MINE), catalogue.told_also(MINE, ids)),
        "pending": catalogue.has_pending(MINE),
        "fingerprints": list(catalogue.fingerprints(MINE)[1]),
        "loaded": [(entry.article_id, entry.terms) for entry in catalogue.load(MINE, "words")],
        "foreign": catalogue.foreign_vectors("another", MINE),
        "fetched": sorted(article.id for _, article in catalogue.fetch(MINE, range(1_000), raised).values()),
        "status": [catalogue.status(MINE, each) for each in (FERRY, replace(FERRY, id="boat"), story("x"))],
        "searched": [hit.article.id for hit in collection.search("bridge ferry lighthouse", arm="bm25")],
        "known": [library.pages.known(MINE, each) for each in (URL, "bridge.txt")],
        "pages": (library.pages.at(MINE, URL), library.pages.led_to(MINE, URL)),
        "feeds": [(each.title, each.articles, each.waiting) for each in library.feeds.all(MINE)],
        "due": [each.url for each in library.feeds.due(MINE)],
        "entries": len(library.feeds.entries.due(MINE)),
        "today": library.feeds.entries.came_today(MINE),
        "preferences": library.preferences.read(MINE),
        "statistics": library.feedback.statistics(MINE),
        "votes": list(library.feedback.export(MINE)),
        "answer": (given.filters, [quote and (quote.article, quote.span, quote.also_at) for quote in given.quotes]),
        "kept": (MINE in library.retention.kept(), MINE in library.retention.departed()),
        "stale": library.retention.stale(MINE, NOON + timedelta(days=365)),
    }


def test_a_collection_is_the_same_beside_another_as_alone(tmp_path: Path) -> None:
    """Whatever is stored, changed and deleted there, before and after."""
    clock = Clock()
    with _opened(tmp_path / "alone", clock) as alone, _opened(tmp_path / "beside", clock) as beside:
        _use_beside(beside)
        key, same = _fill(alone, MINE), _fill(beside, MINE)
        assert _observed(beside, same) == _observed(alone, key)
        more = [replace(BRIDGE, text="The bridge is gone."), story("b", WEATHER), story("c", STORY)]
        list(beside.collection(OTHER).add([*more, Article("boat-2", "The boat", "A boat of wood.", source=URL)]))
        beside.pages.note(OTHER, URL, "boat-2", Validators(URL))
        with beside.catalogue.database.write() as connection:  # as an earlier version has stored it
            there = schema.articles.c.id.in_(["weather", "boat"])
            connection.execute(schema.articles.update().where(there).values(compared=None))
        assert _observed(beside, same) == _observed(alone, key)
        (feed,) = beside.feeds.all(MINE)
        for reach in (lambda: beside.feedback.given(OTHER, same), lambda: beside.feeds.remove(OTHER, feed.key)):
            with pytest.raises(NotFound):
                reach()
        for library in (alone, beside):
            library.collection(MINE).remove(["today"])
        assert _observed(beside, same) == _observed(alone, key)
        clock.now += timedelta(days=100)  # what was replaced there is old enough to go, and not here
        list(beside.collection(OTHER).add([replace(BRIDGE, text="The bridge is back.")]))
        _undo_beside(beside)
        assert _observed(beside, same) == _observed(alone, key)

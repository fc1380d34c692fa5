"""Revisions that were replaced: their words stay as they were quoted, packed, for a while, and are never searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.article import Article, Quote
from index.errors import NotFound
from index.library import Library
from index.storage.catalogue import Catalogue
from index.storage.history import KEPT_FOR, KEPT_REVISIONS
from tests.fakes import NOON, Clock, library_of

BRIDGE = Article("bridge", "The bridge", "The old bridge was closed on Monday. Repairs will cost 3 million euros.")
NEW = replace(BRIDGE, text="The new bridge opens on Friday. Nobody pays anything for it.")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon of 3 March 2026."""
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    """An empty library whose clock is set by hand."""
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    library = library_of(catalogue, clock=clock)
    yield library
    library.close()


def add(library: Library, *articles: Article, name: str = "local") -> None:
    """Add or refresh articles."""
    list(library.collection(name).add(articles))


def asked(library: Library) -> str:
    """Ask what the repairs cost and return the key of the answer."""
    return library.feedback.keep(library.collection("local").ask("What will the repairs cost?"), 1)


def first(library: Library, key: str) -> Quote:
    """Return the first quote of an answer that was given."""
    quote = library.feedback.given("local", key).quotes[0]
    assert quote is not None
    return quote


def count(library: Library, table: str) -> int:
    """Count the rows of a table."""
    with library.catalogue.database.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608 -- a name


def test_a_quote_of_an_older_text_opens_as_it_was(library: Library, clock: Clock) -> None:
    """Word for word, with the words around it, and the day of that text; before the change it has none."""
    add(library, BRIDGE)
    clock.forward(days=2)
    key = asked(library)
    assert first(library, key).as_of is None
    add(library, NEW)
    quote = first(library, key)
    assert quote.text == "Repairs will cost 3 million euros."
    assert (quote.as_of, quote.article.revision) == (date(2026, 3, 3), 1)
    assert library.collection("local").context(quote).of(quote.article.text) == BRIDGE.text
    library.feedback.vote("local", key, "9", up=True)
    (exported,) = library.feedback.export("local")
    assert exported["quotes"] == [
        {
            "article_id": "bridge",
            "title": "The bridge",
            "text": quote.text,
            "start": quote.span.start,
            "end": quote.span.end,
            "revision": 1,
            "as_of": "2026-03-03",
        },
        *exported["quotes"][1:],  # type: ignore[index]  # the quotes are a list
    ]


def test_a_quote_of_what_was_removed_is_not_taken_from_what_came_in_its_place(library: Library) -> None:
    """Under the same id, before the answer was kept: its places would cut other words out of the new text."""
    add(library, BRIDGE)
    answer = library.collection("local").ask("What will the repairs cost?")
    library.collection("local").remove(["bridge"])
    add(library, NEW)
    assert library.feedback.given("local", library.feedback.keep(answer, 1)).quotes == (None,)


def test_an_older_text_is_never_searched(library: Library) -> None:
    """Neither by words nor by meaning, nor after the index was loaded again."""
    add(library, BRIDGE)
    add(library, NEW)
    again = library_of(library.catalogue)
    for each in (library, again):
        for arm in ("bm25", "dense", "fused"):
            hits = each.collection("local").search("repairs cost million euros", arm=arm)
            assert {hit.article.revision for hit in hits} <= {2}


def test_the_same_words_under_another_title_are_not_out_of_date(library: Library) -> None:
    """A revision is made for a new title, too; what was quoted still stands there."""
    add(library, BRIDGE)
    key = asked(library)
    add(library, replace(BRIDGE, title="The old bridge"))
    assert (first(library, key).as_of, first(library, key).article.revision) == (None, 1)


def test_a_text_that_comes_back_is_not_out_of_date(library: Library) -> None:
    """What counts is what the article says now."""
    add(library, BRIDGE)
    key = asked(library)
    add(library, NEW)
    add(library, BRIDGE)
    assert first(library, key).as_of is None


def test_a_revision_can_be_looked_up_by_its_number(library: Library, clock: Clock) -> None:
    """With the moments at which each was stored and replaced."""
    add(library, BRIDGE)
    clock.forward(hours=1)
    add(library, NEW)
    catalogue = library.catalogue
    assert [(each.number, each.stored_at, each.replaced_at) for each in catalogue.revisions("local", "bridge")] == [
        (1, NOON, clock.now),
        (2, clock.now, None),
    ]
    assert [catalogue.revision("local", "bridge", number).text for number in (1, 2)] == [BRIDGE.text, NEW.text]
    for collection, article_id, number in (("local", "bridge", 3), ("local", "ferry", 1), ("guild:1", "bridge", 1)):
        with pytest.raises(NotFound):
            catalogue.revision(collection, article_id, number)


def test_so_many_revisions_are_kept_and_no_more(library: Library) -> None:
    """The oldest go first, and a quote from one that has gone is gone."""
    add(library, BRIDGE)
    key = asked(library)
    for number in range(KEPT_REVISIONS):
        assert first(library, key).text
        add(library, replace(BRIDGE, text=f"It is closed for {number} days."))
    assert first(library, key).text
    add(library, NEW)
    assert library.feedback.given("local", key).quotes[0] is None
    numbers = [each.number for each in library.catalogue.revisions("local", "bridge")]
    assert numbers == list(range(2, KEPT_REVISIONS + 3))


def test_a_revision_is_kept_for_so_long_and_no_longer(library: Library, clock: Clock) -> None:
    """Counted from the day on which it was replaced; what is added next takes the old ones of all articles along."""
    add(library, BRIDGE)
    clock.forward(days=400)
    add(library, NEW)
    clock.now += KEPT_FOR
    add(library, Article("ferry", "The ferry", "It sails."))
    assert len(library.catalogue.revisions("local", "bridge")) == 2
    clock.forward(seconds=1)
    add(library, Article("tram", "The tram", "It runs."))
    assert [each.number for each in library.catalogue.revisions("local", "bridge")] == [2]
    assert count(library, "old_texts") == 0


def test_an_older_text_is_packed(library: Library) -> None:
    """A long text takes a fraction of its length; what is damaged there is found by the check."""
    long = replace(BRIDGE, text=BRIDGE.text * 500)
    add(library, long)
    add(library, NEW)
    with library.catalogue.database.read() as connection:
        data = connection.exec_driver_sql("SELECT data FROM old_texts").scalar_one()
    assert len(data) < len(long.text) // 50
    assert library.catalogue.check() == []
    with library.catalogue.database.write() as connection:
        connection.exec_driver_sql("UPDATE old_texts SET data = x'00'")
    assert library.catalogue.check() == ["the text of the article 'bridge' is not what was stored"]


def test_removing_and_purging_take_every_revision(library: Library) -> None:
    """Nothing of an article stays, and other collections keep theirs."""
    for name in ("local", "guild:1", "guild:2"):
        add(library, BRIDGE, name=name)
        add(library, NEW, name=name)
    library.collection("local").remove(["bridge"])
    library.purge("guild:1")
    assert (count(library, "old_texts"), count(library, "articles"), count(library, "article_bands") > 0) == (
        1,
        2,
        True,
    )
    library.purge("guild:2")
    assert [count(library, table) for table in ("old_texts", "articles", "article_bands")] == [0, 0, 0]


def test_a_revision_of_the_first_versions_is_read_where_it_lies(library: Library) -> None:
    """They packed nothing: the text is in its row."""
    add(library, BRIDGE)
    key = asked(library)
    add(library, NEW)
    with library.catalogue.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM old_texts")
        connection.exec_driver_sql("UPDATE articles SET text = ? WHERE revision = 1", (BRIDGE.text,))
    assert first(library, key).text == "Repairs will cost 3 million euros."
    assert library.catalogue.check() == []

"""Near copies in a collection: linked, searched once, told beside the quote, and free again when their like goes."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from index import removing
from index.article import Article
from index.collection import Collection
from index.errors import Locked, NotFound
from index.filters import Filters
from index.library import Library
from index.retrieval.snapshots import Snapshots
from index.storage import schema, stories
from index.storage.catalogue import Catalogue
from index.storage.database import PAUSE, Database
from index.text.shingles import VERSION
from tests.fakes import NOON, library_of
from tests.index.stories import ADDED, SENTENCES, STORY, WEATHER, story

ARMS: tuple[Literal["bm25"], Literal["dense"]] = ("bm25", "dense")
LONGER = f"{STORY} {ADDED}"
OTHER = STORY.replace("140", "190")


def searched(collection: Collection, filters: Filters = Filters()) -> set[str]:
    """Return the ids of the articles that are searched, by a word of all titles: the same for both arms."""
    bm25, dense = (
        {hit.article.id for hit in collection.search("lighthouse", arm=arm, top=100, filters=filters)} for arm in ARMS
    )
    assert bm25 == dense
    return bm25


def links(collection: Collection) -> dict[str, str]:
    """Return which article each copy is a copy of."""
    return {each.id: each.copy_of for each in collection.articles() if each.copy_of is not None}


def test_a_copy_is_stored_and_not_searched(library: Library) -> None:
    """It is linked to the story that is there, which says so; its passages do not crowd out others."""
    collection = library.collection("local")
    (first,) = collection.add([story("a")])
    (second,) = collection.add([story("b", url="https://example.org/b")])
    assert (first.status, first.copy_of, first.copies) == ("added", None, ())
    assert second.status == "added"
    assert second.copy_of is not None
    assert (second.copy_of.id, second.copy_of.title) == ("a", "The lighthouse (a)")
    assert searched(collection) == {"a"}
    assert collection.article("b").text == STORY


def test_the_longer_text_is_searched(library: Library) -> None:
    """Whichever comes first: whoever has read the longer one learns nothing from the other."""
    collection = library.collection("local")
    (first,) = collection.add([story("short")])
    (second,) = collection.add([story("long", LONGER)])
    assert first.copy_of is None
    assert [each.id for each in second.copies] == ["short"]
    assert searched(collection) == {"long"}
    (third,) = collection.add([story("later", STORY + " ", url="https://example.org/")])
    assert third.copy_of is not None
    assert third.copy_of.id == "long"


def test_the_order_in_which_copies_come_makes_no_difference(library: Library) -> None:
    """Three lengths of a story in any order: the longest is searched, and both others name it."""
    texts = {"one": STORY, "two": LONGER, "three": f"{LONGER} It was built of granite from a quarry nearby."}
    for number, order in enumerate(permutations(texts)):
        collection = library.collection(f"guild:{number}")
        for name in order:
            list(collection.add([story(name, texts[name])]))
        assert links(collection) == {"one": "three", "two": "three"}


def test_templates_and_updates_are_not_linked(library: Library) -> None:
    """The same words with other numbers are searched, each for itself."""
    collection = library.collection("local")
    days = [story(f"day{high}", WEATHER.format(high=high, low=high - 9, place="Tolm")) for high in range(12, 20)]
    list(collection.add([*days, story("a"), story("b", OTHER)]))
    assert links(collection) == {}
    assert searched(collection) == {"a", "b", *(each.id for each in days)}


def test_another_address_of_a_page_is_linked_though_the_page_has_changed(library: Library) -> None:
    """The later state of the page is searched; on another site, the same texts are two articles."""
    collection = library.collection("local")
    list(
        collection.add(
            [
                story("a", url="https://www.example.org/tower/index.html"),
                story("b", OTHER, url="http://m.example.org/tower?utm_source=mail"),
            ]
        )
    )
    assert links(collection) == {"a": "b"}
    other = library.collection("guild:1")
    list(other.add([story("a", url="https://example.org/tower"), story("b", OTHER, url="https://example.com/tower")]))
    assert links(other) == {}


def test_a_teaser_never_takes_the_place_of_the_whole_article(library: Library) -> None:
    """Though it is the later state of the page: what only the whole article says stays to be found."""
    beginning = " ".join(SENTENCES[:2])
    for number, teaser in enumerate((beginning, f"{beginning} Subscribe to read on, please.")):
        collection = library.collection(f"guild:{number}")
        list(collection.add([story("whole", url="https://www.example.org/tower")]))
        (done,) = collection.add([story("teaser", teaser, url="https://amp.example.org/tower?utm_source=x")])
        assert done.copy_of is not None
        assert done.copy_of.id == "whole"
        assert searched(collection) == {"whole"}


def test_an_answer_tells_where_its_story_stands_too(library: Library) -> None:
    """With the addresses of the copies; an article without copies has none."""
    collection = library.collection("local")
    copy = story("b", url="https://example.org/b", published=date(2026, 3, 1))
    list(collection.add([story("a"), replace(copy, site="The Post"), story("weather", WEATHER)]))
    found = collection.ask("What did Ilse Brandt, the mayor, say?")
    quotes = found.quotes or found.nearest
    assert quotes[0].article.id == "a"
    (also,) = quotes[0].also_at
    assert (also.id, also.url, also.published, also.site) == ("b", copy.url, copy.published, "The Post")
    key = library.feedback.keep(found, 1)
    kept = library.feedback.given("local", key).quotes[0]
    assert kept is not None
    assert kept.also_at == (also,)
    weather = collection.ask("What is the highest temperature in degrees?")
    assert (weather.quotes or weather.nearest)[0].also_at == ()


def test_removing_what_is_searched_brings_its_copy_into_search(library: Library) -> None:
    """The longest of those that are left takes its place; removing a copy changes nothing."""
    collection = library.collection("local")
    list(collection.add([story("longest", f"{LONGER} It was built of granite."), story("a"), story("b", LONGER)]))
    assert searched(collection) == {"longest"}
    collection.remove(["longest"])
    assert searched(collection) == {"b"}
    collection.remove(["a"])
    assert searched(collection) == {"b"}
    collection.remove(["b"])
    assert searched(collection) == set()


def test_many_copies_find_their_place_a_few_at_a_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """When what was searched for them goes or changes; in the end one of them is searched, and all others name it."""
    monkeypatch.setattr(stories, "AT_ONCE", 2)
    collection = library.collection("local")
    names = [f"copy{number}" for number in range(6)]
    copies = [story(name, url=f"https://{name}.example.org/") for name in names]
    list(collection.add([story("longest", LONGER), *copies]))
    library.catalogue.remove("local", ["longest"])
    assert library.catalogue.has_pending("local"), "the transaction has left some of them"
    list(collection.add([]))
    assert searched(collection) == {names[0]}
    collection.remove([names[0]])
    assert searched(collection) == {names[1]}
    list(collection.add([replace(copies[1], text=OTHER)]))
    assert searched(collection) == {names[1], names[2]}
    assert links(collection) == dict.fromkeys(names[3:], names[2])


def test_many_copies_of_what_is_replaced_find_their_place_a_few_at_a_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A longer article takes over all of them; the transaction that stores it does not wait for the last one.

    Nor does the last one wait for all that is added behind.
    """
    monkeypatch.setattr(stories, "AT_ONCE", 2)
    monkeypatch.setattr("index.adding._BATCH_CHARACTERS", 1)
    collection = library.collection("local")
    names = [f"copy{number}" for number in range(6)]
    list(collection.add(story(name, url=f"https://{name}.example.org/") for name in names))
    added = collection.add([story("longest", LONGER), story("weather", WEATHER)])
    assert [library.catalogue.has_pending("local") for _ in added] == [True, False]
    assert searched(collection) == {"longest", "weather"}
    assert links(collection) == dict.fromkeys(names, "longest")


def test_all_copies_can_be_removed_at_once(library: Library) -> None:
    """Those that are freed by one removal may be the next to go."""
    collection = library.collection("local")
    list(collection.add([story("a"), story("b", LONGER), story("c", STORY.upper())]))
    assert collection.remove(["b", "a", "c"]) == 3
    assert searched(collection) == set()


def test_a_refresh_that_makes_a_difference_unlinks(library: Library) -> None:
    """Of either of the two; and one that takes it back links them again."""
    collection = library.collection("local")
    a, b = story("a", url="https://example.org/a"), story("b", url="https://example.com/b")
    list(collection.add([a, b]))
    for changed in (replace(b, text=OTHER), replace(a, text=OTHER)):
        (done,) = collection.add([changed])
        assert (done.status, done.copy_of) == ("refreshed", None)
        assert searched(collection) == {"a", "b"}
        list(collection.add([a, b]))
        assert len(searched(collection)) == 1


def test_filters_reach_a_copy_when_they_leave_out_what_is_searched_for_it(library: Library) -> None:
    """By its id or its day; and of several copies that pass, one is enough."""
    collection = library.collection("local")
    days = [date(2026, 3, day) for day in (1, 2, 3)]
    list(
        collection.add(
            story(name, url=f"https://example.org/{name}", published=day) for name, day in zip("abc", days, strict=True)
        )
    )
    assert searched(collection) == {"a"}
    assert searched(collection, filters=Filters(article_ids=frozenset("c"))) == {"c"}
    assert searched(collection, filters=Filters(article_ids=frozenset("bc"))) == {"b"}
    assert searched(collection, filters=Filters(since=days[1])) == {"b"}
    assert searched(collection, filters=Filters(until=days[1])) == {"a"}


def test_another_process_sees_the_links(library: Library, tmp_path: Path) -> None:
    """A collection that was loaded before, and one that is loaded after, search the same."""
    collection = library.collection("local")
    list(collection.add([story("a")]))
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    elsewhere = library_of(catalogue).collection("local")
    list(elsewhere.add([story("b", LONGER)]))
    assert searched(collection) == searched(elsewhere) == {"b"}
    catalogue.close()


def test_stories_of_another_collection_are_none_of_its_business(library: Library) -> None:
    """Nothing is linked across collections, and nothing of the other is told."""
    one, other = library.collection("guild:1"), library.collection("guild:2")
    list(one.add([story("a", url="https://example.org/a")]))
    (done,) = other.add([story("b", LONGER, url="https://example.org/a")])
    assert (done.copy_of, done.copies) == (None, ())
    assert searched(one) == {"a"}
    assert all(quote.also_at == () for quote in other.ask("Who is the mayor?").nearest)


def test_an_id_in_two_collections_names_two_articles(library: Library) -> None:
    """Each has the copies in its own collection, and those of no other id."""
    one, other = library.collection("guild:1"), library.collection("guild:2")
    list(one.add([story("a"), story("b", WEATHER)]))
    list(other.add([story("a"), story("b", url="https://example.org/b")]))
    assert (searched(one), searched(other)) == ({"a", "b"}, {"a"})
    assert one.told_also("a") == ()
    found = library.catalogue.told_also("guild:2", ["a"])
    assert {name: [copy.id for copy in copies] for name, copies in found.items()} == {"a": ["b"]}


def _stored_before(library: Library, *articles: Article) -> None:
    """Add articles as a version stored them that knew no bands and no links."""
    list(library.collection("local").add(articles))
    with library.catalogue.database.write() as connection:
        connection.execute(schema.article_bands.delete())
        connection.execute(schema.articles.update().values(compared=None, copy_of=None, page_form=None))


def test_articles_of_an_earlier_version_are_compared_with_the_next_add(library: Library) -> None:
    """They were stored without bands and links; the collection is whole afterwards."""
    _stored_before(library, story("a"), story("b", LONGER), story("weather", WEATHER))
    collection = library.collection("local")
    list(collection.add([story("new", "Nothing of all that.")]))
    assert links(collection) == {"a": "b"}
    assert searched(collection) == {"b", "weather", "new"}


def test_a_collection_that_only_answers_is_compared_anew(library: Library) -> None:
    """An earlier version took two for one story that are none: both are found by whoever asks first."""
    collection = library.collection("local")
    list(collection.add([story("a"), story("b", OTHER)]))
    a = schema.articles
    with library.catalogue.database.write() as connection:
        key = connection.scalar(a.select().where(a.c.id == "a"))
        connection.execute(a.update().values(compared=VERSION - 1))
        connection.execute(a.update().where(a.c.id == "b").values(copy_of=key))
    answer = collection.ask("What did Ilse Brandt, the mayor, say?", quotes=9)
    assert {quote.article.id for quote in answer.quotes or answer.nearest} == {"a", "b"}
    assert links(collection) == {}


def test_a_question_waits_for_a_few_articles_of_an_earlier_version(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each compares some more, and when all are compared none looks again."""
    monkeypatch.setattr("index.storage.catalogue._COMPARED_AT_ONCE", 1)
    monkeypatch.setattr("index.collection.COMPARED_PER_QUESTION", 2)
    _stored_before(library, *(story(f"day{n}", WEATHER.format(high=n, low=0, place="Tolm")) for n in range(5)))
    collection = library.collection("local")
    left: list[int | None] = []
    behind = select(func.count()).where(schema.articles.c.compared.is_(None))
    for _ in range(4):
        collection.ask("How high was it in Tolm?")
        with library.catalogue.database.read() as connection:
            left.append(connection.scalar(behind))
    assert left == [3, 1, 0, 0]
    monkeypatch.setattr(library.catalogue, "compare_pending", None)
    assert collection.search("Tolm")


def test_what_another_process_left_waiting_is_compared_by_whoever_asks_next(library: Library) -> None:
    """It was killed between two transactions, and this one has compared everything before."""
    collection = library.collection("local")
    list(collection.add([story("a"), story("b", LONGER)]))
    assert searched(collection) == {"b"}
    a, c = schema.articles, schema.collections
    with library.catalogue.database.write() as connection:
        connection.execute(a.update().values(compared=None, copy_of=None))
        connection.execute(c.update().values(changes=c.c.changes + 1))
    assert searched(collection) == {"b"}


@pytest.mark.parametrize("loaded", [False, True])
def test_who_removes_articles_is_not_told_that_they_could_not_be(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loaded: bool
) -> None:
    """They are gone, even if somebody else writes for long before their copies are compared; a question does that."""
    monkeypatch.setattr(stories, "AT_ONCE", 1)
    collection, catalogue = library.collection("local"), library.catalogue
    list(collection.add([story("longest", f"{LONGER} It was built of granite."), story("a"), story("b", LONGER)]))

    def locked(_: str) -> None:
        raise Locked("another process is using it", "wait")

    with monkeypatch.context() as patched:
        patched.setattr(catalogue, "compare_pending", locked)
        if loaded:
            assert collection.remove(["longest"]) == 1
        else:
            removing.remove(catalogue, Snapshots(tmp_path), "local", ["longest"])
    assert catalogue.has_pending("local")
    assert searched(collection) == {"b"}


def test_who_asks_is_answered_while_somebody_else_writes(tmp_path: Path) -> None:
    """Nothing can be compared then; it is with the next question."""
    database = Database(tmp_path / "articlebot.db", busy_ms=1)
    library = library_of(Catalogue(database))
    _stored_before(library, story("a"), story("b", LONGER))
    collection, other = library.collection("local"), Database(tmp_path / "articlebot.db")
    with other.write():
        assert searched(collection) == {"a", "b"}
    assert searched(collection) == {"b"}
    library.close()
    other.close()


def test_others_write_while_articles_are_compared(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind every transaction there is a pause in which nothing is locked."""
    monkeypatch.setattr("index.storage.catalogue._COMPARED_AT_ONCE", 1)
    _stored_before(library, story("a"), story("b", LONGER))
    other = Database(library.catalogue.path, busy_ms=1)
    pauses: list[float] = []

    def written(seconds: float) -> None:
        with other.write():
            pauses.append(seconds)

    monkeypatch.setattr("index.storage.catalogue.time.sleep", written)
    library.catalogue.compare_pending("local")
    assert pauses == [PAUSE, PAUSE]
    other.close()


def test_a_copy_never_stands_for_another_one(library: Library) -> None:
    """When an article that is searched becomes a copy after all, its own copies are those of the same article."""
    collection = library.collection("local")
    list(collection.add([story("a"), story("b", STORY.upper()), story("c", LONGER)]))
    a = schema.articles
    with library.catalogue.database.write() as connection:  # as another version may have linked them
        keys = {row.id: row.key for row in connection.execute(a.select())}
        connection.execute(a.update().where(a.c.id == "a").values(copy_of=None, compared=None))
        connection.execute(a.update().where(a.c.id == "b").values(copy_of=keys["a"]))
    list(collection.add([story("new", "Nothing of all that.")]))
    assert links(collection) == {"a": "c", "b": "c"}


class Copies(RuleBasedStateMachine):
    """For any sequence of adding, refreshing and removing, each story is searched once."""

    TEXTS = (STORY, LONGER, f"{LONGER} It was built of granite.", OTHER, f"{OTHER} {ADDED}", WEATHER)
    STORIES = (0, 0, 0, 1, 1, 2)

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.catalogue = Catalogue.open(Path(self.folder.name) / "articlebot.db")
        self.collection = library_of(self.catalogue, clock=lambda: NOON).collection("local")
        self.stored: dict[str, int] = {}

    @rule(name=st.sampled_from("abcd"), number=st.integers(0, len(TEXTS) - 1))
    def add(self, name: str, number: int) -> None:
        """Add or refresh an article."""
        list(self.collection.add([story(name, self.TEXTS[number], url=f"https://example.org/{name}")]))
        self.stored[name] = number

    @rule(name=st.sampled_from("abcd"))
    def remove(self, name: str) -> None:
        """Remove an article, or learn that it is not there."""
        if self.stored.pop(name, None) is None:
            with pytest.raises(NotFound):
                self.collection.remove([name])
        else:
            self.collection.remove([name])

    @invariant()
    def each_story_is_searched_once(self) -> None:
        """In its longest text, which every other one of it names."""
        copies = links(self.collection)
        found = {name: self.stored[name] for name in self.stored if name not in copies}
        assert sorted(self.STORIES[number] for number in found.values()) == sorted(
            {self.STORIES[number] for number in self.stored.values()}
        )
        for name, leader in copies.items():
            assert leader in found
            assert self.STORIES[self.stored[name]] == self.STORIES[self.stored[leader]]
            assert self.stored[name] <= self.stored[leader]
        assert searched(self.collection) == set(found)

    def teardown(self) -> None:
        """Check the catalogue, and close it."""
        try:
            assert self.catalogue.check() == []
        finally:
            self.catalogue.close()
            self.folder.cleanup()


TestCopies = Copies.TestCase
TestCopies.settings = settings(max_examples=8, stateful_step_count=12, suppress_health_check=list(HealthCheck))

"""Articles in, answers out: the behaviour of a collection on a real database and real arms."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import Engine, event

from index.article import Article
from index.errors import Ambiguous, NotFound, UsageError
from index.filters import Filters
from index.library import Library
from index.reading.confidence import Evidence
from index.reading.cross_reading import CrossEncoderReader
from index.reading_depth import READ_DEPTH
from index.storage.catalogue import Catalogue
from tests.fakes import NOON, WordEmbedder, WordScorer, library_of

BRIDGE = Article("bridge", "The bridge", "The old bridge was closed on Monday. Repairs will cost 3 million euros.")
FERRY = Article("ferry", "The ferry", "The ferry sails every hour. A ticket costs 4 euros.", published=date(2026, 2, 1))


def test_an_article_is_added_once(library: Library) -> None:
    """The same article given twice is unchanged the second time, and nothing is embedded for it."""
    embedder = WordEmbedder()
    library = library_of(library.catalogue, embedder)
    collection = library.collection("local")
    assert [a.status for a in collection.add([BRIDGE])] == ["added"]
    before = embedder.embedded
    assert [a.status for a in collection.add([BRIDGE])] == ["unchanged"]
    assert embedder.embedded == before
    assert len(collection.articles()) == 1


def test_the_same_text_under_another_id_is_not_stored_twice(library: Library) -> None:
    """A text that is there already is found by its hash, whatever its id."""
    collection = library.collection("local")
    list(collection.add([BRIDGE]))
    (again,) = collection.add([replace(BRIDGE, id="copy")])
    assert (again.status, again.article_id, again.same_text) == ("unchanged", "bridge", True)
    assert [a.same_text for a in collection.add([BRIDGE])] == [False]
    assert [a.id for a in collection.articles()] == ["bridge"]


def test_a_changed_text_is_a_new_revision(library: Library) -> None:
    """A changed text under a known id is a new revision; its old words are not found any more."""
    collection = library.collection("local")
    list(collection.add([BRIDGE]))
    (done,) = collection.add([replace(BRIDGE, text="The new bridge opens on Friday.")])
    assert done.status == "refreshed"
    assert collection.article("bridge").revision == 2
    assert collection.search("repairs cost", arm="bm25") == []
    assert [h.text for h in collection.search("new bridge")] == ["The new bridge opens on Friday."]


def test_a_changed_text_under_a_known_url_is_a_new_revision(library: Library) -> None:
    """The URL names an article as well as its id does."""
    collection = library.collection("local")
    list(collection.add([replace(BRIDGE, url="https://example.org/bridge")]))
    (done,) = collection.add([Article("other", "Bridge", "It fell down.", url="https://example.org/bridge")])
    assert (done.status, done.article_id) == ("refreshed", "bridge")


def test_one_batch_may_hold_an_id_twice(library: Library) -> None:
    """The later text wins, and a return to the first text in one batch is stored, not lost."""
    collection = library.collection("local")
    list(collection.add([BRIDGE]))
    changed = replace(BRIDGE, text="The new bridge opens on Friday.")
    assert [a.status for a in collection.add([changed, BRIDGE])] == ["refreshed", "refreshed"]
    assert collection.article("bridge").text == BRIDGE.text


def test_short_articles_are_stored_before_there_is_the_text_of_a_batch(library: Library) -> None:
    """Whoever adds a thousand notes sees them come, and keeps those that are there if it is cut off."""
    notes = (replace(FERRY, id=f"f{n}", text=f"The ferry {n} sails.") for n in range(99))
    adding = library.collection("local").add(notes)
    assert next(adding).status == "added"
    assert len(library.collection("local").articles()) == 64
    assert len(list(adding)) == 98


def test_collections_are_apart(library: Library) -> None:
    """What is in one collection is neither found nor named in another."""
    list(library.collection("guild:1").add([BRIDGE]))
    other = library.collection("guild:2")
    assert other.search("bridge") == []
    assert not other.ask("When was the bridge closed?").nearest
    with pytest.raises(NotFound):
        other.article("bridge")


def test_removing_is_all_or_nothing(library: Library) -> None:
    """One unknown id, and nothing is removed."""
    collection = library.collection("local")
    list(collection.add([BRIDGE, FERRY]))
    with pytest.raises(NotFound):
        collection.remove(["bridge", "nowhere"])
    assert len(collection.articles()) == 2
    assert collection.remove(["bridge", "bridge"]) == 1
    assert collection.search("old bridge", arm="bm25") == []


def test_filters_choose_articles(library: Library) -> None:
    """Ids and dates narrow the search inside both arms; an article without a date passes no date limit."""
    collection = library.collection("local")
    list(collection.add([BRIDGE, FERRY]))

    def found(filters: Filters) -> set[str]:
        return {hit.article.id for hit in collection.search("bridge ferry euros", filters=filters)}

    assert found(Filters()) == {"bridge", "ferry"}
    assert found(Filters(article_ids=frozenset({"bridge"}))) == {"bridge"}
    assert found(Filters(since=date(2026, 2, 1), until=date(2026, 2, 1))) == {"ferry"}
    assert found(Filters(since=date(2026, 2, 2))) == set()


def test_articles_that_lack_a_date_are_counted_when_days_are_asked_for(library: Library) -> None:
    """They pass no date limit; whoever asked learns how many they are, of those that were meant."""
    collection = library.collection("local")
    list(collection.add([BRIDGE, FERRY, Article("tram", "The tram", "The tram is red.")]))
    since = date(2026, 1, 1)
    assert collection.ask("What is red?").undated == 0
    assert collection.ask("What is red?", filters=Filters(since=since)).undated == 2
    assert collection.ask("What is red?", filters=Filters(frozenset({"tram", "ferry"}), until=since)).undated == 1


def test_of_equal_passages_the_newest_comes_first(library: Library) -> None:
    """In both arms and fused; what has no date comes last, whatever came in first."""
    collection = library.collection("local")
    days = {"none": None, "old": date(2025, 1, 1), "new": date(2026, 1, 1), "older": date(2024, 1, 1)}
    list(
        collection.add(Article(name, "Tram", f"The tram is red, {name}.", published=day) for name, day in days.items())
    )
    for arm in ("bm25", "fused"):
        hits = collection.search("tram", arm=arm)
        assert [hit.article.id for hit in hits] == ["new", "old", "older", "none"]


def test_an_answer_is_a_slice_of_its_article(library: Library) -> None:
    """Quotes are cut from the stored text, best first, with timings and, on request, what else was weighed."""
    collection = library.collection("local")
    list(collection.add([BRIDGE, FERRY]))
    answer = collection.ask("What will the repairs cost?", quotes=1, explain=True)
    shown = answer.quotes or answer.nearest
    assert shown[0].text == "Repairs will cost 3 million euros."
    assert shown[0].article.text[shown[0].span.start : shown[0].span.end] == shown[0].text
    assert set(answer.timings_ms) == {"total", "embed", "search", "read", "respell"}
    assert len(shown) == 1
    assert answer.explanation is not None
    assert len(answer.explanation.hits) == 2
    assert len(answer.explanation.candidates) > 1


def test_what_was_found_can_be_had_in_the_order_of_the_reader(library: Library) -> None:
    """As much of it as is wanted: the best of all that are read for a question, or all that there are."""
    collection = library.collection("local")
    texts = [f"The ferry, the ferry, the ferry and again the ferry: number {number}." for number in range(READ_DEPTH)]
    texts.append("Whoever asks what a ticket for the ferry costs is told at the pier, where a clerk sits all day long.")
    list(collection.add(Article(str(number), f"Log {number}", text) for number, text in enumerate(texts)))
    question = "what is the cost of a ticket for the ferry?"
    (best,) = collection.search(question, arm="read", top=1)
    assert best.text == texts[-1]
    assert len(collection.search(question, arm="read", top=READ_DEPTH + 1)) == READ_DEPTH + 1


def test_the_context_of_a_quote_is_the_passage_in_which_it_stands(library: Library) -> None:
    """So that it begins and ends where the text does."""
    collection = library.collection("local")
    text = " ".join(f"On day {day} the ferry took {day} people over the river and back." for day in range(80))
    list(collection.add([Article("log", "Log", text)]))
    answer = collection.ask("how many people did the ferry take on day 40?")
    assert collection.context((answer.quotes + answer.nearest)[0]) in [each.span for each in collection.passages("log")]


class Titled:
    """A confidence that is the title of the article."""

    threshold = 0.3

    def of(self, evidence: Evidence) -> float:
        """Return the number in the title."""
        return float(evidence.context.split("\n")[0])


class TitledReader(CrossEncoderReader):
    """A reader that is as sure of a quote as its article's title says."""

    searched = Titled()  # type: ignore[assignment]  # another of the Protocol


@pytest.mark.parametrize(("chances", "shown"), [((0.9, 0.1, 0.05), 2), ((0.4, 0.05, 0.03), 2), ((0.2, 0.02, 0.01), 3)])
def test_a_further_quote_is_shown_with_a_tenth_of_the_first_ones_confidence(
    library: Library, chances: tuple[float, ...], shown: int
) -> None:
    """Under a refusal all of the nearest are: they are no answer anyway."""
    collection = Library(library.catalogue, WordEmbedder(), TitledReader(WordScorer())).collection("local")
    texts = (
        "The old bridge was closed.",
        "Another bridge at Tolm was closed by the mayor on Monday.",
        "Nobody knows why a third bridge, north of the mill, is closed at night.",
    )
    list(collection.add(Article(str(chance), str(chance), text) for chance, text in zip(chances, texts, strict=True)))
    answer = collection.ask("which old bridge was closed?")
    assert len(answer.quotes or answer.nearest) == shown
    assert answer.answered == (max(chances) >= Titled.threshold)


def test_behind_the_first_quote_the_surer_ones_come_first(library: Library) -> None:
    """What is unlikely does not stand above what is possible; the first one is chosen by what it ranks by."""
    collection = Library(library.catalogue, WordEmbedder(), TitledReader(WordScorer())).collection("local")
    texts = {
        "0.4": "The old bridge over the Elm was closed on Monday.",
        "0.1": "The old bridge of Tolm was never closed.",
        "0.9": "Nobody knows why a bridge north of the mill is closed at night.",
    }
    list(collection.add(Article(chance, chance, text) for chance, text in texts.items()))
    for explain in (False, True):
        answer = collection.ask("which old bridge over the elms was closed?", explain=explain)
        assert [quote.article.id for quote in answer.quotes] == ["0.4", "0.9", "0.1"]


class Monoglot(WordEmbedder):
    """A model of words that knows none of a question's."""

    def embed_question(self, question: str) -> np.ndarray:
        """Return zeros."""
        return np.zeros_like(super().embed_question(question))


def test_a_question_of_which_the_model_knows_no_word_is_searched_by_its_words_alone(library: Library) -> None:
    """It has no dense hits, and is asked all the same."""
    collection = library_of(library.catalogue, Monoglot()).collection("local")
    list(collection.add([BRIDGE, FERRY]))
    assert collection.search("ticket", arm="dense") == []
    (hit,) = collection.search("ticket")
    assert (hit.article.id, hit.bm25_rank, hit.dense_rank) == ("ferry", 1, None)
    assert collection.ask("What does a ticket for the ferry cost?").quotes[0].article.id == "ferry"
    assert not collection.ask("Who won?").answered


def test_an_empty_collection_abstains(library: Library) -> None:
    """Nothing to read is no answer, not an error."""
    answer = library.collection("local").ask("Who built it?")
    assert (answer.answered, answer.quotes, answer.nearest, answer.confidence) == (False, (), (), 0.0)


@pytest.mark.parametrize("question", ["", "  \n", "?!", "x" * 1001])
def test_what_is_no_question_is_refused(library: Library, question: str) -> None:
    """A question needs a word, and at most 1,000 characters."""
    with pytest.raises(UsageError):
        library.collection("local").ask(question)


def test_passages_are_counted_by_article_and_only_those_of_the_collection(library: Library) -> None:
    """Of some articles or of all; a key from elsewhere counts nothing."""
    collection, other = library.collection("local"), library.collection("guild:5")
    list(collection.add([BRIDGE, FERRY]))
    list(other.add([BRIDGE]))
    bridge, ferry = collection.titles()
    counts = {each.key: len(collection.passages(each.id)) for each in (bridge, ferry)}
    assert collection.passage_counts() == counts
    assert collection.passage_counts([ferry.key]) == {ferry.key: counts[ferry.key]}
    assert collection.passage_counts([other.titles()[0].key]) == {}


def test_another_process_is_noticed(library: Library, tmp_path: Path) -> None:
    """What somebody else adds to the database is found by a collection that was already loaded."""
    collection = library.collection("local")
    list(collection.add([BRIDGE]))
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    list(library_of(catalogue).collection("local").add([FERRY]))
    catalogue.close()
    assert {hit.article.id for hit in collection.search("ferry ticket", arm="bm25")} == {"ferry"}
    list(collection.add([Article("tram", "The tram", "The tram is red.")]))
    bm25, dense = collection.indexed_keys()
    assert bm25 == dense
    assert len(bm25) == 3


async def test_questions_may_come_from_many_threads(library: Library) -> None:
    """Twenty questions asked at once while articles are added all get their own right answer."""
    collection = library.collection("local")
    list(collection.add([BRIDGE, FERRY]))
    more = [Article(f"a{i}", f"Story {i}", f"Number {i} is about topic{i}.") for i in range(20)]

    def add() -> None:
        for article in more:
            list(collection.add([article]))

    def ask() -> str:
        hits = collection.search("ferry ticket", arm="bm25", top=1)
        return hits[0].article.id

    found = await asyncio.gather(asyncio.to_thread(add), *(asyncio.to_thread(ask) for _ in range(20)))
    assert set(found[1:]) == {"ferry"}
    assert len(collection.articles()) == 22


TEXTS = st.lists(st.sampled_from(["Red trams run.", "Blue ships sail!", "Who knows?", "橋は古い。"]), min_size=1).map(
    " ".join
)


class AddRefreshRemove(RuleBasedStateMachine):
    """For any sequence of add, refresh and remove, both arms hold exactly the catalogue's passages."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.catalogue = Catalogue.open(Path(self.folder.name) / "articlebot.db")
        self.collection = library_of(self.catalogue, clock=lambda: NOON).collection("local")
        self.expected: dict[str, str] = {}

    @rule(name=st.sampled_from("abcd"), text=TEXTS)
    def add(self, name: str, text: str) -> None:
        """Add or refresh an article."""
        (done,) = self.collection.add([Article(name, name, text)])
        assert done.status == (
            "refreshed"
            if name in self.expected and self.expected[name] != text
            else "unchanged"
            if text in self.expected.values() and self.expected.get(name, text) == text
            else "added"
        )
        if done.status != "unchanged":
            self.expected[name] = text

    @rule(name=st.sampled_from("abcd"))
    def remove(self, name: str) -> None:
        """Remove an article, or learn that it is not there."""
        if name in self.expected:
            assert self.collection.remove([name]) == 1
            del self.expected[name]
        else:
            with pytest.raises(NotFound):
                self.collection.remove([name])

    @invariant()
    def arms_hold_the_catalogue(self) -> None:
        """Both arms, the catalogue and the expectation agree."""
        articles = self.collection.articles()
        assert {a.id: self.collection.article(a.id).text for a in articles} == self.expected
        keys = sorted(p.key for a in articles for p in self.collection.passages(a.id))
        assert self.collection.indexed_keys() == (keys, keys)

    def teardown(self) -> None:
        """Check the database, close it and drop its folder."""
        try:
            assert self.catalogue.check() == []
        finally:
            self.catalogue.close()
            self.folder.cleanup()


TestAddRefreshRemove = AddRefreshRemove.TestCase
TestAddRefreshRemove.settings = settings(
    max_examples=10, stateful_step_count=12, suppress_health_check=list(HealthCheck)
)


@pytest.mark.slow
class TestAddRefreshRemoveOften(AddRefreshRemove.TestCase):  # type: ignore[valid-type,misc]  # made by Hypothesis
    """The same with more and longer sequences."""

    settings = settings(max_examples=100, stateful_step_count=40, suppress_health_check=list(HealthCheck))


def test_nothing_that_is_asked_of_the_database_grows_with_the_collection(library: Library) -> None:
    """Asking and adding go by keys: SQLite's plans go through no table, nor through all articles of a collection."""
    collection = library.collection("local")
    list(collection.add([BRIDGE]))
    collection.open()
    selects: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if not statement.startswith(("INSERT", "PRAGMA", "BEGIN", "COMMIT", "EXPLAIN")):
            selects.append((statement, given))

    event.listen(Engine, "before_cursor_execute", note)
    assert collection.ask("when was the bridge closed?").answered
    list(collection.add([FERRY, replace(BRIDGE, text="The new bridge opens on Friday.")]))
    collection.open()
    unopened = library_of(library.catalogue)
    list(unopened.collection("local").add([replace(FERRY, id="tram", text="The tram is red.")]))
    assert not unopened.needs_reembedding()
    event.remove(Engine, "before_cursor_execute", note)
    assert len(selects) > 5
    through_all = []
    with library.catalogue.database.read() as connection:
        for statement, given in selects:
            for *_, step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given):
                if (step.startswith("SCAN") and "VIRTUAL TABLE" not in step) or "(collection=?)" in step:
                    through_all.append((step, statement))
    assert through_all == []


def test_an_article_is_found_by_what_people_type(library: Library) -> None:
    """Its id, its key or its title in any case; a title that several have says so, and names none of them."""
    collection = library.collection("local")
    list(collection.add([BRIDGE, replace(BRIDGE, id="bridge-2", text="The bridge is open again."), FERRY]))
    ferry = collection.find("ferry")
    assert [collection.find(typed) for typed in (" ferry ", f"#{ferry.key}", "THE FERRY")] == [ferry] * 3
    assert collection.find("ferr") == ferry
    for typed in ("erry", "ferry bridge", " ", "\N{COMBINING ACUTE ACCENT}", "#99"):
        with pytest.raises(NotFound):
            collection.find(typed)
    with pytest.raises(Ambiguous, match="2 articles are called 'the bridge'") as raised:
        collection.find("the bridge")
    assert raised.value.hint == "name the one that you mean by its id: bridge (no date), bridge-2 (no date)"
    with pytest.raises(Ambiguous, match="3 titles have 'the'"):
        collection.find("the")
    assert collection.find("bridge-2").id == "bridge-2"


def test_titles_are_read_once_until_something_changes(library: Library) -> None:
    """They are looked through at every keystroke of who chooses an article."""
    collection = library.collection("local")
    list(collection.add([BRIDGE]))
    titles = collection.titles()
    assert collection.titles() is titles
    list(collection.add([FERRY]))
    assert len(collection.titles()) == 2


def test_an_article_is_found_by_the_name_of_its_file(library: Library) -> None:
    """In any case, and where no title is that; a file of several articles says so. A page has no such name."""
    collection = library.collection("local")
    tea = replace(FERRY, id="tea", title="ferry.TXT", text="Tea is served.")
    for article, source in ((FERRY, "notes/ferry.txt"), (BRIDGE, "town/bridge.md"), (tea, None)):
        list(collection.add([replace(article, source=source)]))
    assert collection.find("Bridge.MD").id == BRIDGE.id
    assert collection.find("ferry.txt").id == "tea"
    list(collection.add([replace(BRIDGE, id="toll", text="The toll is gone.", source="old/bridge.md")]))
    with pytest.raises(Ambiguous, match=r"2 articles are called 'bridge\.md'"):
        collection.find("bridge.md")
    list(collection.add([replace(BRIDGE, id="mill", text="The mill stands.", source="https://example.org/mill.html")]))
    with pytest.raises(NotFound):
        collection.find("mill.html")


def test_an_article_is_found_by_the_name_that_its_file_has_got(library: Library, tmp_path: Path) -> None:
    """Its text is unchanged, but the titles in memory are not those of before."""
    collection = library.collection("local")
    before, after = tmp_path / "ferry.txt", tmp_path / "boat.txt"
    before.touch()
    list(collection.add([replace(FERRY, source=before.name, path=str(before))]))
    assert collection.find("ferry.txt").id == FERRY.id
    before.rename(after)
    (done,) = collection.add([replace(FERRY, id="boat", source=after.name, path=str(after))])
    assert done.status == "unchanged"
    assert collection.find("boat.txt").id == FERRY.id
    with pytest.raises(NotFound):
        collection.find("ferry.txt")

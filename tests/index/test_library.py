"""The library: many collections, another model's vectors, one text without an index."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import mirror
from index.article import Article
from index.errors import ModelError, UsageError
from index.library import MAX_KNOWN, MAX_LOADED, Library
from index.mirror import LOADED_AT_ONCE
from index.reading.confidence import Evidence
from index.reading.cross_reading import CrossEncoderReader
from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue
from tests.fakes import WordEmbedder, WordScorer, library_of

BRIDGE = Article("bridge", "The bridge", "The bridge was closed on Monday. Repairs will cost 3 million euros.")
FERRY = Article("ferry", "The ferry", "The ferry sails every hour.")
TOWER = Article("tower", "The tower", "The tower is 40 metres high.")


class Unlettered(WordEmbedder):
    """Makes something else than a vector of length 1 of ferries, as a model of words does that it has never seen."""

    def __init__(self, length: float | None) -> None:
        """`length` None: it fails."""
        super().__init__("other")
        self._length = length

    def embed_passages(self, texts: Iterable[str]) -> np.ndarray:
        """Return unit rows, but for ferries."""
        wanted = list(texts)
        rows = super().embed_passages(wanted)
        ferries = ["ferry" in text for text in wanted]
        if self._length is None and any(ferries):
            raise RuntimeError("index out of range in self")
        rows[ferries] *= self._length or 0.0
        return rows


UNLETTERED = pytest.mark.parametrize("length", [0.0, float("nan"), 2.0, None])


@UNLETTERED
def test_an_article_that_the_model_can_make_nothing_of_is_not_stored(
    catalogue: Catalogue, length: float | None
) -> None:
    """Stored, it would be taken for damaged whenever the collection is opened. What comes with it goes in."""
    collection = library_of(catalogue, Unlettered(length)).collection("local")
    refused: list[tuple[str, str]] = []
    added = list(collection.add([BRIDGE, FERRY, TOWER], lambda each, error: refused.append((each.id, error.message))))
    assert [each.article_id for each in added] == ["bridge", "tower"]
    assert [(name, "can make nothing of a passage of 'ferry'" in why) for name, why in refused] == [("ferry", True)]
    assert {hit.article.id for hit in collection.search("the bridge")} == {"bridge", "tower"}
    assert list(collection.add([FERRY], lambda each, _: refused.append((each.id, "")))) == []
    assert library_of(catalogue, Unlettered(length)).collection("local").count() == 2


def test_where_nobody_is_told_of_it_it_is_raised_behind_the_rest(catalogue: Catalogue) -> None:
    """Of its batch nothing is lost."""
    collection = library_of(catalogue, Unlettered(None)).collection("local")
    adding = collection.add([FERRY, BRIDGE])
    assert next(adding).article_id == "bridge"
    with pytest.raises(ModelError, match=r"'ferry' \(RuntimeError\)"):
        next(adding)


def test_a_collection_is_one_while_it_is_used(library: Library) -> None:
    """Whoever asks for a name gets the same collection, until its index was not used for longest."""
    first, second = library.collection("guild:0"), library.collection("guild:1")
    for i in range(MAX_LOADED):
        library.collection(f"guild:{i}").open()
    assert library.collection("guild:0") is first
    library.collection("one more").open()
    assert library.collection("guild:0") is first
    assert library.collection("guild:1") is not second


def test_the_index_of_a_collection_that_left_memory_is_let_go(library: Library) -> None:
    """Nothing else holds on to it: a server where nobody asks costs its place on the disk."""
    index = weakref.ref(library.collection("guild:0").open())
    for i in range(1, MAX_LOADED + 1):
        assert index() is not None
        library.collection(f"guild:{i}").open()
    library.collection("one more")
    library.close()  # behind what is kept of those that left
    gc.collect()
    assert index() is None


def test_who_asks_for_a_collection_does_not_write_the_snapshot_of_another(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event loop may ask; and a purge that comes while one is written leaves none."""
    wrote: list[int] = []
    begun, may_end = threading.Event(), threading.Event()
    write = Snapshots.write

    def slow(self: Snapshots, *arguments: Any) -> None:
        wrote.append(threading.get_ident())
        begun.set()
        assert may_end.wait(10)
        write(self, *arguments)

    monkeypatch.setattr(mirror, "WORTH_A_SNAPSHOT", 1)
    library = library_of(catalogue, snapshots=tmp_path / "index")
    large = library.collection("large")
    large.open()
    list(large.add([BRIDGE]))
    with monkeypatch.context() as patched:
        patched.setattr(Snapshots, "write", slow)
        for i in range(MAX_LOADED + 1):
            library.collection(f"guild:{i}").open()
        assert begun.wait(10)
        assert wrote != [threading.get_ident()]
        purging = threading.Thread(target=library.purge, args=["large"])
        purging.start()
        may_end.set()
        purging.join(10)
    library.close()
    assert not list((tmp_path / "index").iterdir())


def test_who_only_looks_at_titles_pushes_no_index_out_of_memory(library: Library) -> None:
    """Lists, autocomplete and buttons of many servers do not slow down the questions of one; nor do they pile up."""
    asked = library.collection("guild:0")
    asked.open()
    for i in range(1, MAX_KNOWN):
        library.collection(f"guild:{i}").titles()
    assert library.collection("guild:0") is asked
    library.collection("one more")
    assert len(library._loaded) == MAX_KNOWN


def test_a_collection_that_left_memory_does_no_harm(library: Library) -> None:
    """Somebody still holds it: it and its successor both write, and both know everything."""
    old = library.collection("local")
    list(old.add([BRIDGE]))
    for i in range(MAX_KNOWN):
        library.collection(f"guild:{i}")
    new = library.collection("local")
    assert new is not old
    list(new.add([FERRY]))
    list(old.add([Article("tram", "The tram", "The tram is red.")]))
    new.remove(["bridge"])
    list(old.add([BRIDGE]))
    expected = sorted(p.key for a in new.articles() for p in new.passages(a.id))
    assert len(expected) == 3
    assert old.indexed_keys() == new.indexed_keys() == (expected, expected)


def test_more_articles_than_are_loaded_at_once_are_all_loaded(catalogue: Catalogue) -> None:
    """By whoever opens the collection behind the one that filled it."""
    articles = [Article(f"a{i}", "", f"Story {i}.") for i in range(LOADED_AT_ONCE + 1)]
    list(library_of(catalogue).collection("local").add(articles))
    lexical, dense = library_of(catalogue).collection("local").indexed_keys()
    assert len(lexical) == len(dense) == len(articles)


def test_two_holders_of_one_collection_may_write_at_once(catalogue: Catalogue) -> None:
    """Two threads with a collection each on one database: nothing is lost, both indexes hold all of it."""
    pair = [library_of(catalogue).collection("local") for _ in range(2)]

    def write(at: int) -> None:
        for i in range(10):
            list(pair[at].add([Article(f"{at}-{i}", "", f"Story {at} {i}."), Article(f"x{at}", "", f"Now {i}.")]))

    threads = [threading.Thread(target=write, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = sorted(p.key for a in pair[0].articles() for p in pair[0].passages(a.id))
    assert {a.id for a in pair[0].articles()} >= {f"{at}-{i}" for at in range(2) for i in range(10)}
    assert pair[0].indexed_keys() == pair[1].indexed_keys() == (expected, expected)


def test_vectors_of_another_model_are_refused(catalogue: Catalogue) -> None:
    """Neither a question nor a new article may mix two models."""
    list(library_of(catalogue).collection("local").add([BRIDGE]))
    library = library_of(catalogue, WordEmbedder("other", 8))
    assert library.needs_reembedding()
    collection = library.collection("local")
    with pytest.raises(ModelError):
        collection.ask("When was the bridge closed?")
    with pytest.raises(ModelError):
        list(collection.add([FERRY]))
    assert [a.id for a in collection.articles()] == ["bridge"]
    assert library.collection("empty").search("bridge") == []


def test_reembedding_mends_it_and_goes_on_where_it_stopped(catalogue: Catalogue) -> None:
    """Interrupted after the first article, the second run makes only the other one."""
    list(library_of(catalogue).collection("local").add([BRIDGE, FERRY]))
    library = library_of(catalogue, WordEmbedder("other", 8))

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.reembed(stop)
    assert library.needs_reembedding()
    steps: list[tuple[int, int]] = []
    library.reembed(lambda done, total: steps.append((done, total)))
    assert steps == [(1, 1)]
    assert not library.needs_reembedding()
    assert {hit.article.id for hit in library.collection("local").search("bridge ferry")} == {"bridge", "ferry"}
    assert [a.revision for a in library.collection("local").articles()] == [1, 1]
    library.reembed(lambda *_: pytest.fail("nothing is left to do"))


@UNLETTERED
def test_reembedding_passes_over_what_the_model_can_make_nothing_of(catalogue: Catalogue, length: float | None) -> None:
    """It is told of and keeps the vectors that it has, the rest is searched; the model that made them finds it."""
    list(library_of(catalogue).collection("local").add([FERRY, BRIDGE]))
    library = library_of(catalogue, Unlettered(length))
    (refused,) = library.reembed(lambda *_: None)
    assert "can make nothing of a passage of 'ferry'" in refused.message
    collection = library.collection("local")
    assert [hit.article.id for hit in collection.search("what of the bridge sails every hour?")] == ["bridge"]
    assert [each.status for each in collection.add([TOWER, FERRY])] == ["added", "unchanged"]
    before = library_of(catalogue)
    assert before.catalogue.foreign_vectors("words") == [("local", "bridge"), ("local", "tower")]
    assert before.reembed(lambda *_: None) == []
    assert "ferry" in {hit.article.id for hit in before.collection("local").search("the ferry")}


def test_reembedding_passes_over_what_is_removed_meanwhile(catalogue: Catalogue) -> None:
    """Another process removes the second article while the first one is embedded."""
    list(library_of(catalogue).collection("local").add([BRIDGE, FERRY]))
    library = library_of(catalogue, WordEmbedder("other", 8))

    def remove(done: int, _total: int) -> None:
        if done == 1:
            catalogue.remove("local", ["ferry"])

    library.reembed(remove)
    assert not library.needs_reembedding()
    assert [a.id for a in catalogue.articles("local")] == ["bridge"]


def test_a_text_is_read_without_an_index(library: Library) -> None:
    """The answer's places are places in the text that was given, and nothing is stored."""
    text = "\n\n  It rains. " + BRIDGE.text
    answer = library.read("When was the bridge closed?", text, "The bridge")
    assert answer.answered
    assert answer.quote is not None
    assert answer.quote.of(text) == "The bridge was closed on Monday."
    assert answer.highlight is not None
    assert answer.quote.holds(answer.highlight)
    assert library.catalogue.collections() == []


def test_a_text_that_does_not_answer_is_not_an_answer(library: Library) -> None:
    """The nearest place is still told, with a low confidence."""
    answer = library.read("Who won the election?", BRIDGE.text)
    assert not answer.answered
    assert answer.confidence < 0.35
    assert answer.quote is not None


class Told:
    """A confidence that is always the same."""

    def __init__(self, chance: float, threshold: float) -> None:
        self._chance = chance
        self.threshold = threshold

    def of(self, evidence: Evidence) -> float:
        """Return the chance."""
        del evidence
        return self._chance


class Doubtful(CrossEncoderReader):
    """Trusts what a search found more than a text that it was given, and asks more of it."""

    searched = Told(0.8, threshold=0.85)  # type: ignore[assignment]
    given = Told(0.4, threshold=0.35)  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("threshold", "is_read", "is_answered"),
    [(None, True, False), (0.0, True, True), (0.4, True, True), (0.6, False, True), (0.8, False, True)],
)
def test_a_given_text_has_a_confidence_of_its_own(
    catalogue: Catalogue, threshold: float | None, *, is_read: bool, is_answered: bool
) -> None:
    """And a threshold, unless one is set for both; what is as sure as that is an answer."""
    library = Library(catalogue, WordEmbedder(), Doubtful(WordScorer()), threshold=threshold)
    list(library.collection("local").add([BRIDGE]))
    read, asked = library.read("Who?", BRIDGE.text), library.collection("local").ask("Who?")
    assert (read.confidence, read.answered) == (0.4, is_read)
    assert (asked.confidence, asked.answered) == (0.8, is_answered)


@pytest.mark.parametrize(("threshold", "is_answered"), [(None, False), (0.3, True)])
def test_another_reader_has_its_own_threshold_unless_one_is_set(
    catalogue: Catalogue, threshold: float | None, *, is_answered: bool
) -> None:
    """So `eval --against` compares both as each is used."""
    first = library_of(catalogue, threshold=threshold)
    list(first.collection("local").add([BRIDGE]))
    second = first.with_reader(Doubtful(WordScorer()))
    assert second.collection("local").ask("Who?").answered == is_answered


def test_a_short_form_that_a_text_lacks_is_read_as_its_word(library: Library) -> None:
    """And one that it has as it stands there."""
    text = "The bridge was closed before the ferry sailed."
    assert library.read("bridge closed b4", text) == library.read("bridge closed before", text)
    paper = f"{text} Paper of the size B4 is there."
    assert library.read("bridge closed b4", paper) != library.read("bridge closed before", paper)


@pytest.mark.parametrize(("question", "text"), [("?", "text"), ("Who?", " \n"), ("", "")])
def test_reading_needs_a_question_and_a_text(library: Library, question: str, text: str) -> None:
    """Either of them without a word is refused."""
    with pytest.raises(UsageError):
        library.read(question, text)


class Listening(WordScorer):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Score by shared words."""
        self.asked.add(question)
        return super().score(question, texts)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("I cross the river on Mondays.", "When was the bridge closed?"),
        ("I live in Norvale.", "I live in Norvale. When was the bridge closed?"),
    ],
)
def test_what_leads_up_to_a_question_is_not_read_with_it(catalogue: Catalogue, told: str, asked: str) -> None:
    """In one text as in a collection; but where it names what no article tells of, that is a part of the question."""
    scorer = Listening()
    library = Library(catalogue, WordEmbedder(), CrossEncoderReader(scorer))
    collection = library.collection("local")
    list(collection.add([BRIDGE]))
    question = f"{told} When was the bridge closed?"
    library.read(question, BRIDGE.text)
    collection.ask(question)
    assert scorer.asked == {asked}

"""A text that was altered inside the database is never quoted: the others answer, and adding it again mends it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable

import pytest

from index.article import Article
from index.errors import Damaged, NotFound
from index.library import Library
from index.storage.pages import Validators
from tests.fakes import NOON, WordEmbedder, library_of

BRIDGE = Article("bridge", "The bridge", "The bridge was closed on Monday. Repairs cost 3 million euros.")
FERRY = Article("ferry", "The ferry", "The ferry sails every hour. A ticket costs 6 euros.")
COST = "What do repairs of the bridge cost, and what a ticket?"

ALTERED = "UPDATE articles SET text = replace(text, '3 million', '9 million') WHERE id = 'bridge' AND current"
FORGED = "UPDATE articles SET text_hash = 'no hash' WHERE id = 'bridge' AND current"
DAMAGES = pytest.mark.parametrize("damage", [ALTERED, FORGED])


def altered(library: Library, *statements: str) -> None:
    """Change the file behind the program's back."""
    with contextlib.closing(sqlite3.connect(library.catalogue.path)) as raw, raw:
        for statement in statements:
            assert raw.execute(statement).rowcount == 1


def quoted(library: Library) -> dict[str, str]:
    """Return what is quoted for one question, by the id of the article."""
    answer = library.collection("local").ask(COST)
    return {quote.article.id: quote.text for quote in (*answer.quotes, *answer.nearest)}


@pytest.fixture
def stored(library: Library) -> Library:
    """A library with two articles."""
    list(library.collection("local").add([BRIDGE, FERRY]))
    return library


@DAMAGES
@pytest.mark.parametrize("found", [quoted, lambda library: library.collection("local").search(COST)])
def test_the_others_answer_and_the_article_is_named_once(
    stored: Library, damage: str, found: Callable[[Library], object]
) -> None:
    """However often it is asked."""
    told: list[Damaged] = []
    library = library_of(stored.catalogue, damage=told.append)
    altered(stored, damage)
    for _ in range(2):
        got = str(found(library))
        assert "ferry" in got
        assert "million" not in got
    (error,) = told
    assert "'bridge'" in error.message
    assert "add it again" in error.hint
    assert "restore" in error.hint


def test_where_nothing_else_is_found_it_is_an_error(library: Library) -> None:
    """Which says the article: an abstention would say that the articles do not answer."""
    list(library.collection("local").add([BRIDGE]))
    altered(library, ALTERED)
    with pytest.raises(Damaged, match="'bridge'"):
        library.collection("local").ask(COST)


def test_without_somebody_to_tell_it_goes_to_the_log(stored: Library, caplog: pytest.LogCaptureFixture) -> None:
    """As on Discord: who runs the bot is told, and people are answered."""
    altered(stored, ALTERED)
    assert list(quoted(stored)) == ["ferry"]
    assert "'bridge'" in caplog.text


@DAMAGES
def test_it_is_not_handed_out_either(stored: Library, damage: str) -> None:
    """To whoever shows or exports it."""
    altered(stored, damage)
    with pytest.raises(Damaged, match="'bridge'"):
        stored.collection("local").article("bridge")
    assert stored.collection("local").article("ferry") == FERRY


@DAMAGES
def test_adding_it_again_mends_it(stored: Library, damage: str) -> None:
    """With the words that it had, also those of before: nothing is left that the checks find."""
    altered(stored, damage)
    (again,) = stored.collection("local").add([BRIDGE])
    assert again.status == "refreshed"
    assert "Repairs cost 3 million euros." in quoted(stored)["bridge"]
    assert stored.catalogue.check() == []
    assert [each.status for each in stored.collection("local").add([BRIDGE])] == ["unchanged"]


def test_the_revision_of_before_has_its_true_words_again(stored: Library) -> None:
    """So that what was quoted from it opens as it was."""
    altered(stored, ALTERED)
    list(stored.collection("local").add([BRIDGE]))
    assert stored.catalogue.revision("local", "bridge", 1).text == BRIDGE.text


def test_an_altered_text_is_not_kept_behind_another_one(stored: Library) -> None:
    """Nobody wrote it, and nobody knows what it was."""
    altered(stored, ALTERED)
    changed = Article("bridge", "The bridge", "The bridge is open again.")
    assert [each.status for each in stored.collection("local").add([changed])] == ["refreshed"]
    with pytest.raises(NotFound):
        stored.catalogue.revision("local", "bridge", 1)
    assert stored.catalogue.check() == []


def test_the_same_text_under_another_name_is_not_taken_for_the_altered_one(stored: Library) -> None:
    """It would be said to be there, and could not be quoted."""
    altered(stored, ALTERED)
    (copy,) = stored.collection("local").add([Article("copy", "The bridge", BRIDGE.text)])
    assert (copy.status, copy.copy_of) == ("added", None)
    assert "Repairs cost 3 million euros." in quoted(stored)["copy"]


def test_a_page_is_read_whole_again(library: Library) -> None:
    """A site that says "not changed" speaks of what was fetched, and not of what is stored."""
    url = "https://example.org/bridge"
    page = Article(url, BRIDGE.title, BRIDGE.text, url=url, source=url)
    list(library.collection("local").add([page]))
    library.pages.note("local", url, url, Validators(url, '"1"', None))
    known = library.pages.known("local", url)
    assert known is not None
    assert known.validators is not None
    altered(library, ALTERED.replace("'bridge'", f"'{url}'"))
    known = library.pages.known("local", url)
    assert known is not None
    assert (known.article_id, known.validators, known.fetched_at, known.text) == (url, None, None, "")


def test_embedding_again_passes_over_it(stored: Library) -> None:
    """The others get vectors of the present model, and answer."""
    altered(stored, ALTERED)
    other = WordEmbedder()
    other.name = "another"
    library = library_of(stored.catalogue, other, clock=lambda: NOON)
    (refused,) = library.reembed(lambda *_: None)
    assert isinstance(refused, Damaged)
    assert list(quoted(library)) == ["ferry"]


def test_a_revision_that_was_replaced_is_looked_at_too(stored: Library) -> None:
    """It is opened for old quotes, and what mends it is a backup."""
    list(stored.collection("local").add([Article("bridge", "The bridge", "The bridge is open again.")]))
    altered(stored, "UPDATE articles SET text_hash = 'no hash' WHERE id = 'bridge' AND NOT current")
    with pytest.raises(Damaged) as caught:
        stored.catalogue.revision("local", "bridge", 1)
    assert "add it again" not in caught.value.hint

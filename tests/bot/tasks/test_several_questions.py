"""Which questions of a message with several are left open by what is shown, or answered alone where it is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.tasks.several_questions import answered_alone, left_open
from index.article import Answer, Article
from index.filters import Filters
from index.library import Library

TEXTS = ("The first ferry leaves at noon.", "Ada Lind built the ferry in Moss.", "A ticket costs nine euros.")


@pytest.mark.parametrize(
    ("message", "shown", "missing"),
    [
        ("when does the first ferry leave? who built the ferry?", 1, ("who built the ferry?",)),
        ("When does the first ferry leave? Who built the ferry?", 1, ("Who built the ferry?",)),
        ("when does the ferry leave at noon? and who built it?", 1, ("and who built it?",)),
        ("when does the first ferry leave? who built the ferry?", 3, ()),
        ("when does the first ferry leave? who is the mayor?", 3, ("who is the mayor?",)),
        ("is that so? when does the first ferry leave? why?", 1, ()),
        ("does the mayor know? when does the first ferry leave?", 1, ()),
        ("when does the first ferry leave?", 1, ()),
        ("when does the first ferry leave at noon? " * 4 + "who built the ferry?", 1, ()),
    ],
)
def test_a_question_of_several_is_left_open_where_no_quote_that_is_shown_answers_it(
    library: Library, message: str, shown: int, missing: tuple[str, ...]
) -> None:
    """Each is asked by itself, as far as there are four; what only leads up to one is none."""
    collection = library.collection("guild:5")
    list(collection.add([Article(str(number), f"Part {number}", text) for number, text in enumerate(TEXTS)]))
    found = collection.ask(message, quotes=10)
    assert found.answered
    assert left_open(collection, found, shown, Filters()) == missing


def test_an_article_that_is_quoted_answers_only_what_the_quote_answers(library: Library) -> None:
    """It may answer the other question in another place."""
    collection = library.collection("guild:5")
    text = "Ada Lind built the ferry in Moss. Nobody helped her but two old friends. A bell of bronze hangs in the bow."
    list(collection.add([Article("ferry", "The ferry", text)]))
    message = "who built the ferry? what hangs in the bow?"
    found = replace(collection.ask("who built the ferry?", quotes=1), question=message)
    assert left_open(collection, found, 1, Filters()) == ("what hangs in the bow?",)


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("who is the mayor? when does the first ferry leave?", ("when does the first ferry leave?",)),
        ("who is the mayor? and when?", ()),
        ("who is the mayor?", ()),
    ],
)
def test_a_question_of_several_that_are_refused_may_be_answered_alone(
    library: Library, message: str, alone: tuple[str, ...]
) -> None:
    """As it is to be asked then."""
    collection = library.collection("guild:5")
    list(collection.add([Article(str(number), f"Part {number}", text) for number, text in enumerate(TEXTS)]))
    found = Answer(message, "guild:5", False, 0.1, ())
    assert answered_alone(collection, found, Filters()) == alone
    assert left_open(collection, found, 3, Filters()) == ()

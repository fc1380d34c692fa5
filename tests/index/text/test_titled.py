"""What says what a passage is about goes before it, where it helps."""

from __future__ import annotations

from index.article import Span
from index.text.titled import searchable, titled
from tests.index.text.test_subjects import PORTRAIT

TITLE = "The woman who mends clocks"


def test_a_title_goes_before_its_passage_once() -> None:
    """Unless there is none, the passage begins with it, or it is only the cut opening of the text."""
    assert titled("The bridge", "It is old.") == "The bridge\nIt is old."
    assert titled("", "It is old.") == "It is old."
    assert titled("The bridge", "The bridge is old.") == "The bridge is old."
    assert titled("The bridge is…", "It was closed.") == "It was closed."


def test_a_passage_is_searched_below_whom_it_calls_she() -> None:
    """Who asks for her by name finds what is said of her; the title says nothing of her."""
    first, married, left = (
        Span(PORTRAIT.index(words), PORTRAIT.index(words) + 60) for words in ("On most", "Aasen", "She has")
    )
    assert searchable(TITLE, PORTRAIT, [first, married, left]) == [
        f"{TITLE}\n{first.of(PORTRAIT)}",
        f"{TITLE}\nIlse Brandvold\n{married.of(PORTRAIT)}",
        f"{TITLE}\nIlse Brandvold\n{left.of(PORTRAIT)}",
    ]


def test_a_name_in_the_title_is_not_said_twice() -> None:
    """The title is before each passage already."""
    left = Span(PORTRAIT.index("She has"), len(PORTRAIT))
    assert searchable("Ilse Brandvold mends", PORTRAIT, [left]) == [f"Ilse Brandvold mends\n{left.of(PORTRAIT)}"]

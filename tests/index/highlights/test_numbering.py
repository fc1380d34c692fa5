"""The number of a line is never all that is marked, unless a number is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.numbering import behind_number


def kept(question: str, text: str, marked: str) -> str:
    """Return what is marked in place of a part of a text."""
    mark = Span(text.index(marked), text.index(marked) + len(marked))
    return behind_number(question, text, Span(0, len(text)), mark).of(text)


@pytest.mark.parametrize(
    ("text", "marked", "behind"),
    [
        ("Rules\n4.2 The guest washes the cups. He dries them.", "4.2", "The guest washes the cups"),
        ("  b) wash the cups\nc) dry them", "b", "wash the cups"),
        ("(3) Whoever stays pays 20.", "3", "Whoever stays pays 20"),
        ("1. Wash the cups!", "1.", "Wash the cups"),
    ],
)
def test_what_stands_behind_the_number_is_marked(text: str, marked: str, behind: str) -> None:
    """Its sentence."""
    assert kept("What must a guest do?", text, marked) == behind


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("Which clause is about cups?", "4.2 The guest washes the cups.", "4.2"),
        ("How much is it?", "Price:\n4.2 million", "4.2"),
        ("How many cups are there?", "12 cups", "12"),
        ("What must a guest do?", "4.2 The guest washes the cups.", "washes the cups"),
        ("What must a guest do?", "The guest obeys 4.2 The rest is free.", "4.2"),
    ],
)
def test_another_mark_stays(question: str, text: str, marked: str) -> None:
    """An amount, words behind the number, or a number that is asked for."""
    assert kept(question, text, marked) == marked


@given(st.text("1.2 a) B\n", max_size=40), st.data())
def test_the_mark_stays_in_its_quote(text: str, data: st.DataObject) -> None:
    """Whatever stands there."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Span(start, data.draw(st.integers(start + 1, len(text))))
    first = data.draw(st.integers(quote.start, quote.end - 1))
    mark = Span(first, data.draw(st.integers(first + 1, quote.end)))
    assert quote.holds(behind_number("what is it?", text, quote, mark))

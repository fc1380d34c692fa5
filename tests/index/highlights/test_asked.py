"""Whatever rules move a mark, it stays in its quote."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.asked import as_asked
from index.highlights.frames import is_stated

TOLD = """Ida Roth , who led the choir from 1970 to 1990 , died on Monday , 3 May . 4.2 The mill ( 50 miles , 80 km )
was sold in 2019 for 12 tonnes more than before ; b) It is not true that 27:35 ( 11:18 ) had closed"""
WORDS = TOLD.split()
QUESTIONS = (
    "when did Ida Roth die?", "how long is it in km?", "how many tonnes was it?", "which clause is it?",
    "was the mill sold?", "what was the score at half-time?",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25), st.sampled_from(QUESTIONS), st.data())
def test_a_mark_stays_in_its_quote(words: list[str], question: str, data: st.DataObject) -> None:
    """Of any words, at the end of the text as well as in the middle."""
    text = " ".join(words)
    places = [found.span() for found in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(places) - 1))
    last = data.draw(st.integers(first, len(places) - 1))
    begin = data.draw(st.integers(first, last))
    quote, mark = Span(places[first][0], places[last][1]), Span(places[begin][0], places[last][1])
    assert quote.holds(as_asked(question, text, quote, mark))
    assert isinstance(is_stated(question, text, quote, mark), bool)


@pytest.mark.parametrize("end", ["", "."])
def test_a_time_may_end_the_text(end: str) -> None:
    """Nothing stands behind it that could be its day."""
    text = f"Ida Roth, who led the choir from 1970 to 1990, died on Monday{end}"
    at = text.index("1990")
    mark = as_asked("when did Ida Roth die?", text, Span(0, len(text)), Span(at, at + 4))
    assert mark.of(text) in ("Monday", "on Monday")

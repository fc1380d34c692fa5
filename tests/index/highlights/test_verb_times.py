"""A when-question is answered with the time of its verb, and of nothing that is inserted ahead of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.verb_times import in_clause_of_verb


def kept(question: str, text: str, marked: str) -> str:
    """Return what is marked in place of a part of a text."""
    mark = Span(text.index(marked), text.index(marked) + len(marked))
    return in_clause_of_verb(question, text, Span(0, len(text)), mark).of(text)


@pytest.mark.parametrize(
    ("question", "text", "marked", "time"),
    [
        ("When did Ida Roth die?", "Ida Roth, 77, cook in Orm from 1970 to 1990, died on Sunday.", "1990", "Sunday"),
        ("When did Ida Roth die?", "Ida Roth, a cook until 1990, passed away on 2 May in Orm.", "1990", "2 May"),
        ("When did Ida Roth die?", "Ida Roth (cook from 1970 to 1990) has died on Sunday.", "1970 to 1990", "Sunday"),
        (
            "When was the mill sold?",
            "The mill, built in 1902, was sold on Monday, 3 May 2024.",
            "1902",
            "Monday, 3 May 2024",
        ),
        ("When did Roth win?", "Roth, second in 2019, finally won on Sunday.", "2019", "Sunday"),
        ("When did Roth marry?", "It rained. Roth, a widow since 2011, married last May.", "2011", "last May"),
        ("When does the mill reopen?", "The mill, which burnt in 2013, reopens in June.", "2013", "June"),
    ],
)
def test_the_time_of_the_verb_is_marked(question: str, text: str, marked: str, time: str) -> None:
    """Where the mark stands between commas or in brackets ahead of the verb that is asked about."""
    assert kept(question, text, marked) == time


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("When did Roth cook?", "Roth, who cooked until 1990, died on Sunday.", "1990"),
        ("When did Roth retire?", "Roth, who retired in 1990, retired again on Sunday.", "1990"),
        ("When did Roth resign?", "Roth, mayor from 1988, resigned in protest.", "1988"),
        ("When did Roth resign?", "On Monday, 3 May, the mayor resigned.", "3 May"),
        ("When did Roth resign?", "Roth resigned, on 3 May, because of a row last year.", "3 May"),
        ("When did Roth win?", "Roth, second in 2019, won on Sunday and again on Monday.", "2019"),
        ("When was Roth mayor?", "Roth, mayor from 1988 to 1994, died on Sunday.", "1988 to 1994"),
        ("When was Roth chosen?", "It was late, in 1990, that Roth, a cook, was chosen on Sunday.", "1990"),
        ("Who won?", "Roth, second in 2019, won on Sunday.", "Roth"),
    ],
)
def test_another_time_stays(question: str, text: str, marked: str) -> None:
    """Where the insertion has the verb itself, or the verb has no time, or several."""
    assert kept(question, text, marked) == marked


@given(st.text("Al, died on Monday(3 May).", max_size=60), st.data())
def test_the_mark_stays_in_its_quote(text: str, data: st.DataObject) -> None:
    """Whatever stands there."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Span(start, data.draw(st.integers(start + 1, len(text))))
    first = data.draw(st.integers(quote.start, quote.end - 1))
    mark = Span(first, data.draw(st.integers(first + 1, quote.end)))
    assert quote.holds(in_clause_of_verb("when did Al die?", text, quote, mark))

"""An amount that is a difference is marked as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.amounts import at_its_time, before_bracket, behind_arrow, with_comparative


def place(text: str, part: str) -> Span:
    """Return where a part stands in a text."""
    return Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("question", "text", "marked", "kept"),
    [
        ("How many tonnes were sold?", "They sold 12 tonnes more pears than in May.", "12 tonnes", "12 tonnes more"),
        ("How many tonnes were sold?", "They sold 12 tonnes more pears than in May.", "12", "12 tonnes more"),
        ("How long is the ride?", "The ride takes 5 minutes longer.", "5 minutes", "5 minutes longer"),
        ("How warm is the lake?", "It is two degrees warmer than in May.", "two degrees", "two degrees warmer"),
        ("How many came?", "Some 900 came, 70 fewer than in May.", "70", "70 fewer"),
        ("What is the toll?", "It is 12 crowns dearer than in May.", "12 crowns", "12 crowns dearer"),
        ("How many may play?", "Five or more may play.", "Five", "Five or more"),
        ("When does it begin?", "It begins two weeks earlier than in May.", "two weeks", "two weeks earlier"),
    ],
)
def test_a_difference_is_marked_as_one(question: str, text: str, marked: str, kept: str) -> None:
    """An amount by which something is more or less is not how much it is."""
    assert with_comparative(question, text, Span(0, len(text)), place(text, marked)).of(text) == kept


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("How many more came?", "Some 900 came, 70 fewer than in May.", "70"),
        ("How much longer is the ride?", "The ride takes 5 minutes longer.", "5 minutes"),
        ("By how much did it rise?", "It is two degrees warmer than in May.", "two degrees"),
        ("How many people fell ill?", "40 people earlier this year fell ill.", "40 people"),
        ("How many people fell ill?", "40 people fell ill, more than in May.", "40 people"),
        ("When was it seen?", "In 1702 fewer than 9 were seen.", "1702"),
        ("How many were left?", "They fell from 70 to less than 50.", "70"),
        ("How long did it take?", "Two days later it was done.", "Two days"),
        ("Who won?", "Ada Lind more than once.", "Ada Lind"),
    ],
)
def test_what_is_no_difference_stays(question: str, text: str, marked: str) -> None:
    """Nor one where the question asks for the difference."""
    assert with_comparative(question, text, Span(0, len(text)), place(text, marked)).of(text) == marked


@given(st.text("1 km more, longer(3 m)", max_size=60), st.sampled_from(["how long in m?", "how many km?"]), st.data())
def test_the_mark_stays_in_its_quote(text: str, question: str, data: st.DataObject) -> None:
    """Whatever stands there."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Span(start, data.draw(st.integers(start + 1, len(text))))
    first = data.draw(st.integers(quote.start, quote.end - 1))
    mark = Span(first, data.draw(st.integers(first + 1, quote.end)))
    assert quote.holds(with_comparative(question, text, quote, mark))


@pytest.mark.parametrize(
    ("question", "text", "marked", "kept"),
    [
        ("How much did it sell in 2019?", "- Sales €8.4m (Q2 2018: €7m), up 9%", "€7m", "€8.4m"),
        ("How many tents came?", "31 tents so far (last year 27).", "27", "31"),
        ("How many came?", "About 8,000 guests in 2024 (2023: 7,500).", "7,500", "About 8,000"),
        ("How many came in 2023?", "About 8,000 guests in 2024 (2023: 7,500).", "7,500", "7,500"),
        ("How many came last year?", "31 tents so far (last year 27).", "27", "27"),
        ("How many are left?", "Nobody (in 2018, 12) is left.", "12", "12"),
        ("When was it?", "12 came (last year 27).", "27", "27"),
        ("Who won?", "31 points (last year Orrby).", "Orrby", "Orrby"),
    ],
)
def test_of_what_is_and_what_was_what_is_is_marked(question: str, text: str, marked: str, kept: str) -> None:
    """Unless the question names the time that stands in the bracket."""
    assert before_bracket(question, text, Span(0, len(text)), place(text, marked)).of(text) == kept


@pytest.mark.parametrize(
    ("question", "text", "marked", "kept"),
    [
        ("How long does the kettle take?", "Kettle: 8 → 5 minutes.", "8 → 5 minutes", "5 minutes"),
        ("How long does the kettle take?", "Kettle: 8 → 5 minutes.", "8", "5 minutes"),
        ("How high is the share?", "Share: 12 % -> 9 % -> 7 %", "12 %", "7 %"),
        ("How long was the wait?", "Wait: 8 → 5 minutes.", "8", "8"),
        ("How long is the wait now?", "Wait: 8 → 5 minutes.", "5 minutes", "5 minutes"),
        ("When does the ferry leave?", "Ferry: 9.15 → 10.40", "9.15", "9.15"),
        ("How many pass?", "3 go this way → and 4 that way.", "3", "3"),
    ],
)
def test_of_two_amounts_with_an_arrow_between_the_second_is_marked(
    question: str, text: str, marked: str, kept: str
) -> None:
    """It is what the first has become, unless the question asks for what was."""
    assert behind_arrow(question, text, Span(0, len(text)), place(text, marked)).of(text) == kept


BOATS = "In 2004 twenty-seven boats sailed; in 2014 it was nineteen; today it is twelve."
FLOODS = "In May 2021 it stood 62 cm deep and 31 houses were hurt; in the flood of 2013 it was 88 cm and 70 houses."


@pytest.mark.parametrize(
    ("question", "text", "marked", "kept"),
    [
        ("How many boats sailed in 2014?", BOATS, "twelve", "nineteen"),
        ("How many boats sailed in 2004?", BOATS, "nineteen", "twenty-seven"),
        ("How many boats sailed in 2014?", BOATS, "nineteen", "nineteen"),
        ("How many boats sail today?", BOATS, "twelve", "twelve"),
        ("How many fewer boats sail than in 2014?", BOATS, "twelve", "twelve"),
        ("How many boats sailed in 2009?", BOATS, "twelve", "twelve"),
        ("When did nineteen boats sail, in 2014?", BOATS, "twelve", "twelve"),
        ("How deep was the flood of 2013?", FLOODS, "62 cm", "88 cm"),
        ("How many houses were hurt in 2013?", FLOODS, "31 houses", "70"),
        ("How many sailed in 2008?", "There were 5 in 1998, 7 in 2008 and 9 in 2018.", "7", "7"),
        ("How many came in 2014?", "In 2010 Orva bought 3 boats, and 5 in 2014.", "5", "5"),
        ("How many came in 2014?", "In 2010 it was so; in 2014 none came.", "none", "none"),
    ],
)
def test_of_amounts_at_several_times_that_of_the_year_is_marked(
    question: str, text: str, marked: str, kept: str
) -> None:
    """Where each time has as many, and stands before them."""
    assert at_its_time(question, text, Span(0, len(text)), place(text, marked)).of(text) == kept

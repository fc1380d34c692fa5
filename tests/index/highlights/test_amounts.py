"""An amount is marked as what it is: a difference, or that in the unit that is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.amounts import of_one_thing, with_comparative
from index.highlights.asked import as_asked
from index.highlights.units import in_asked_unit


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
        ("What is the toll?", "It is 12 crowns more than in May.", "12", "12 crowns more"),
        ("How many may play?", "Five or more may play.", "Five", "Five or more"),
        ("When does it begin?", "It begins two weeks earlier than in May.", "two weeks", "two weeks earlier"),
    ],
)
def test_a_difference_is_marked_as_one(question: str, text: str, marked: str, kept: str) -> None:
    """An amount by which something is more or less is not how much it is."""
    assert with_comparative(question, text, Span(0, len(text)), place(text, marked)).of(text) == kept


@pytest.mark.parametrize(
    ("question", "text", "marked", "kept"),
    [
        (
            "How many swans has Orrby?",
            "Orrby has 12 since 2018, Tolm more than 20.",
            "12 since 2018, Tolm more than 20",
            "12 since 2018",
        ),
        (
            "What profit was hoped for?",
            "A profit of 2 million and sales of 30 million.",
            "2 million and sales of 30 million",
            "2 million",
        ),
        (
            "How much did shares lose?",
            "They lost 8.4 per cent to 41 euros.",
            "8.4 per cent to 41 euros",
            "8.4 per cent",
        ),
        ("How many cars came?", "It cut the cars from 140 to 35.", "140 to 35", "from 140 to 35"),
        ("How many has Orrby?", "It has twelve, Tolm over two hundred.", "twelve, Tolm over two hundred", "twelve"),
        ("How old are guests?", "It is for guests of 4 to 12 years.", "4 to 12 years", "4 to 12 years"),
        ("How much have Orrby and Tolm?", "Orrby has 12, Tolm 20.", "12, Tolm 20", "12, Tolm 20"),
        ("How many came?", "There came 12 men and 3 boys.", "12 men and 3 boys", "12 men and 3 boys"),
        ("Who won?", "Orrby with 12, Tolm with 9.", "Orrby with 12, Tolm with 9", "Orrby with 12, Tolm with 9"),
    ],
)
def test_an_amount_is_marked_without_those_of_other_things(question: str, text: str, marked: str, kept: str) -> None:
    """And with "from", where it would look like a range."""
    assert of_one_thing(question, text, Span(0, len(text)), place(text, marked)).of(text) == kept


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("How many more came?", "Some 900 came, 70 fewer than in May.", "70"),
        ("How much longer is the ride?", "The ride takes 5 minutes longer.", "5 minutes"),
        ("By how much did it rise?", "It is two degrees warmer than in May.", "two degrees"),
        ("How many islands are there?", "The 3 larger islands are lived on.", "3"),
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


@pytest.mark.parametrize(
    ("question", "text", "marked", "kept"),
    [
        ("How long is the line in km?", "The line is 50 miles (80 km) long.", "50 miles", "80 km"),
        ("How many kilometres is that?", "The line is 50 miles (80 km) long.", "50 miles", "80 km"),
        ("How high is it in metres?", "It is 3.3 feet, or about 1 m, high.", "3.3 feet", "1 m"),
        ("How high is it in feet?", "It is 1 m (3.3 feet) high.", "1 m", "3.3 feet"),
        ("How warm was it in Celsius?", "It was 59 degrees Fahrenheit (15 °C).", "59", "15 °C"),
        (
            "What was paid in US dollars?",
            "It cost 8 million Canadian dollars (about 6 million US dollars).",
            "8 million",
            "6 million US dollars",
        ),
        ("What was paid in pounds?", "It cost $8 million (£6 million).", "$8 million", "£6 million"),
        ("What was paid in dollars?", "It cost £6 million ($8 million).", "£6 million", "$8 million"),
        ("What was the score at half-time?", "Orm - Vik 30:28 (15:12)", "30:28", "15:12"),
    ],
)
def test_of_an_amount_in_two_units_the_asked_one_is_marked(question: str, text: str, marked: str, kept: str) -> None:
    """Where it says the same as the one that a model takes."""
    assert in_asked_unit(question, text, Span(0, len(text)), place(text, marked)).of(text) == kept


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("How long is the line?", "The line is 50 miles (80 km) long.", "50 miles"),
        ("How long is the line in miles?", "The line is 50 miles (80 km) long.", "50"),
        ("How long is it in km?", "It runs 50 miles in Orm, and 8 km in Vik.", "50 miles"),
        ("How long is it in km?", "It runs 50 miles; 8 km are new.", "50 miles"),
        ("What was paid in dollars?", "It cost C$8 million (£6 million).", "C$8 million"),
        ("What was the score?", "Orm - Vik 30:28 (15:12)", "30:28"),
        ("Who led at half-time?", "Orm led 15:12 after a good start.", "Orm"),
    ],
)
def test_another_amount_stays(question: str, text: str, marked: str) -> None:
    """Where no unit is named, or the other amount is of something else."""
    assert in_asked_unit(question, text, Span(0, len(text)), place(text, marked)).of(text) == marked


@given(st.text("1 km more, longer(3 m)", max_size=60), st.sampled_from(["how long in m?", "how many km?"]), st.data())
def test_the_mark_stays_in_its_quote(text: str, question: str, data: st.DataObject) -> None:
    """Whatever stands there."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Span(start, data.draw(st.integers(start + 1, len(text))))
    first = data.draw(st.integers(quote.start, quote.end - 1))
    mark = Span(first, data.draw(st.integers(first + 1, quote.end)))
    assert quote.holds(as_asked(question, text, quote, mark))

"""Of a row of a table the cell is marked that the question asks for, and never more than one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.cells import asked_cell
from index.highlights.clauses import whole

BIKE = "Bike: E-bike | Half day: €22 | Day: €34 | Week: €180 | Deposit: €200"
MEMBER = (
    "Name: Rita Calder | Instrument: Viola | Section: Strings | Joined: 2008-05-30 | Phone: 0151 2345676 | Paid: yes"
)
STAFF = "£m: Staff (30 June) | Q2 2019: 310 | Q2 2018: 298"
SALES = "£m: Sales | Q2 2019: 31.0 | Q2 2018: 29.8 | H1 2019: 60.2"
ROW = "Crew: Old Foxes | P: 9 | W: 7 | GF: 21 | Pts: 23"
READER = "Model: Lumina 2 | Storage: 16 GB | Price: €149 | Waterproof: yes"
FERRY = "Ticket: Day pass | Old price: 30 kr | New price: 45 kr | Sold at: the pier"
LESSONS = "Lesson: 4 | Time: 11.55–12.50 | Monday: Science | Tuesday: PE | Wednesday: Music | Thursday: PE theory"
TALKS = "Time: 10:00 | Room 1: Keynote | Room 2: Workshop | Break: 11:30"
TOUR = "Tour: North | Day 1: Oslo | 3 May: Bergen | Week 2: Moss | in 2027: Orr"
STOVE = "Article: Stove Pico | Colour: silver | Price: 45.50 | In stock: 22"

COLOUR = "Colour | T40: grey | T40 S: black | T40 Pro: red"


@pytest.mark.parametrize(
    ("row", "question", "marked"),
    [
        (BIKE, "how much is an e-bike for a day?", "€34"),
        (BIKE, "how much is an e-bike for half a day?", "€22"),
        (COLOUR, "what colour is the t40 s", "black"),
        (COLOUR, "what colour is the t40", "grey"),
        (COLOUR, "what colours are the t40 s and the t40 pro", None),
        (BIKE, "what is the deposit for an e-bike?", "€200"),
        (MEMBER, "what instrument does Rita Calder play?", "Viola"),
        (MEMBER, "when did Rita join?", "2008-05-30"),
        (MEMBER, "what is Rita's phone number", "0151 2345676"),
        (READER, "how much does the Lumina 2 cost?", "€149"),
        (READER, "how much do I pay for the Lumina 2?", "€149"),
        (READER, "how much does the Lumina 2 weigh?", None),
        (READER, "how much storage does the Lumina 2 have?", "16 GB"),
        (STOVE, "how much is the silver stove?", "45.50"),
        (STAFF, "how many staff were there in june 2019", "310"),
        (SALES, "how much were the sales in 2019", None),
        (SALES, "how much were the sales in 2018", "29.8"),
        (READER, "lumina 2 storage", "16 GB"),
        (ROW, "how many points do the Old Foxes have?", "23"),
        (ROW, "old foxes points", "23"),
        (ROW, "how many goals did the Old Foxes score?", None),
        (FERRY, "how much is a day pass?", "45 kr"),
        (FERRY, "what was the old price of the day pass?", "30 kr"),
        (READER, "which model is waterproof?", None),
        (READER, "which reader is waterproof?", None),
        (READER, "which model costs the least?", None),
        (READER, "is the Lumina 2 waterproof?", None),
        (MEMBER, "who has paid?", None),
        (MEMBER, "who plays in the strings section?", None),
        (BIKE, "what does it cost?", None),
        (BIKE, "what are the price and the deposit for a day?", None),
        (LESSONS, "which day is music", "Wednesday: Music"),
        (LESSONS, "when is pe?", "Tuesday: PE"),
        (LESSONS, "what time is music?", "11.55–12.50"),
        (LESSONS, "what day is art?", None),
        (MEMBER, "when does Rita Calder play the viola?", None),
        (TALKS, "when is the keynote?", None),
        (TOUR, "when is oslo?", "Day 1: Oslo"),
        (TOUR, "when is bergen?", "3 May: Bergen"),
        (TOUR, "when is moss?", "Week 2: Moss"),
        (TOUR, "when is orr?", "in 2027: Orr"),
        ("We lend bikes for a day, for a deposit of €50.", "what is the deposit?", None),
    ],
)
def test_the_cell_is_marked_whose_column_is_asked_for(row: str, question: str, marked: str | None) -> None:
    """By its name, its year, or as the one price; where the question names none or several, the reader marks."""
    found = asked_cell(question, f"Prices\n{row}", Span(7, 7 + len(row)))
    assert (found and found.of(f"Prices\n{row}")) == marked


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("silver | Price: 45.50", "45.50"),
        ("Stove Pico | Colour: silver", "silver"),
        ("Stove Pico | Colour: silver | Price", "Price: 45.50"),
        ("Price: 45.50", "Price: 45.50"),
        ("silver", "silver"),
        ("Stove", "Stove Pico"),
        ("45", "45.50"),
    ],
)
def test_no_mark_goes_over_cells(marked: str, kept: str) -> None:
    """Of several the last is kept: its value, or all of it where the mark ends in its name."""
    start = STOVE.index(marked)
    span = whole(STOVE, start, start + len(marked), Span(0, len(STOVE)))
    assert span is not None
    assert span.of(STOVE) == kept


@given(
    st.lists(st.sampled_from(["Day: 3", "Price: ", ": ", "a", " | ", "| ", "x: y", "\n", "€"])).map("".join),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_any_row_may_be_marked_anywhere(text: str, start: int, end: int) -> None:
    """Marks stay inside their quote."""
    quote = Span(0, max(1, len(text)))
    span = whole(text, start, end, quote) if text else None
    assert span is None or quote.holds(span)
    found = asked_cell("what is the price for a day?", text, quote) if text else None
    assert found is None or quote.holds(found)

"""Sentences about another case than the question's."""

from __future__ import annotations

import pytest

from index.reading.other_cases import other_cases
from index.reading.reader import PassageText
from index.text import segment

FERRY = """Monday to Friday

Harbour: 06:20 | Quay: 07:10
Harbour: 11:30 | Quay: 12:20
Harbour: 18:10 | Quay: 19:00

Saturday

Harbour: 08:30 | Quay: 09:30
Harbour: 13:00 | Quay: 14:00
Harbour: 17:15 | Quay: 18:05

Fares

Ticket: Adult | Single: 8.40
Ticket: Child 4–15 | Single: 4.20
"""

BATHS = """Main pool
Mon, Wed  6.30 - 21.00
Sat  9.00 - 19.00

Sauna
Mon  closed
Sat, Sun  11.00 - 19.00
"""


def left(question: str, text: str, before: str = "", after: str = "") -> list[str]:
    """Return the sentences that are not about another case."""
    sentences = tuple(segment.sentences(text))
    others = other_cases(question, PassageText("Title", text, sentences, before=before, after=after))
    return [span.of(text) for i, span in enumerate(sentences) if i not in others]


@pytest.mark.parametrize(
    ("question", "gone", "kept"),
    [
        ("when is there a boat on saturday?", "06:20", "13:00"),
        ("when is there a boat on tuesday?", "13:00", "06:20"),
        ("when is the last boat on saturday?", "13:00", "17:15"),
        ("when is the first boat on saturday?", "17:15", "08:30"),
        ("last boat on saturday", "08:30", "17:15"),
        ("what does a 12 year old pay?", "never", "Child"),
    ],
)
def test_the_question_chooses_lines(question: str, gone: str, kept: str) -> None:
    """By days above the lines, by the ends of a timetable, by limits."""
    lines = "\n".join(left(question, FERRY))
    assert gone not in lines
    assert kept in lines


def test_without_a_line_for_the_case_all_stay() -> None:
    """They tell about Sunday, too."""
    assert left("is there a boat on sunday?", FERRY) == left("is there a boat?", FERRY)


def test_fares_are_not_below_a_day() -> None:
    """The heading above them is their own."""
    assert "Ticket: Adult | Single: 8.40" in left("what does an adult pay on tuesday?", FERRY)


def test_the_ends_of_a_timetable_may_be_in_other_passages() -> None:
    """Its last line is not the last one if it goes on."""
    table = "Harbour: 08:30 | Quay: 09:30\nHarbour: 13:00 | Quay: 14:00\nHarbour: 17:15 | Quay: 18:05"
    assert left("when is the last boat?", table) == table.splitlines()[2:]
    assert left("when is the last boat?", table, after="\nHarbour: 20:00 | Quay: 20:50\n") == []
    assert left("when is the first boat?", table, before="Harbour: 06:00 | Quay: 07:00\n") == []
    assert left("why was he first on the boat?", table) == table.splitlines()


def test_bare_figures_belong_to_the_heading_in_the_question() -> None:
    """Not to another one, unless they have words of the question themselves."""
    assert left("sauna opening hours saturday", BATHS)[-1] == "Sat, Sun  11.00 - 19.00"
    assert "Sat  9.00 - 19.00" not in left("sauna opening hours saturday", BATHS)
    assert "Sat, Sun  11.00 - 19.00" not in left("when does the pool open on saturday?", BATHS)
    assert "Sat  9.00 - 19.00" in left("when is it open on saturday?", BATHS)
    prices = BATHS + "\nAdmission\nTicket: Sauna | Price: 19.50\nTicket: Family | Price: 16.00\n"
    assert "Ticket: Sauna | Price: 19.50" in left("how much is the sauna?", prices)


def test_the_row_with_the_name_alone_counts() -> None:
    """Not one with the name of something else that has it."""
    rooms = "Room: Double room | Price: 98\nRoom: Double room, lake side | Price: 118\nRoom: Suite | Price: 190"
    assert left("how much is a double room?", rooms) == [rooms.splitlines()[i] for i in (0, 2)]
    assert left("how much is a double room on the lake side?", rooms) == rooms.splitlines()
    assert left("how much is a room?", rooms) == rooms.splitlines()

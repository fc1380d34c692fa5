"""Which lines are quoted with the heading above them."""

from __future__ import annotations

import pytest

from index.reading.headed_lines import MOST, headed_lines
from index.reading.reader import PassageText
from index.text.segment import sentences

MINUTES = """Minutes

12 January 2026
- The fee rises to £42.
- Bonfires are banned until May.

9 February 2026
- A second tank will be bought.
"""
NOTES = """Notes

2.4.0 (2026-05-02)

Fixed
- The scale bar is right again.

2.3.1 (2026-03-14)

- Python 3.14 is supported. So is 3.13.
"""
WEEK = "What's on\n\nMonday\n19:30 Choir\n\nTuesday\n14:00 Repairs\n"


def quoted(question: str, text: str, around: tuple[str, str] = ("", "")) -> list[tuple[str, str, str]]:
    """Return what is quoted together: heading, line and mark."""
    spans = tuple(sentences(text))
    passage = PassageText("Title", text, spans, before=around[0], after=around[1])
    found = headed_lines(question, passage).lines
    marks = [one.mark.of(text) if one.mark else "" for one in found]
    return [
        (spans[one.heading].of(text), spans[one.line].of(text), mark) for one, mark in zip(found, marks, strict=True)
    ]


def test_a_line_is_quoted_with_its_day() -> None:
    """If it has words of the question, or no line has any; "until May" may be the answer itself."""
    fee = ("12 January 2026", "- The fee rises to £42.", "12 January 2026")
    tank = ("9 February 2026", "- A second tank will be bought.", "9 February 2026")
    assert quoted("When was the fee raised?", MINUTES) == [fee]
    assert quoted("When was the tank bought?", MINUTES) == [tank]
    assert quoted("When were dues put up?", MINUTES) == [fee, tank]


def test_a_line_is_quoted_with_its_version() -> None:
    """Also below a section of it; a version in the question is not the one that it asks for."""
    fixed = ("2.4.0 (2026-05-02)", "- The scale bar is right again.", "2.4.0")
    supported = ("2.3.1 (2026-03-14)", "- Python 3.14 is supported.", "2.3.1")
    assert quoted("which release supports python 3.14?", NOTES) == [supported]
    assert quoted("which release has a new scale bar?", NOTES) == [fixed]


def test_a_line_is_read_below_its_section() -> None:
    """Whether something was fixed or removed, only that tells."""
    passage = PassageText("Title", NOTES, tuple(sentences(NOTES)))

    def section(question: str) -> str:
        (line,) = headed_lines(question, passage).lines
        return passage.sentences[line.section].of(NOTES)

    assert section("which release has a new scale bar?") == "Fixed"
    assert section("which release supports python 3.14?") == "2.3.1 (2026-03-14)"


def test_half_of_a_time_is_not_marked() -> None:
    """With "when", people may want day and hour, and the reader chooses; with "which day" only the day."""
    assert quoted("When is the choir?", WEEK)[0] == ("Monday", "19:30 Choir", "")
    assert quoted("Which day is the choir?", WEEK)[0] == ("Monday", "19:30 Choir", "Monday")
    assert not quoted("What time is the choir?", WEEK)
    beans = "MAY\nBeans go out after the 25th.\n\nJUNE\nWater them.\n"
    assert quoted("When do beans go out?", beans)[0] == ("MAY", "Beans go out after the 25th.", "")


def test_a_line_is_quoted_with_its_part() -> None:
    """If headings have the noun of the question with a number; else a session has a day."""
    text = "Session 1, Monday\nOld ropes\n\nSession 2, Tuesday\nNew knots\n"
    assert quoted("Which session is about knots?", text)[0] == ("Session 2, Tuesday", "New knots", "Session 2")
    text = text.replace("Session 1", "First").replace("Session 2", "Second")
    assert quoted("Which session is about knots?", text)[0] == ("Second, Tuesday", "New knots", "Tuesday")


@pytest.mark.parametrize("question", ["Who raised the fee?", "What should I do when it rains?"])
def test_other_questions_want_no_heading(question: str) -> None:
    """Who, what and how are told by the lines themselves."""
    assert not quoted(question, MINUTES)


def test_a_single_day_is_no_heading_of_events() -> None:
    """It may be that of the printing. A second one may stand before or after the passage."""
    text = "12 January 2026\n- The fee rises to £42.\n"
    assert not quoted("When was the fee raised?", text)
    assert quoted("When was the fee raised?", text, ("", "\n9 February 2026\n- A tank.\n"))
    assert quoted("When was the fee raised?", text, ("9 February 2026\n- A tank.\n\n", ""))


def test_a_quote_stays_short() -> None:
    """A line too far below the heading is quoted alone."""
    far = "\n".join(["12 January 2026", *(f"- Point {n} was carried." for n in range(40)), "", "1 May 2026", "- So."])
    found = quoted("When was point 5 carried?", far)
    assert 20 < len(found) < 40
    assert far.index(found[-2][1]) < MOST


def test_headings_answer_nothing_alone() -> None:
    """Unless they have words of the question."""
    passage = PassageText("Title", NOTES, tuple(sentences(NOTES)))

    def alone(question: str) -> set[str]:
        return {passage.sentences[i].of(NOTES) for i in headed_lines(question, passage).headings}

    assert alone("When was the scale bar fixed?") == {"2.4.0 (2026-05-02)", "2.3.1 (2026-03-14)"}
    assert alone("When was 2.3.1 released?") == {"2.4.0 (2026-05-02)"}

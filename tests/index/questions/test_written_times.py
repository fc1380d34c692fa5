"""Days and times of a question in the words of a text."""

from __future__ import annotations

import pytest

from index.questions.written_times import days_as_written, times_as_written

HOURS = ["Opening hours", "Mon  closed", "Tue, Thu  10-19", "- Wed-Fri: 9-17", "Sat/Sun 10-14", "daily at noon"]


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("when does it open on tuesday?", "when does it open on Tue, Thu?"),
        ("is it open on Mondays?", "is it open on Mon?"),
        ("wednesday hours", "Wed-Fri hours"),
        ("thursday", "Tue, Thu"),  # two days are fewer than three
        ("is it open at the weekend?", "is it open at Sat/Sun?"),
        ("is it open on weekends", "is it open on Sat/Sun"),
        ("is it open on weekdays?", "is it open on weekdays?"),  # no line has all of them
        ("what happened on Tuesday, 3 May?", "what happened on Tuesday, 3 May?"),
        ("what happened on Tuesday 3 May?", "what happened on Tuesday 3 May?"),
        ("when is it open?", "when is it open?"),
        ("is the sun out?", "is the sun out?"),
    ],
)
def test_a_day_as_the_line_has_it(question: str, written: str) -> None:
    """A reader does not know what "Tue" is, nor that Wednesday to Friday has a Thursday."""
    assert days_as_written(question, HOURS) == written


def test_a_day_that_is_there_as_it_is_stays() -> None:
    """Wherever it is."""
    assert days_as_written("on tuesday?", [*HOURS, "Closed on Tuesdays."]) == "on tuesday?"
    assert days_as_written("on tuesday?", []) == "on tuesday?"


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("who plays at 8pm?", "who plays at 20:00?"),
        ("who plays at 8 p.m.?", "who plays at 20:00?"),
        ("who plays at 8.30 pm?", "who plays at 20.30?"),
        ("who plays at 12 am?", "who plays at 0:00?"),
        ("who plays at 12 noon and 12 pm?", "who plays at 12 noon and 12:00?"),
        ("who plays at 8am?", "who plays at 8am?"),
        ("who plays at 8?", "who plays at 8?"),
        ("I am 8 amps", "I am 8 amps"),
    ],
)
def test_a_time_as_the_text_has_it(question: str, written: str) -> None:
    """If it has the time of day, with 24 hours."""
    assert times_as_written(question, "20:00 A\n20.30 B\n0:00 C\n12:00 D\nversion 8.00.1, 10:00 pm") == written

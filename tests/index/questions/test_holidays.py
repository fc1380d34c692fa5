"""Holidays as dates."""

from __future__ import annotations

import pytest

from index.questions.holidays import with_dates
from index.quotes.required import holds_what_is_asked

CLOSED = "We are closed on 24, 25 and 31 December and on 1 January."


@pytest.mark.parametrize(
    ("question", "dated"),
    [
        ("are you open on Christmas Eve?", "are you open on 24 December?"),
        ("open xmas day?", "open 25 December?"),
        ("is it open at christmas?", "is it open at 25 December?"),
        ("open on new years day?", "open on 1 January?"),
        ("open on New Year’s Eve?", "open on 31 December?"),
        ("open on boxing day?", "open on 26 December?"),
        ("open at halloween?", "open at halloween?"),  # the text has no October
        ("is there a Christmas's market?", "is there a Christmas's market?"),
    ],
)
def test_a_holiday_is_its_date(question: str, dated: str) -> None:
    """If the text has the month."""
    assert with_dates(question, CLOSED) == dated


def test_a_text_with_the_name_is_read_with_it() -> None:
    """The name says more than the date."""
    assert with_dates("open on christmas eve?", f"{CLOSED} Christmas Eve is quiet.") == "open on christmas eve?"


def test_a_date_holds_a_holiday() -> None:
    """So that a yes-or-no question may be answered with it."""
    assert holds_what_is_asked("is the pool open on Christmas Eve?", CLOSED)
    assert holds_what_is_asked("is the pool open on New Year's Eve?", "Closed from 24 December to 2 January.")
    assert not holds_what_is_asked("is the pool open on Boxing Day?", CLOSED)

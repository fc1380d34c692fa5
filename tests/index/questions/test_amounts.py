"""Whoever asks whether an amount may be is answered by how many may be."""

from __future__ import annotations

import pytest

from index.questions.amounts import conditions, without_amounts


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("can i keep 3 hens", "can i keep so many hens"),
        ("Can twelve people sit in the boat?", "Can so many people sit in the boat?"),
        ("is it ok to moor for 40 days?", "is it ok to moor for so many days?"),
        ("may a 15 year old row alone", "may a so many year old row alone"),
        ("are 5 spare oars enough for 20 rowers", "are so many spare oars enough for so many rowers"),
        ("does it lift up to 1,500 kg of sand", "does it lift up to so many kg of sand"),
        ("do we meet two times a week", "do we meet so many times a week"),
    ],
)
def test_an_amount_is_any_amount(question: str, read: str) -> None:
    """Before its unit, and behind a small word or the verb of who asks."""
    assert without_amounts(question) == read


@pytest.mark.parametrize(
    "question",
    [
        "how many hens can i keep with 3 dogs",  # no yes-or-no question
        "did 40 people come",  # what was is not what may be
        "is line 5 running",
        "does the 31 stop here",
        "can i take the 3 day tour",
        "is there a boat on 12 june, or at 5 pm, or at 7 in the evening",
        "does it come in a two person version",
        "can i use season 4 maps",
        "is version 3.1 out",
        "can i see the 2019 plans, or those of 2018 again",
        "do toddlers of two count as guests",
        "can it cost $3 dollars",
    ],
)
def test_a_number_that_says_which_one_stays(question: str) -> None:
    """A line, a day, an hour, a year, a version, and what was."""
    assert without_amounts(question) == question


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what if I cancel 10 days before?", ["10 days"]),
        ("how much is a 4 kg parcel for my 7 year old?", ["4 kg", "7 year old"]),
        ("what may a 12-year-old do?", ["12-year-old"]),
        ("how much is the 3 day pass?", []),
        ("who announced a 30-day deadline?", []),
        ("who paid $87 million?", []),
        ("who paid $5 m?", []),
        ("what share is 40 % of 3 thousand days?", []),
    ],
)
def test_a_condition_is_no_name(question: str, found: list[str]) -> None:
    """Only a condition may be met by a range."""
    assert [one.place.of(question) for one in conditions(question)] == found

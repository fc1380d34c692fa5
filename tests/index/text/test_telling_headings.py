"""Headings that tell a day, a version or a part, in the ways in which people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.days import told_days
from index.text.telling_headings import part_teller, telling_headings, told_version

DAYS = [
    ("12 January 2026", "12 January 2026"),
    ("Monday", "Monday"),
    ("Sat 6th of June", "Sat 6th of June"),
    ("1823", "1823"),
    ("2014–2019", "2014–2019"),
    ("03.02.2026", "03.02.2026"),
    ("[1.4] 2025-11-02", "2025-11-02"),
    ("## 3.2.0 (2026-04-18)", "2026-04-18"),
    ("Day 1: Friday 5 June, Aske to Brown Hut", "Friday 5 June"),
    ("tidewater 4.3 (March 2026)", "March 2026"),
    ("Minutes of 4 May", "4 May"),
]
VERSIONS = [
    ("v1.9.2 – 4 September 2025", "v1.9.2"),
    ("## 3.2.0-rc1 (2026-04-18)", "3.2.0-rc1"),
    ("[1.4] 2025-11-02", "1.4"),
    ("tidewater 4.3 (March 2026)", "4.3"),
    ("Version 2.0", "2.0"),
    ("2.0 June 2026", "2.0"),
]


def found(line: str, told: str) -> list[str]:
    """Return what is told in the headings of a text of which `line` is one: "day", "version", or a noun."""
    text = f"Annals\n\nThese are the annals.\n\n{line}\nThe bell was rung.\n\nThe end."
    tell = {"day": told_days, "version": told_version}.get(told) or part_teller(told)
    return [mark.of(text) for _, mark in telling_headings(text, "Annals", tell)]


@pytest.mark.parametrize(("line", "day"), DAYS)
def test_a_day_is_found(line: str, day: str) -> None:
    """From its first word or figure to its last."""
    assert found(line, "day") == [day]


@pytest.mark.parametrize(("line", "version"), VERSIONS)
def test_a_version_is_found(line: str, version: str) -> None:
    """With its letters."""
    assert found(line, "version") == [version]


@pytest.mark.parametrize(
    ("line", "noun", "part"),
    [
        ("Session 3 (14:30–16:00), Room Anchor", "session", "Session 3"),
        ("Session 3 (14:30–16:00), Room Anchor", "room", "Room Anchor"),
        ("CHAPTER IV: Knots", "chapter", "CHAPTER IV"),
    ],
)
def test_a_part_is_found(line: str, noun: str, part: str) -> None:
    """By its number, or its name with a capital."""
    assert found(line, noun) == [part]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2.2 Software", "version"),
        ("Updated: 3 May 2026", "day"),
        ("It was rung on 3 May.", "day"),
        ("- 3 May, noon", "day"),
        ("Day: Monday | Opens: 3 pm", "day"),
        ("12:30", "day"),
        ("Room 204", "day"),
        ("Rooms and beds", "room"),
        ("Room for two", "room"),
        ("You may enter", "day"),
        ("A march of ten kilometres, which nobody who had to take part in it will forget before 2026", "day"),
    ],
)
def test_other_lines_are_none(line: str, told: str) -> None:
    """Clauses, values with their names, sentences, items, rows, hours, other figures, verbs, and long lines."""
    assert not found(line, told)


@pytest.mark.parametrize(
    "text",
    [
        "Hours\nSat  9.00 - 19.00\nSun  9.00 - 18.00\n\nSauna\nclosed\n",
        "- Friday: 10:00–18:00\n- Saturday: 9:30–13:00\n\nThe garden opens at noon.\n",
    ],
)
def test_hours_by_days_are_no_headings(text: str) -> None:
    """Neither lines right below each other nor items."""
    assert list(telling_headings(text, "", told_days)) == []


def test_nothing_below_is_no_heading() -> None:
    """The last line of a text, such as the day below a letter."""
    assert not list(telling_headings("Dear Jo, all is well.\n\n3 May 2026\n", "", told_days))


def test_a_line_inside_a_text_needs_a_blank_one_above_it_or_no_other_word() -> None:
    """A wrapped text may have a day in any line."""
    wrapped = "The bell was stolen some time before\nthe mass of 3 May, and nobody has\nseen it since then.\n"
    assert not list(telling_headings(wrapped, "", told_days))
    assert list(telling_headings("It was rung.\n4 May 2026\nIt was stolen.\n", "", told_days))


@given(st.text("ab 12.:/-\nMayMon", max_size=60))
def test_headings_are_lines_of_the_text(text: str) -> None:
    """Whatever the text: each is a whole line, in order, and what it tells lies in it."""
    for tell in (told_days, told_version):
        headings = list(telling_headings(text, "", tell))
        assert [line for line, _ in headings] == sorted((line for line, _ in headings), key=lambda line: line.start)
        for line, mark in headings:
            assert line.holds(mark)
            assert line.of(text) in map(str.strip, text.split("\n"))

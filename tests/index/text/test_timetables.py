"""Timetables in a text."""

from __future__ import annotations

from index.text.timetables import timetables


def found(text: str) -> list[list[str]]:
    """Return the lines of each timetable."""
    return [[line.of(text) for line in table] for table in timetables(text)]


def test_lines_with_ever_later_times() -> None:
    """As rows of a table or without names; a blank line or an earlier time ends a timetable."""
    text = "Saturday\nHarbour: 08:30 | Quay: 09:30\nHarbour: 13:00 | Quay: 14:00\nHarbour: 17:15 | Quay: 18:05\n\n20:00"
    assert found(text) == [text.splitlines()[1:4]]
    text = "6.20\n7.20\n8.20\n6.30\n7.30\n8.30"
    assert found(text) == [["6.20", "7.20", "8.20"], ["6.30", "7.30", "8.30"]]


def test_times_after_midnight() -> None:
    """They are later than those before it."""
    assert found("21:30\n23:10\n0:40\n") == [["21:30", "23:10", "0:40"]]


def test_two_times_are_no_timetable() -> None:
    """They may be from and to. Nor are dates, sums and versions times."""
    assert found("8:00\n9:00") == []
    assert found("1.5.2024\n2.5.2024\n3.5.2024\n") == []
    assert found("25:00\n26:00\n27:00\n") == []
    assert found("") == []

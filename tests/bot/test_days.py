"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.days import parse_day
from index.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2025-1-5", date(2025, 1, 5), date(2025, 1, 5)),
        ("2025/1/5", date(2025, 1, 5), date(2025, 1, 5)),
        ("20250105", date(2025, 1, 5), date(2025, 1, 5)),
        ("2025/02", date(2025, 2, 1), date(2025, 2, 28)),
        ("3 May 2025", date(2025, 5, 3), date(2025, 5, 3)),
        ("May 3rd, 2025", date(2025, 5, 3), date(2025, 5, 3)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("sept 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("22.01.2025", date(2025, 1, 22), date(2025, 1, 22)),
        ("3. 5. 2025", date(2025, 5, 3), date(2025, 5, 3)),
    ],
)
def test_a_month_or_a_year_goes_from_its_first_day_to_its_last(typed: str, first: date, last: date) -> None:
    """Up to the last year that there is."""
    assert (parse_day(typed, first=True), parse_day(typed, first=False)) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "0000",
        "2025-13",
        "2025-02-30",
        "2025-00",
        "2025-01-00",
        "2025-00-15",
        "2025-01/05",
        "2025-01-05 on",
        "3 May 2025 on",
        "03/05/2025",
        "22.13.2025",
        "Sunday 2025",
        "soon",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    """With a form that is one; a month or a day 0 is no way to say a whole year or month."""
    with pytest.raises(UsageError, match="not a day"):
        parse_day(typed, first=False)

"""Days of the week and times of the day in the words of a text: "Tue, Thu" for "thursday", "20:00" for "8 pm"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.days import with_capitals
from index.text.weekdays import days_in_front, weekdays_in

_DAY = re.compile(
    r"(?<!\w)(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?i:weekdays|(?:the )?weekends?))(?![\w'’]|\s+\d|,)"
)
"""A day of a question that is no date: not "Tuesday 3 May"."""
_EVERY_DAY = 7
"""So many are not named: a line begins with "daily"."""
_TYPED = re.compile(r"\b(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE)
_WRITTEN = re.compile(r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])(?P<mark>[:.])(?P<minute>[0-5]\d)(?![\d.:]|\s?[ap]\.?m)")


def days_as_written(question: str, lines: Sequence[str]) -> str:
    """Return a question with its day of the week as a line has it that begins with this day, or several.

    Of several lines, that with the fewest days is right. A day that a line has as it is stays.
    """
    capital = with_capitals(question)
    asked = _DAY.search(capital)
    days = weekdays_in(asked[0]) if asked else frozenset[str]()
    if asked is None or any(asked[0].removesuffix("s") in line for line in lines):
        return question
    fronts = [place.of(line) for line in lines if (place := days_in_front(line))]
    fitting = [front for front in fronts if days <= weekdays_in(front) and len(weekdays_in(front)) < _EVERY_DAY]
    if not fitting:
        return question
    best = min(fitting, key=lambda front: len(weekdays_in(front)))
    return f"{question[: asked.start()]}{best}{question[asked.end() :]}"


def times_as_written(question: str, text: str) -> str:
    """Return a question with "8 pm" as a text has it that writes "20:00" or "20.00", as far as it has that time."""
    there = {(int(one["hour"]), int(one["minute"])): one[0] for one in _WRITTEN.finditer(text)}

    def written(found: re.Match[str]) -> str:
        hour = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0)
        return there.get((hour, int(found["minute"] or 0)), found[0])

    return _TYPED.sub(written, question)

"""Days of the week as they are written: "Wednesday", "Tue - Fri", "MON-THU", "weekends", "daily"."""

from __future__ import annotations

import re

from index.article import Span

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = rf"\b(?!(?<=[Tt]he )Sun\b)({'|'.join(_WEEK)})(?:s|nes|rs?|ur)?(?:day)?s?\b"
_FROM_DAY = re.compile(rf"{_DAY}(?:\.?\s?(?:[-–—]|to|till|until|through|thru)\s?{_DAY})?")
"""A day of the week, in full or shortened, or several days in a row."""
_CAPITALS = re.compile(r"\b(?:MON|TUES?|WED(?:NES)?|THU(?:RS)?|FRI|SAT(?:UR)?|SUN)(?:DAYS?)?\b")
_EVERY_DAY = re.compile(r"\b(?:daily|(?:every|each) day|(?:seven|7) days (?:a|per) week)\b", re.IGNORECASE)
_WORKING_DAYS, _WEEKEND = re.compile(r"\bweekdays\b", re.IGNORECASE), re.compile(r"\bweekends?\b", re.IGNORECASE)

_LEAD = re.compile(r"\W*(?:(?:on|at|every(?! day)|each|open|the)\s+)*", re.IGNORECASE)
_LEADING_DAY = re.compile(rf"(?:{_FROM_DAY.pattern}|(?i:weekdays|weekends?|daily|every day))(?!\w)")
_BETWEEN_DAYS = re.compile(r"\W*(?:(?:and|or)\s+)?")


def weekdays(name: str) -> frozenset[str]:
    """Return the days of the week that a name is, as three letters: "Wednesday", "Mon–Fri"; none if it is no day."""
    found = _FROM_DAY.fullmatch(name)
    return frozenset(_in_a_row(found)) if found else frozenset()


def weekdays_in(text: str) -> frozenset[str]:
    """Return the days of the week in a text, also in short and among several: "Tue–Fri", "weekdays" have "Wed"."""
    if _EVERY_DAY.search(text):
        return frozenset(_WEEK)
    days = frozenset(day for found in _FROM_DAY.finditer(_in_small(text)) for day in _in_a_row(found))
    return days.union(_WEEK[:5] if _WORKING_DAYS.search(text) else (), _WEEK[5:] if _WEEKEND.search(text) else ())


def days_in_front(line: str) -> Span | None:
    """Return the place of the days of the week that a line begins with: "Mon, Wed" of "- Mon, Wed 9-12"; else None."""
    words = _in_small(line)
    lead = _LEAD.match(words)
    start = at = end = lead.end() if lead else 0
    while found := _LEADING_DAY.match(words, at):
        between, end = _BETWEEN_DAYS.match(words, found.end()), found.end()
        at = between.end() if between else end
    return Span(start, end) if end > start else None


def leading_weekdays(line: str) -> frozenset[str]:
    """Return the days of the week that a line begins with, and so is about."""
    place = days_in_front(line)
    return weekdays_in(place.of(line)) if place else frozenset()


def _in_small(text: str) -> str:
    """Return a text with its days as they are written in sentences: "MON-THU" as "Mon-Thu"."""
    return _CAPITALS.sub(lambda found: found[0].title(), text)


def _in_a_row(found: re.Match[str]) -> tuple[str, ...]:
    """Return the days of the week from the first that was found to the last: Sat, Sun, Mon."""
    start, end = _WEEK.index(found[1]), _WEEK.index(found[2] or found[1])
    return _WEEK[start : end + 1] if start <= end else (*_WEEK[start:], *_WEEK[: end + 1])

"""Timetables: lines right below each other with ever later times of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span
from index.text.lines import lines_of

_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d.:])")
_FEWEST = 3
"""The fewest lines of a timetable: two times in a row may just as well be from and to."""
_NIGHT = 12 * 60
"""By how many minutes at least a time goes back after midnight."""


def timetables(text: str) -> Iterator[tuple[Span, ...]]:
    """Yield the lines of each timetable in a text: the first time of a line is later than that of the line above."""
    if len(_CLOCK.findall(text)) < _FEWEST:
        return
    table: list[Span] = []
    last = -1
    for line in lines_of(text):
        found = _CLOCK.search(text, line.start, line.end)
        time = int(found[1]) * 60 + int(found[2]) if found else -1
        is_next = bool(table) and text.count("\n", table[-1].end, line.start) == 1
        if not (found and is_next and (time > last or time < last - _NIGHT)):
            if len(table) >= _FEWEST:
                yield tuple(table)
            table = []
        if found:
            table.append(line)
        last = time
    if len(table) >= _FEWEST:
        yield tuple(table)

"""Multiple choice in a text: questions with answers to choose from, of which nobody is told which one is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import Span
from index.text.headings import SENTENCE_END

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_LETTERED = re.compile(r"\(?[A-Fa-f][.)]\s")

_OPTION = 12
"""Words of an answer to choose, at most."""

_FEWEST, _MOST = 2, 6
"""Answers to choose from."""

_SURE, _SURE_LETTERED = 3, 2
"""Questions in a row with as many short lines below each, from which on they are no answers; with letters ahead two.
One question above three lines is a list that answers it, and so may be two."""


def choices(text: str) -> list[Span]:
    """Return the lines of a text that are questions with answers to choose from, and these answers, in its order.

    What begins with the answers of a question that stands further up, or ends before all of the last one's, counts too.
    """
    lines = [Span(*line.span()) for line in _LINE.finditer(text)] if text.count("?\n") + 1 >= _SURE_LETTERED else []
    asking = [at for at, line in enumerate(lines) if line.of(text).endswith("?")]
    found: list[Span] = []
    for row, many in _rows(text, lines, asking):
        first, last = row[0], min(len(lines) - 1, row[-1] + many)
        while last > row[-1] and not _is_option(text, lines[last]):
            last -= 1
        ahead = range(max(0, first - many), first)
        if first <= many and all(_is_option(text, lines[at]) for at in ahead):
            first = 0
        found += lines[first : last + 1]
    return found


def _rows(text: str, lines: Sequence[Span], asking: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Yield the questions in a row that have as many options below each (the last may have fewer), and how many."""
    at = 0
    while at < len(asking):
        many = asking[at + 1] - asking[at] - 1 if at + 1 < len(asking) else 0
        behind = at
        while behind + 1 < len(asking) and asking[behind + 1] - asking[behind] - 1 == many:
            behind += 1
        row = list(asking[at : behind + 1])
        options = [lines[place + below] for place in row[:-1] for below in range(1, many + 1)]
        sure = _SURE_LETTERED if all(_LETTERED.match(option.of(text)) for option in options) else _SURE
        if _FEWEST <= many <= _MOST and len(row) >= sure and all(_is_option(text, option) for option in options):
            yield row, many
        at = max(behind, at + 1)


def _is_option(text: str, line: Span) -> bool:
    words = line.of(text)
    return len(words.split()) <= _OPTION and SENTENCE_END.search(words) is None

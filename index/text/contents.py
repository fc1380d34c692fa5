"""Tables of contents, lists of tables, the index of a book: lines that tell on which page something stands.

"5 How salt was priced 103" names no price. Prices, results and timetables are lists that look much the same: lines are
taken for contents where the pages rise and something else speaks for it, such as the heading over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.article import Span
from index.text.lines import lines_of

_FEWEST = 3
"""Lines of contents."""

_LAST = 20
"""The page up to which contents go at least, where nothing but a heading tells them from a list of what is in a box."""

_APART = 1
"""Lines that may stand between two entries: the name of a part, or the beginning of a long title."""

_LONGEST = 200
_PLACE = re.compile(
    r"(?P<title>.*[^\W\d_][?!.)\"'”’»]{0,2}|.*\b\d{1,4}(?=[\s_.…·]*[.…·_]{3}))"  # no sign of money, and no figure
    r"(?P<leader>[\s.…·_]*(?:\.{3}|…|·{3}|_{3}|(?:\s\.){3})[\s.…·_]*|\t\s*|\s{2,})?\s*"
    r"(?<=[\s.…·_])(?:(?:p|pp|page)\.?\s*)?(?P<page>\d{1,3})"
)
_AHEAD = re.compile(r"(?:p\.?\s*)?(?P<page>\d{1,3})\s+[^\W\d_].*")
_NUMBERED = re.compile(r"(?:chapter\s+)?(\d{1,2})(?:\.\d{1,2})*[.):]?\s", re.IGNORECASE)
_LABELLED = re.compile(r"(table|fig(?:ure|\.)|map|plate|chart|chapter|part|appendix|box)\s*\w", re.IGNORECASE)
_MATTER = re.compile(
    r"(?:preface|foreword|introduction|prologue|epilogue|acknowledge?ments|conclusions?|notes|bibliography|references"
    r"|glossary|appendix|appendices|index)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\s(?:of|the|and|in|on|to|for|from|with|was|were|is|are|a|an)\b|\b(?:how|why|what|who|where|when)\b", re.IGNORECASE
)
"""Words of titles: names of players, goods and stops have few."""

_HEADING = re.compile(
    r"(?:.*[:–—-]\s|\W*)(?:(?:table\s+of\s+)?contents"
    r"|(?:(?:what['’]?s|also)\s+)?(?:in|inside)\s+this\s+(?:issue|number|book|volume)"
    r"|list\s+of\s+(?:tables|figures|maps|plates|charts|illustrations)(?:\s+and\s+\w+)?)\W*",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"\W*(?:(?:general|subject)\s+)?index(?:\s+of\s+(?:names|places|persons|people|subjects))?\W*", re.IGNORECASE
)

_PAGES = r"\d{1,3}(?:[-–]\d{1,3})?(?:ff?\.?)?(?:,\s+\d{1,3}(?:[-–]\d{1,3})?(?:ff?\.?)?)*"
_KEYWORD = re.compile(rf"[^\W\d_][^;]*?(?:,|\s)\s*{_PAGES}(?:;\s+[^;]*?[^\W\d_)],\s+{_PAGES})*")
_TURNED = re.compile(r"\b(?:of|in|on|for|by|to|with|at|from|against|as),\s+\d|\d;\s+[^\W\d_][^;]*,\s+\d")
"""What only an index has: "Caravans, number of, 141; last, 152"."""


_FIGURED = re.compile(r"^\W*(?:p\.?\s*)?\d|\d(?:ff?\.?)?\s*$", re.MULTILINE)
"""A line that begins or ends in a figure, as all those of contents do."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line that tells a page: its number among the lines, its words, the page, and whether dots lead to it."""

    at: int
    words: str
    page: int
    led: bool


def contents(text: str) -> list[Span]:
    """Return the lines of a text that tell on which page something stands, in its order."""
    if len(_FIGURED.findall(text)) < _FEWEST:
        return []  # most passages are plain prose, and each one that is read comes here
    lines = list(lines_of(text))
    words = [line.of(text) if line.end - line.start <= _LONGEST else "" for line in lines]
    found: set[int] = set()
    for run in _runs(_entries(words, _PLACE)):
        if _is_contents(run, headed=_headed(words, run)):
            found.update(range(run[0].at, run[-1].at + 1))
    for run in _runs(_entries(words, _AHEAD)):
        if _headed(words, run) and _rise(run) and run[-1].page - run[0].page > len(run):
            found.update(range(run[0].at, run[-1].at + 1))
    for first, behind in _keywords(words):
        found.update(range(first, behind))
    return [lines[at] for at in sorted(found)]


def _entries(words: Sequence[str], pattern: re.Pattern[str]) -> list[_Entry]:
    return [
        _Entry(at, line, int(entry["page"]), bool(entry.groupdict().get("leader")))
        for at, line in enumerate(words)
        if (entry := pattern.fullmatch(line))
    ]


def _runs(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the entries that stand below each other, with at most `_APART` lines between two, where they are enough."""
    run: list[_Entry] = []
    for entry in entries:
        if run and entry.at - run[-1].at > 1 + _APART:
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(entry)
    if len(run) >= _FEWEST:
        yield run


def _headed(words: Sequence[str], run: Sequence[_Entry]) -> bool:
    """Tell whether a heading of contents stands over them, or over the name of their first part."""
    return any(_HEADING.fullmatch(line) for line in words[max(0, run[0].at - 1 - _APART) : run[0].at])


def _is_contents(run: Sequence[_Entry], *, headed: bool) -> bool:
    """Tell whether lines that end in figures are contents: these rise, and the heading, labels or titles say so."""
    led = sum(entry.led for entry in run) * 2 > len(run)
    labels = [label[1].casefold() if (label := _LABELLED.match(entry.words)) else "" for entry in run]
    if all(labels) and (headed or led):
        kinds = [[entry for entry, label in zip(run, labels, strict=True) if label == kind] for kind in set(labels)]
        return all(map(_rise, kinds))
    if not _rise(run):
        return False
    if headed and (led or run[-1].page >= _LAST):
        return True
    matter = sum(_MATTER.match(_NUMBERED.sub("", entry.words)) is not None for entry in run)
    if matter > 1 or (matter and led):
        return True
    numbers = [int(number[1]) for entry in run if (number := _NUMBERED.match(entry.words))]
    titles = sum(_SMALL.search(entry.words) is not None for entry in run) * 2 > len(run)
    return titles and len(numbers) + matter == len(run) and all(one <= other for one, other in pairwise(numbers))


def _rise(run: Sequence[_Entry]) -> bool:
    return all(one.page <= other.page for one, other in pairwise(run)) and (len(run) < 2 or run[0].page < run[-1].page)


def _keywords(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines (first, behind the last) that are the index of a book: keywords by the alphabet, with pages."""
    at = 0
    for is_entry, group in groupby(words, key=lambda line: _KEYWORD.fullmatch(line) is not None):
        run = list(group)
        first, at = at, at + len(run)
        headed = first > 0 and _INDEX.fullmatch(words[first - 1]) is not None
        sorted_so = all(one[0].casefold() <= other[0].casefold() for one, other in pairwise(run) if one and other)
        turned = sum(_TURNED.search(line) is not None for line in run)
        if is_entry and len(run) >= _FEWEST and sorted_so and (headed or turned > 1):
            yield first, at

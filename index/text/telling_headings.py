"""Headings that tell of all below them the day, the version or the part: "12 January", "[2.3.1] – 14 May", "Week 3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index.article import Span
from index.text.days import CALENDAR_WORD
from index.text.headings import SENTENCE_END, is_heading
from index.text.line_marks import BULLET
from index.text.paragraphs import trimmed
from index.text.rows import is_row

_SHORT_LINE = re.compile(r"^[^\n]{1,80}+$", re.MULTILINE)
"""A heading has at most 80 characters."""

_VERSION = re.compile(r"\bv?\d+(?:\.\d+)+[a-z]?\b(?:-\w+)*")
_FIGURE = r"v?\d[\d./:–—-]*(?:st|nd|rd|th|[a-z])?"
_ONLY_FIGURES = re.compile(rf"\W*(?:(?:[Vv]ersion|[Rr]elease|of|{CALENDAR_WORD}|{_FIGURE})(?!\w)\W*)+")
"""A heading without any other word, which need not look like one."""

_CLAUSE = re.compile(rf"\W*\d+(?:\.\d+)+[.)]?\s+(?=[^\W\d_])(?!{CALENDAR_WORD})")
"""The number of a clause, and not a version: "2.2 Software"."""

_NAMED_VALUE = re.compile(r"(?P<name>[^:\n]{1,40}):\s+\S")
_ABOVE = 200
"""How many characters above or below a line tell what the line there is."""
_BELOW = re.compile(r"\s*\n\s*\S")
_RIGHT_ABOVE = re.compile(r"[^\S\n]*\n[^\S\n]*\S")

Teller = Callable[[str], Span | None]
"""Finds in a line what a heading may tell: `days.told_days`, `told_version`, or what `part_teller` returns."""


def told_version(line: str) -> Span | None:
    """Return the first version in a line, None if it has none."""
    found = _VERSION.search(line)
    return Span(*found.span()) if found else None


def part_teller(noun: str) -> Teller:
    """Return what finds a part by its number or name, such as "Session 3" or "room Anchor" for "session", "room"."""
    pattern = re.compile(rf"\b(?i:{re.escape(noun)})\s+(?:\d[\w.]*|[A-ZÀ-ÖØ-Þ]\w*)")

    def tell(line: str) -> Span | None:
        found = pattern.search(line)
        return Span(*found.span()) if found else None

    return tell


def telling_headings(text: str, title: str, tell: Teller) -> Iterator[tuple[Span, Span]]:
    """Yield each heading of `text` in which `tell` finds something, and the place of that in the text.

    More lines count than for `is_heading`: any short one below a blank line, and one that has no other word.
    """
    for found in _SHORT_LINE.finditer(text):
        line = trimmed(text, *found.span())
        told = tell(words := line.of(text)) if line else None
        if line is None or told is None or _CLAUSE.match(words) or not _BELOW.match(text, line.end):
            continue
        if (
            _has_only_figures(text, line)
            or is_heading(text, line, title)
            or (stands_apart(text, line) and not _is_value(words, told))
        ):
            yield line, told.moved(line.start)


def _has_only_figures(text: str, line: Span) -> bool:
    """Tell whether a line has only figures and days, and is no item or line of a list of such: "Sun 9.00 - 18.00"."""
    words = line.of(text)
    if not _ONLY_FIGURES.fullmatch(words) or BULLET.match(words):
        return False
    upper = text[max(0, line.start - _ABOVE) : line.start].rpartition("\n")[0].rpartition("\n")[2]
    lower = text[line.end : line.end + _ABOVE].partition("\n")[2].partition("\n")[0]
    return not (_ONLY_FIGURES.fullmatch(upper) or _ONLY_FIGURES.fullmatch(lower))


def begins_section(text: str, line: Span, title: str = "") -> bool:
    """Tell whether a line belongs to what follows: a heading, a label right above another line, or a day or version."""
    if is_heading(text, line, title):
        return True
    is_label = _RIGHT_ABOVE.match(text, line.end) or (_BELOW.match(text, line.end) and _has_only_figures(text, line))
    return bool(is_label) and _begins_line(text, line) and stands_apart(text, line)


def _begins_line(text: str, line: Span) -> bool:
    return not text[max(0, line.start - _ABOVE) : line.start].rpartition("\n")[2].strip()


def stands_apart(text: str, line: Span) -> bool:
    """Tell whether a line has nothing or a blank line above it, and is no sentence, item or row."""
    words = line.of(text)
    upper = text[max(0, line.start - _ABOVE) : line.start].rpartition("\n")[0]
    is_apart = not upper.rpartition("\n")[2].strip()
    return is_apart and not (SENTENCE_END.search(words) or BULLET.match(words) or is_row(words))


def _is_value(words: str, told: Span) -> bool:
    """Tell whether something is told behind a name without a figure: "Updated: 3 May", not "Day 1: 3 May"."""
    named = _NAMED_VALUE.match(words)
    return named is not None and told.start >= named.end("name") and not any(map(str.isdigit, named["name"]))

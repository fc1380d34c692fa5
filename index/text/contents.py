"""Tables of contents and lists of tables: lines that tell on which page something stands.

"5 How salt was priced 103" names no price. Prices, results and timetables are lists that look much the same: lines are
taken for contents below a heading that says so, where the pages rise.
"""

from __future__ import annotations

import re

from index.article import Span
from index.text.lines import lines_of

_FEWEST = 3
"""Lines of contents."""

_LAST = 20
"""The page up to which contents without dots go at least: "Contents" stands over what is in a box as well."""

_APART = 1
"""Lines that may stand between two entries: the name of a part, or the beginning of a long title."""

_LONGEST = 200
"""Characters of a line of contents, at most."""

_PLACE = re.compile(
    r".*[^\W\d_][?!.)\"'”’»]{0,2}"  # no sign of money, and no figure
    r"(?P<dots>[\s.…·_]*(?:\.{3}|…|·{3}|_{3}|(?:\s\.){3})[\s.…·_]*)?\s*(?<=[\s.…·_])(?:(?:p|pp|page)\.?\s*)?(?P<page>\d{1,3})"
)
_HEADING = re.compile(
    r"^(?:.*[:–—-]\s|[^\w\n]*)(?:(?:table\s+of\s+)?contents|(?:(?:what['’]?s|also)\s+)?(?:in|inside)\s+this\s+(?:issue|book)"
    r"|list\s+of\s+(?:tables|figures|maps|plates|charts|illustrations))[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)


def contents(text: str) -> list[Span]:
    """Return the lines of a text that stand below a heading of contents and tell a page, in its order."""
    found: list[Span] = []
    for heading in _HEADING.finditer(text):
        entries: list[tuple[Span, re.Match[str]]] = []
        apart = 0
        for line in lines_of(text, heading.end()):
            place = _PLACE.fullmatch(line.of(text)) if line.end - line.start <= _LONGEST else None
            apart = 0 if place else apart + 1
            if apart > _APART:
                break
            entries += [(line, place)] if place else []
        pages = [int(place["page"]) for _, place in entries]
        dotted = sum(place["dots"] is not None for _, place in entries) * 2 > len(entries)
        if len(pages) >= _FEWEST and pages == sorted(pages) and (dotted or pages[-1] >= _LAST):
            found += [line for line, _ in entries]
    return found

"""Pages of lines to running text: what belongs to the page layout is removed, and the rest is joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from index.text.line_marks import PRINTED_MARK
from index.text.rows import SEPARATOR

_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.|página)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_EDGE_LINES = 3
"""How many lines at the top and foot of a page may hold running heads and page numbers: some files draw both first."""

_REPEATS, _SHARE = 3, 0.3
"""A running head is on at least this many pages, and this share of them: left and right pages may differ."""

_FEW_LINES = 4
"""On a page with fewer lines, nothing is left out."""

_FIRST_NUMBER, _LAST_NUMBER = (
    re.compile(r"\W{0,3}(\d{1,4})\b(?![.,:]\d)"),
    re.compile(r"(?<![\d][.,:])\b(\d{1,4})\W{0,3}\Z"),
)

_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*\Z")
_CUT_WORD = re.compile(r"([^\W\d_]+)-\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

_PRINTED_LINE = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d{2}\b.*|(?:https?|file)://.*\s\d{1,4}/\d{1,4}", re.IGNORECASE
)
"""The headers and footers of printing browsers: date, time and title; address, page and number of pages."""

_ROOM = 0.75
"""A line shorter than this share of a full line ends before the margin."""


def assembled(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Join the texts of pages; return the text, and the offset at which each page begins.

    If a sentence runs on over the end of a page, so does the text; otherwise a page begins a paragraph.
    """
    lines = _without_edges([[line.strip() for line in page.split("\n")] for page in pages])
    words = Counter(_WORD.findall(" ".join(line for page in lines for line in page).lower()))
    parts: list[str] = []
    starts: list[int] = []
    length, last = 0, ""
    for page in lines:
        width, start, blank = _width(page), None, True
        for line in page:
            if not line:
                blank = True
                continue
            glue = _glue(last, line, begun=start is not None, ends=blank or _ends_paragraph(last, line, width))
            if glue == " " and (cut := _cut_word(last, line)):
                glue = ""
                if words["-".join(cut)] <= words["".join(cut)]:  # the hyphen is only there because of the line break
                    parts[-1] = parts[-1][:-1]
                    length -= 1
            length += len(glue)
            start, blank, last = length if start is None else start, False, line
            length += len(line)
            parts += (glue, line)
        starts.append(length if start is None else start)
    # A hyphen in front of an empty page may have gone since: it begins no further on than the next one.
    return "".join(parts), tuple(reversed(list(accumulate(reversed(starts), min))))


def _cut_word(last: str, line: str) -> tuple[str, str] | None:
    """Return the parts of a word that a hyphen cuts at the end of a line; None if none does."""
    first, rest = _CUT_WORD.search(last), _FIRST_WORD.match(line)
    return (first[1].lower(), rest[0].lower()) if first and rest and line[0].islower() else None


def _glue(last: str, line: str, *, begun: bool, ends: bool) -> str:
    """Return what goes between two lines. `begun`: they are on one page; `ends`: a paragraph ends between them."""
    if not last:
        return ""
    rows = SEPARATOR in last, SEPARATOR in line
    if any(rows):
        return "\n" if all(rows) else "\n\n"
    if not begun:  # the first line of a page
        return " " if runs_on(last, line) else "\n\n"
    return "\n\n" if ends else " "


def runs_on(last: str, line: str) -> bool:
    """Tell whether a sentence runs on from one line to the next, whatever is between them."""
    return line[:1].islower() and not _ENDED.search(last)


def without_printed_lines(page: str) -> str:
    """Return a page printed by a browser, without the lines that the browser has added.

    These lines may give a path on somebody's disk, and on a single page nothing shows that they repeat.
    """
    lines = page.split("\n")
    edges = set(_edges([line.strip() for line in lines]))
    return "\n".join(
        line for at, line in enumerate(lines) if at not in edges or not _PRINTED_LINE.fullmatch(line.strip())
    )


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without running heads and page numbers."""
    if len(pages) < 2:
        return pages
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(page[at]) for at in _edges(page)})
    running = {shape for shape, count in seen.items() if shape and count >= max(_REPEATS, _SHARE * len(pages))}
    first = _first_page_number(pages)
    kept = []
    for index, page in enumerate(pages):
        edges = _edges(page)
        numbered = {at for at in _outermost(page) if first is not None and first + index in _numbers(page[at])}
        numbered |= {at for at in _outermost(page) if _NUMBER.fullmatch(page[at])}
        gone = numbered.union(at for at in edges if _shape(page[at]) in running)
        if len(edges) < _FEW_LINES:
            gone &= {at for at in _outermost(page)[1:] if _NUMBER.fullmatch(page[at])}
        kept.append([line for at, line in enumerate(page) if at not in gone])
    return kept


def _first_page_number(pages: Sequence[Sequence[str]]) -> int | None:
    """Return the number of the first page, from the numbers at the edges that grow from page to page."""
    votes: Counter[int] = Counter()
    for index, page in enumerate(pages):
        votes.update({number - index for at in _outermost(page) for number in _numbers(page[at])})
    if not votes:
        return None
    number, count = votes.most_common(1)[0]
    return number if count >= max(_REPEATS, len(pages) / 2) else None


def _numbers(line: str) -> set[int]:
    """Return the numbers with which a line begins and ends."""
    return {int(match[1]) for match in (_FIRST_NUMBER.match(line), _LAST_NUMBER.search(line)) if match}


def _outermost(page: Sequence[str]) -> list[int]:
    edges = _edges(page)
    return [edges[0], edges[-1]] if len(edges) > 1 else edges


def _edges(page: Sequence[str]) -> list[int]:
    full = [at for at, line in enumerate(page) if line]
    return sorted({*full[:_EDGE_LINES], *full[-_EDGE_LINES:]})


def _shape(line: str) -> str:
    """Return a line with all numbers made equal: "12 A Report" and "13 A Report" are one running head."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(line.lower().split()))


def _width(page: Sequence[str]) -> int:
    """Return the number of characters of a full line of the page."""
    lengths = sorted(len(line) for line in page if line)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    """Tell whether a paragraph ends between two lines of a page without a blank line between them."""
    if PRINTED_MARK.match(following):
        return True
    first_word = following.split(maxsplit=1)[0]
    had_room = len(line) + 1 + len(first_word) <= width * _ROOM
    if not had_room:
        return False
    # A short line that does not end a sentence is a heading, or verse, unless a small letter goes on with it.
    return bool(_ENDED.search(line)) or not following[:1].islower()

"""What stands over a sentence and says what it is about: the heading of its section, and what its list or record is of.

"The air filter needs cleaning." is an answer to "why is the lamp orange?" where it stands under "The lamp is orange",
and "Room: 2.11" says whose room it is with the lines above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span
from index.text.headings import SENTENCE_END, is_heading
from index.text.line_marks import BULLET, NUMBER
from index.text.paragraphs import paragraphs
from index.text.rows import is_row

WINDOW = 1_500
"""Characters before a sentence that are looked at, about a screen: a heading further up is not in sight."""

_ITEMS, _RECORD = 24, 8
"""Lines between an item and the line above its list, and lines of a record, at most."""

_LONGEST = 120
"""Characters of a line of a record, and of the line above a list."""

_VALUE = re.compile(r".*\s\|\s|[^\s:][^:]{0,40}:\s*\S")
"""A row of cells, or a name and its value."""


_NAMED_VALUE = re.compile(r"(?=[^\W\d_])[^:]{1,40}:\s+\S")
_FIGURE = re.compile(r"\W*\d")


def lead(text: str, sentence: Span, title: str = "") -> str:
    """Return the lines that say what `sentence`, a span of `text`, is about, as one; nothing where there are none.

    They stand before it: the nearest heading, and above an item or a line of a record what that is one of. Over a
    heading stands a chapter's, right above it or by its number: any other is mostly its neighbour.
    """
    low = max(0, sentence.start - WINDOW)
    end = text.find("\n", sentence.start)
    own, *above = _lines(text, low, len(text) if end < 0 else end)
    if own is None:
        return ""
    found = _of_list(text, own, above) or _of_record(text, own, above)
    if not any(_names_a_section(text, line, title) for line in found):
        others = [line for line in above if line and line not in found and not _is_beside(text, line, own)]
        if _names_a_section(text, own, title):
            right_above = next(filter(None, above), None)
            others = [line for line in others if line == right_above or 0 < _numbers(text, line) < _numbers(text, own)]
        at = next((at for at, line in enumerate(others) if is_heading(text, line, title)), len(others))
        found += others[at : at + 1]
        if at + 1 < len(others) and is_heading(text, others[at + 1], title):
            found.append(others[at + 1])  # a chapter's right above a section's
    return " – ".join(line.of(text) for line in reversed(found))


def _names_a_section(text: str, line: Span, title: str) -> bool:
    """Tell whether a line is a heading, and not one that only announces a list in a section."""
    return is_heading(text, line, title) and not line.of(text).endswith(":")


def _is_beside(text: str, line: Span, own: Span) -> bool:
    """Tell whether two lines are numbered alike: 4.3 does not stand over 4.5."""
    one, other = _numbers(text, line), _numbers(text, own)
    return 0 < other <= one


def _of_list(text: str, own: Span, above: Sequence[Span | None]) -> list[Span]:
    """Return the line above a list, for one of its items."""
    if rank := _rank(text, own):
        line = next((line for line in above[:_ITEMS] if line and _rank(text, line) < rank), None)
        words = line.of(text) if line else ""
        if line and len(words) <= _LONGEST and not SENTENCE_END.search(words) and not _VALUE.match(words):
            return [line]
    return []


def _of_record(text: str, own: Span, above: Sequence[Span | None]) -> list[Span]:
    """Return the first line of a record for another one of it, behind the second, if both are names with values.

    The rows of a table are none: each says by itself what it is of. So do lines that begin with an hour or an amount.
    """
    record: list[Span] = []
    for line in above:
        if line is None:
            break
        if line.end - line.start > _LONGEST or SENTENCE_END.search(line.of(text)) or is_row(line.of(text)):
            return []
        record.append(line)
    short = own.end - own.start <= _LONGEST and not _rank(text, own)
    if not (short and record and len(record) < _RECORD):
        return []
    *others, first = record
    kept = [line for line in others[-1:] if _NAMED_VALUE.match(line.of(text)) and _NAMED_VALUE.match(own.of(text))]
    alike = _FIGURE.match(first.of(text)) and _FIGURE.match(own.of(text))
    return kept if alike else [*kept, first]


def _rank(text: str, line: Span) -> int:
    """Return how deep an item stands by its mark: a number 1, a letter 2, a bullet 3; 0 is no item."""
    if NUMBER.match(text, line.start, line.end):
        return 1
    found = BULLET.match(text, line.start, line.end)
    return 0 if not found else 2 if found["letter"] else 3


def _numbers(text: str, line: Span) -> int:
    """Return of how many parts the number of a line is: 4.1 of two; 0 where it has none."""
    found = NUMBER.match(text, line.start, line.end)
    return found[0].strip(" .").count(".") + 1 if found else 0


def _lines(text: str, low: int, high: int) -> list[Span | None]:
    """Return the lines of a part of a text that ends at a line's end, the last first; None is a blank one.

    What is wrapped at a column is one line. Of a part that begins inside a line, that is left out.
    """
    spans = [span.moved(low) for span in paragraphs(text[low:high])]
    lines: list[Span | None] = []
    for before, line in zip([None, *spans], spans, strict=False):
        if before is not None and text.count("\n", before.end, line.start) > 1:
            lines.append(None)
        lines.append(line)
    inside = low > 0 and text[low - 1] != "\n" and text[low] != "\n"
    whole = lines[1:] if inside and len(lines) > 1 else lines
    return whole[::-1] or [None]

"""The lines above a sentence that say what it is about: its heading, and the first line of its list or record.

"The air filter needs cleaning." only answers "why is the lamp orange?" under the heading "The lamp is orange", and the
lines above "Room: 2.11" say whose room it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from index.article import Span
from index.text.headings import SENTENCE_END, is_heading
from index.text.line_marks import BULLET, NUMBER
from index.text.paragraphs import paragraphs
from index.text.rows import is_row

WINDOW = 1_500
"""How many characters before a sentence are searched, about a screen: a reader does not see a heading further up."""

_ITEMS, _RECORD = 24, 8
"""The most lines between an item and the line above its list, and the most lines of a record."""

_LONGEST = 120
"""The most characters of a line of a record, and of the line above a list."""

_VALUE = re.compile(r".*\s\|\s|[^\s:][^:]{0,40}:\s*\S")
"""A row of cells, or a name and its value."""


_NAMED_VALUE = re.compile(r"(?=[^\W\d_])[^:]{1,40}:\s+\S")
_FIGURE = re.compile(r"\W*\d")
_VERSION = re.compile(r"(?:[^\W\d_]+ )?\W?v?\d+(?:\.\d+)+\b[^.!?:;]{0,60}\Z")
"""The heading of a release: "2.3 – 11 February", "[0.4.1] - 2026-02-11", "Version 3.0"."""


def lead(text: str, sentence: Span, title: str = "") -> str:
    """Return the lines above `sentence`, a span of `text`, that say what it is about, joined into one; "" if none."""
    return " – ".join(line.of(text) for line in leading_lines(text, sentence, title))


def leading_lines(text: str, sentence: Span, title: str = "") -> list[Span]:
    """Return the lines above `sentence`, a span of `text`, that say what it is about, in their order.

    These are the nearest heading, and for an item or a line of a record the first line of the list or record. A heading
    gets the one of its chapter, right above it or with a shorter number: other headings are mostly its neighbours.
    So does a section of a changelog.
    """
    low = max(0, sentence.start - WINDOW)
    end = text.find("\n", sentence.start)
    own, *above = _lines(text, low, len(text) if end < 0 else end)
    if own is None:
        return []
    found = _of_list(text, own, above) or _of_record(text, own, above)
    if not any(_names_a_section(text, line, title) for line in found):
        level = _numbers(text, own)  # 4.3 is not above 4.5
        others = [line for line in above if line and line not in found and not 0 < level <= _numbers(text, line)]
        if _names_a_section(text, own, title):
            right_above = next(filter(None, above), None)
            others = [line for line in others if line == right_above or 0 < _numbers(text, line) < level]
        at = next((at for at, line in enumerate(others) if is_heading(text, line, title)), len(others))
        found += others[at : at + 1]
        if at + 1 < len(others) and is_heading(text, others[at + 1], title):
            found.append(others[at + 1])  # the chapter's, right above the section's
    section = found[-1] if found else own
    if _names_a_section(text, section, title) and not any(_VERSION.match(line.of(text)) for line in (own, section)):
        found += _release(text, [section, *(line for line in above if line and line.end <= section.start)])
    return found[::-1]


def _release(text: str, lines: Sequence[Span]) -> list[Span]:
    """Return the version in a changelog that a section, the first of `lines`, is of, or nothing.

    Right above the first section of a release, and so also above its "Fixed", is "2.3".
    """
    pairs = ((line, upper) for line, upper in pairwise(lines) if _VERSION.match(upper.of(text)))
    return next(([upper] for line, upper in pairs if line is lines[0] or is_heading(text, line)), [])


def _names_a_section(text: str, line: Span, title: str) -> bool:
    """Tell whether a line is a heading, and does not just announce a list."""
    return is_heading(text, line, title) and not line.of(text).endswith(":")


def _of_list(text: str, own: Span, above: Sequence[Span | None]) -> list[Span]:
    """Return the line above a list, for one of its items."""
    if rank := _rank(text, own):
        line = next((line for line in above[:_ITEMS] if line and _rank(text, line) < rank), None)
        words = line.of(text) if line else ""
        if line and len(words) <= _LONGEST and not SENTENCE_END.search(words) and not _VALUE.match(words):
            return [line]
    return []


def _of_record(text: str, own: Span, above: Sequence[Span | None]) -> list[Span]:
    """Return the first line of the record that `own` belongs to, after the second if both are names with values.

    The first line may be a sentence ("The drop blinks."), the others not. Rows of tables are not records, since each
    one says what it is about. So do lines that begin with a time or amount.
    """
    record: list[Span] = []
    for line, further in zip_longest(above, above[1:]):
        if line is None:
            break
        is_below = further is not None and SENTENCE_END.search(line.of(text))
        if line.end - line.start > _LONGEST or is_below or is_row(line.of(text)):
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
    """Return the level of an item by its mark: 1 for a number, 2 for a letter, 3 for a bullet; 0 without a mark."""
    if NUMBER.match(text, line.start, line.end):
        return 1
    found = BULLET.match(text, line.start, line.end)
    return 0 if not found else 2 if found["letter"] else 3


def _numbers(text: str, line: Span) -> int:
    """Return how many parts the number of a line has: 2 for "4.1"; 0 without a number."""
    found = NUMBER.match(text, line.start, line.end)
    return found[0].strip(" .").count(".") + 1 if found else 0


def _lines(text: str, low: int, high: int) -> list[Span | None]:
    """Return the lines of ``text[low:high]``, last first; None is a blank line. `high` is the end of a line.

    Wrapped lines are joined. If `low` is inside a line, that line is left out.
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

"""Text into paragraphs by its line breaks alone: those that end something, and those that wrap a line at a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.article import Span
from index.text.line_marks import UNWRAPPED_MARK
from index.text.rows import is_row

FULL_STOPS = "。｡！？।॥؟۔።"
"""Terminals of scripts that put no space after them, or that syntok does not know."""
TERMINALS = ".!?…‼‽⁇⁈⁉﹒﹗．" + FULL_STOPS

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
NAMED = re.compile(r"<?[^\W\d_][\w.’'-]{0,30}>?:(?:\s|$)")
"""What begins with a name: of two lines that do, as in a chat or a record, none goes on with the other."""
_COLUMNS = re.compile(r"\S {4,}\S")
"""A gap between columns: of two lines with one, as in a list of prices, none goes on with the other either."""
_SAYS = r"(?:the|an?|how|what|when|where|why|which|who|in|on|at|to|for|from|with|if|about|see|use|using)\b"
COMMAND = re.compile(
    rf"(?:[$#]\s)?(?!{_SAYS}|.*\s(?:and|of|or|(?!on\Z){_SAYS})\Z)"
    r"[a-z][\w./-]*\s(?:.*\s)?(?:--?[a-z]|\w+=\S|(?:~|\.\.?)?/\w).*"
)
"""A line of code: a command with an option, a setting or a path behind it; for short lines. Prose seldom begins so, and
is often cut behind a small word; but a command may end with "on"."""

SHORTEST_WRAPPED, LONGEST_WRAPPED = 45, 120
"""Columns at which texts are wrapped."""

ROOM = 0.8
"""The share of the longest line up to which there was room for one more word: words are long, and edges ragged."""

_AROUND = 20_000
"""Characters before and behind a span that tell how its lines are wrapped."""

_SURE = 2
"""Lines that go on with a small letter, from which on a line may also go on with a capital one."""


def paragraphs(text: str) -> list[Span]:
    """Cut `text` at its line breaks; a break that only wraps a line at a column does not count.

    A blank line always ends a paragraph; a row of a table that names its columns is one, as is a command. In a text
    that is wrapped at a column, any other single line break ends one only before a bullet or after a line that had room
    for the next word. In any other text, a long line without an end goes on in the next one where that begins with a
    small letter, and where several do so, also in one that begins with a capital but had no room in it.
    """
    lines = _lines(text)
    width = _wrap_width(text, lines)
    wrapped = _by_letter(text, lines) if width is None else _by_column(text, lines, width)
    joined = [line.span for line in lines[:1]]
    for (before, line), goes_on in zip(pairwise(lines), wrapped, strict=True):
        if goes_on and not (joined[-1] == before.span and _is_command(text, before)):
            joined[-1] = Span(joined[-1].start, line.span.end)
        else:
            joined.append(line.span)
    return joined


def unwrapped(text: str, span: Span) -> str:
    """Return the words of a span of `text` with blanks for the line breaks in it that only wrap a line.

    It is as long as the span, so that offsets hold.
    """
    words = span.of(text)
    if len(words.splitlines()) < 2:
        return words
    # Of a long article only what is near is cut: all of 2 MB takes more than a second.
    first = max(0, span.start - _AROUND)
    near = text[first : span.end + _AROUND]
    for paragraph in paragraphs(near):
        start, end = max(first + paragraph.start, span.start), min(first + paragraph.end, span.end)
        if start < end:
            line = _LINE_BREAK.sub(lambda found: " " * len(found[0]), text[start:end])
            words = words[: start - span.start] + line + words[end - span.start :]
    return words


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return ``start..end`` without the white space at its ends, None if nothing is left."""
    piece = text[start:end]
    bare = piece.lstrip()
    if not bare:
        return None
    start += len(piece) - len(bare)
    return Span(start, start + len(bare.rstrip()))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words: where they stand, how many columns they reach to, and whether a blank line is above."""

    span: Span
    columns: int
    apart: bool


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    blank, position = True, 0
    while position <= len(text):
        match = _LINE_BREAK.search(text, position)
        end = match.start() if match else len(text)
        line = trimmed(text, position, end)
        if line is None:
            blank = True
        else:
            lines.append(_Line(line, line.end - position, blank))
            blank = match is not None and match.group() in "\x0b\x0c\x85\u2028\u2029"
        position = match.end() if match else len(text) + 1
    return lines


def _by_column(text: str, lines: Sequence[_Line], width: int) -> list[bool]:
    """Tell of each line but the first whether it goes on with the one before, in a text wrapped at `width`."""
    found = []
    for before, line in pairwise(lines):
        first_word = text[line.span.start : line.span.start + width].split(maxsplit=1)[0]
        had_room = before.span.end - before.span.start + 1 + len(first_word) < ROOM * width
        found.append(not (line.apart or had_room or _of_table(text, before, line) or _begins(text, before, line)))
    return found


def _by_letter(text: str, lines: Sequence[_Line]) -> list[bool]:
    """Tell of each line but the first whether it goes on with the one before, in a text of lines of all kinds."""
    long = [_is_cut(text, before, line) for before, line in pairwise(lines)]
    low = [cut and text[line.span.start].islower() for cut, line in zip(long, lines[1:], strict=True)]
    edge = max((before.columns for before, goes_on in zip(lines, low, strict=False) if goes_on), default=0)
    sure = sum(low) >= _SURE
    found = []
    for (before, line), cut, goes_on in zip(pairwise(lines), long, low, strict=True):
        first_word = text[line.span.start : line.span.start + LONGEST_WRAPPED].split(maxsplit=1)[0]
        needed = before.columns + 1 + len(first_word)
        found.append(cut and (needed > ROOM * edge if goes_on else sure and needed > edge))
    return found


def _is_cut(text: str, before: _Line, line: _Line) -> bool:
    """Tell whether a line is as long as wrapped ones are, and has no end before the next one begins."""
    return (
        not line.apart
        and SHORTEST_WRAPPED <= before.columns <= LONGEST_WRAPPED
        and text[before.span.end - 1] not in TERMINALS + ":"
        and not _of_table(text, before, line)
        and not _begins(text, before, line)
    )


def _is_command(text: str, line: _Line) -> bool:
    return line.columns <= LONGEST_WRAPPED and COMMAND.fullmatch(line.span.of(text)) is not None


def _of_table(text: str, before: _Line, line: _Line) -> bool:
    return is_row(before.span.of(text)) or is_row(line.span.of(text))


def _begins(text: str, before: _Line, line: _Line) -> bool:
    """Tell whether a line begins an item, or another message, value or row below one of those."""
    if UNWRAPPED_MARK.match(text, line.span.start):
        return True
    both = [one.span.of(text) for one in (before, line)]
    return all(map(NAMED.match, both)) or all(map(_COLUMNS.search, both))


def _wrap_width(text: str, lines: Sequence[_Line]) -> int | None:
    """Return the column at which all of the text is wrapped, None if it is not.

    Headlines one a line are as long as wrapped lines and end without a full stop too; but they do not
    go on in lower case.
    """
    pairs = [(before.span, after.span) for before, after in pairwise(lines) if not after.apart]
    pairs = [pair for pair in pairs if not any(is_row(line.of(text)) for line in pair)]
    if len(pairs) < 2:
        return None
    lengths = sorted(before.end - before.start for before, _ in pairs)
    long_enough = sum(SHORTEST_WRAPPED <= length <= LONGEST_WRAPPED for length in lengths)
    unended = sum(text[before.end - 1] not in TERMINALS for before, _ in pairs)
    lower = sum(text[after.start].islower() for _, after in pairs)
    if min(long_enough, unended) < 0.6 * len(pairs) or lower < 0.3 * len(pairs):
        return None
    return min(LONGEST_WRAPPED, lengths[len(lengths) * 9 // 10])

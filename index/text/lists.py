"""Lists in a text: the line that announces one, and its items, each a line of its own, behind a mark or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import Span
from index.text.line_marks import ITEM_MARK
from index.text.rows import SEPARATOR

MOST_WORDS = 80
"""Words of a list that is kept together and quoted as a whole, at most: it is read a line at a time."""

_HEADING = 8
"""Words of a heading that announces a list, at most."""

_ITEM = 12
"""Words of an item without a mark, at most."""

_FEWEST = 3
"""Items without marks below a heading: with fewer, they may be two lines of anything."""

_LINE_END = re.compile(r"[^\S\n]*(?:\n|\Z)")
_GAP = re.compile(r"\s+\Z")
_LONGEST_GAP = 200
"""Characters that are looked at before a place for the end of another line."""

_DIGIT = re.compile(r"\d")


def lists(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the sentences (first and last) of each list of at most `MOST_WORDS`: what announces it, and its items.

    That is a colon or a heading, and two items or more with marks of one kind; an item may have several sentences. Or
    short lines without marks and ends, down to a blank one: two below a colon, three below a heading.
    """
    for first in range(len(sentences) - 1):
        if not _announces(text, sentences[first]):
            continue
        marked = _kind(text, sentences[first + 1]) is not None
        last = (_last_marked if marked else _last_unmarked)(text, sentences, first)
        if last > first and len(text[sentences[first].start : sentences[last].end].split()) <= MOST_WORDS:
            yield first, last


def _last_marked(text: str, sentences: Sequence[Span], first: int) -> int:
    """Return the last sentence of two items or more with marks of one kind that `first` announces, else `first`."""
    kind = _kind(text, sentences[first + 1])
    items = words = 0
    last = first
    # No further than a list may be long: where all items end in a colon, each one looks through those below it.
    while last + 1 < len(sentences) and words <= MOST_WORDS:
        own = _kind(text, sentences[last + 1])
        if own != kind and (own is not None or _breaks_behind(text, sentences, last)):
            break
        last += 1
        if own is not None:
            items += 1
            words += len(sentences[last].of(text).split())
    return last if items > 1 else first


def _last_unmarked(text: str, sentences: Sequence[Span], first: int) -> int:
    """Return the last of the lines without marks that `first` announces, else `first`."""
    colon = sentences[first].of(text).endswith(":")
    if not colon and (_DIGIT.search(sentences[first].of(text)) or not _is_apart(text, sentences[first].start)):
        return first
    last = first
    while _breaks_behind(text, sentences, last) == 1 and _is_line(text, sentences[last + 1]):
        last += 1
    ends = last + 1 == len(sentences) or _breaks_behind(text, sentences, last) > 1
    return last if ends and last - first >= (2 if colon else _FEWEST) else first


def _breaks_behind(text: str, sentences: Sequence[Span], at: int) -> int:
    """Return how many lines end between a sentence and the next one; none behind the last."""
    return text.count("\n", sentences[at].end, sentences[at + 1].start) if at + 1 < len(sentences) else 0


def _is_apart(text: str, start: int) -> bool:
    """Tell whether a line begins a text, or stands behind a blank one."""
    gap = _GAP.search(text, max(0, start - _LONGEST_GAP), start)
    return gap is None or gap.start() == 0 or text.count("\n", gap.start(), start) > 1


def _is_line(text: str, sentence: Span) -> bool:
    """Tell whether a sentence is a short line of its own, without an end and no item with a mark, heading or row."""
    words = sentence.of(text)
    return (
        _begins_line(text, sentence.start)
        and _LINE_END.match(text, sentence.end) is not None
        and len(words.split()) <= _ITEM
        and words[-1] not in ".!?:"
        and not ITEM_MARK.match(words)
        and SEPARATOR not in words
    )


def _announces(text: str, sentence: Span) -> bool:
    return sentence.of(text).endswith(":") or _is_heading(text, sentence)


def _is_heading(text: str, sentence: Span) -> bool:
    """Tell whether it is a few words on a line of their own, without a full stop and no item."""
    words = sentence.of(text)
    begins, ends = _begins_line(text, sentence.start), _LINE_END.match(text, sentence.end) is not None
    return begins and ends and len(words.split()) <= _HEADING and words[-1] not in ".!;," and not ITEM_MARK.match(words)


def _begins_line(text: str, start: int) -> bool:
    """Tell whether nothing but blanks stands before a place in its line; a text may be one line of millions."""
    low = max(0, start - _LONGEST_GAP)
    _, end, before = text[low:start].rpartition("\n")
    return not before.strip() and (bool(end) or low == 0)


def _kind(text: str, sentence: Span) -> str | None:
    """Return which mark a sentence begins with, as an item on a line of its own: a number, a letter, a sign or none."""
    found = ITEM_MARK.match(text, sentence.start)
    if not found or text[max(0, sentence.start - 1) : sentence.start].strip(" \t\n"):
        return None
    return found.lastgroup or found[0].strip()

"""Lists in a text: the line that announces one, and its items, each on a line of its own, with or without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import Span
from index.text.line_marks import ITEM_MARK
from index.text.rows import SEPARATOR

MOST_WORDS = 80
"""The most words of a list that is kept together and quoted as a whole: people read it line by line."""

COLONS = (":", "—")
"""What ends a line that announces a list; laws have a dash: "may refuse only if—"."""

_HEADING = 8
"""The most words of a heading that announces a list."""

_ITEM = 12
"""The most words of an item without a mark."""

_FEWEST = 3
"""The fewest items without marks below a heading: two lines may be anything."""

_LINE_END = re.compile(r"[^\S\n]*(?:\n|\Z)")
_GAP = re.compile(r"\s+\Z")
_LONGEST_GAP = 200
"""How many characters before an offset are searched for the end of the previous line."""

_DIGIT = re.compile(r"\d")


def lists(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the first and last index in `sentences` of each list of at most `MOST_WORDS`, with what announces it.

    A colon, a dash or a heading announces a list of two or more items with marks of one kind, each of one or more
    sentences, or of short lines without marks or full stops, down to a blank line: two below a colon, else three.
    """
    for first in range(len(sentences) - 1):
        if not _announces(text, sentences[first]):
            continue
        marked = _kind(text, sentences[first + 1]) is not None
        last = (_last_marked if marked else _last_unmarked)(text, sentences, first)
        if last > first and len(text[sentences[first].start : sentences[last].end].split()) <= MOST_WORDS:
            yield first, last


def _last_marked(text: str, sentences: Sequence[Span], first: int) -> int:
    """Return the last sentence of the list with marks that `first` announces, or `first` if it has under two items."""
    kind = _kind(text, sentences[first + 1])
    items = words = 0
    last = first
    # Stop at the most words: if every item ends in a colon, each one searches all items below it.
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
    """Return the last line of the list without marks that `first` announces, or `first` if there is none."""
    colon = sentences[first].of(text).endswith(":")  # a dash may end a verse, or begin a signature
    if not colon and (_DIGIT.search(sentences[first].of(text)) or not _is_apart(text, sentences[first].start)):
        return first
    last = first
    while _breaks_behind(text, sentences, last) == 1 and _is_line(text, sentences[last + 1]):
        last += 1
    ends = last + 1 == len(sentences) or _breaks_behind(text, sentences, last) > 1
    return last if ends and last - first >= (2 if colon else _FEWEST) else first


def _breaks_behind(text: str, sentences: Sequence[Span], at: int) -> int:
    """Return the number of line breaks between a sentence and the next one; 0 after the last."""
    return text.count("\n", sentences[at].end, sentences[at + 1].start) if at + 1 < len(sentences) else 0


def _is_apart(text: str, start: int) -> bool:
    """Tell whether a line begins the text or follows a blank line."""
    gap = _GAP.search(text, max(0, start - _LONGEST_GAP), start)
    return gap is None or gap.start() == 0 or text.count("\n", gap.start(), start) > 1


def _is_line(text: str, sentence: Span) -> bool:
    """Tell whether a sentence is a short line of its own: no full stop or colon, no mark, and not a row of a table."""
    words = sentence.of(text)
    return words[-1] not in ".!?:" and SEPARATOR not in words and _is_alone(text, sentence, _ITEM)


def _announces(text: str, sentence: Span) -> bool:
    """Tell whether a sentence ends as what announces a list, or is a heading: a few words without a full stop."""
    words = sentence.of(text)
    return words.endswith(COLONS) or (words[-1] not in ".!;," and _is_alone(text, sentence, _HEADING))


def _is_alone(text: str, sentence: Span, most: int) -> bool:
    """Tell whether a sentence has a line of its own, without a mark, and at most as many words."""
    words = sentence.of(text)
    begins, ends = _begins_line(text, sentence.start), _LINE_END.match(text, sentence.end) is not None
    return begins and ends and len(words.split()) <= most and not ITEM_MARK.match(words)


def _begins_line(text: str, start: int) -> bool:
    """Tell whether only white space precedes an offset in its line, which may have millions of characters."""
    low = max(0, start - _LONGEST_GAP)
    _, end, before = text[low:start].rpartition("\n")
    return not before.strip() and (bool(end) or low == 0)


def _kind(text: str, sentence: Span) -> str | None:
    """Return the kind of mark at the beginning of a sentence: "number", "letter", the bullet itself, or None."""
    found = ITEM_MARK.match(text, sentence.start)
    if not found or text[max(0, sentence.start - 1) : sentence.start].strip(" \t\n"):
        return None
    return found.lastgroup or found[0].strip()

"""Lists in a text: the line that announces one, and its items, each a line of its own behind a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import Span

MOST_WORDS = 80
"""Words of a list that is kept together and quoted as a whole, at most: it is read a line at a time."""

BULLET = re.compile(r"(?:(?P<number>\(?\d{1,2}[.)])|(?P<letter>\(?[a-z][.)])|[-*•‣▪·–])\s")
"""The mark of an item."""

_HEADING = 8
"""Words of a heading that announces a list, at most."""

_LINE_END = re.compile(r"[^\S\n]*\n")


def lists(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the sentences (first and last) of each list of at most `MOST_WORDS`: what announces it, and its items.

    That is a colon or a heading, and two items or more with marks of one kind; an item may have several sentences.
    """
    for first in range(len(sentences) - 1):
        kind = _kind(text, sentences[first + 1])
        if kind is None or not _announces(text, sentences[first]):
            continue
        last, items = first + 1, 1
        while last + 1 < len(sentences):
            behind = _kind(text, sentences[last + 1])
            if behind is None and "\n" in text[sentences[last].end : sentences[last + 1].start]:
                break
            if behind is not None and behind != kind:
                break
            items += behind is not None
            last += 1
        words = text[sentences[first].start : sentences[last].end].split()
        if items > 1 and len(words) <= MOST_WORDS:
            yield first, last


def _announces(text: str, sentence: Span) -> bool:
    return sentence.of(text).endswith(":") or _is_heading(text, sentence)


def _is_heading(text: str, sentence: Span) -> bool:
    """Tell whether it is a few words on a line of their own, without a full stop and no item."""
    words = sentence.of(text)
    begins = text[max(0, sentence.start - 1) : sentence.start] in {"", "\n"}
    ends = _LINE_END.match(text, sentence.end) is not None
    return begins and ends and len(words.split()) <= _HEADING and words[-1] not in ".!;," and not BULLET.match(words)


def _kind(text: str, sentence: Span) -> str | None:
    """Return which mark a sentence begins with, as an item on a line of its own: a number, a letter, a sign or none."""
    found = BULLET.match(text, sentence.start)
    if not found or text[max(0, sentence.start - 1) : sentence.start].strip(" \t\n"):
        return None
    return found.lastgroup or found[0].strip()

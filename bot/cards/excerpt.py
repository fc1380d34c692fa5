"""The part of a text that is shown if not all of it fits: whole sentences, with "…" for what is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.text.segment import sentences

ELLIPSIS = "…"

_AHEAD = 200
"""Characters after a cut in which the end of a sentence is looked for."""

_GAP = 4
"""Units for "… " before the shown part and " …" after it."""

_WORD_START = re.compile(r"(?<=\s)(?=\S)")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as Discord's clients count. Its servers never count more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str, limit: int) -> bool:
    """Tell whether a text has at most `limit` units."""
    return len(text) <= limit and units(text) <= limit


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` units (1 or more), cut after a sentence, else after a word, with "…".

    A sentence is cut if whole sentences would fill less than half of the room. Escape the result, not the input.
    """
    if fits(text, limit):
        return text
    return _ended(text[: _end(text, 0, limit - 2)]) if limit > 2 else ELLIPSIS


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text with "…" for what is left out; `place` converts offsets in the whole text to those in `text`."""

    text: str
    part: Span | None
    shift: int = 0

    def place(self, span: Span) -> Span | None:
        """Return the position in `text` of the visible part of a span, or None if none of it is visible."""
        if self.part is None or span.end <= self.part.start or self.part.end <= span.start:
            return None
        start, end = max(self.part.start, span.start), min(self.part.end, span.end)
        return Span(start + self.shift, end + self.shift)


def excerpt(text: str, keep: Span | None, limit: int) -> Excerpt:
    """Return at most `limit` units (1 or more) of a text.

    `keep` is shown whole, with text before and after it, if it fits; otherwise its beginning is shown.
    """
    if fits(text, limit):
        return Excerpt(text, Span(0, len(text)) if text else None)
    room = limit - _GAP
    if room < 2:  # one character may be two units
        return Excerpt(ELLIPSIS, None)
    start = _start(text, keep, room) if keep is not None else 0
    end = max(start + 1, _end(text, start, room, keep.end if keep is not None else 0))
    before = f"{ELLIPSIS} " if start else ""
    shown = text[start:end] if end == len(text) else _ended(text[start:end])
    return Excerpt(before + shown, Span(start, end), len(before) - start)


def _ended(text: str) -> str:
    text = text.rstrip()
    return text + (ELLIPSIS if text[-1:].isalnum() or not text else f" {ELLIPSIS}")


def _start(text: str, keep: Span, room: int) -> int:
    """Return where to begin so that `keep` is visible: at a sentence, else at a word, else at `keep` itself."""
    if fits(text[: keep.end], room):
        return 0
    first = max(0, keep.start - room)
    begins = [first + each.start for each in sentences(text[first : keep.start + _AHEAD])]
    # The text was cut at `first`, so no sentence need begin there.
    begins = [each for each in begins[1 if first else 0 :] if each <= keep.start]
    wide = [each for each in begins if fits(text[each : keep.end], room // 2)]
    near = [each for each in begins[-1:] if fits(text[each : keep.end], room)]
    if wide or near:
        return (wide or near)[0]
    # A quarter of the room goes to the text before `keep`, and more if little text follows.
    low = min(keep.start, max(first, keep.end - room, min(keep.start - room // 4, len(text) - room)))
    # So far characters were counted, and some have two units.
    low = next((each for each in range(low, keep.start) if fits(text[each : keep.end], room)), keep.start)
    words = [low + each.start() for each in _WORD_START.finditer(text[low : keep.start + 1])]
    return next((each for each in words if each <= keep.start), keep.start)


def _end(text: str, start: int, room: int, least: int = 0) -> int:
    """Return where to end so that at most `room` units are shown, if possible not before `least`.

    It is the end of a sentence if that fills half of the room, else the end of a word, else anywhere.
    """
    end = min(len(text), start + room)
    while end > start and units(text[start:end]) > room:
        end -= max(1, (units(text[start:end]) - room) // 2)
    if end == len(text):
        return end
    least = max(start + (end - start) // 2, min(least, end))
    sentence_ends = (start + each.end for each in sentences(text[start : end + _AHEAD]))
    word_ends = (start + each.start() for each in _WORD_END.finditer(text[start : end + 1]))
    for ends in (sentence_ends, word_ends):
        fitting = [each for each in ends if least <= each <= end]
        if fitting:
            return fitting[-1]
    return end

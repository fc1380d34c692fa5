"""Where in a quote the other answers stand to a question that asks for several things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span
from index.highlights.cells import asked_cell
from index.highlights.scene import is_new, scene_of, whole
from index.highlights.spans import Logits, Places, best_inside
from index.text.line_marks import ITEM_MARK
from index.text.lines import lines_of
from index.text.lists import lists
from index.text.segment import sentences

NEAR = 5.0
"""By how many logits (of both readings together) another span may trail the best, anywhere in the quote."""

LISTED = 10.0
"""The same for an item of a list beside a marked one: an item is seldom marked when its neighbour is."""

MOST = 12
"""Highlights of one quote at most: where a list is marked in part, the rest looks as though it did not answer."""

_TRIED = 12
_AND = re.compile(
    rf"[\s,;]*(?:[,;]|\b(?:and|or)\b|&|\n\s*(?:{ITEM_MARK.pattern})?)[\s,;]*(?:(?:and|or|also|then|the|an?)\s+)*",
    re.IGNORECASE,
)
"""What stands between two items of a list."""


def further_answers(
    question: str, text: str, quote: Span, highlight: Span, start: Logits, end: Logits, places: Places
) -> tuple[Span, ...]:
    """Return the other answers in a quote, in the order of the text, apart from each other and from the highlight.

    `start` and `end` are the logits of the quote's word pieces, (n,) each, `places` (n, 2) their places in `text`.
    A row has none beside the cell that is asked for.
    """
    if asked_cell(question, text, quote) == highlight:
        return ()
    scene = scene_of(question, text, quote)
    marked = [highlight]
    least: float | None = None
    for logit, likely in _likeliest(text, quote, start, end, places):
        span = first_item(text, quote, likely)
        least = logit if least is None else least
        near = logit >= least - NEAR or (logit >= least - LISTED and any(_listed(text, span, one) for one in marked))
        if near and is_new(scene, span) and not any(_touch(text, span, one) for one in marked):
            marked.append(span)
    beside = _bullets(text, quote, highlight)
    marked += [one for one in beside if not any(_touch(text, one, other) for other in marked)]
    return tuple(sorted(marked[1:MOST], key=lambda one: one.start))


def first_item(text: str, quote: Span, highlight: Span) -> Span:
    """Return a highlight without the mark of an item, and only in the first of several items; any other as it is."""
    for item in _items(text, quote):
        if item.overlaps(highlight):
            return whole(text, max(item.start, highlight.start), min(item.end, highlight.end), item) or highlight
    return highlight


def _bullets(text: str, quote: Span, highlight: Span) -> list[Span]:
    """Return the other items of a quote that is a list, if the highlight stands in one of them."""
    items = [item for each in _items(text, quote) if (item := whole(text, each.start, each.end, each)) is not None]
    beside = [item for item in items if not item.holds(highlight)]
    return beside if len(beside) < len(items) else []


def _items(text: str, quote: Span) -> list[Span]:
    """Return the lines of a quote behind marks, without these; where none has one, of a list all but the first."""
    lines = list(lines_of(text, quote.start, quote.end))
    marks = [(mark.end(), line.end) for line in lines if (mark := ITEM_MARK.match(text, line.start))]
    if marks:
        return [Span(start, end) for start, end in marks if start < end]  # an item may be but its mark
    return lines[1:] if len(lines) > 2 and _is_list(text, quote) else []


def _is_list(text: str, quote: Span) -> bool:
    words = quote.of(text)
    spans = sentences(words)
    return (0, len(spans) - 1) in lists(words, spans)


def _likeliest(text: str, quote: Span, start: Logits, end: Logits, places: Places) -> Iterator[tuple[float, Span]]:
    """Yield the likeliest spans with their logits, best first, each beside those before it."""
    free = [(0, len(start))]
    for _ in range(_TRIED):
        found = [(best, own) for own in free if (best := best_inside(start, end, own)) is not None]
        if not found:
            return
        (logit, (first, last)), own = max(found, key=lambda one: one[0][0])
        free.remove(own)
        free += [(own[0], first), (last + 1, own[1])]
        span = whole(text, int(places[first][0]), int(places[last][1]), quote)
        if span is not None:
            yield logit, span


def _touch(text: str, one: Span, other: Span) -> bool:
    """Tell whether two spans overlap, or have nothing between them: "Minister" and "Jaishankar" are one answer.

    Two lines are two.
    """
    first, second = sorted((one, other), key=lambda span: span.start)
    between = text[first.end : second.start]
    return not between.strip() and "\n" not in between


def _listed(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.start)
    return first.end <= second.start and _AND.fullmatch(text, first.end, second.start) is not None

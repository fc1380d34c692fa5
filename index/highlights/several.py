"""The further answers in a quote, if the question asks for several things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span
from index.highlights.cells import asked_cell
from index.highlights.clauses import is_new, whole
from index.highlights.spans import Logits, Places, best_inside
from index.text.line_marks import ITEM_MARK
from index.text.lines import lines_of
from index.text.lists import COLONS

NEAR = 5.0
"""By how many logits (both readings added) another span may be below the best, anywhere in the quote."""

LISTED = 10.0
"""The same for an item of a list next to a marked one: a reader seldom marks two neighbours."""

MOST = 12
"""The most highlights of one quote. It is high, as the rest of a list that is marked in part looks like no answer."""

_TRIED = 12
_AND = re.compile(
    rf"[\s,;]*(?:[,;]|\b(?:and|or)\b|&|\n\s*(?:{ITEM_MARK.pattern})?)[\s,;]*(?:(?:and|or|also|then|the|an?)\s+)*",
    re.IGNORECASE,
)
"""The text between two items of a list."""
_GOES_ON = re.compile(r"[;,]\s+(?:and|or)\s*\Z", re.IGNORECASE)
"""What joins an item to the next one: "a smoke alarm on every floor; and"."""
_LONGEST_AND = 80
"""The most characters between them: `_AND` takes cubic time on white space that is followed by other words."""


def further_answers(
    question: str, text: str, quote: Span, highlight: Span, start: Logits, end: Logits, places: Places
) -> tuple[Span, ...]:
    """Return the other answers in a quote, in the order of the text; neither they nor the highlight touch each other.

    `start` and `end` (n,) are the logits of the quote's word pieces, `places` (n, 2) their offsets in `text`. If the
    highlight is the cell of a row that is asked for, there are none.
    """
    if asked_cell(question, text, quote) == highlight:
        return ()
    marked = [highlight]
    least: float | None = None
    for logit, likely in _likeliest(text, quote, start, end, places):
        span = whole_item(text, quote, first_item(text, quote, likely))
        least = logit if least is None else least
        near = logit >= least - NEAR or (logit >= least - LISTED and any(_listed(text, span, one) for one in marked))
        if near and is_new(question, span.of(text)) and not any(_touch(text, span, one) for one in marked):
            marked.append(span)
    beside = _bullets(text, quote, highlight)
    marked += [one for one in beside if not any(_touch(text, one, other) for other in marked)]
    return tuple(sorted(marked[1:MOST], key=lambda one: one.start))


def first_item(text: str, quote: Span, highlight: Span) -> Span:
    """Return the part of a highlight in its first item, without the item's mark; all of it if it is in no item."""
    for item in _items(text, quote):
        if item.overlaps(highlight):
            return whole(text, max(item.start, highlight.start), min(item.end, highlight.end), item) or highlight
    return highlight


def whole_item(text: str, quote: Span, highlight: Span) -> Span:
    """Return the whole item that a highlight is in, as all items of a list are marked; itself if there is no other."""
    items = _whole_items(text, quote)
    return next((item for item in items if len(items) > 1 and item.holds(highlight)), highlight)


def _whole_items(text: str, quote: Span) -> list[Span]:
    # An item may be nothing but what joins it to the next one: "(b) ; or".
    items = [(each, each.start + len(_GOES_ON.sub("", each.of(text)))) for each in _items(text, quote)]
    return [item for each, end in items if (item := whole(text, each.start, end, each)) is not None]


def _bullets(text: str, quote: Span, highlight: Span) -> list[Span]:
    """Return the other items of a quote that is a list, if the highlight is inside one of them."""
    items = _whole_items(text, quote)
    beside = [item for item in items if not item.holds(highlight)]
    return beside if len(beside) < len(items) else []


def _items(text: str, quote: Span) -> list[Span]:
    """Return the lines of a quote with marks, without the marks; of a list without any, all lines but the first.

    The first is no item either if it announces the others, as in "3. Bring along:".
    """
    lines = list(lines_of(text, quote.start, quote.end))
    below = lines[1:] if len(lines) > 1 and lines[0].of(text).endswith(COLONS) else lines
    marks = [(mark.end(), line.end) for line in below if (mark := ITEM_MARK.match(text, line.start))]
    if marks:
        return [Span(start, end) for start, end in marks if start < end]  # an item may be only its mark
    return lines[1:] if len(lines) > 2 else []  # two are a question with its answer, or a line with what it announces


def _likeliest(text: str, quote: Span, start: Logits, end: Logits, places: Places) -> Iterator[tuple[float, Span]]:
    """Yield the likeliest spans with their logits, best first; none overlaps an earlier one."""
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
    """Tell whether two spans overlap or are next to each other: "Minister" and "Jaishankar" are one answer.

    Spans on two lines are two answers.
    """
    first, second = sorted((one, other), key=lambda span: span.start)
    between = text[first.end : second.start]
    return not between.strip() and "\n" not in between


def _listed(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.start)
    is_near = 0 <= second.start - first.end <= _LONGEST_AND
    return is_near and _AND.fullmatch(text, first.end, second.start) is not None

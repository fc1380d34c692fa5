"""Whole sentences packed into passages that fit a token budget, as offsets.

A list stays whole where it has room, and a heading with what stands under it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from index.article import Span
from index.text.dialogue import asks
from index.text.lists import lists
from index.text.paragraphs import paragraphs
from index.text.telling_headings import begins_section

_STUB = 0.15
"""The share of the budget below which a rest is no passage of its own, and by which the one before may be over it."""


def passages(text: str, spans: Sequence[Span], token_counts: Sequence[int], *, budget: int) -> list[Span]:
    """Pack the sentences `spans` of `text` into passages of at most `budget` tokens.

    A passage begins with the last sentence of the one before, when that sentence is short and in the same paragraph, so
    that "it" and "he" keep what they point at. A list that has room in one passage is not cut.

    Args:
        text: the text that the sentences were cut from.
        spans: its sentences, in order.
        token_counts: the number of tokens of each sentence, as many as `spans`.
        budget: tokens; a sentence over it stands alone.

    Returns:
        Passages in order. Each sentence is in at least one; a short rest may bring the last one up to
        15 % over the budget.

    Raises:
        ValueError: `token_counts` does not fit `spans`, or `budget` is not positive.
    """
    if budget < 1 or len(spans) != len(token_counts):
        raise ValueError("passages need a positive budget and one token count for each sentence")
    total = list(accumulate(token_counts, initial=0))
    ranges = _ranges(text, spans, total, budget) if spans else []
    return [Span(spans[first].start, spans[end - 1].end) for first, end in _without_stub(ranges, total, budget)]


def _ranges(text: str, spans: Sequence[Span], total: Sequence[int], budget: int) -> list[tuple[int, int]]:
    """Return which sentences each passage has: the first, and the one behind the last.

    `total`: the tokens of all sentences before each, and behind the last of all of them.
    """
    starts = {paragraph.start for paragraph in paragraphs(text)}
    opens = [span.start in starts for span in spans]
    # Of a list that has room in one passage, each item and what announces it.
    together = [each for each in lists(text, spans) if total[each[1] + 1] - total[each[0]] <= budget]
    whole = {item: first for first, last in together for item in range(first + 1, last + 1)}

    ranges: list[tuple[int, int]] = []
    fresh = 0  # the first sentence that is in no passage yet
    while fresh < len(spans):
        first = fresh
        if fresh and not opens[fresh] and (total[fresh] - total[fresh - 1]) * 4 <= budget:
            repeated_fits = total[fresh + 1] - total[fresh - 1] <= budget
            first = fresh - 1 if repeated_fits else fresh
        end = fresh + 1
        while end < len(spans) and total[end + 1] - total[first] <= budget:
            end += 1
        if end < len(spans):
            end = _at_paragraph_break(first, fresh, end, opens, total, budget)
            end = _before_list(whole, fresh, end)
            end = _before_headings(text, spans, fresh, end)
        ranges.append((first, end))
        fresh = end
    return ranges


def _without_stub(ranges: list[tuple[int, int]], total: Sequence[int], budget: int) -> list[tuple[int, int]]:
    """Return the ranges with a short rest at the end taken into the passage before it."""
    if len(ranges) > 1:
        *others, (first, middle), (_, end) = ranges
        if total[end] - total[middle] < _STUB * budget and total[end] - total[first] < (1 + _STUB) * budget:
            return [*others, (first, end)]
    return ranges


def _at_paragraph_break(
    first: int, fresh: int, end: int, opens: Sequence[bool], total: Sequence[int], budget: int
) -> int:
    """Return the last paragraph break in ``fresh+1..end`` that leaves the passage half full, else `end`."""
    for place in range(end, fresh, -1):
        if (total[place] - total[first]) * 2 < budget:
            break
        if opens[place]:
            return place
    return end


def _before_list(whole: Mapping[int, int], fresh: int, end: int) -> int:
    """Return `end`, or the place before the list that it would cut through, where that is not all there is."""
    return whole[end] if whole.get(end, fresh) > fresh else end


def _before_headings(text: str, spans: Sequence[Span], fresh: int, end: int) -> int:
    """Return `end`, or the place before the headings and questions there, where they are not all there is."""
    place = end
    while place > fresh and (begins_section(text, spans[place - 1]) or asks(spans[place - 1].of(text))):
        place -= 1
    return place if place > fresh else end

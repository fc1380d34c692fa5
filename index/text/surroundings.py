"""The sentences around a quote: enough to judge it, and short enough to read at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span
from index.text.segment import sentences

MOST = 1_500
"""The most characters of the surroundings, unless the quote itself is longer."""


def surroundings(text: str, quote: Span, passages: Sequence[Span] = ()) -> Span:
    """Return a span of whole sentences of `text` that contains `quote`, at most `MOST` characters.

    If passages contain the quote, it is the one in which the quote is nearest to the middle; otherwise as many
    sentences as fit.
    """
    holding = [passage for passage in passages if passage.holds(quote)]
    if holding:
        best = min(holding, key=lambda passage: abs(passage.start + passage.end - quote.start - quote.end))
        if best.end - best.start <= MOST:
            return best
    # Only a window is cut into sentences, since the article may be a book. What it cuts begins or ends too far away.
    first, last = max(0, quote.start - MOST), min(len(text), quote.end + MOST)
    around = [span.moved(first) for span in sentences(text[first:last])]
    found = quote
    before = [span for span in around if span.start < quote.start]
    after = [span for span in around if span.end > quote.end]
    before.reverse()  # nearest first
    while before or after:
        for side in (before, after):
            if not side:
                continue
            wider = Span(min(found.start, side[0].start), max(found.end, side[0].end))
            if wider.end - wider.start > MOST:
                side.clear()
            else:
                found = wider
                side.pop(0)
    return found

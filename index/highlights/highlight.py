"""The highlight: the shortest words inside a quote that answer a question, found by rules.

The kind of the question says which words can answer at all (a name, a date, a number, what somebody said,
a cause, a noun phrase); of those, the ones nearest to the question's own words in the quote are taken, and
never words that the question holds itself. Where no rule fits, as where yes or no would answer, there is no highlight.
"""

from __future__ import annotations

import math

from index.article import Span
from index.highlights.candidates import RULES
from index.highlights.scene import Scene, is_new, scene_of, whole
from index.questions.question import question_kind


def _closeness(scene: Scene, span: Span) -> float:
    """Return the mean over the question's words in the quote of 1 / sqrt(1 + words between), from 0 to 1."""
    inside = [i for i, w in enumerate(scene.words) if w.start < span.end and span.start < w.end]
    if not inside:
        return 0.0
    nearest: dict[str, int] = {}
    for i, word in enumerate(scene.words):
        if word.asked:
            gap = max(inside[0] - i, i - inside[-1], 1)
            nearest[word.stem] = min(gap, nearest.get(word.stem, gap))
    return math.fsum(1 / math.sqrt(1 + gap) for gap in nearest.values()) / max(1, len(nearest))


def find_highlight(question: str, text: str, quote: Span) -> Span | None:
    """Return the shortest span inside `quote` that answers `question`, or None where no rule finds one.

    The span lies inside `quote` and neither begins nor ends with white space or punctuation that is not a part
    of it. Total: any strings will do, and a quote that reaches past the text is cut to it.
    """
    if quote.start >= len(text):
        return None
    quote = Span(quote.start, min(quote.end, len(text)))
    rule = RULES.get(question_kind(question))
    if rule is None:
        return None
    scene = scene_of(question, text, quote)
    best: tuple[float, Span] | None = None
    for candidate in rule(scene):
        span = whole(text, candidate.span.start, candidate.span.end, quote)
        if span is None or span == quote or not is_new(scene, span):
            continue
        score = candidate.prior + _closeness(scene, span)
        if best is None or score > best[0]:
            best = (score, span)
    return best[1] if best else None

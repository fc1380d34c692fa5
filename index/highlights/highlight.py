"""The highlight: the shortest words inside a quote that answer a question, found by rules.

The kind of question decides which words can answer (a name, a date, a number, what somebody said, a cause, a noun
phrase). Of these, the ones nearest to the question's words in the quote are taken, and never words of the question
itself. If no rule fits, as for a yes-or-no question, there is no highlight.
"""

from __future__ import annotations

import math

from index.article import Span
from index.highlights.candidates import RULES
from index.highlights.scene import Scene, is_new, scene_of, whole
from index.questions.question import question_kind


def _closeness(scene: Scene, span: Span) -> float:
    """Return the mean of 1 / sqrt(1 + distance in words) over the question's words in the quote, from 0 to 1."""
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
    """Return the best span inside `quote` that answers `question`, or None if no rule finds one.

    The span has no outer white space or punctuation. Any strings are accepted, and a quote that reaches past the end of
    the text is cut there.
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

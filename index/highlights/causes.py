"""Which way a sentence tells of a cause: "A because B" and "B, so A" say why A is, and not why B is."""

from __future__ import annotations

import re

from index.article import Span
from index.highlights.scene import sentence_around
from index.questions.question import content_stems

_BECAUSE = re.compile(r",?\s+because\s+(?!of\b)", re.IGNORECASE)
_SO = re.compile(r"[,;]\s+(?:and\s+)?(?:so(?!\s+(?:that|far|much|many|on)\b)|therefore|hence)\s+", re.IGNORECASE)


def explains_another(question: str, text: str, quote: Span, highlight: Span | None) -> bool:
    """Tell whether a quote, a span of `text`, says what comes of the thing that is asked about, and not why it is.

    That is so where all that a question why it is asks about stands in the cause that the sentence gives, and not in
    what that explains; and marked is the latter, or the cause itself as the question has it.
    """
    asked = content_stems(question)
    if highlight is None or not asked:
        return False
    sentence = sentence_around(text, quote, highlight)
    for sign, behind in ((_BECAUSE, True), (_SO, False)):
        if (found := sign.search(text, sentence.start, sentence.end)) is None:
            continue
        before, after = text[sentence.start : found.start()], text[found.end() : sentence.end]
        cause, effect = (after, before) if behind else (before, after)
        if asked <= content_stems(cause) and not asked <= content_stems(effect):
            marks_effect = (highlight.start < found.start()) is behind
            return marks_effect or asked <= content_stems(highlight.of(text))
    return False

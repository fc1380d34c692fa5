"""What was raised: the one thing that a rule highlights better than a trained reader.

It has its own file, so that a trained reader does not load the other rules.
"""

from __future__ import annotations

import re

from index.article import Span
from index.highlights.scene import Scene, clause, is_new, scene_of, trim
from index.questions.question import Kind, question_kind

_TOPIC = re.compile(
    r"\b(?:concerns?|worries|fears?|questions?|doubts?|issues?|objections?|complaints?)\s+"
    r"(?:related\s+to|relating\s+to|regarding|concerning|about|over|around|of|on|with|that|in)\s+",
    re.IGNORECASE,
)
_RAISE_QUESTION = re.compile(
    r"\b(?:rais|address|discuss|voic|express|bring\s+up|brought\s+up|mention|concern|stress|emphasi|urge|highlight|talk)",
    re.IGNORECASE,
)


def raised(scene: Scene) -> list[Span]:
    """Return the concerns, questions or doubts in the quote with their subject, if the question asks what was raised.

    For example, "concerns related to irregular migration".
    """
    if not _RAISE_QUESTION.search(scene.question):
        return []
    topics = _TOPIC.finditer(scene.text, scene.quote.start, scene.quote.end)
    return [span for match in topics if (span := clause(scene, match.start()))]


def find_matter(question: str, text: str, quote: Span) -> Span | None:
    """Return what was raised, if the question asks for that and the quote has a concern, question or doubt, else None.

    This is for trained readers: their training sets hardly have a question like "what did they raise?".
    """
    if question_kind(question) is not Kind.SAID:
        return None
    scene = scene_of(question, text, quote)
    spans = [trim(text, span.start, span.end) for span in raised(scene)]
    return next((span for span in spans if span and span != quote and quote.holds(span) and is_new(scene, span)), None)

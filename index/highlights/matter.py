"""What rules mark better than a reader that marks answers itself: what was raised.

In a file of its own, so that such a reader loads none of the other rules.
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
RAISE_QUESTION = re.compile(
    r"\b(?:rais|address|discuss|voic|express|bring\s+up|brought\s+up|mention|concern|stress|emphasi|urge|highlight|talk)",
    re.IGNORECASE,
)


def raised(scene: Scene) -> list[Span]:
    """Return the concerns, questions or doubts that the quote names with their matter, if the question asks for such.

    What is raised, voiced or brought up is one of these: "concerns related to irregular migration".
    """
    if not RAISE_QUESTION.search(scene.question):
        return []
    topics = _TOPIC.finditer(scene.text, scene.quote.start, scene.quote.end)
    return [span for match in topics if (span := clause(scene, match.start()))]


def find_matter(question: str, text: str, quote: Span) -> Span | None:
    """Return what was raised, where the question asks for that and the quote names it as a concern, question or doubt.

    For readers that mark answers themselves: "what did they raise?" is nearly unknown to the sets they learn from.
    """
    if question_kind(question) is not Kind.SAID:
        return None
    scene = scene_of(question, text, quote)
    spans = [trim(text, span.start, span.end) for span in raised(scene)]
    return next((span for span in spans if span and span != quote and quote.holds(span) and is_new(scene, span)), None)

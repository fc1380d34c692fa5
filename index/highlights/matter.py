"""What was raised: the one thing that a rule highlights better than a trained reader.

It has its own file, so that a trained reader does not load the other rules.
"""

from __future__ import annotations

import re

from index.article import Span
from index.highlights.clauses import clause_from, is_new
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


def find_matter(question: str, text: str, quote: Span) -> Span | None:
    """Return what was raised, if the question asks for that and the quote has a concern, question or doubt, else None.

    With its subject: "concerns related to irregular migration". This is for trained readers: their training sets
    hardly have a question like "what did they raise?".
    """
    if question_kind(question) is not Kind.SAID or not _RAISE_QUESTION.search(question):
        return None
    topics = _TOPIC.finditer(text, quote.start, quote.end)
    spans = [clause_from(text, topic.start(), quote) for topic in topics]
    return next((span for span in spans if span and span != quote and is_new(question, span.of(text))), None)

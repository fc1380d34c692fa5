"""A follow-up question -> the surest answer to what it may ask, by itself or below the question before it."""

from __future__ import annotations

from index.article import Answer
from index.collection import Collection
from index.filters import Filters
from index.questions.follow_up import phrase_below, standalone
from index.questions.question import content_stems


def answer_follow_up(
    collection: Collection, before: str, question: str, *, filters: Filters = Filters(), quotes: int = 3
) -> Answer:
    """Answer a question that may depend on the one before it ("": there is none); see `Collection.ask`.

    "Students?" may be a question by itself, or continue the question before. Both are asked, and the surest answer is
    returned. Below the question before, an answer only counts if it names what was typed: otherwise the reader would
    just answer that question again.
    """
    alone = collection.ask(standalone(before, question), filters=filters, quotes=quotes)
    named = content_stems(question)
    answers = [collection.ask(each, filters=filters, quotes=quotes) for each in phrase_below(before, question)]
    fitting = [each for each in answers if each.answered and named <= content_stems(each.quotes[0].text)]
    return max([alone, *fitting], key=lambda answer: (answer.answered, answer.confidence))

"""A message with several questions: which are left open by an answer, and which are answered alone after a refusal."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.wording import has_several_questions
from index.article import Answer
from index.collection import Collection
from index.filters import Filters
from index.questions.follow_up import standalone
from index.questions.question import content_stems
from index.questions.word_classes import ASKING
from index.text.segment import sentences

MOST = 4
"""Questions of a message that are each asked once more, by themselves; of one with more, nothing is told."""

_ASKS = re.compile(rf"\W*(?:(?:and|but|so|also)\b\W*)*(?:how|{ASKING})\b.*\?$", re.IGNORECASE | re.DOTALL)
"""Not "does anybody know?", which leads up to another."""


def left_open(collection: Collection, found: Answer, shown: int, filters: Filters) -> tuple[str, ...]:
    """Return the questions of an answered message that none of its first `shown` quotes answers, as they were typed.

    Each is asked by itself: it is answered where its best quote is one of those. Blocks for as long as that takes;
    raises what the library raises.
    """
    if not found.answered:
        return ()
    places = [(quote.article.id, quote.span) for quote in found.quotes[:shown]]
    return tuple(
        typed
        for typed, whole in _alone(found.question)
        if not any(
            best.article.id == article and best.span.overlaps(span)
            for best in collection.ask(whole, filters=filters, quotes=1).quotes
            for article, span in places
        )
    )


def answered_alone(collection: Collection, found: Answer, filters: Filters) -> tuple[str, ...]:
    """Return the questions of a refused message that are answered by themselves, in full. Blocks and raises too."""
    if found.answered:
        return ()
    return tuple(
        whole for _, whole in _alone(found.question) if collection.ask(whole, filters=filters, quotes=1).answered
    )


def _alone(message: str) -> list[tuple[str, str]]:
    """Return several questions (2 to `MOST`), each as typed and with what it leaves out taken from the one before."""
    asked = _questions(message) if has_several_questions(message) else []
    if not 1 < len(asked) <= MOST:
        return []
    return list(zip(asked, [asked[0], *(standalone(before, each) for before, each in pairwise(asked))], strict=True))


def _questions(message: str) -> list[str]:
    """Return the questions that begin as questions do, and say of what they ask."""
    parts = [part for span in sentences(message) for part in re.split(r"(?<=\?)\s+", span.of(message))]
    return [part for part in parts if _ASKS.match(part) and content_stems(part)]

"""On which side of its verb a mark stands: whom somebody followed is not who followed him."""

from __future__ import annotations

import re

from index.article import Span
from index.questions.question import AUXILIARY, content_stems
from index.questions.verbs import PAST, act, is_past
from index.questions.word_classes import PREPOSITION

_ASKS_WHO_DID = re.compile(
    rf"^\W*(?:(?:who|what)\s+(?:(?:had|has|will)\s+)?(?!{AUXILIARY}\b)(?P<verb>[a-z]+)"
    rf"|(?:which|what)(?:\s+[\w-]+){{1,2}}?\s+(?:(?:had|has)\s+(?={PAST}\b))?(?P<past>{PAST}))"
    rf"\s+(?P<whom>\S.*?)(?:\s+(?:as\b|{PREPOSITION})|\W*$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_DOER = re.compile(
    r"(?:\b(?:he|it|she|that|they|which|who|[A-ZÀ-Þ][\w'’-]*)\s+(?:(?:had|has|have)\s+)?|\b(?:and|had)\s+)\Z"
)
_TO_NOUN = re.compile(r"\s+(?:(?:the|an?|his|her|its|their|(?:Mrs?|Ms|Dr)\.?)\s+)*")
_NEAR = 40
"""Characters behind a verb in which it is told whom it is done to."""

_BOTH_WAYS = frozenset(map(act, ("divorce", "face", "fight", "join", "marry", "meet", "play", "resemble", "wed")))
"""Acts that are done by both: of "Lund married Holm" Holm is who married Lund."""


def done_to(question: str, text: str, quote: Span, mark: Span) -> frozenset[str]:
    """Return the act whose doer a question asks for, if the mark is whom it was done to; else nothing.

    "Who followed Ida Holm?" is not answered by "Holm followed Per Lund". Not where the quote tells in the same words
    that it was done to whom the question names.
    """
    asked = _ASKS_WHO_DID.search(question)
    if asked is None or (verb := act(asked["verb"] or asked["past"])) in _BOTH_WAYS:
        return frozenset()
    whom = content_stems(asked["whom"])
    told = [word for word in _WORD.finditer(text, quote.start, quote.end) if is_past(word[0]) and act(word[0]) == verb]
    if any(whom & content_stems(text[one.end() : min(one.end() + _NEAR, quote.end)]) for one in told):
        return frozenset()
    behind = [one for one in told if _TO_NOUN.fullmatch(text, one.end(), mark.start)]
    return frozenset({verb} if any(_DOER.search(text, quote.start, one.start()) for one in behind) else ())

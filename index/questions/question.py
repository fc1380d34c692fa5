"""What a question asks for: the kind of answer, its words with a meaning, and the noun that it asks for.

Rules on English question words, the nouns that follow them and the verbs of speech. Pure functions of
the question; nothing here looks at an article.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from index.text.analysis import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SUFFIX = re.compile(r"(?:ations?|ions?|ments?|ingly|ings?|edly|ed|ies|ers?|ors?|est?|als?|ly|s|y|e)$")

_MORE_SMALL_WORDS = """
along also although among became either else ever get gets got however may might much must near one onto per rather
shall since therefore though thus toward towards upon use used via whether will within without yet
"""
FUNCTION_WORDS = STOP_WORDS | frozenset(_MORE_SMALL_WORDS.split())
"""Words without a meaning of their own: the stop words of the search, and more that it keeps ("may", "without")."""


class Kind(StrEnum):
    """The kind of answer that a question asks for."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    SAID = "said"
    WHY = "why"
    YES_NO = "yes or no"
    WHICH = "which"
    WHAT = "what"
    OTHER = "other"


def _any_of(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


AUXILIARY = _any_of("is are was were do does did has have had can could will would shall should may might must")

_TOLD = _any_of("worry forget mind care know remember recall think understand see find get tell say need want")
YES_NO = rf"(?!\w+['’]t\s+{_TOLD}\b)(?:{AUXILIARY}(?:n?['’]t)?|won['’]t|am(?=\s+I\b))\b"
"""How a question for yes or no begins: "is it", "isn't it", "am I"; not "don't worry, when …", "can't find when …"."""

_WH = r"(?:what|which)(?:['’]s)?"
# Up to three words may stand between the question word and its noun: "what U.S. state", "which two former players".
_TYPED = rf"\b{_WH}\s+(?:(?!(?:is|was|are|were|did|does|do|has|had|of|the)\b)[\w.'’-]+\s+){{0,2}}?"
_SPEECH = _any_of(
    """say said tell told call raise urge stress emphasi[sz]e warn claim announce argue state mention discuss demand
    declare promise criticise criticize insist note reply respond ask suggest express voice admit deny confirm reveal
    accuse request recommend propose explain bring\\s+up complain highlight comment talk"""
)
_COUNT = _any_of(
    "number amount percentage percent proportion population age price cost size height length distance share rate "
    "temperature fraction total speed weight width depth score"
)
_TIME = _any_of("year years date day month century centuries decade decades season time era period weekday")
_PLACE = _any_of(
    "country countries city cities state province region town village continent place location area county district "
    "nation island river venue stadium street territory neighborhood neighbourhood ocean sea lake mountain"
)
_PERSON = _any_of(
    """person people man woman president king queen emperor scientist author writer player coach quarterback actor
    actress singer artist leader minister politician philosopher mathematician scholar general pope bishop explorer
    architect engineer economist chemist physicist theologian monarch ruler khan duke prince judge senator governor
    secretary spokesperson spokesman official founder inventor director composer poet historian"""
)

_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.YES_NO, rf"^\W*{YES_NO}"),
        (
            Kind.HOW_MANY,
            r"\bhow\s+(?:many|much|long|old|far|tall|high|deep|big|large|wide|fast|often|heavy|frequently)\b",
        ),
        (Kind.WHEN, r"\b(?:when|how\s+(?:recently|soon|early|late))\b(?!\s+\w+ing\b)"),
        (Kind.WHEN, rf"{_TYPED}{_TIME}\b"),
        (Kind.HOW_MANY, rf"{_TYPED}{_COUNT}\b|\b{_WH}\s+(?:is|was|are|were)\s+the\s+(?:\w+\s+){{0,2}}{_COUNT}\b"),
        (
            Kind.WHO,
            rf"\b(?:who|whom|whose)\b|{_TYPED}{_PERSON}\b|\b{_WH}\s+(?:is|was)\s+the\s+name\s+of\s+the\s+{_PERSON}\b",
        ),
        (Kind.WHERE, rf"\bwhere\b|{_TYPED}{_PLACE}\b"),
        (Kind.WHY, rf"\b(?:why|how\s+come)\b|\bfor\s+what\s+reason|\b{_WH}\s+(?:is|was|are|were)\s+the\s+reasons?\b"),
        (Kind.SAID, rf"\b(?:what|how)\s+(?:did|does|do|has|had|have)\s+(?:[^?]*?\s)?(?:{_SPEECH})\b"),
        (Kind.SAID, r"\bwhat\s+(?:was|were|is|are)\s+[^?]*?\b(?:said|raised|announced|stressed|concerns?\s+raised)\b"),
        (Kind.WHICH, r"\bwhich\b"),
        (Kind.WHAT, r"\bwhat\b"),
    )
)


@lru_cache(maxsize=64)  # called for every quote that is read
def question_kind(question: str) -> Kind:
    """Return the kind of answer that `question` asks for; `Kind.OTHER` if its words do not tell.

    A question that begins with an auxiliary verb is a yes-or-no question, whatever follows.
    """
    return next((kind for kind, pattern in _RULES if pattern.search(question)), Kind.OTHER)


def asks_yes_no(question: str) -> bool:
    """Tell whether the answer is yes or no, or one of two words: "is it open or closed?"."""
    return question_kind(question) is Kind.YES_NO


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return a rough stem of `word` in lower case, enough to match "deported" with "deport"."""
    word = _bare(word)
    cut = _SUFFIX.sub("", word)
    if len(cut) < 3:
        return word
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut


def content_stems(question: str) -> frozenset[str]:
    """Return the stems of the words of `question` that are not function words; "what's" is one."""
    return frozenset(stem(word) for word in _WORD.findall(question) if _bare(word) not in FUNCTION_WORDS)


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


_WANTED = re.compile(
    r"\b(?:what|which|how\s+many|how\s+much)\s+(?:(?:kinds?|types?|sorts?|percentage|percent|number|amount)\s+of\s+)?(?:the\s+)?"
    r"((?:(?!(?:is|was|are|were|did|does|do|has|had|have|can|could|will|would|in|on|of|to|for|at|from)\b)[\w.'’-]+\s+){1,4}?)"
    r"(?=(?:is|was|are|were|did|does|do|has|had|have|can|could|will|would|got|get|in|on|of|to|for"
    r"|at|from|\w+ed|\w+s)\b)",
    re.IGNORECASE,
)


def wanted_noun(question: str) -> str | None:
    """Return the stem of the noun after the question word: "flight" for "how many repatriation flights were there?"."""
    found = _WANTED.search(question + " is")
    if found is None:
        return None
    words = _WORD.findall(found[1])
    return stem(words[-1]) if words else None

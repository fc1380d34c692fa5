"""Questions of a text that have one answer: of several answers below such a one, all but one are wrong.

"Which river flows through Orn?" has one, "How do I apply?" and "Who may enter?" have as many as there are.
"""

from __future__ import annotations

import re

_AHEAD = re.compile(r"[\W_]*(?:(?:question\s*|q)?\(?\d{1,3}[.):]\s*|q[.:]\s*)?[\W_]*", re.IGNORECASE)
"""A number and the like before a question."""

_OWN_VOICE = re.compile(r"\b(?:I|me|[Mm]y|mine|[Ww]e|us|[Oo]ur)\b")
"""Who asks for himself gets information: a quiz and a form ask others. "US" is a country."""

_FREE = re.compile(
    r"how\s+(?:do|can|could|may|must|should|shall|will|would|to)\b|how\s+does\s+(?:one|it|this|the\s+\w+)\s+work"
    r"|(?:who|what|which|when|where)\b.{0,60}?\b(?:can|could|may|might|must|need|needs|allowed|entitled|eligible|available)\b"
    r"|who\s+(?:is|are|was|were)\s+(?:on|in|at|among|invited|present|an?|behind|involved|responsible)\b"
    r"|what\s+(?:is|does)\s+an?\b|what\s+happens\b|where\s+(?:is|are|do|does)\b|when\s+(?:is|are|do|does)\b"
    r"|(?:what|which)\s+(?:is|was|are|were)\s+the\s+(?:process|procedure|steps?|ways?|rules?|reasons?|differences?|address)\b"
    r"|(?:what|which)\b.{0,40}?\b(?:options?|ways?|reasons?|kinds?|sorts?|types?|these\s+are|those\s+are|else)\b"
    # "which browser is supported", "what language is spoken"
    r"|(?:what|which)\b.{0,40}?\b(?:is|are)\s+(?:also\s+)?\w+(?:ed|en)\b",
    re.IGNORECASE,
)

_UNCOUNTED = (
    r"(?:equipment|information|food|material|clothing|gear|luggage|help|support|work|advice|data|software|furniture"
    r"|paperwork|documentation|training|experience|insurance|music|wildlife|wood|staff|time|stuff|proof|evidence)"
)
_VERB = r"(?:is|was|has|had|did|does|will|would|should|do|[a-z]{2,}ed|[a-z]+[^s\W]s|made|won|led|wrote|built|fell|lost)"
_SUPERLATIVE = (
    r"(?:most|least|first|second|third|last|only|(?!latest|nearest|interest|guest|request|forest|west|test|rest|harvest"
    r"|protest|contest|honest|modest|chest|nest|quest|arrest|priest)[a-z]{2,}est)\b(?!\s+(?:way|time|place|aid|name)\b)"
)
_SURE = re.compile(
    rf"(?:(?:in|on|at|to|from|by|into|for|under|of)\s+)?(?:which|what)\s+(?!{_UNCOUNTED}\b)"
    rf"(?:of\s+(?:these|those|the)\s+\w+\s+|(?:(?!(?:is|was|are|were|of|in|on|the|an?)\b)[\w’'-]+\s+){{1,3}}?){_VERB}\b"
    rf"|(?:who|which|what)\s+(?:is|was|has|had)\s+(?:the\s+|[\w.-]+['’]s\s+)?{_SUPERLATIVE}",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"who\s+(?:was|[a-z]{2,}ed|won|wrote|built|made|led|sang|drew|found|said|became|lost|sold|bought|gave|came|ran|beat|set)\b"
    r"|whose\b|(?:what|when|where|why|how)\s+(?:was|did|were)\b|what\s+(?:is|has)\s+(?:the|called)\b|(?:what|who)(?:['’]s|\s+is)\b"
    r"|.+\bwhat\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"how\s+(?:many|much)\b|how\s+[a-z]+\s+(?:(?:is|was|did|does|has|had|will|would|should)\b|(?:are|were|do|have)\s+you\b)"
    r"|when\s+(?:was|did)\b",
    re.IGNORECASE,
)


def bare(question: str) -> str:
    """Return a question without the number and the marks around it."""
    return question[_AHEAD.match(question).end() :].strip("*_ \t")  # type: ignore[union-attr]  # it matches nothing, too


def is_free(question: str) -> bool:
    """Tell whether a question is one that a list answers: somebody's own, or for ways, and for all who are or may."""
    words = bare(question)
    return _OWN_VOICE.search(words) is not None or _FREE.match(words) is not None


def asks_one(question: str) -> bool:
    """Tell whether a question asks for a single thing out of its kind, by "which" with a singular or a superlative."""
    return not is_free(question) and _SURE.match(bare(question)) is not None


def may_ask_one(question: str) -> bool:
    """Tell whether a question asks for a single thing where it stands among others that do: "who wrote it?"."""
    return not is_free(question) and _IN_A_ROW.match(bare(question)) is not None


def asks_measure(question: str) -> bool:
    """Tell whether a question asks for a number, a degree or a date: "how tall is it?", "when did it open?"."""
    words = bare(question)
    return _OWN_VOICE.search(words) is None and _MEASURE.match(words) is not None

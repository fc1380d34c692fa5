"""Acts that a quote says were not done: no answer to who did it, when, or with what.

"Holm was put forward for the cup in 1994 and did not get it" does not say when Holm got the cup.
"""

from __future__ import annotations

import re

from index.article import Span
from index.questions.question import FUNCTION_WORDS, Kind, content_stems, question_kind, stem

_WORD = re.compile(r"[^\W\d_]+")
_PART_END = re.compile(r"[.;!?](?=\s|\Z)|\n")
_NO = re.compile(r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_ASKS_WHAT_IS_NOT = re.compile(rf"{_NO.pattern}|\b(?:ceas|fail|lack|miss|refus|stop)\w*", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"(?:\b(?:(?<!\bbut\s)not|never)|n['’]t)\s+(?:(?:been|be|ever|even|have|yet|\w+ly)\s+){0,2}(?P<act>[^\W\d_]+)",
    re.IGNORECASE,
)
"""Not "coins, but not lanterns", where no verb follows."""
_IN_SOME_CASE = re.compile(
    r"\b(?:after|before|beyond|but|earlier|except|if|later|less|longer|more|only|other|outside|since|than|till|unless|until"
    r"|within)\b",
    re.IGNORECASE,
)
"""Words that say when, or in which case, it is done: "may not be kept longer than a week" says how long it may be."""

_IN_CASE = re.compile(r"\b(?:if|in\scase)\b[^,;]*\Z", re.IGNORECASE)
"""Before an act that may not be done: "if it is not paid by May, it is sold" says by when it is to be paid."""

_TURNED_DOWN = re.compile(
    r"\b(?:turn(?:s|ed|ing)?\s+down|(?:declin|refus|reject)(?:es?|s|ed|ing))\s+(?!by\b|to\b)(?P<what>(?:[\w'’-]+\s*){1,4})",
    re.IGNORECASE,
)
"""What somebody did not want to have: "turned down the medal"."""

_GET = frozenset(map(stem, ("award", "gain", "get", "give", "given", "got", "obtain", "receive", "win", "won")))
"""These count as one act: what was not given was not received."""


def is_undone(question: str, text: str, quote: Span, mark: Span) -> bool:
    """Tell whether the text around a highlight says that an act in the question was not done.

    Only the part between full stops, semicolons and line breaks counts, and only if it does not mention the act again.
    What was turned down was not received.
    """
    if question_kind(question) in (Kind.YES_NO, Kind.OTHER) or _ASKS_WHAT_IS_NOT.search(question):
        return False
    start = max((end.end() for end in _PART_END.finditer(text, quote.start, mark.start)), default=quote.start)
    end = _PART_END.search(text, mark.end, quote.end)
    part = text[start : end.start() if end else quote.end]
    if _NO.search(text, mark.start, mark.end):
        return False
    asked = {_act(word) for word in _WORD.findall(question) if word.casefold() not in FUNCTION_WORDS - {"get", "got"}}
    denied = [_act(found["act"]) for found in _NOT_DONE.finditer(part) if not _in_some_case(part, found.start())]
    undone = [act for act in denied if act in asked]
    acts = {*undone, "get"} if "get" in asked and _is_turned_down(question, part) else set(undone)
    return bool(acts) and sum(_act(word) in acts for word in _WORD.findall(part)) == len(undone)


def _in_some_case(part: str, at: int) -> bool:
    """Tell whether something is not done at an offset only in some case."""
    return _IN_SOME_CASE.search(part, at) is not None or _IN_CASE.search(part, 0, at) is not None


def _is_turned_down(question: str, part: str) -> bool:
    """Tell whether something that a question is about was turned down, and the question does not say so itself."""
    if _TURNED_DOWN.search(question):
        return False
    stems = content_stems(question)
    return any(not stems.isdisjoint(content_stems(found["what"])) for found in _TURNED_DOWN.finditer(part))


def _act(verb: str) -> str:
    root = stem(verb)
    return "get" if root in _GET else root

"""What a quote says was not done, where the question asks who did it, when, or with what: that is no answer.

"Holm was put forward for the cup in 1994 and did not get it" does not say when Holm got the cup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span
from index.questions.question import AUXILIARY, FUNCTION_WORDS, Kind, question_kind
from index.questions.verbs import act, is_past

_WORD = re.compile(r"[^\W\d_]+")
_PART_END = re.compile(r"[.;!?](?=\s|\Z)|\n")
_NO = r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b"
_DENIES = re.compile(_NO, re.IGNORECASE)
_ASKS_WHAT_IS_NOT = re.compile(rf"{_NO}|\b(?:ceas|fail|lack|miss|refus|stop)\w*", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"(?:\b(?:not|never)|n['’]t)\s+(?:(?:been|be|ever|even|have|yet|\w+ly)\s+){0,2}(?P<act>[^\W\d_]+)", re.IGNORECASE
)
_BY_NOBODY = re.compile(
    r"(?:\A\W*|,\s+|\b(?:and|but|that)\s+)(?:no(?:\sone|body|ne)?|neither)\b"
    r"(?!\s+(?:doubt|earlier|fewer|later|less|longer|more|sooner)\b)(?P<rest>[^,:]*)",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(AUXILIARY, re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:before|since|till|until)\b", re.IGNORECASE)
_BUT = re.compile(
    r"\b(?:after|beyond|but|earlier|except|later|less|longer|more|only|other|outside|than|unless|without)\b",
    re.IGNORECASE,
)
"""What says in which case it is done: "may not be kept longer than a week" tells how long it may be."""

_GOT = frozenset(map(act, ("award", "gain", "get", "give", "obtain", "receive", "win")))
"""Acts by which a prize or a grant comes to somebody: what was not given was not received."""


def undone_at(question: str, text: str, quote: Span, mark: Span) -> frozenset[str]:
    """Return the acts that a question asks about and that are said not to have been done where a mark stands.

    That is between full stops and semicolons, unless an act is told there a second time. None where the mark says
    itself that nobody did, or where until when or in which case alone it was not done is told.
    """
    if question_kind(question) in (Kind.YES_NO, Kind.OTHER) or _ASKS_WHAT_IS_NOT.search(question):
        return frozenset()
    start = max((end.end() for end in _PART_END.finditer(text, quote.start, mark.start)), default=quote.start)
    end = _PART_END.search(text, mark.end, quote.end)
    part = text[start : end.start() if end else quote.end]
    if _SO_FAR.search(part) or _DENIES.search(text[mark.start : mark.end]):
        return frozenset()
    asked = {act(word) for word in _WORD.findall(question) if word.casefold() not in FUNCTION_WORDS - {"get", "got"}}
    asked |= _GOT if asked & _GOT else set()
    undone = [act(verb) for verb, at in _undone(part, mark.start - start) if not _BUT.search(part, at)]
    undone = [one for one in undone if one in asked]
    told = sum(act(word) in undone for word in _WORD.findall(part))
    return frozenset(undone if told == len(undone) else ())


def _undone(part: str, mark: int) -> Iterator[tuple[str, int]]:
    """Yield the verbs of what is not done according to a text, each with the place where it begins to say so."""
    for found in _NOT_DONE.finditer(part):
        yield found["act"], found.start()
    for found in _BY_NOBODY.finditer(part, 0, mark):
        auxiliary = False
        for word in _WORD.finditer(part, *found.span("rest")):
            if not _AUXILIARY.fullmatch(word[0]) and (auxiliary or is_past(word[0])):
                if word.end() <= mark:
                    yield word[0], found.start()
                break
            auxiliary = _AUXILIARY.fullmatch(word[0]) is not None

"""Which dimension an amount is of: "14 metres long" does not say how wide something is.

A small reader takes the one for the other: both are amounts in metres, and of the right thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span


@dataclass(frozen=True, slots=True)
class Dimension:
    """How a dimension is asked for, and the words that say that an amount is of it."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


def _dimension(asked: str, told: str) -> Dimension:
    return Dimension(*(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (asked, told)))


_DIMENSIONS = (
    _dimension(r"how long|lengths?", r"long|longer|lengths?"),
    _dimension(r"how (?:wide|broad)|widths?|breadth", r"wide|wider|widths?|broad|breadth|across|diameter|span\w*"),
    _dimension(
        r"how (?:high|tall)|heights?",
        r"high|higher|tall|taller|heights?|altitude|elevation|ris(?:es|ing)|rose|climb\w*",
    ),
    _dimension(r"how deep|depths?", r"deep|deeper|depths?|thick|high"),
    _dimension(r"how thick|thickness", r"thick|thicker|thickness|deep"),
    _dimension(r"how heavy|weigh|weighs|weights?", r"weigh\w*|heavy|heavier"),
)

_UNIT = r"(?:[\s-](?!of\b|and\b|or\b|to\b|by\b|from\b|than\b)[\w.²³/]+){0,2}"
_BEHIND = re.compile(
    rf"(?:(?:about|around|some|only|nearly|almost|over|roughly)\s)?\d[\d.,]*{_UNIT}"
    r"[\s-](?:in\s)?(?P<of>long|length|wide|width|broad|breadth|across|high|tall|height|deep|depth|thick|thickness|heavy)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?P<of>length|width|breadth|diameter|height|depth|thickness|weight|weigh(?:s|ed|ing)?|climbs|rises)"
    r"(?:\s(?:of|is|was|are|were|about|around|some|only|nearly|almost|over|up\sto)|\s?:)*\s\Z",
    re.IGNORECASE,
)

_ELSEWHERE = re.compile(
    r"(?:(?:about|around|some|only|nearly|almost|over|roughly)\s)?(?:\d[\d.,]*|[a-z]+(?:[\s-](?:hundred|thousand))?)"
    r"[\s-]?(?:km|m|(?:kilo)?met(?:re|er)s?|miles?|yards?|yd|feet|ft)\s"
    r"(?:further|farther|away|off|apart|north|south|east|west|upstream|downstream)\b",
    re.IGNORECASE,
)
"""What says where something is: "two hundred metres further east" is the length of nothing."""


def asked_dimension(question: str) -> Dimension | None:
    """Return the dimension that a question asks for, None where it names none, or two."""
    asked = [one for one in _DIMENSIONS if one.asked.search(question)]
    return asked[0] if len(asked) == 1 else None


def is_of_another(asked: Dimension, text: str, quote: Span, highlight: Span | None) -> bool:
    """Tell whether the amount that a quote, a span of `text`, marks is said to be of another dimension than `asked`.

    Not where the quote speaks of the asked one as well: it may be told beside the other.
    """
    if highlight is None or asked.told.search(text, quote.start, quote.end):
        return False
    if _ELSEWHERE.match(text, highlight.start, quote.end):
        return True
    found = _BEHIND.match(text, highlight.start, quote.end) or _BEFORE.search(text, quote.start, highlight.start)
    return found is not None and asked.told.fullmatch(found["of"]) is None

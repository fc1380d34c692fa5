"""Amounts that are given in two units: the one is marked that the question names, "663 km" of "412 miles (663 km)"."""

from __future__ import annotations

import re

from index.article import Span

_UNITS = (
    r"kilomet(?:re|er)s?|kms?",
    r"met(?:re|er)s?|m",
    r"centimet(?:re|er)s?|cm",
    r"millimet(?:re|er)s?|mm",
    r"miles?|mi",
    r"feet|foot|ft",
    r"yards?|yd",
    r"inch(?:es)?",
    r"acres?",
    r"hectares?|ha",
    r"kilomet(?:re|er)s\s+(?:per|an)\s+hour|km/h|kph",
    r"miles\s+(?:per|an)\s+hour|mph",
    r"kilo(?:gram(?:me)?)?s?|kg",
    r"gram(?:me)?s?|g",
    r"tonnes?",
    r"tons?",
    r"ounces?|oz",
    r"stones?",
    r"lit(?:re|er)s?|l",
    r"gallons?",
    r"pints?",
    r"celsius|centigrade|C",
    r"fahrenheit|F",
    r"(?:US|U\.S\.|American)\s+dollars?|USD|US\s?\$",
    r"Canadian\s+dollars?|CAD|CA?\s?\$",
    r"Australian\s+dollars?|AUD|AU?\s?\$",
    r"(?:[A-Z][\w.]+\s+)?dollars?|(?:US|AU?|CA?)?\s?\$",
    r"euros?|EUR|€",
    r"pounds?(?:\s+sterling)?|GBP|£|lbs?",
    r"(?:(?:Swedish|Norwegian|Danish|Czech)\s+)?(?:kron[eo]r|crowns?|koruna)",
    r"(?:Swiss\s+)?francs?|CHF",
    r"(?:Japanese\s+)?yen|JPY|¥",
    r"(?:Indian\s+)?rupees?|INR|₹",
    r"(?:Chinese\s+)?yuan|renminbi|RMB",
    r"zlot(?:y|ys|ies)|PLN",
)
_ANY = "|".join(_UNITS)
_FIGURE = r"\d+(?:[.,]\d+)*(?:\s?(?:thousand|million|billion|trillion|bn)\b)?"
_BESIDE = re.compile(
    rf"(?:\s|[(),/=~≈–°]|\b(?:or|about|around|roughly|approximately|nearly|some|almost|over|degrees?|{_ANY})(?!\w))*",
    re.IGNORECASE,
)
_LINK = re.compile(r"[(),/=≈]|\bor\b")
"""What stands between an amount and the same in another unit."""

_SCORE = r"\d{1,3}\s?[:–-]\s?\d{1,3}"
_TWO_SCORES = re.compile(rf"({_SCORE})\s*\(({_SCORE})\)")
_HALF_TIME = re.compile(r"\b(?:half[\s-]?time|at\s+the\s+(?:half|break|interval))\b", re.IGNORECASE)


def in_asked_unit(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the amount beside the marked one whose unit the question names, or the mark where there is none.

    The score at half-time, which stands in brackets behind the other, is such an amount as well.
    """
    if _HALF_TIME.search(question):
        scores = [Span(*found.span()) for found in _TWO_SCORES.finditer(text, quote.start, quote.end)]
        own = next((one for one in scores if one.overlaps(mark)), None)
        found = _TWO_SCORES.match(text, own.start, own.end) if own else None
        return Span(*found.span(2)) if found else mark
    for unit in _UNITS:
        if re.search(rf"\b(?:in|how\s+many)\s+(?:degrees\s+)?(?:{unit})(?!\w)", question, re.IGNORECASE):
            return _with_unit(unit, text, quote, mark)
    return mark


def _with_unit(unit: str, text: str, quote: Span, mark: Span) -> Span:
    amount = re.compile(
        rf"(?<![\w.,]){_FIGURE}[\s-]?(?:degrees?\s+|°\s?)?(?:{unit})(?!\w)|(?<![\w$])(?:{unit})\s?{_FIGURE}",
        re.IGNORECASE,
    )
    found = [Span(*one.span()) for one in amount.finditer(text, quote.start, quote.end)]
    if any(one.overlaps(mark) for one in found):
        return mark
    return next((one for one in found if _are_beside(text, one, mark)), mark)


def _are_beside(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.start)
    between = text[first.end : second.start]
    return _BESIDE.fullmatch(between) is not None and _LINK.search(between) is not None

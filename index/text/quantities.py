"""Quantities as ranges: "7 to 14 days", "over 65", "£300 or more". A figure alone is a range of one value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from math import inf, nextafter

from index.article import Span

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: float(number) for number, word in enumerate(_WORDS.split(), 1)}

_DAY = 24 * 60.0
_YEAR = 365 * _DAY
_UNITS = {
    "minute min": ("time", 1.0),
    "hour hr h": ("time", 60.0),
    "day night": ("time", _DAY),
    "week": ("time", 7 * _DAY),
    "fortnight": ("time", 14 * _DAY),
    "month": ("time", 30 * _DAY),
    "year": ("time", _YEAR),
    "€ £ $ euro pound dollar eur gbp usd": ("money", 1.0),
    "kg kilo kilogram kilogramme": ("weight", 1000.0),
    "g gram gramme": ("weight", 1.0),
    "cm centimetre centimeter": ("length", 0.01),
    "m metre meter": ("length", 1.0),
    "km kilometre kilometer": ("length", 1000.0),
    "person people guest player participant passenger": ("people", 1.0),
}
_UNIT = {word: unit for words, unit in _UNITS.items() for word in words.split()}
"""Of what a unit is, and how many of the smallest one it has."""
_KNOWN = "|".join(rf"{re.escape(word)}{'s?' if len(word) > 2 else ''}" for word in sorted(_UNIT, key=len, reverse=True))
_TIMES = "|".join(word for word, (kind, _) in _UNIT.items() if kind == "time")

_MANY = r"\s?(?:(?:hundred|thousand|million|billion|trillion|bn|k)\b|%)"
"""Behind the figure of an amount that is told roughly, and in the news mostly a name."""
_MORE = r"\s?\+(?!\s?\d)|\s(?:or|and)\s(?:more|over|above|older|up|upwards?|longer|heavier)\b"
_LESS = r"\s(?:or|and)\s(?:less|under|below|younger|fewer|shorter|lighter)\b"
_AMOUNT = re.compile(
    r"(?<![\w.,:/])(?P<sign>[€£$]\s?)?"
    rf"(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?(?!:?\d|[.,]\d|{_MANY})|(?:{'|'.join(_NUMBERS)})\b"
    rf"|an?(?=\s(?:{_TIMES})\s(?:before|after|in advance|late)))"
    rf"(?:(?P<least>{_MORE})|(?P<most>{_LESS}))?(?:[\s-]?(?:(?:working|business|calendar)\s)?(?P<unit>{_KNOWN})(?![^\W_]))?",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?[–—-]\s?|\s(?:to|until|through|and)\s", re.IGNORECASE)
_OLD = re.compile(r"[\s-]?(?:olds?|of\sage)\b", re.IGNORECASE)
_AFTER = re.compile(rf"(?P<least>{_MORE})|(?P<most>{_LESS})", re.IGNORECASE)
_AHEAD = re.compile(r"\s(?:before|beforehand|prior|ahead|in\sadvance)\b", re.IGNORECASE)
_BEYOND = re.compile(
    r"\b(?:(?P<above>(?:above|over|beyond|after|more\sthan)\s(?:that|this)|older)"
    r"|(?P<below>(?:below|under|less\sthan)\s(?:that|this)|younger))\b",
    re.IGNORECASE,
)
"""The rest of a scale: "anything above that", "younger children"."""
_BEFORE = re.compile(
    r"\b(?:(?P<above>(?:more|older|longer|heavier|later|earlier|taller|greater)\sthan|over|above|beyond|exceed(?:s|ing)?)"
    r"|(?P<start>from)|(?P<least>at\sleast|minimum(?:\sof)?)"
    r"|(?P<below>(?:less|fewer|younger|shorter|lighter|smaller)\sthan|under|below)"
    r"|(?P<end>up\sto|un?till?|(?:no|not)\slater\sthan)"
    r"|(?P<most>within|at\smost|(?:no|not)\s(?:more|longer|older)\sthan|maximum(?:\sof)?|max\.?)"
    r"|(?P<between>between))[\s-](?:(?:the\s)?ages?(?:\sof)?\s)?\Z",
    re.IGNORECASE,
)
_NEAR = 40
"""How many characters before a figure are searched for what it is the limit of."""
_SOON = 80
"""How many characters behind a figure "above that" may mean it."""

_WHO = re.compile(
    r"\b(?:child(?:ren)?|kids?|babies|infants?|toddlers?|teen(?:ager)?s?|juniors?|youths?|young|adults?|seniors?"
    r"|pensioners?|students?|pupils?|boys?|girls?|(?:any|some|every)(?:one|body)|those|aged?|ages)\b(?:\W+\w+){0,2}\W*\Z",
    re.IGNORECASE,
)
"""Before a figure without a unit, which is an age: "children from 6 to 16", "Senior (67+)"."""

_BEGINS_CELL = re.compile(r"(?:\A|\n|\| |: )\Z")
_GROUP = re.compile(r"\b(?:groups?|part(?:y|ies)) of \Z", re.IGNORECASE)
_NO_NOUN = (
    "a an and are be can come do each enter for free from full go half have in is may must need no on only or over pay "
    "should to travel up when who will with"
)
_NOUN = re.compile(rf"\s?(?:%|(?!(?:{'|'.join(_NO_NOUN.split())})\b)[^\W\d_])", re.IGNORECASE)
"""After a figure, what it counts: "children under 4 feet"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A range of a kind: "time" in minutes, "age" in years, "money", "weight" in g, "length" in m, or "people".

    `is_limited`: whether limits were written: "up to 3 days", not "3 days". `place`: its words in the text, or of
    "above that" those for the limit. `behind`: those behind its last figure, " days".
    """

    kind: str
    least: float
    most: float
    is_limited: bool
    place: Span = field(compare=False)
    behind: str = field(compare=False)

    def overlaps(self, other: Quantity) -> bool:
        """Tell whether two quantities of one kind have a value in common."""
        return self.kind == other.kind and self.least <= other.most and other.least <= self.most


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure in a text; `unit` is its kind and the factor to the smallest unit, None if it has none.

    `limit`: which limit it is, by what stands before or after it: a group of `_BEFORE`; None if it is no limit. `place`
    is that of the figure and its unit, `whole` includes the words for the limit.
    """

    number: float
    unit: tuple[str, float] | None
    limit: str | None
    place: Span
    whole: Span
    behind: str


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities in a text, in their order: figures with a unit, and ages of people without one."""
    amounts = [_amount(text, found) for found in _AMOUNT.finditer(text)]
    last: _Amount | None = None
    for one, other in zip_longest(amounts, amounts[1:]):
        if one is last:
            continue
        last = other if other and _is_range(text, one, other) else one
        unit = last.unit or one.unit or _counted(text, one, last)
        if unit is None:
            continue
        kind, factor = unit
        least, most = sorted((one.number * (one.unit or unit)[1], last.number * factor))
        limits = (least, most) if last is other else _limits(least, one.limit)
        is_limited = last is other or one.limit is not None
        start = (one.place if last is other else one.whole).start
        yield Quantity(kind, *limits, is_limited, Span(start, last.whole.end), last.behind)
        if is_limited and (rest := _BEYOND.search(text, last.place.end, last.place.end + _SOON)):
            limits = _limits(most if rest["above"] else least, rest.lastgroup)
            yield Quantity(kind, *limits, is_limited=True, place=last.place, behind=last.behind)


def _amount(text: str, found: re.Match[str]) -> _Amount:
    word = (found["unit"] or "").casefold()
    unit = _UNIT.get(word) or _UNIT.get(word.removesuffix("s"))
    end = found.end() if unit else found.end("number")
    if unit and unit[0] == "time" and (old := _OLD.match(text, end)):
        unit, end = ("age", unit[1] / _YEAR), old.end()
    place = Span(found.start("sign" if found["sign"] else "number"), end)
    before = _BEFORE.search(text, max(0, place.start - _NEAR), place.start)
    after = _AFTER.match(text, end)
    inside = "least" if found["least"] else "most" if found["most"] else None
    limit = before.lastgroup if before else inside or (after.lastgroup if after else None)
    if _AHEAD.match(text, end):  # "up to 14 days before" is 14 days or more
        limit = {"end": "least", "start": "most"}.get(limit or "", limit)
    written = found["number"].casefold().replace(",", "")
    number = _NUMBERS.get(written) or (float(written) if written[0].isdecimal() else 1.0)
    whole = Span(before.start() if before else place.start, after.end() if after else end)
    if found["sign"]:
        unit = _UNIT["€"] if unit is None or unit[0] == "money" else None  # of "$5 m" nobody knows how much it is
    return _Amount(number, unit, limit, place, whole, text[found.end("number") : end])


def _is_range(text: str, one: _Amount, other: _Amount) -> bool:
    """Tell whether two amounts are the ends of a range."""
    between = text[one.place.end : other.place.start]
    if not _TO.fullmatch(between) or (between.strip() == "and" and one.limit != "between"):
        return False
    return one.unit is None or other.unit is None or one.unit[0] == other.unit[0]


def _counted(text: str, one: _Amount, last: _Amount) -> tuple[str, float] | None:
    """Return the unit of a figure without any: an age, if it is one of people or a limit alone in a cell, or people."""
    if _NOUN.match(text, last.whole.end):
        return None
    before = (max(0, one.whole.start - _NEAR), one.whole.start)
    if _GROUP.search(text, *before):
        return _UNIT["people"]
    of_people = _WHO.search(text, *before)
    alone = one.limit and _BEGINS_CELL.search(text, *before)
    return ("age", 1.0) if of_people or alone else None


def _limits(value: float, limit: str | None) -> tuple[float, float]:
    match limit:
        case "above":
            return nextafter(value, inf), inf
        case "least" | "start":
            return value, inf
        case "below":
            return 0, nextafter(value, 0)
        case "most" | "end":
            return 0, value
    return value, value

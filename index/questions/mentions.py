"""Finds dates, numbers, proper names and quoted speech in a slice of a text, by regular expressions.

All functions accept any text, and return spans of the text inside the slice, in order.
"""

from __future__ import annotations

import re

from index.article import Span
from index.questions.question import FUNCTION_WORDS
from index.questions.word_classes import NUMBER, TENS

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_YEAR = r"(?:(?:AD|A\.D\.|c\.|circa)\s?\d{1,4}|\d{1,5}\s?(?:BCE|BC|B\.C\.|AD|CE|A\.D\.)|(?:1\d|20)\d\d)(?!\d|,\d|\.\d)"
_SMALL = (
    rf"(?:one|{NUMBER}|(?:thir|four|fif|six|seven|eigh|nine)teen|{TENS}(?:[- ](?:one|{NUMBER}))?"
    r"|hundreds?|thousands?|dozens?|half|third|quarter)"
)
_PART = r"(?:early|mid|late|beginning of|end of|middle of|start of|summer of|spring of|winter of|autumn of|fall of)"
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|[a-z]+teenth|twentieth)"
)
_DAY = (
    rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)"
)
_PERIOD = (
    r"(?:year|month|week|day|decade|century|spring|summer|autumn|fall|winter|season|weekend|morning|night|quarter)"
)
_POINT = (
    rf"(?:{_DAY}|{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}|\s+(?:last|this|next)\s+year)?(?!\w)|(?:1\d|20)\d0['’]?s"
    rf"|{_YEAR}(?:\s?[-–/]\s?\d{{2,4}}(?!\d))?"
    rf"|{_ORDINAL}(?:(?:\s+(?:and|or|to)\s+|\s?[-–]\s?|\s+through\s+(?:the\s+)?){_ORDINAL})?"
    r"[\s-]+centur(?:y|ies)(?:\s+(?:BCE?|AD|CE))?)"
)
_RELATIVE = (
    rf"(?:(?:last|next|this|previous|past|following|same)\s+{_PERIOD}|(?:last|next|this)\s+(?:{_WEEKDAY}|{_MONTH})"
    rf"|{_WEEKDAY}(?:\s+(?:morning|afternoon|evening|night))?|yesterday|today|tomorrow|tonight"
    rf"|(?:\d+|{_SMALL}|a|an|several|many)\s+{_PERIOD}s?\s+(?:ago|earlier|later|before|after)"
    r"|\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?)|\d{1,2}:\d\d)"
)
_DATES = re.compile(
    rf"(?<![\w$£€])(?:(?:from|between)\s+{_POINT}\s+(?:to|and|until)\s+{_POINT}"
    rf"|(?:the\s+)?(?:{_PART}(?:\s+the)?[\s-]+)?(?:{_POINT}|{_RELATIVE})(?:\s+(?:to|until|through)\s+{_POINT})?)",
)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = r"(?:\s?[-–]?(?:hundred|thousand|million|billion|trillion|bn|m|k)\b)"
_QUALIFIER = (
    r"(?:(?:over|about|around|nearly|almost|approximately|roughly|some|under|up to|at least|at most|more than|less than"
    r"|fewer than|just over|just under|only|an estimated|estimated)\s+)"
)
_CURRENCY = r"(?:(?:US|A|C|HK|CA)?[$£€¥₹]\s?|(?:USD|EUR|GBP)\s)"
_FIGURE = (
    rf"(?:{_CURRENCY}?{_DIGITS}{_SCALE}*"
    rf"|(?:a\s+)?{_SMALL}\b(?:[\s-]+(?:and\s+)?(?:{_SMALL}|million|billion|trillion)\b)*)"
)
_UNIT = (
    r"(?:\s?(?:%|°\s?[CF]?|‰)|[\s-]?(?:per\s?cent(?:age points?)?|percent|degrees?(?:\s+(?:Celsius|Fahrenheit))?"
    r"|(?:square\s+|cubic\s+|sq\s+)?(?:kilomet(?:er|re)|met(?:er|re)|centimet(?:er|re)"
    r"|millimet(?:er|re)|mile|feet|foot|yard|inche?|acre|hectare"
    r"|km|cm|mm|ft|kg|mi|kilogram|gram|ton|tonne|pound|litre|liter|gallon|dollar|euro|cent)s?²?"
    r"|(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?(?:[\s-]old)?|times)\b)"
)
_NUMBERS = re.compile(
    rf"(?<![\w.,$£€]){_QUALIFIER}?(?P<figure>{_FIGURE}(?:\s?(?:[-–]|to|and|or)\s?{_DIGITS}{_SCALE}*)?)(?![\w])"
    rf"(?P<unit>{_UNIT}?)",
    re.IGNORECASE,
)
_NAME_WORD = (
    r"(?:(?:Mrs?|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Prof|Rev)\.(?=\s)|"
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s)|(?:[dlODL]['’]|al-|[Mm]c)?[A-ZÀ-ÖØ-ÞŁŚŠŽČ][\w'’&-]*(?:\.\w+)*)"
)
_JOIN = (
    r"(?:\s+(?:of|de|van|von|der|la|le|du|del|di|da|al|bin|ibn|the|&|for|and\s+the|"
    r"of\s+the|de\s+la|van\s+der)\s+|\s+|,\s(?=Jr|Sr))"
)
_NAME = rf"(?<!\w){_NAME_WORD}(?:{_JOIN}(?:{_NAME_WORD}|[IVX]+\b|\d+(?:\.\d+)*\b(?!,\d)))*"
"""Capitalised words in a row, with the particles and initials inside them."""

_NAMES = re.compile(_NAME)
_FIRST_WORD = re.compile(r"\S+\s*")
_I_AM = re.compile(r"I['’](?:d|ll|m|ve)")
_SPEECH = re.compile(r"“([^”]+)(?:”|$)|(?<!\w)\"([^\"]+)(?:\"|$)|(?<!\w)[‘']([^’'\n]{12,}?)[’'](?!\w)")


def dates(text: str, within: Span) -> list[Span]:
    """Return days, months, years, centuries, weekdays, times of day, relative times, and ranges of them."""
    return [Span(m.start(), m.end()) for m in _DATES.finditer(text, within.start, within.end)]


def numbers(text: str, within: Span) -> list[tuple[Span, bool]]:
    """Return numbers in digits or words with qualifier, scale and unit, and whether each has a unit or currency."""
    return [
        (Span(m.start(), m.end()), bool(m["unit"]) or bool(re.match(_CURRENCY, m["figure"])))
        for m in _NUMBERS.finditer(text, within.start, within.end)
    ]


def names(text: str, within: Span) -> list[Span]:
    """Return runs of capitalised words with the particles and initials inside them, without leading function words."""
    found = []
    for match in _NAMES.finditer(text, within.start, within.end):
        start, end = match.span()
        while (first := _FIRST_WORD.match(text, start, end)) and _is_small(first[0].strip(" .,'’")):
            start = first.end()
        if text.endswith(("'s", "’s"), start, end):
            end -= 2
        if start < end:
            found.append(Span(start, end))
    return found


def _is_small(word: str) -> bool:
    """Tell whether a capitalised word is a function word: "The", "I'm", but not "US"."""
    is_function_word = word.casefold() in FUNCTION_WORDS and (len(word) == 1 or not word.isupper())
    return is_function_word or _I_AM.fullmatch(word) is not None


def speech(text: str, within: Span) -> list[Span]:
    """Return the text between quotation marks, without the marks."""
    found = []
    for match in _SPEECH.finditer(text, within.start, within.end):
        group = match.lastindex or 0
        if match[group].strip():
            found.append(Span(match.start(group), match.end(group)))
    return found

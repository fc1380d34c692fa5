"""The times that a question names, and another time in the place of one: a day, a month, a season, a year."""

from __future__ import annotations

import re

from index.article import Span
from index.questions.mentions import dates
from index.questions.word_classes import PREPOSITION, VERB
from index.text.subjects import DAY_OR_MONTH

_WHEN = (
    r"(?:(?:bank|public|school)\s+)?(?:weekday|weekend|holiday|morning|afternoon|evening|night|noon|midday|midnight"
    r"|spring|summer|autumn|fall|winter)s?\b"
)
YEAR = re.compile(r"\b(?:1\d|20)\d\d\b(?!\s?[-–/]\s?\d)")
_IS_WHEN = re.compile(rf"(?:the\s+)?{_WHEN}(?:\s+{YEAR.pattern})?", re.IGNORECASE)
_AT_WHEN = re.compile(rf"\b(?:at|during|in|on)\s+({_IS_WHEN.pattern})", re.IGNORECASE)
"""Behind a preposition: "did the price fall?" names no time."""

_SMALL_DAY_OR_MONTH = re.compile(rf"\b(?!march){DAY_OR_MONTH}", re.IGNORECASE)
"""As many type them; "march" is a verb as well, as is "may"."""

_AND_YEAR = re.compile(rf".*[^\W\d].*?(,?\s+{YEAR.pattern})")
_NO_PART_OF_A_YEAR = re.compile(rf"day|week|month|year|night|ago|last|next|this|{YEAR.pattern}", re.IGNORECASE)
_NEEDS_NO_PREPOSITION = re.compile(
    rf"(?:{PREPOSITION}|last|next|this|yesterday|today|tomorrow|tonight|.*\bago)\b", re.IGNORECASE
)
_PREPOSITION_LAST = re.compile(rf"\b{PREPOSITION}\s+$", re.IGNORECASE)
_THE_YEAR = re.compile(rf"the\s+{YEAR.pattern}")
_OF_A_YEAR = re.compile(rf"\s+(?!{PREPOSITION}|{VERB})\w", re.IGNORECASE)
"""What follows the year of a thing: "the 2022 final"."""

_DAY = re.compile(r"(?:\w+day|tonight|tomorrow)s?\b")


def times(text: str) -> list[Span]:
    """Return the times that a question names, in order; of days in the plural, the whole word."""
    text = _SMALL_DAY_OR_MONTH.sub(lambda found: found[0].capitalize(), text)
    found = [Span(day.start, day.end + text.startswith("s", day.end)) for day in dates(text, Span(0, len(text)))]
    found += [Span(*match.span(1)) for match in _AT_WHEN.finditer(text)]
    return sorted(found, key=lambda span: span.start)


def is_time(phrase: str) -> bool:
    """Tell whether a phrase is a time, and nothing else."""
    return Span(0, len(phrase)) in times(phrase) or _IS_WHEN.fullmatch(phrase) is not None


def put_time(before: str, phrase: str) -> str:
    """Put a time in the place of the last one, with the preposition of that where it needs none."""
    if not (found := times(before)):
        return f"{before} {phrase}"
    last = found[-1]
    rest, replaced = before[: last.start], last.of(before)
    if _NEEDS_NO_PREPOSITION.match(phrase):
        rest = _PREPOSITION_LAST.sub("", rest)
    # The article is that of a noun: "the 2022 budget".
    the = "the " if _THE_YEAR.fullmatch(replaced) and not phrase.startswith("the ") else ""
    return f"{rest}{the}{phrase}{year_kept(replaced, phrase)}{before[last.end :]}"


def put_time_behind(before: str, phrase: str, said: str) -> str | None:
    """Put a preposition and the time behind it, `said`, in the place of another time: a year of a year, a day of a day.

    "who won the 2022 final" and "in 2024" make "who won the 2024 final".
    """
    years = list(YEAR.finditer(before))
    if years and YEAR.fullmatch(said):
        start, end = years[-1].span()
        return f"{before[:start]}{said}{before[end:]}" if _OF_A_YEAR.match(before, end) else put_time(before, phrase)
    if is_time(said) and any(_DAY.match(time.of(before)) for time in times(before)):
        return put_time(before, phrase)
    return None


def year_kept(replaced: str, phrase: str) -> str:
    """Return the year, with the space before it, of a day, month or season in whose place another one is put."""
    found = _AND_YEAR.fullmatch(replaced)
    return found[1] if found and not _NO_PART_OF_A_YEAR.search(phrase) else ""

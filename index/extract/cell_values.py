"""The value of a spreadsheet's cell as the spreadsheet shows it: "£1,250.00", "15%", "Thursday 5 March 2026".

Excel stores number and format separately (ECMA-376 part 1, 18.8.31). A date is written out, whatever its format, since
"03/04/2026" is another day elsewhere; weekday, year and time appear if the format has them.
"""

from __future__ import annotations

import operator
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_LITERAL = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
"""Literal words of a format, a currency, a colour or condition, and space as wide as some character."""

_WORD = "\x00"
"""Stands for literal words while digits are searched, since words may contain digits."""

_PLACE = re.compile(r"General|@|(?:[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+),*")
"""Where a number stands in a format."""

_NO_NUMBER = re.compile(r"[\x00\s()$+-]+")
"""A format of words only, such as "Yes" for 1."""

_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?\d+(?:\.\d+)?)\]")
_SIGNS = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip

_FRACTION_OR_POWER = re.compile(r"/|E[+-]")
"""Such a format is not applied: the number is shown as a decimal."""

_LARGEST = 1e15
"""From this size on, not all digits of a number are kept."""

_MOST_DECIMALS = 10

_SIGNIFICANT = 11
"""How many digits Excel shows of a number without a format."""


def shown(value: object, number_format: str) -> str:
    """Return the text of a cell: "" if it is empty, "TRUE" or "FALSE" for a boolean, else words or a number."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, number_format)
        case datetime() | date() | time():
            return _day(value, number_format)
        case timedelta():
            return _duration(value, number_format)
        case _:
            return str(value)


def _number(value: float, number_format: str) -> str:
    section, negative = _section(value, number_format)
    if not section and ";" in number_format:
        return ""
    words: list[str] = []

    def kept(match: re.Match[str]) -> str:
        words.append(match["quoted"] or match["escaped"] or match["currency"] or "")
        return _WORD

    plain = _LITERAL.sub(kept, section.replace(_WORD, ""))
    places = [match[0] for match in _PLACE.finditer(plain)]
    if _FRACTION_OR_POWER.search(plain) or not abs(value) < _LARGEST:
        return _general(value)
    if not places:
        texts = []
        if not _NO_NUMBER.fullmatch(plain):
            return _general(value)
    elif len(places) > 1:
        if not all(set(place) <= set("#0?") for place in places):
            return _general(value)
        texts = _parts(_digits(Decimal(repr(abs(value))), "".join(places)), places)
    elif places[0] in ("General", "@"):
        texts = [_general(abs(value))]
    else:
        texts = [_digits(Decimal(repr(abs(value))).scaleb(2 if "%" in plain else 0), places[0])]
    left = iter(texts)
    parts = _PLACE.sub(lambda _: next(left), plain).split(_WORD)
    whole = "".join(part + word for part, word in zip(parts, [*words, ""], strict=True)).strip()
    return f"-{whole}" if negative and any(char in "123456789" for char in "".join(texts)) else whole


def _section(value: float, number_format: str) -> tuple[str, bool]:
    """Return the section of a format that applies to a number, and whether a sign must still be added."""
    sections = number_format.split(";")
    conditions = [_CONDITION.search(section) for section in sections[:2]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _SIGNS[condition["sign"]](value, float(condition["bound"])):
                return section, value < 0
        return sections[2] if len(sections) > 2 else "General", value < 0
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], value < 0


def _parts(digits: str, places: list[str]) -> list[str]:
    """Return the digits for each of several places in a format, as for a phone number: "(###) ###-####"."""
    parts: list[str] = []
    for place in reversed(places[1:]):
        parts.insert(0, digits[-len(place) :])
        digits = digits[: -len(place)]
    return [digits, *parts]


def _digits(number: Decimal, pattern: str) -> str:
    """Return the digits of a number (0 or more) in a pattern like "#,##0.00"."""
    bare = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(bare)))
    before, _, behind = bare.partition(".")
    behind = behind[:_MOST_DECIMALS]
    least, most = behind.count("0"), len(behind)
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    zeros = before.count("0")
    whole = "" if whole == "0" and not zeros else whole.zfill(zeros)
    if whole and "," in before:
        whole = f"{int(whole):,}"
    return f"{whole}.{decimals}" if decimals else whole


def _general(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{_SIGNIFICANT}g}"
    return f"{Decimal(text):f}" if "e" in text and abs(value) < 10**_SIGNIFICANT else text


def _day(value: date | time, number_format: str) -> str:
    """Return a date, a time or both, by the letters of the format; "m" after hours or before seconds is minutes."""
    letters = _LITERAL.sub("", number_format.split(";", maxsplit=1)[0]).lower().replace("am/pm", "")
    letters = re.sub(r"(?<=h)(\W*)m+|m+(?=\W*s)", r"\1", letters)
    parts = []
    if isinstance(value, date):
        asked = ("ddd" in letters, re.search(r"(?<!d)dd?(?!d)", letters), "m" in letters, "y" in letters)
        said = (f"{value:%A}", str(value.day), f"{value:%B}", str(value.year))
        parts = [words for is_asked, words in zip(asked, said, strict=True) if is_asked]
        if not parts and "h" not in letters:
            parts = list(said[1:])
    if isinstance(value, time) or (isinstance(value, datetime) and ("h" in letters or "s" in letters)):
        parts.append(f"{value:%H:%M:%S}" if "s" in letters and value.second else f"{value:%H:%M}")
    return " ".join(parts)


def _duration(value: timedelta, number_format: str) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if "s" in number_format and seconds else f"{hours}:{minutes:02}"

"""Things that are told apart by a number ("year 6", "room 12"), and whether a text has only others of the kind."""

from __future__ import annotations

import re

from index.questions.question import FUNCTION_WORDS, stem
from index.text.days import DAY_OR_MONTH
from index.text.subjects import LOOKED_AT

_NUMBER = r"(?P<number>\d{1,3})(?![\w%]|[.,:/-]\d)"
_ASKED = re.compile(rf"(?<![\w'’-])(?P<what>[^\W\d_]{{3,}})\s+{_NUMBER}")
_WRITTEN = re.compile(
    rf"(?<![\w'’-])(?!{DAY_OR_MONTH}|May\b)(?P<what>[A-ZÀ-ÖØ-Þ][^\W\d_]{{2,}})\s+{_NUMBER}"
    r"(?P<more>\s?[–-]|\s(?:to|and|or)\s\d|,\s\d)?"
)
"""With a capital, as a name: "keep 2 hens" names nothing. `more`: further numbers, which may be any."""


def has_only_others(question: str, text: str) -> bool:
    """Tell whether a text has things of a kind that the question numbers, but nowhere its number: year 5 for "year 6".

    A text of more than `LOOKED_AT` characters, a book, is assumed to have it.
    """
    asked = [found for found in _ASKED.finditer(question) if found["what"].casefold() not in FUNCTION_WORDS]
    if not asked or len(text) > LOOKED_AT:
        return False
    kinds = {stem(found["what"]) for found in asked if not _has_number(found["number"], text)}
    written = [found for found in _WRITTEN.finditer(text) if stem(found["what"]) in kinds] if kinds else []
    return bool(written) and not any(found["more"] for found in written)


def _has_number(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.,:/]){number}(?!\d|[.,:/]\d)", text) is not None

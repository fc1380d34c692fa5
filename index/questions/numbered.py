"""Things that are told apart by a number ("year 6", "room 12"), and whether a text has only others of the kind."""

from __future__ import annotations

import re

from index.questions.question import FUNCTION_WORDS, stem
from index.text.days import DAY_OR_MONTH
from index.text.subjects import LOOKED_AT

_WHAT = r"[^\W\d_]"
_ASKED = re.compile(
    r"(?<![\w'’-])(?<!\bI\s)(?<!\b(?:we|he)\s)(?<!\b(?:you|she)\s)(?<!\bthey\s)"
    rf"(?P<what>{_WHAT}{{3,}})\s+(?P<number>\d{{1,3}})(?![\w%]|[.,:/-]\d)",
    re.IGNORECASE,
)
"""Not what somebody does: "may I bring 2 guests?"."""
_WRITTEN = re.compile(
    r"(?<![\w'’-])(?P<limit>(?i:above|after|before|below|except|from|over|since|than|under|until|up\sto)\s+)?"
    rf"(?!{DAY_OR_MONTH}|May\b)(?P<what>[A-ZÀ-ÖØ-Þ]{_WHAT}{{2,}})\s+\d{{1,3}}(?![\w%]|[.,:]\d)"
    r"(?P<more>\s?[–/&+-]|\s(?:to|and|or)\s(?:\d|(?:above|below|higher|lower|older|over|under|up|younger)\b)|,\s\d)?"
)
"""With a capital, as a name: "keep 2 hens" names nothing. `limit` and `more`: it stands for further numbers, too."""
_IN_WORDS = (
    *("", "one|first", "two|second", "three|third", "four|fourth", "five|fifth", "six|sixth", "seven|seventh"),
    *("eight|eighth", "nine|ninth", "ten|tenth", "eleven|eleventh", "twelve|twelfth"),
)


def has_only_others(question: str, text: str) -> bool:
    """Tell whether a text has things of a kind that the question numbers, but nowhere its number: year 5 for "year 6".

    A text of more than `LOOKED_AT` characters, a book, is assumed to have it.
    """
    asked = [found for found in _ASKED.finditer(question) if found["what"].casefold() not in FUNCTION_WORDS]
    if not asked or len(text) > LOOKED_AT:
        return False
    kinds = {stem(found["what"]) for found in asked if not _has_number(found["what"], found["number"], text)}
    written = [found for found in _WRITTEN.finditer(text) if stem(found["what"]) in kinds] if kinds else []
    return bool(written) and not any(found["limit"] or found["more"] for found in written)


def _has_number(what: str, number: str, text: str) -> bool:
    """Tell whether a text has a number, also in words, or parts of the thing with the number: "5.1" is of rule 5."""
    written = rf"(?<![\d.,:/]){number}(?!\d|[.,:/]\d)|(?:^|\b{what}\s+){number}\.\d"
    if re.search(written, text, re.IGNORECASE | re.MULTILINE):
        return True
    words = _IN_WORDS[int(number)] if int(number) < len(_IN_WORDS) else ""
    return bool(words) and re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None

"""Holidays as dates: "closed on 24 and 25 December" tells about Christmas Eve, which a reader does not know."""

from __future__ import annotations

import re

_NAMED = (
    (r"christmas eve", "24 December"),
    (r"(?:christmas|xmas)(?: day)?", "25 December"),
    (r"(?:boxing|st\.? stephen['’]?s) day", "26 December"),
    (r"new year['’]?s? eve", "31 December"),
    (r"new year['’]?s?(?: day)?", "1 January"),
    (r"valentine['’]?s(?: day)?", "14 February"),
    (r"halloween", "31 October"),
)
"""Those that are on the same day everywhere and every year; the longer names first."""
_HOLIDAYS = tuple((re.compile(rf"\b{name}(?![\w'’])", re.IGNORECASE), day) for name, day in _NAMED)


def with_dates(question: str, text: str) -> str:
    """Return a question with its holidays as dates, as far as a text has their month and not their name."""
    for name, day in _HOLIDAYS:
        month = day.rpartition(" ")[2]
        if name.search(question) and not name.search(text) and re.search(rf"\b{month[:3]}", text):
            question = name.sub(day, question)
    return question

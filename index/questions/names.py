"""The names in a question, and whether an article has one of them.

"Where was Ada Lind born?" is not answered by "She was born in Moss." in an article that never names Ada Lind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.questions.question import FUNCTION_WORDS
from index.text import analysis
from index.text.subjects import DAY_OR_MONTH, LOOKED_AT

_CAPITALISED = re.compile(rf"(?<![\w'’-])(?!{DAY_OR_MONTH})[A-ZÀ-ÖØ-ÞŁŚŠŽČ](?:[^\W\d_]|['’](?!s\b)(?=\w))*[^\W\d_]")
_KIND = re.compile(r"\b(?:which|what)(?:\s+(?:other|two|three|former))?\s+$", re.IGNORECASE)
"""What follows is of the kind that is asked for: a "European country" may be named by its own name alone."""

LETTERS = 6
"""The most letters of an abbreviation, which an article may have written out: a headline all in capitals is none."""

_ENDING = 3
"""Letters at the end of a name that may differ: "Italian", "Italy"."""

_BEGINNING = 4
"""Letters at its beginning that may not."""


def names_in(question: str) -> tuple[str, ...]:
    """Return the words of a question that are names by their capital: none of the first word, which always has one.

    No days, months and abbreviations, and not what says of which kind the answer is.
    """
    start = re.match(r"\W*\w+", question)
    return tuple(
        match[0]
        for match in _CAPITALISED.finditer(question, start.end() if start else 0)
        if match[0].casefold() not in FUNCTION_WORDS
        and not (match[0].isupper() and len(match[0]) <= LETTERS)
        and not _KIND.search(question, 0, match.start())
    )


def has_any(names: Sequence[str], text: str) -> bool:
    """Tell whether a text has one of some names, by their beginnings, or by the initials of all of them.

    A text of over `LOOKED_AT` characters, a book, is taken to have one.
    """
    if len(text) > LOOKED_AT or any(name in text for name in names):
        return True  # as nearly always, and a hundred times as fast as what follows
    text = analysis.unaccented(text).casefold()
    beginnings = [_beginning(analysis.unaccented(name).casefold()) for name in names]
    initials = r"\.?".join(beginning[0] for beginning in beginnings) if len(names) > 1 else None
    words = [*map(re.escape, beginnings), *([rf"{initials}\b"] if initials else [])]
    return re.search(rf"(?<!\w)(?:{'|'.join(words)})", text) is not None


def _beginning(name: str) -> str:
    return name[: max(_BEGINNING, len(name) - _ENDING)]

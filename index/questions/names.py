"""The names and numbers in a question, and whether an article has one of the names.

"She was born in Moss." does not answer "where was Ada Lind born?" in an article that never names Ada Lind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.questions.question import FUNCTION_WORDS
from index.text import analysis
from index.text.days import DAY_OR_MONTH
from index.text.subjects import LOOKED_AT

WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
"""A word as `names_and_numbers` cuts it: a text that is searched for these must be cut in the same way."""

_CAPITALISED = re.compile(rf"(?<![\w'’-])(?!{DAY_OR_MONTH})[A-ZÀ-ÖØ-ÞŁŚŠŽČ](?:[^\W\d_]|['’](?!s\b)(?=\w))*[^\W\d_]")
_CAPITAL = re.compile(r"\b(?!I\b)[A-ZÀ-ÖØ-Þ]")
_SMALL = re.compile(r"(?<![\w'’-])[^\W\d_]{4,}(?![\w-])")
_BEHIND_SMALL = re.compile(r"(?<!\w)[a-z]+,? $")
_BEFORE_SMALL = re.compile(r"['’]s\b| (?!(?:of|for|and|or|in|to|the|an?|with|on|at|by|from)\b)[a-z]")
"""Not the words of a heading such as "Opening Hours for Students"."""
_WITHIN = re.compile(r"\w,? $")
_DAY_OR_MONTH = re.compile(DAY_OR_MONTH)
_AHEAD = 24
"""How many characters before a word are searched for the previous word."""
_KIND = re.compile(r"\b(?:which|what)(?:\s+(?:other|two|three|former))?\s+$", re.IGNORECASE)
"""The word after it is the kind that is asked for: for "which European country", an article may only say "Norway"."""

_LETTERS = 6
"""The most letters of an abbreviation, which an article may write out; longer words in capitals are headlines."""

_ENDING = 3
"""How many letters at the end of a name may differ: "Italian", "Italy"."""

_BEGINNING = 4
"""How many letters at its beginning may not differ."""


def names_and_numbers(question: str) -> list[str]:
    """Return the words of a question, except the first, with a capital or a digit: near misses differ in these.

    Compounds are split, and stop words left out, except "US".
    """
    later = WORD.findall(question)[1:]
    specific = [word for word in later if word[0].isupper() or any(map(str.isdigit, word))]
    return [word for word in specific if analysis.terms_of_word(word)]


def names_in(question: str) -> tuple[str, ...]:
    """Return the words of a question, except the first, that are names by their capital.

    Days, months, abbreviations and the kind that is asked for ("which European country") are left out.
    """
    start = re.match(r"\W*\w+", question)
    return tuple(
        match[0]
        for match in _CAPITALISED.finditer(question, start.end() if start else 0)
        if match[0].casefold() not in FUNCTION_WORDS
        and not (match[0].isupper() and len(match[0]) <= _LETTERS)
        and not _KIND.search(question, 0, match.start())
    )


def names_typed_small(question: str, texts: Collection[str]) -> tuple[str, ...]:
    """Return the words of a question without capitals that are names in `texts`, capitalised: "how old is kehl".

    The texts have them with a capital inside a sentence, and never in lower case. A question with capitals has none.
    """
    if _CAPITAL.search(question, 1):
        return ()
    words = dict.fromkeys(word for word in _SMALL.findall(question) if word not in FUNCTION_WORDS)
    return tuple(word.capitalize() for word in words if _is_name(word, texts))


def _is_name(small: str, texts: Collection[str]) -> bool:
    name = small.capitalize()
    if _DAY_OR_MONTH.fullmatch(name) or not any(_names(name, text) for text in texts if name in text):
        return False
    word = re.compile(rf"(?<![\w@./-]){small}(?![\w-]*@|\.\w)")  # not part of an address
    return not any(word.search(text) for text in texts if small in text)


def _names(name: str, text: str) -> bool:
    """Tell whether a text has a capitalised word in a place where it would be in lower case if it were not a name."""
    for match in re.finditer(rf"{name}\b", text):
        ahead = text[max(match.start() - _AHEAD, 0) : match.start()]
        if _BEHIND_SMALL.search(ahead) or (_WITHIN.search(ahead) and _BEFORE_SMALL.match(text, match.end())):
            return True
    return False


def has_any(names: Sequence[str], text: str) -> bool:
    """Tell whether a text has at least one of the names, by its beginning, or the initials of all of them.

    A text of more than `LOOKED_AT` characters, a book, is assumed to have one.
    """
    if len(text) > LOOKED_AT or any(name in text for name in names):
        return True  # the usual case, a hundred times as fast as the rest
    text = analysis.unaccented(text).casefold()
    beginnings = [_beginning(analysis.unaccented(name).casefold()) for name in names]
    initials = r"\.?".join(beginning[0] for beginning in beginnings) if len(names) > 1 else None
    words = [*map(re.escape, beginnings), *([rf"{initials}\b"] if initials else [])]
    return re.search(rf"(?<!\w)(?:{'|'.join(words)})", text) is not None


def _beginning(name: str) -> str:
    return name[: max(_BEGINNING, len(name) - _ENDING)]

"""The words that make two otherwise equal texts say different things: numbers, names, negations.

Common English words only. A missing word makes a text pass for a copy; one too many keeps a copy apart, which is then
searched as an article of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.analysis import STOP_WORDS, unaccented

_MARKED = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+(?!\w)"  # initials: U.S.
    r"|\w+"
    r"|[€$£¥₹](?=\s?\d)|(?:(?<=\d)|(?<=\d\s))[€$£¥₹]"  # beside a figure
    r"|(?<![\w)%+−–-])[+−–-](?=[€$£¥₹]?\d)"  # a sign: not the dash of "3-2" or "1990–1995", which stands behind a word
)
_SIGNS = {"-": "minus", "−": "minus", "–": "minus", "+": "plus"}


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_MAGNITUDES = _words(
    "hundred hundreds thousand thousands million millions billion billions trillion trillions m mn bn tn"
)
_NUMBERS = _MAGNITUDES | _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens half third quarter "
    "first second fourth fifth sixth seventh eighth ninth tenth once twice double triple "
    "minus plus € $ £ ¥ ₹ euro euros dollar dollars pound pounds yen rupee rupees cent cents"
)
_NO = "no"
_NEGATIONS = _words("no non not never neither nor none nobody nothing without cannot t")  # "t" of "don't"
_FIGURES = _NUMBERS | _NEGATIONS
_TURNING = _NEGATIONS | _MAGNITUDES | {"minus"}


def marked_words(text: str) -> list[str]:
    """Return the words of a text as written, with the signs and currencies of figures as words of their own.

    Initials become one word without dots: "U.S." is "US".
    """
    return [_SIGNS.get(word, word.replace(".", "")) for word in _MARKED.findall(text)]


def differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether the words in the same place of two texts say different things."""
    return _figures(one) != _figures(other) or _names(one) != _names(other)


def turns_meaning(written: Sequence[str]) -> bool:
    """Tell whether a few words that only one of two texts has deny or multiply what is said around them."""
    return any(word.casefold() in _TURNING for word in written)


def _figures(written: Sequence[str]) -> frozenset[str]:
    """Return the words that must be equal: numbers, and all negations as one ("none of them" is "not one of them")."""
    found = {word.casefold() for word in written if _is_figure(word)}
    return frozenset(found - _NEGATIONS - {"one"} | {_NO} if found & _NEGATIONS else found)


def _is_figure(word: str) -> bool:
    return any(map(str.isnumeric, word)) or word.casefold() in _FIGURES


def _names(written: Sequence[str]) -> frozenset[str]:
    """Return the other words that must be equal, those with a capital letter, without accents: "Erdoğan" is Erdogan."""
    return frozenset(unaccented(word).casefold() for word in written if _is_name(word))


def _is_name(word: str) -> bool:
    """Tell whether a capitalised word is a name: "US" is, "The" and "In" just begin a sentence."""
    small = word.casefold() in STOP_WORDS and (len(word) == 1 or not word.isupper())
    return word[0].isupper() and not small and not _is_figure(word)

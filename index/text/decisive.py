"""The words by which two texts that are otherwise the same say something else: numbers, names, negations.

English words, as they are written most: what is missed here lets a text pass for a copy, and what is one too many keeps
a copy apart, which is then but searched as an article of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from index.text.analysis import STOP_WORDS, unaccented

_MARKED = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+(?!\w)"  # initials: U.S.
    r"|\w+"
    r"|[€$£¥₹](?=\s?\d)|(?:(?<=\d)|(?<=\d\s))[€$£¥₹]"  # beside a figure
    r"|(?<![\w)%+−–-])[+−–-](?=[€$£¥₹]?\d)"  # a sign: not the dash of "3-2" or "1990–1995", which stands behind a word
)
_VARIANT = 5
"""Letters of a name from which on a doubled letter or "y" for "i" is a matter of spelling: "Lee" is not "Le"."""

_SLIP = 8
"""Letters of a name from which on one letter is a slip, behind the same beginning: "Johnson" is not "Johnston"."""

_BEGINNING = 4

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
    """Return the words of a text as they are written, with signs and currencies of figures as words of their own.

    Initials are one word without dots: "U.S." is "US".
    """
    return [_SIGNS.get(word, word.replace(".", "")) for word in _MARKED.findall(text)]


def differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether words that stand in the same place of two texts say something else."""
    return _figures(one) != _figures(other) or not _same_names(_names(one), _names(other))


def turn(written: Sequence[str]) -> bool:
    """Tell whether a few words that one of two texts has more turn or multiply what stands around them."""
    return any(word.casefold() in _TURNING for word in written)


def _figures(written: Sequence[str]) -> frozenset[str]:
    """Return the words that must be the same: numbers and, as one, negations ("none of them" is "not one of them")."""
    found = {word.casefold() for word in written if _is_figure(word)}
    return frozenset(found - _NEGATIONS - {"one"} | {_NO} if found & _NEGATIONS else found)


def _is_figure(word: str) -> bool:
    return _has_digits(word) or word.casefold() in _FIGURES


def _has_digits(word: str) -> bool:
    return any(letter.isnumeric() for letter in word)


def _names(written: Sequence[str]) -> frozenset[str]:
    """Return the words that must mean the same: whatever else has a capital letter."""
    return frozenset(word.casefold() for word in written if _is_name(word))


def _is_name(word: str) -> bool:
    """Tell whether a capital makes a word a name: not of "The" and "In", which only begin a sentence, but of "US"."""
    small = word.casefold() in STOP_WORDS and (len(word) == 1 or not word.isupper())
    return word[0].isupper() and not small and not _is_figure(word)


def _same_names(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether each name has its like on the other side."""
    return all(
        any(_is_spelling(name, other) for other in there)
        for here, there in ((mine - theirs, theirs - mine), (theirs - mine, mine - theirs))
        for name in here
    )


def _is_spelling(one: str, other: str) -> bool:
    """Tell whether two names are spellings of one: "Erdoğan" and "Erdogan", "Zelensky" and "Zelenskyy".

    A letter less or another one is a slip in a long name only, and not in its beginning.
    """
    one, other = unaccented(one), unaccented(other)
    if one == other:
        return True
    if min(len(one), len(other)) < _VARIANT:
        return False
    one, other = (re.sub(r"(.)\1+", r"\1", name.replace("y", "i")) for name in (one, other))
    return one == other or (
        min(len(one), len(other)) >= _SLIP
        and one[:_BEGINNING] == other[:_BEGINNING]
        and Levenshtein.distance(one, other) == 1
    )

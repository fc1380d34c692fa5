"""A question with words that no article has -> the question that may have been meant, in words of the articles.

Nothing here decides whether the articles answer it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from string import ascii_lowercase

from index.questions.common_words import is_common
from index.questions.question import FUNCTION_WORDS
from index.text.analysis import APOSTROPHES, HYPHENS, INVISIBLE, STOP_WORDS, terms, terms_of_word, unaccented

SHORTEST, SHORTEST_NAME, LONGEST = 4, 3, 25
"""The fewest letters of a word that is respelled, the fewest of a name ("Tim" is not "Kim"), and the most of both.
Every shorter word is one edit from another; longer ones are not English."""

MOST = 6
"""The most unknown words of a question that is respelled; with more, it is about something else. A word of n letters
has 54n + 25 neighbours, at most 1,375: six of the longest take about 50 ms."""

_OF_ASKING = "come deep exactly fast happen happened heavy high kind large long many name often please tall tell wide"
_ASKING = frozenset(_OF_ASKING.split())
"""Words of questions that count as known: "how many" is not about May."""

_LONG_NAME, _SWAPPED_IN = 6, 5
"""The fewest letters of a name in which a letter more or less, or two swapped neighbours, are a mere slip."""

_TRIED = 3
"""How many of the most frequent known terms are looked up for a word as the articles write it."""

# Latin letters, since only the 26 letters without accents are tried. A word that goes on with other letters, digits or
# combining accents is left alone.
_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
_MORE = rf"[\w\u0300-\u036f{INVISIBLE}]"
_ENDING = r"(?i:s|d|m|re|ve|ll)\b"  # Rubio's
_PART = rf"{_LETTER}+(?:['&{APOSTROPHES}](?!{_ENDING}){_LETTER}+)*"
_WORD = re.compile(rf"(?<!{_MORE}){_PART}(?!{_MORE})")
_COMPOUND = re.compile(rf"(?<!{_MORE}){_PART}(?:[-{HYPHENS}]{_PART})*(?!{_MORE})")
_HYPHEN = re.compile(f"[-{HYPHENS}]")
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_TWO_NAMES = re.compile(rf"(?<![\w'’-])(?=({_CAPITALISED} {_CAPITALISED}))")
_OF_FORM = re.compile(r"(?<=m)[ae]n$|(?<=a)n$")
"""Endings in which two forms of one word differ by one edit: "Bavarian" and "Bavaria", "Norsemen" and "Norseman"."""


@dataclass(frozen=True, slots=True)
class Respelling:
    """The question that may have been meant; `renames` tells whether it asks about another name.

    A name is a word that the articles mostly capitalise, and the question too. If the question does not capitalise
    names, neither word may be a common one: "race" is not another name than "Grace". It is also not another name if the
    articles have it together with the name beside it ("Skandia Sports"), or for a mere slip of a key ("Lindhlom").
    """

    question: str
    renames: bool


def respelled(
    question: str,
    passages_with: Callable[[str], int],
    texts_with: Callable[[str], Iterable[str]],
    *,
    renaming: bool = False,
) -> Respelling | None:
    """Return the question with each unknown word replaced by a known one that is one edit away, or None.

    One edit is a letter more, less or different, or two neighbours swapped (Norvig 2007, "How to write a spelling
    corrector"). Of several known words, the one whose term is in the most passages is taken, then the first in the
    alphabet; of several with one term, the one that the texts have most often. Case and everything else are kept.

    `passages_with` counts the passages that have an index term. `texts_with` returns the texts of some passages that
    have the terms of a word: the index only knows "bridg", and the texts know that it is written "bridge". With
    `renaming`, a question without a possible name is skipped.
    """
    unknown = _unknown(question, passages_with)
    if len(unknown) > MOST or (renaming and not any(each.may_be_name for each in unknown)):
        return None
    out, done, renamed = "", 0, list[tuple[int, _KnownWord]]()
    for each in unknown:
        meant = _correction(each, passages_with, texts_with)
        if meant is None or not _is_slip(each, meant):
            continue
        out += question[done : each.start]
        if _is_other_name(each, meant):
            renamed.append((len(out), meant))
        out += meant.word
        done = each.end
    out += question[done:]
    renames = any(not _is_part_of_name(out, at, texts_with(meant.word)) for at, meant in renamed)
    return Respelling(out, renames) if out != question else None


@dataclass(frozen=True, slots=True)
class _UnknownWord:
    """A word of a question that no article has, its offsets, and whether the question writes it as a name."""

    word: str
    start: int
    end: int
    as_name: bool

    @property
    def may_be_name(self) -> bool:
        """Whether it may be a name, which people also type without a capital."""
        return self.as_name or not is_common(self.word)


@dataclass(frozen=True, slots=True)
class _KnownWord:
    """A word as the articles have it, and whether they mostly write it with a capital letter."""

    word: str
    is_name: bool


def _is_slip(unknown: _UnknownWord, meant: _KnownWord) -> bool:
    """Tell whether one word may be a slip for the other, which two common words are not, unless one is a name.

    "can I cook here?" does not mean "took", nor "chosen" "chose".
    """
    return unknown.as_name or meant.is_name or not (is_common(unknown.word) and is_common(meant.word))


def _is_other_name(unknown: _UnknownWord, meant: _KnownWord) -> bool:
    one, other = _plain(unknown.word), _plain(meant.word)
    if _OF_FORM.sub("", one) == _OF_FORM.sub("", other) or _is_slip_of_a_key(one, other):
        return False
    return meant.is_name and (unknown.as_name or not (is_common(unknown.word) or is_common(meant.word)))


def _is_slip_of_a_key(one: str, other: str) -> bool:
    """Tell whether two neighbours are swapped in a name, or a letter is missing or too many inside it."""
    shorter = min(len(one), len(other))
    if len(one) == len(other):
        return shorter >= _SWAPPED_IN and sorted(one) == sorted(other)
    return shorter >= _LONG_NAME and one[0] == other[0] and one[-1] == other[-1]


def _is_part_of_name(question: str, at: int, texts: Iterable[str]) -> bool:
    """Tell whether texts have the name at an offset of a question together with a name beside it."""
    names = [found[1] for found in _TWO_NAMES.finditer(question) if found.start(1) <= at < found.end(1)]
    return any(name in text for text in texts for name in names)


def _unknown(question: str, passages_with: Callable[[str], int]) -> list[_UnknownWord]:
    """Return the words of a question that no passage has and that are long enough to be respelled."""

    def is_known(word: str) -> bool:
        found = terms(word)
        return not found or word.casefold() in FUNCTION_WORDS | _ASKING or any(map(passages_with, found))

    names = _names(question)
    words = [_UnknownWord(one[0], *one.span(), one.start() in names) for one in _words(question, is_known)]
    long = [each for each in words if _letters(each.word) >= (SHORTEST_NAME if each.as_name else SHORTEST)]
    return [each for each in long if not is_known(each.word)]


def _words(question: str, is_known: Callable[[str], bool]) -> list[re.Match[str]]:
    """Return the words of a question, and the parts of compounds not known as one word, as "e-mail" for "email"."""
    found = []
    for compound in _COMPOUND.finditer(question):
        parts = list(_WORD.finditer(question, compound.start(), compound.end()))
        if len(parts) == 1 or not is_known(_HYPHEN.sub("", compound[0])):
            found += parts
    return found


def _names(question: str) -> frozenset[int]:
    """Return the offsets of the words, except the first, that the question capitalises.

    None if all words but stop words are capitalised: in a headline, this says nothing.
    """
    later = list(_WORD.finditer(question))[1:]
    carry = [each for each in later if each[0].casefold() not in STOP_WORDS]
    found = [each.start() for each in carry if each[0][0].isupper()]
    return frozenset(found if len(found) < max(2, len(carry)) else ())


def _correction(
    unknown: _UnknownWord, passages_with: Callable[[str], int], texts_with: Callable[[str], Iterable[str]]
) -> _KnownWord | None:
    """Return the known word that is meant, or None; for a name, a name if possible."""
    word = unknown.word
    if _letters(word) > LONGEST:
        return None
    by_terms: dict[tuple[str, ...], list[str]] = {}
    for each in sorted(_one_edit_away(word)):
        by_terms.setdefault(terms_of_word(each), []).append(each)
    # Stop words are everywhere and say nothing about the subject, so they are only meant if the same letters are in
    # another order ("waht"). "fery" is "ferry" or nothing, and not "very".
    for each in by_terms.pop((), []):
        if each.casefold() in STOP_WORDS and sorted(each.casefold()) == sorted(word.casefold()):
            return _KnownWord(each, is_name=False)
    counts = {found: min(map(passages_with, found)) for found in by_terms}
    known = sorted((found for found, count in counts.items() if count), key=lambda found: -counts[found])
    first = None
    for found in islice(known, _TRIED):
        meant = _as_written(by_terms[found], texts_with)
        if meant is not None and (meant.is_name or not unknown.as_name):
            return meant
        first = first or meant
    return first


def _as_written(words: Sequence[str], texts_with: Callable[[str], Iterable[str]]) -> _KnownWord | None:
    """Return which of some words of one stem the texts have most often, or None if they have none of them."""
    found = [each for text in texts_with(words[0]) for each in _WORD.findall(text)]
    counted = Counter(map(_plain, found))
    best = max(words, key=lambda each: counted[_plain(each)])
    capitals = sum(each[0].isupper() for each in found if _plain(each) == _plain(best))
    return _KnownWord(best, is_name=2 * capitals > counted[_plain(best)]) if counted[_plain(best)] else None


def _one_edit_away(word: str) -> set[str]:
    letters = [at for at, letter in enumerate(word) if letter.isalpha()]
    found = {word[:at] + word[at + 1 :] for at in letters}
    found |= {word[:at] + new + word[at + 1 :] for at in letters for new in ascii_lowercase}
    found |= {word[:at] + new + word[at:] for at in range(len(word) + 1) for new in ascii_lowercase}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in letters if word[at + 1 : at + 2].isalpha()}
    return {_cased(each, word) for each in found}


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    if like[1:].islower():
        return (word[:1].upper() if like[0].isupper() else word[:1].lower()) + word[1:].lower()
    return word  # McDonald: each letter keeps its own


def _plain(word: str) -> str:
    return unaccented(word).casefold()


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))

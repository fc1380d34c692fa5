"""A question with a word that no article has -> the question that may have been meant, in words that articles have.

Pure functions of a question and of what a collection holds; nothing here decides whether the articles answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from string import ascii_lowercase

from index.analysis import APOSTROPHES, HYPHENS, INVISIBLE, STOP_WORDS, terms, terms_of_word, unaccented
from index.question import FUNCTION_WORDS

SHORTEST, LONGEST = 4, 25
"""Letters of a word that is respelled. Among shorter ones each has a neighbour; a longer one is no word of English."""

MOST = 6
"""Unknown words of a question that is respelled. A word of n letters has 54n + 25 neighbours, at most 1,375: six of the
longest take some 50 ms. With more, a question is not misspelt but about something else."""

_TRIED = 3
"""Known terms, the most frequent ones, that are looked up for a word of which they are the stem."""

# Latin letters, which are those that one of the 26 may be missing among. A word that goes on in other letters, digits
# or accents of their own is left alone.
_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
_MORE = rf"[\w\u0300-\u036f{INVISIBLE}]"
_ENDING = r"(?i:s|d|m|re|ve|ll)\b"  # Rubio's
_PART = rf"{_LETTER}+(?:['&{APOSTROPHES}](?!{_ENDING}){_LETTER}+)*"
_WORD = re.compile(rf"(?<!{_MORE}){_PART}(?!{_MORE})")
_COMPOUND = re.compile(rf"(?<!{_MORE}){_PART}(?:[-{HYPHENS}]{_PART})*(?!{_MORE})")
_HYPHEN = re.compile(f"[-{HYPHENS}]")


@dataclass(frozen=True, slots=True)
class Respelled:
    """The question that may have been meant; `renames` tells whether one of the words in it is a name.

    A name is what the articles write with a capital letter wherever it was looked at, however the question had it.
    """

    question: str
    renames: bool


def respelled(
    question: str, passages_with: Callable[[str], int], texts_with: Callable[[str], Iterable[str]]
) -> Respelled | None:
    """Return the question with each unknown word replaced by a known one that is one edit away, or None.

    One edit is a letter more, less or other, or two neighbours swapped (Norvig 2007, "How to write a spelling
    corrector"). Of several known words it is the one whose term stands in the most passages, then the first of the
    alphabet; of several with one term, the one that is written most often. Case and all else stay as they are.

    `passages_with` counts the passages that have an index term; `texts_with` gives the texts of some that have those
    of a word: an index knows "bridg", and only they know that this is written "bridge".
    """

    def is_known(word: str) -> bool:
        found = terms(word)
        return not found or word.casefold() in FUNCTION_WORDS or any(map(passages_with, found))

    unknown = [each for each in _words(question, is_known) if _letters(each[0]) >= SHORTEST and not is_known(each[0])]
    if len(unknown) > MOST:
        return None
    out, done, renames = "", 0, False
    for each in unknown:
        meant, is_name = (
            _correction(each[0], passages_with, texts_with) if _letters(each[0]) <= LONGEST else (None, False)
        )
        out += question[done : each.start()] + (meant or each[0])
        done = each.end()
        renames = renames or is_name
    out += question[done:]
    return Respelled(out, renames) if out != question else None


def _words(question: str, is_known: Callable[[str], bool]) -> list[re.Match[str]]:
    """Return the words of a question; a compound by its parts, unless it is known as one word: "e-mail" as "email"."""
    found = []
    for compound in _COMPOUND.finditer(question):
        parts = list(_WORD.finditer(question, compound.start(), compound.end()))
        if len(parts) == 1 or not is_known(_HYPHEN.sub("", compound[0])):
            found += parts
    return found


def _correction(
    word: str, passages_with: Callable[[str], int], texts_with: Callable[[str], Iterable[str]]
) -> tuple[str | None, bool]:
    """Return the known word that is meant, or None, and whether it is a name."""
    by_terms: dict[tuple[str, ...], list[str]] = {}
    for each in sorted(_one_edit_away(word)):
        by_terms.setdefault(terms_of_word(each), []).append(each)
    # Stop words stand everywhere and say nothing of what is asked about: they are meant only where the same letters
    # are in another order ("waht"). "fery" is a ferry, or nothing here, and not "very".
    for each in by_terms.pop((), []):
        if each.casefold() in STOP_WORDS and sorted(each.casefold()) == sorted(word.casefold()):
            return each, False
    counts = {found: min(map(passages_with, found)) for found in by_terms}
    known = sorted((found for found, count in counts.items() if count), key=lambda found: -counts[found])
    for found in islice(known, _TRIED):
        written = [each for text in texts_with(by_terms[found][0]) for each in _WORD.findall(text)]
        counted = Counter(map(_plain, written))
        best = max(by_terms[found], key=lambda each: counted[_plain(each)])
        if counted[_plain(best)]:
            return best, all(each[0].isupper() for each in written if _plain(each) == _plain(best))
    return None, False


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

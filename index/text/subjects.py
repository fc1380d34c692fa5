"""The person an article is about: named in full at its beginning, and called "she" or "he" from then on.

"Can Yrsa Haldane drive?" is answered by "She has never learned to drive." in a portrait of her, where nothing near the
sentence says who "she" is.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.text.days import DAY_OR_MONTH

OPENING = 1_500
"""The full name must be in the first characters of the article, this many."""
LOOKED_AT = 200_000
"""How many characters of an article are searched for its person, in about 15 ms: all, unless it is a book."""
_ALONE = 2
"""How often the first name or the surname must occur without the other."""
_PRONOUNS = 8
"""How many pronouns of one gender an article must have."""
_MANY = 20
"""With this many pronouns, a name need not be repeated."""
_APART = 200
"""The most characters per pronoun: most news articles have fewer pronouns, as they are about several people."""
_PLACED = 8
"""Fewer than one in this many mentions of a person follow "the" or "in" ("the Oduya case"); more suggest a place."""
_STOOD_FOR = 3
"""A rival name must occur more often than one in this many pronouns."""
_RIVALS = 30
"""How many of the commonest capitalised words are checked as rival names."""
_CLEARLY = 2
"""How many times as frequent as the pronouns of the other gender they must be."""

_PART = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČ][^\W\d_]+(?:[-'’](?!s\b)[^\W\d_]+)*"
_WORD = re.compile(rf"(?<![\w'’-]){_PART}")
_FULL_NAME = re.compile(
    rf"(?<![\w.'’-])(?:(?:The|Dr|Mrs?|Ms)\.?\s+)?(?P<name>(?P<first>{_PART})"
    rf"(?:[ ]+(?:[A-Z]\.|{_PART}|de|del|van|von|der|al|bin|ibn|la|le|dos)){{0,3}}[ ]+(?P<last>{_PART}))"
)
_TITLE_BREAK = re.compile(r"\s*(?:[,:|(]|\s[-–—])\s*")
_WITHOUT_TITLE = re.compile(
    r"^(?:.*\s)?(?:President|Minister|Secretary|Chancellor|Senator|Speaker|Governor|Mayor|King|Queen|Prince|Princess|Pope"
    r"|Judge|Justice|General|Captain|Coach|Director|Professor|Chief|Officer|When|After|Before|As|While|Now|But|And)\s+"
)
_NO_NAME = re.compile(
    r"^(?:US|UK|[A-Z]{3,})\b|\b(?![IVX]+$)[A-Z]{2,}$"  # "WNBA All-Star", "Rome CNN", but not "Charles XII"
    rf"|\b{DAY_OR_MONTH}"
    rf"|(?:{_PART}[ ]+){{3}}{_PART}"  # "Doodle Dogs Club Podcast"
)
_SHE, _HE = ("she", "her"), ("he", "him", "his")


@dataclass(frozen=True, slots=True)
class Subject:
    """The person an article is about: full name and pronouns."""

    name: str
    pronouns: tuple[str, ...]

    def is_in(self, question: str) -> bool:
        """Tell whether a question has the first name or the surname, in any case."""
        return any(_has_word(part.casefold(), question.casefold()) for part in _first_and_last(self.name))

    def name_for(self, words: str) -> str:
        """Return the full name if `words` may refer to the person without it, by a part of it or a pronoun; else ""."""
        partly = any(_has_word(part, words) for part in _first_and_last(self.name))
        is_meant = self.name not in words and (partly or _count(self.pronouns, words) > 0)
        return self.name if is_meant else ""


def asked_subject(question: str, title: str, text: str) -> Subject | None:
    """Return the person an article is about if the question names them, else None."""
    found = subject(title, text)
    return found if found is not None and found.is_in(question) else None


def subject(title: str, text: str) -> Subject | None:
    """Return the person an article is about, or None if it is about nobody or several people.

    The person has a full name in the opening. Names in the title come first, then the most frequent one, unless
    somebody else with a single name ("Pelé") is named more often. The text must have many pronouns of one gender and
    clearly fewer of the other. A name is not a person's if its words also occur in lower case ("Quay Street") or if it
    often follows "the" or "in".
    """
    text = text[:LOOKED_AT]
    pronouns = _pronouns(text)
    if pronouns is None:
        return None
    often, words = _count(pronouns, text), Counter(_WORD.findall(text))
    mentions = {name: sum(words[part] for part in set(_first_and_last(name))) for name in full_names(text)}
    titled, others = _by_mentions(title, text, mentions, often)
    # Lazily: the most frequent name is mostly a person's, and each check takes time.
    best = next((name for name in (*titled, *others) if _is_persons(*_first_and_last(name), text)), None)
    if best is None:
        return None
    least = max(mentions[best], often / _STOOD_FOR)
    return None if best not in titled and _somebody_else(words, least, best, text) else Subject(best, pronouns)


def _pronouns(text: str) -> tuple[str, ...] | None:
    """Return the pronouns that dominate a text; None if there are few, or nearly as many of the other gender."""
    (most, pronouns), (fewer, _) = sorted(((_count(one, text), one) for one in (_SHE, _HE)), reverse=True)
    return pronouns if most >= max(_PRONOUNS, len(text) / _APART, _CLEARLY * fewer) else None


def _by_mentions(
    title: str, text: str, mentions: Mapping[str, int], pronouns: int
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the names in the title, and those that are mentioned in part often enough; both most frequent first."""
    parts = _TITLE_BREAK.split(" ".join(title.split()))
    whole = {name: text.count(name) for name in mentions}
    alone = {name: either - 2 * whole[name] for name, either in mentions.items()}
    titled = [name for name in mentions if name in parts or (alone[name] > 0 and _has_word(name.split()[-1], title))]
    others = [name for name in mentions if alone[name] >= _ALONE or pronouns >= _MANY]
    titled.sort(key=lambda name: (name not in title, -mentions[name]))
    others.sort(key=lambda name: whole[name] - mentions[name])
    return titled, others


def full_names(text: str) -> list[str]:
    """Return possible full names of people in the opening of a text, each once, without titles such as "Mayor"."""
    found = dict.fromkeys(
        _WITHOUT_TITLE.sub("", match["name"])
        for match in _FULL_NAME.finditer(text, 0, OPENING)
        if match.end() < OPENING
    )
    return [name for name in found if len(name.split()) > 1 and not _NO_NAME.search(name)]


def _somebody_else(words: Counter[str], least: float, name: str, text: str) -> bool:
    """Tell whether somebody else with a single name ("Pelé") is mentioned more than `least` times."""
    often = itertools.takewhile(lambda each: each[1] > least, words.most_common(_RIVALS))
    return any(word not in name.split() and _is_persons(word, word, text) for word, _ in often)


def _count(pronouns: tuple[str, ...], text: str) -> int:
    """Count pronouns between spaces or capitalised before a space: ten times as fast as a regular expression."""
    return sum(text.count(f" {one} ") + text.count(f"{one.capitalize()} ") for one in pronouns)


def _first_and_last(name: str) -> tuple[str, str]:
    """Return the first name and the surname of a full name."""
    first, *_, last = name.split()
    return first, last


def _is_persons(first: str, last: str, text: str) -> bool:
    """Tell whether a name is a person's: never in lower case, and in fewer than one of `_PLACED` cases after "the"."""
    if any(_has_word(part.casefold(), text) for part in (first, last)):
        return False
    placed = rf"\b(?:[Tt]he|[Aa]t|[Ii]n|[Nn]ear)\s+(?:{re.escape(first)}\s+)?{re.escape(last)}\b"
    return _PLACED * len(re.findall(placed, text)) < max(text.count(last), 1)


def _has_word(word: str, text: str) -> bool:
    """Tell whether a text has a whole word. Most texts lack it, which `in` finds 40 times as fast as `re`."""
    return word in text and re.search(rf"\b{re.escape(word)}\b", text) is not None

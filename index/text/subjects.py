"""Whom an article is about: the person whom it names in its opening and then calls "she" or "he".

"Can Yrsa Haldane drive?" is answered by "She has never learned to drive." in a portrait of her, where nothing near the
sentence says who "she" is.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OPENING = 1_500
"""Characters in which whom an article is about is named in full."""
LOOKED_AT = 200_000
"""Characters of an article in which its person is looked for, some 15 ms of each question: all but that of a book."""
_ALONE = 2
"""How often the first name or the surname stands in the article without the other, at least."""
_PRONOUNS = 8
"""How often "she" and "her" stand in an article about a woman, at least."""
_MANY = 20
"""From so many on an article may do with its person's name once."""
_APART = 200
"""Characters of the article for each of them, at most: they are less dense in most news, which is about several."""
_PLACED = 8
"""One in so many mentions of a person may stand behind "the" or "in" ("the Oduya case"); of a place more do."""
_STOOD_FOR = 3
"""How many pronouns stand for one mention of somebody: who is named as often as that is whom the article is about."""
_RIVALS = 30
"""How many of the commonest words with a capital may be somebody else's name."""
_CLEARLY = 2
"""How many times as often as those of a man."""

_PART = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČ][^\W\d_]+(?:[-'’](?!s\b)[^\W\d_]+)*"
_WORD = re.compile(rf"(?<![\w'’-]){_PART}")
_FULL_NAME = re.compile(
    rf"(?<![\w.'’-])(?:(?:The|Dr|Mrs?|Ms)\.?\s+)?(?P<name>(?P<first>{_PART})"
    rf"(?:[ ]+(?:[A-Z]\.|{_PART}|de|del|van|von|der|al|bin|ibn|la|le|dos)){{0,3}}[ ]+(?P<last>{_PART}))"
)
DAY_OR_MONTH = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber)\b"
)
"""What has a capital and is no name; "May" may be one."""
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
    """The person whom an article is about, by full name, and the pronouns that stand for them."""

    name: str
    pronouns: tuple[str, ...]

    def is_in(self, question: str) -> bool:
        """Tell whether a question names the person, with capitals or without."""
        return any(_has_word(part.casefold(), question.casefold()) for part in _first_and_last(self.name))

    def name_for(self, words: str) -> str:
        """Return the name where `words` may speak of the person without the whole of it, else ""."""
        return self.name if self.is_meant(words) else ""

    def is_meant(self, words: str) -> bool:
        """Tell whether `words` may speak of the person without the whole name."""
        partly = any(_has_word(part, words) for part in _first_and_last(self.name))
        return self.name not in words and (partly or _count(self.pronouns, words) > 0)


def asked_subject(question: str, title: str, text: str) -> Subject | None:
    """Return the person whom an article is about, where the question names them."""
    found = subject(title, text)
    return found if found is not None and found.is_in(question) else None


def subject(title: str, text: str) -> Subject | None:
    """Return the person whom an article is about, None where it is about no one or several.

    That is one of those whom the opening names by first name and surname: whom the title names, too, or else the one
    whose names come most often, unless somebody is named more often by one name alone ("Pelé"). The text is full of the
    pronouns of a woman, and has clearly fewer of a man's, or the other way round. What is written with a small letter,
    too, is no person's name ("Quay Street"), and neither is what stands behind "the" or "in" more than now and then.
    """
    text = text[:LOOKED_AT]
    pronouns = _pronouns(text)
    if pronouns is None:
        return None
    often, words = _count(pronouns, text), Counter(_WORD.findall(text))
    mentions = {name: sum(words[part] for part in set(_first_and_last(name))) for name in full_names(text)}
    titled, others = _by_mentions(title, text, mentions, often)
    # The one named most is mostly a person: the others, of whom asking takes as long, need not be looked at.
    best = next((name for name in (*titled, *others) if _is_persons(*_first_and_last(name), text)), None)
    if best is None:
        return None
    least = max(mentions[best], often / _STOOD_FOR)
    return None if best not in titled and _somebody_else(words, least, best, text) else Subject(best, pronouns)


def _pronouns(text: str) -> tuple[str, ...] | None:
    """Return the pronouns that a text is full of, None where they are few or those of the other gender hardly fewer."""
    (most, pronouns), (fewer, _) = sorted(((_count(one, text), one) for one in (_SHE, _HE)), reverse=True)
    return pronouns if most >= max(_PRONOUNS, len(text) / _APART, _CLEARLY * fewer) else None


def _by_mentions(
    title: str, text: str, mentions: Mapping[str, int], pronouns: int
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the names that a title has, and those that stand often enough in part, each from the one named most."""
    parts = _TITLE_BREAK.split(" ".join(title.split()))
    whole = {name: text.count(name) for name in mentions}
    alone = {name: either - 2 * whole[name] for name, either in mentions.items()}
    titled = [name for name in mentions if name in parts or (alone[name] > 0 and _has_word(name.split()[-1], title))]
    others = [name for name in mentions if alone[name] >= _ALONE or pronouns >= _MANY]
    titled.sort(key=lambda name: (name not in title, -mentions[name]))
    others.sort(key=lambda name: whole[name] - mentions[name])
    return titled, others


def full_names(text: str) -> list[str]:
    """Return what may be the full names of people in the opening of a text, each once, without titles before them."""
    found = dict.fromkeys(
        _WITHOUT_TITLE.sub("", match["name"])
        for match in _FULL_NAME.finditer(text, 0, OPENING)
        if match.end() < OPENING
    )
    return [name for name in found if len(name.split()) > 1 and not _NO_NAME.search(name)]


def _somebody_else(words: Counter[str], least: float, name: str, text: str) -> bool:
    """Tell whether the article names somebody else clearly more often, by one name: "Pelé"."""
    often = itertools.takewhile(lambda each: each[1] > least, words.most_common(_RIVALS))
    return any(word not in name.split() and _is_persons(word, word, text) for word, _ in often)


def _count(pronouns: tuple[str, ...], text: str) -> int:
    """Count pronouns, as they stand between spaces or begin a sentence: a tenth of a regular expression's time."""
    return sum(text.count(f" {one} ") + text.count(f"{one.capitalize()} ") for one in pronouns)


def _first_and_last(name: str) -> tuple[str, str]:
    """Return the first name and the surname of a full name."""
    first, *_, last = name.split()
    return first, last


def _is_persons(first: str, last: str, text: str) -> bool:
    """Tell whether a name is a person's by how it is written: in one of `_PLACED` cases it may stand behind "the"."""
    if any(_has_word(part.casefold(), text) for part in (first, last)):
        return False
    placed = rf"\b(?:[Tt]he|[Aa]t|[Ii]n|[Nn]ear)\s+(?:{re.escape(first)}\s+)?{re.escape(last)}\b"
    return _PLACED * len(re.findall(placed, text)) < max(text.count(last), 1)


def _has_word(word: str, text: str) -> bool:
    """Tell whether a text has a whole word; most have it nowhere, and that is told 40 times as fast without `re`."""
    return word in text and re.search(rf"\b{re.escape(word)}\b", text) is not None

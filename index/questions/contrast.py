"""Puts a phrase ("and the tunnel?") in the place of its counterpart in the question before.

A phrase with a preposition replaces one with the same preposition, a number replaces a number, and a noun one like it;
if nothing fits, the phrase follows the question. Rules on English words.
"""

from __future__ import annotations

import re

from index.article import Span
from index.questions.mentions import dates
from index.questions.nouns import Noun, nouns, proper_nouns
from index.questions.word_classes import INFINITIVE, PREPOSITION, VERB
from index.text.days import with_capitals

_WITH_PREPOSITION = re.compile(rf"({PREPOSITION})\s", re.IGNORECASE)
_NEXT = rf"\s+\S+.*?(?=\s(?:{PREPOSITION}|(?-i:{VERB})|{INFINITIVE}$)|$)"
"""The words after a preposition, up to the next preposition or verb: "on 5 May"."""

_YEAR = r"\b(?:1\d|20)\d\d\b"
_KINDS = (
    _YEAR,
    rf"(?<![\w.,:/–-])(?!{_YEAR})\d+(?:[.,]\d+)*(?![\w:/–-]|[.,]\d)",
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next|\d+(?:st|nd|rd|th))\b",
    r"\b(?:q[1-4]|h[12])\b",
)
"""Years, other numbers, ordinals, and quarters or halves of a year."""
_NUMBERS = tuple(re.compile(kind, re.IGNORECASE) for kind in _KINDS)
_BEFORE_NUMBER = re.compile(rf"(?:{PREPOSITION}\s+)?(?:the\s+)?", re.IGNORECASE)

_ONE = re.compile(r"(?<=\s)ones?$", re.IGNORECASE)
_COUNTS = re.compile(r"\W*how\s+(?:many|much)\s+", re.IGNORECASE)
_VERB_ALONE = re.compile(INFINITIVE, re.IGNORECASE)
_HELPED_VERB = re.compile(rf"\b(?:do|does|did|will|would)\b.*\s({INFINITIVE})\b", re.IGNORECASE)


def put(before: str, phrase: str) -> str:
    """Return the question `before` with `phrase` in the place of its counterpart, without a question mark.

    "when is the spring fair" and "the market" make "when is the market". The first rule that finds a place is used. If
    none does, the question is asked "for" the phrase: "how much is a ticket for students".
    """
    rules = (_put_number, _put_with_preposition, _put_time, _put_verb, _put_noun)
    whole = next(filter(None, (rule(before, phrase) for rule in rules)), None)
    return whole or _put_with_preposition(before, f"for {phrase}") or f"{before} {phrase}"


def _with(text: str, place: tuple[int, int], words: str) -> str:
    """Return a text with the part between two offsets replaced by `words`."""
    return f"{text[: place[0]]}{words}{text[place[1] :]}"


def _put_number(before: str, phrase: str) -> str | None:
    """Put a number or ordinal in the place of the last one of its kind: "and for 120?" after "for 60 minutes"."""
    said = _BEFORE_NUMBER.sub("", phrase, count=1)
    for kind in _NUMBERS:
        there = list(kind.finditer(before)) if kind.fullmatch(said) else []
        if there:
            return _with(before, there[-1].span(), said)
    return None


def _put_with_preposition(before: str, phrase: str) -> str | None:
    """Put a phrase in the place of the last one with its preposition, or at the end; times only replace times."""
    preposition = _WITH_PREPOSITION.match(phrase)
    if preposition is None:
        return None
    there = re.finditer(rf"\b{preposition[1]}\b{_NEXT}", before, re.IGNORECASE)
    alike = [found.span() for found in there if bool(_times(found[0])) == bool(_times(phrase))]
    return _with(before, alike[-1], phrase) if alike else f"{before} {phrase}"


def _put_time(before: str, phrase: str) -> str | None:
    """Put a time in the place of the last one, or at the end: "and last year?"."""
    if Span(0, len(phrase)) not in _times(phrase):
        return None
    there = _times(before)
    return _with(before, (there[-1].start, there[-1].end), phrase) if there else f"{before} {phrase}"


def _times(text: str) -> list[Span]:
    """Return the times in a question, also in lower case: "on sundays"."""
    text = with_capitals(text)
    return [Span(day.start, day.end + text.startswith("s", day.end)) for day in dates(text, Span(0, len(text)))]


def _put_verb(before: str, phrase: str) -> str | None:
    """Put a verb in the place of another: "and close?" after "when does the pool open?"."""
    verb = _HELPED_VERB.search(before) if _VERB_ALONE.fullmatch(phrase) else None
    return _with(before, verb.span(1), phrase) if verb else None


def _put_noun(before: str, phrase: str) -> str | None:
    """Put a name in the place of a name, and another noun in that of one with the same number and an article or none.

    A name without an article only replaces a name: "did the ferry reach Great Moss?" and "Holm?". A singular may
    replace the only noun: "how much is the big tent?" and "hammock?". A counted noun stays if there is another one. Of
    several, one with the same article is replaced: "does the van have a bed?" and "a sink?".
    """
    there, mine = [part for noun in nouns(before) for part in noun.parts], Noun(phrase, 0)
    if proper_nouns(phrase):
        alike = [noun for noun in there if proper_nouns(noun.text)] if mine.has_article else proper_nouns(before)
    else:
        is_one = _ONE.search(phrase) is not None
        alike = [n for n in there if n.is_plural == mine.is_plural and (is_one or n.has_article == mine.has_article)]
    if not alike and len(there) == 1 and not mine.is_plural:
        alike = there
    if not alike:
        return None
    if not (mine.is_known and _ONE.search(phrase)):  # "the big one" is of what had an "a" before
        alike.sort(key=lambda noun: noun.is_known != mine.is_known)
    counts = _COUNTS.match(before)
    noun = next((noun for noun in alike if not (counts and counts.end() == noun.start)), alike[0])
    return _with(before, (noun.start, noun.end), _ONE.sub(noun.text.split()[-1], phrase))

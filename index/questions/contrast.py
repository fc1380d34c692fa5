"""A phrase alone ("and the fresh ones?") in the place of what it stands against in the question before.

A time takes the place of a time, a thing that of a thing, a name that of a name. Rules on English words; what fits
nowhere follows the question.
"""

from __future__ import annotations

import re

from index.article import Span
from index.questions.chunks import Chunk, bare_chunks, is_plural, the_chunks
from index.questions.nounless import RANK, nounless
from index.questions.question import Kind, question_kind
from index.questions.referents import OWNER, possessive
from index.questions.things import Thing, names, things
from index.questions.times import YEAR, is_time, put_time, put_time_behind, times, year_kept
from index.questions.word_classes import INFINITIVE, MEASURE, PREPOSITION, VERB

_WITH_PREPOSITION = re.compile(rf"({PREPOSITION})\s", re.IGNORECASE)
_NEXT = re.compile(rf"\s+\S+.*?(?=\s(?:{PREPOSITION}|(?-i:{VERB})|{INFINITIVE}$)|$)", re.IGNORECASE)
"""What stands behind a preposition: a word at least, up to the next preposition or verb ("on 5 May")."""

_WHOSE_TIME = re.compile(
    rf"\s+(?:the|an?|my|your|our|their)\s+([a-z]+)(?=\s+(?!{PREPOSITION}|{VERB})\w)", re.IGNORECASE
)
"""The time of a thing: "the autumn semester", "the May issue"."""

_THE = re.compile(r"the\s+", re.IGNORECASE)
_IN_PLACE = re.compile(r"\b(?:at|in|on)(?=\s+(?:the|an?|my|your|our|their)\s)", re.IGNORECASE)
_BARE_NUMBER = re.compile(rf"(?:{PREPOSITION}\s+)?(\d+(?:[.,]\d+)*)", re.IGNORECASE)
_QUARTER = re.compile(r"q[1-4]|h[12]", re.IGNORECASE)
"""Of a year, as businesses count: its halves, too."""

_A_NUMBER = re.compile(rf"(?<![\w.,:/–-])(?!{YEAR.pattern})\d+(?:[.,]\d+)*(?![\w:/–-]|[.,]\d)")
"""Neither a year, nor part of a day, an hour or a name such as "v2"."""

_BARE_RANK = re.compile(rf"\b(?:the\s+)?({RANK.pattern})\b", re.IGNORECASE)
_OPEN_PRONOUN = re.compile(r"\b(?:he|she|him|her|it|they|them)\b", re.IGNORECASE)
"""What a question has left open: in "how many goals does he have?" there is nothing else to put a name for."""

_MEASURE = re.compile(MEASURE, re.IGNORECASE)
_MEASURE_OF = re.compile(rf"({MEASURE})\s+of\s+(.+)", re.IGNORECASE)
"""Behind "the price of the tent", "the weight" is the tent's, and "the rope" has a price, too."""

_OF_ONE = frozenset((Kind.WHEN, Kind.WHERE, Kind.YES_NO))
_IS_ONE = re.compile(r"\b(?:is|was|does|has)\b", re.IGNORECASE)
_VERB_ALONE = re.compile(INFINITIVE, re.IGNORECASE)
_HELPED_VERB = re.compile(rf"\b(?:do|does|did|will|would)\b.*\s({INFINITIVE})\b", re.IGNORECASE)


def put(before: str, phrase: str) -> str:
    """Return a question with a phrase in the place of what is like it, without its question mark.

    "who won the 2022 final" and "in 2024" make "who won the 2024 final"; "how much do the cheap seats cost" and "the
    good ones" make "how much do the good seats cost". The first rule that finds a place for it has it.
    """
    rules = (
        _put_number,
        _put_with_preposition,
        _put_time_alone,
        _put_nounless,
        _put_verb,
        _put_noun,
        _put_rival,
        _put_for_pronoun,
        _put_only_thing,
    )
    return next(filter(None, (rule(before, phrase) for rule in rules)), None) or _put_last(before, phrase)


def is_time_or_number(phrase: str) -> bool:
    """Tell whether a phrase is only a time or a number: nobody asks that by itself."""
    return is_time(phrase) or _BARE_NUMBER.fullmatch(phrase) is not None or _QUARTER.fullmatch(phrase) is not None


def put_rank(before: str, phrase: str) -> str | None:
    """Put a bare rank in the place of the last one, if there is one: "and the second?" behind "the first prize"."""
    said, there = _BARE_RANK.fullmatch(phrase), list(_BARE_RANK.finditer(before))
    return _with(before, there[-1].span(1), said[1]) if said and there else None


def put_measure(before: str, phrase: str) -> str | None:
    """Put a bare measure in the place of one: "weight?" behind "what is the price of the tent?"."""
    the, measured = f"the {_THE.sub('', phrase)}", _MEASURE_OF.search(before)
    is_measure = _MEASURE.fullmatch(the) and not OWNER.match(phrase)
    return _with(before, measured.span(1), the) if measured and is_measure else None


def _with(text: str, place: tuple[int, int], words: str) -> str:
    """Return a text with words in a place, given by its start and end."""
    return f"{text[: place[0]]}{words}{text[place[1] :]}"


def _put_number(before: str, phrase: str) -> str | None:
    """Put a bare number in the place of the last one: "and for 120?" behind "for 60 minutes"."""
    said, when = _BARE_NUMBER.fullmatch(phrase), times(before)
    numbers = [Span(*found.span()) for found in _A_NUMBER.finditer(before)]
    there = [number for number in numbers if not any(map(number.overlaps, when))]
    if said is None or not there or YEAR.fullmatch(said[1]):
        return None
    return _with(before, (there[-1].start, there[-1].end), said[1])


def _put_with_preposition(before: str, phrase: str) -> str | None:
    """Put a phrase in the place of the last one with its preposition, a time in that of a time; else at the end."""
    preposition = _WITH_PREPOSITION.match(phrase)
    if preposition is None:
        return None
    said = phrase[preposition.end() :].strip()
    there = re.finditer(rf"\s+{preposition[1]}(?=\s)", before, re.IGNORECASE)
    wholes = (_put_behind(before, found.span(), phrase, said) for found in reversed(list(there)))
    whole = next(filter(None, wholes), None) or put_time_behind(before, phrase, said) or _put_place(before, phrase)
    return whole or f"{before} {phrase}"


def _put_place(before: str, phrase: str) -> str | None:
    """Put a place in the place of the last one: "and on the roof?" behind "may I smoke in the hall?"."""
    there = _places(before)
    return _with(before, there[-1], phrase) if there and _places(phrase)[:1] == [(0, len(phrase))] else None


def _places(text: str) -> list[tuple[int, int]]:
    found = ((place.start(), _NEXT.match(text, place.end())) for place in _IN_PLACE.finditer(text))
    return [(start, said.end()) for start, said in found if said and not is_time(said[0].strip())]


def _put_behind(before: str, preposition: tuple[int, int], phrase: str, said: str) -> str | None:
    """Put a phrase in the place of one with that preposition if both or neither are times; `said`: what is behind."""
    start, end = preposition
    found = _NEXT.match(before, end)
    if found is None:
        return None
    there = found[0].strip()
    if is_time(there) != is_time(said):
        return None
    if one := nounless(said):  # "in its 2023 report" and "in the 2024 one"
        return _with(before, (end, found.end()), f" {one.with_noun(Chunk(there, end).words)}")
    year = year_kept(there, said) if is_time(said) else ""
    return _with(before, (start, found.end()), f" {phrase}{year}")


def _put_time_alone(before: str, phrase: str) -> str | None:
    """Put a time in the place of a time, or of that of a thing: "and spring?" behind "the autumn term"."""
    if not is_time(phrase):
        return None
    owned = (whose for whose in _WHOSE_TIME.finditer(before) if is_time(whose[1]))
    if not times(before) and (whose := next(owned, None)):
        return _with(before, whose.span(1), _THE.sub("", phrase))
    return put_time(before, phrase)


def _put_nounless(before: str, phrase: str) -> str | None:
    """Put the noun back that a phrase leaves out: "the fresh ones" for "dried noodles" makes "the fresh noodles"."""
    one, there = nounless(phrase), the_chunks(before) + bare_chunks(before)
    if one is None or not there:
        return None

    def fitness(chunk: Chunk) -> tuple[bool, bool, bool, int]:
        years = any(map(YEAR.fullmatch, chunk.words))
        return (one.is_dated and years, is_plural(chunk.text) == one.is_plural, len(chunk.words) > 1, chunk.start)

    chunk = max(there, key=fitness)
    words = chunk.words
    if one.rest and not one.like:  # "who led the Finnish study?" and "the one in Osaka"
        words = [word for word in words[:-1] if word.islower()] + words[-1:]
    place, noun = (chunk.start, chunk.end), one.with_noun(words)
    if _WITH_PREPOSITION.match(one.rest.strip()):
        return _put_with_preposition(_with(before, place, noun), one.rest.strip())
    return _with(before, place, noun + one.rest)


def _put_verb(before: str, phrase: str) -> str | None:
    """Put a verb in the place of one: "and close?" behind "when does the pool open?"."""
    verb = _HELPED_VERB.search(before) if _VERB_ALONE.fullmatch(phrase) else None
    return _with(before, verb.span(1), phrase) if verb else None


def _put_noun(before: str, phrase: str) -> str | None:
    """Put a phrase in the place of the same noun, or of one without an article that is as many."""
    bare, the = bare_chunks(before), the_chunks(before)
    noun = phrase.rsplit(maxsplit=1)[-1].casefold()
    alike = [chunk for chunk in (*the, *bare) if chunk.words[-1].casefold() == noun]
    if not alike and not names(phrase) and not things(phrase):
        alike = [chunk for chunk in bare if is_plural(chunk.text) == is_plural(phrase)]
        # "and modi?" behind a question with a name means somebody else, not another thing. And "how much is admission?"
        # is asked for students, not of them.
        of_one = question_kind(before) is not Kind.YES_NO and is_plural(phrase) and _IS_ONE.search(before)
        alike = alike or ([] if names(before) or of_one else bare)
    chunk = max(alike, key=lambda chunk: chunk.start, default=None)
    return _with(before, (chunk.start, chunk.end), phrase) if chunk else None


def _said(phrase: str) -> Thing | None:
    return next(iter(things(phrase)), None)


def _things_like(before: str, mine: Thing | None) -> list[str]:
    """Return the persons of a question, or where a phrase is a thing, the things."""
    is_person = mine is None or mine.is_person
    return [thing.text for thing in things(before) if thing.asked_who or thing.is_person == is_person]


def _put_rival(before: str, phrase: str) -> str | None:
    """Put a thing in the place of a thing, a person in that of a person, a name in that of a name; of several the last.

    And of what looks like it: "and the Reds?" behind "how many seats have the Greens on the council?".
    """
    mine, named = _said(phrase), names(before)
    alike = _things_like(before, mine)
    if mine is None and (named or not names(phrase)):
        alike = named
    if mine is not None:
        is_named, several = bool(names(phrase)), is_plural(phrase)
        alike.sort(key=lambda text: (bool(names(text)) == is_named, is_plural(text) == several))
    there = alike or named
    return _put_for(before, there[-1], phrase) if there else None


def _put_for_pronoun(before: str, phrase: str) -> str | None:
    """Put a name or a thing with "the" for the pronoun that a question has left open."""
    if _said(phrase) is None and not names(phrase):
        return None
    if owner := OWNER.search(before):
        return _with(before, owner.span(), possessive(phrase))
    left_open = _OPEN_PRONOUN.search(before)
    return _with(before, left_open.span(), phrase) if left_open else None


def _put_only_thing(before: str, phrase: str) -> str | None:
    """Put a phrase for the only thing of a question: "is the pool open?" and "sauna?", as nobody asks that for one."""
    there = [thing.text for thing in things(before)] or [chunk.text for chunk in bare_chunks(before)]
    fits = len(there) == 1 and question_kind(before) in _OF_ONE and not is_plural(phrase)
    return _put_for(before, there[0], phrase) if fits else None


def _put_for(before: str, rival: str, phrase: str) -> str:
    """Put a phrase for a thing, and for what is measured, not for its measure."""
    if measured := _MEASURE_OF.fullmatch(rival):
        rival = measured[2]
    return before.replace(rival, phrase)


def _put_last(before: str, phrase: str) -> str:
    """Put a phrase behind a question that is asked for it: "how much is admission?" and "students?"."""
    return _put_with_preposition(before, f"for {phrase}") or f"{before} {phrase}"

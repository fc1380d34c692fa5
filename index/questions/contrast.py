"""A phrase alone ("and the fresh ones?") in the place of what it stands against in the question before.

A time takes the place of a time, an owner that of an owner, a thing that of a thing, a name that of a name. Rules on
English words; what fits nowhere follows the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span
from index.questions.chunks import Chunk, bare_chunks, is_plural, the_chunks
from index.questions.mentions import NAME, dates
from index.questions.question import Kind, question_kind
from index.questions.referents import OWNER, possessive
from index.questions.things import names, things
from index.questions.word_classes import INFINITIVE, MEASURE, PREPOSITION, VERB, WORDS

_WITH_PREPOSITION = re.compile(rf"({PREPOSITION})\s", re.IGNORECASE)
_DATED = re.compile(rf"((?!.*\b(?:that|which|who)\b).+?)\s+({PREPOSITION}\s+)(.+)", re.IGNORECASE)
_NEXT = re.compile(rf"\s+\S+.*?(?=\s(?:{PREPOSITION}|(?-i:{VERB})|{INFINITIVE}$)|$)", re.IGNORECASE)
"""What stands behind a preposition: a word at least, up to the next preposition or verb ("on 5 May")."""

_WHEN = (
    r"(?:(?:bank|public|school)\s+)?(?:weekday|weekend|holiday|morning|afternoon|evening|night|noon|midday|midnight"
    r"|spring|summer|autumn|fall|winter)s?\b"
)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b(?!\s?[-–/]\s?\d)")
_IS_WHEN = re.compile(rf"(?:the\s+)?{_WHEN}(?:\s+{_YEAR.pattern})?", re.IGNORECASE)
_AT_WHEN = re.compile(rf"\b(?:at|during|in|on)\s+({_IS_WHEN.pattern})", re.IGNORECASE)
"""Behind a preposition: "did the price fall?" names no time."""

_BESIDE = re.compile(r"\bthe\s+(?:day|night|evening|morning|week|month|year)\s+(?:before|after)(?=\W*$)", re.IGNORECASE)
_AND_YEAR = re.compile(rf".*[^\W\d].*?(,?\s+{_YEAR.pattern})")
_NO_PART_OF_A_YEAR = re.compile(rf"day|week|month|year|night|ago|last|next|this|{_YEAR.pattern}", re.IGNORECASE)
_NEEDS_NO_PREPOSITION = re.compile(
    rf"(?:{PREPOSITION}|last|next|this|yesterday|today|tomorrow|tonight|.*\bago)\b", re.IGNORECASE
)
_WHOSE_TIME = re.compile(r"\s+(?:the|an?|my|your|our|their)\s+([a-z]+)(?=\s+\w)", re.IGNORECASE)
"""The time of a thing: "the autumn semester", "the May issue"."""

_THE = re.compile(r"the\s+", re.IGNORECASE)
_OF_A_YEAR = re.compile(rf"\s+(?!{PREPOSITION}|{VERB})\w", re.IGNORECASE)
"""What follows the year of a thing: "the 2022 final"."""

_SMALL_DAY_OR_MONTH = re.compile(
    # "may" and "march" are verbs as well
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august"
    r"|(?:septem|octo|novem|decem)ber)\b"
)
_BARE_NUMBER = re.compile(rf"(?:{PREPOSITION}\s+)?(\d+(?:[.,]\d+)*)", re.IGNORECASE)
_QUARTER = re.compile(r"q[1-4]|h[12]", re.IGNORECASE)
"""Of a year, as businesses count: its halves, too."""

_A_NUMBER = re.compile(rf"(?<![\w.,:/–-])(?!{_YEAR.pattern})\d+(?:[.,]\d+)*(?![\w:/–-]|[.,]\d)")
"""Neither a year, nor part of a day, an hour or a name such as "v2"."""

_OWNED = re.compile(rf"(?:\b(?:the|an?)\s+(?:[\w-]+\s+)*?[\w-]+|{NAME})(?<!['’]s)(?=['’]s\b)")
_ITS_OWN = re.compile(rf"\b(?:is|are|was|were)\s+{NAME}(?<!['’]s)['’]s\s+({WORDS})")
_RANK = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|last|next|previous|latest)",
    re.IGNORECASE,
)
_BARE_RANK = re.compile(rf"\b(?:the\s+)?({_RANK.pattern})\b", re.IGNORECASE)
_ONE = re.compile(
    rf"(?!no\s)(?=\S+\s)(?P<the>(?:the|an?|my|your|our|their)\s+)?(?P<like>(?:[\w'’.-]+\s+){{0,3}})(?P<one>ones?)"
    rf"(?P<rest>\s+(?:{PREPOSITION}|that|which|who)\b.*)?",
    re.IGNORECASE,
)
_RANKED = re.compile(rf"(?P<the>the\s+)(?P<like>{_RANK.pattern}|other)(?P<one>s?)(?P<rest>)", re.IGNORECASE)
"""The noun is left out: "the red one", "the second", "the others"."""

_WHO_EVER = re.compile(r"\b(?:he|she|him|her|it|they|them)\b", re.IGNORECASE)
"""What a question has left open: in "how many goals does he have?" there is nothing else to put a name for."""

_MEASURE = re.compile(MEASURE, re.IGNORECASE)
_MEASURE_OF = re.compile(rf"({MEASURE})\s+of\s+(.+)", re.IGNORECASE)
"""Behind "the price of the tent", "the weight" is the tent's, and "the rope" has a price, too."""

_OF_ONE = frozenset((Kind.WHEN, Kind.WHERE, Kind.YES_NO))
_ENDS_OPEN = re.compile(rf"\b{PREPOSITION}$", re.IGNORECASE)
_IS_ONE = re.compile(r"\b(?:is|was|does|has)\b", re.IGNORECASE)
_DONE = re.compile(r"[a-z]{3,}ed")
_IS_DONE = re.compile(r"\b(?:is|are|was|were)\s.*?\b([a-z]{3,}ed)\b")


def put(before: str, phrase: str) -> str:
    """Return a question with a phrase in the place of what is like it, without its question mark.

    "who won the 2022 final" and "in 2024" make "who won the 2024 final"; "how much do the cheap seats cost" and "the
    good ones" make "how much do the good seats cost".
    """
    if number := _put_number(before, phrase):
        return number
    if preposition := _WITH_PREPOSITION.match(phrase):
        return _put_at(before, preposition[1], phrase)
    if _is_time(phrase):
        return _put_time(before, phrase)
    if (dated := _DATED.fullmatch(phrase)) and _is_time(dated[3]):  # "and Sweden in 2022?"
        return put(put(before, dated[1]), dated[2] + dated[3])
    if phrase.endswith(("'s", "’s")) and (owned := _OWNED.search(before)):
        return f"{before[: owned.start()]}{phrase[:-2]}{before[owned.end() :]}"
    if (one := _left_out(phrase)) and (whole := _put_one(before, one)):
        return whole
    if _DONE.fullmatch(phrase) and (done := _IS_DONE.search(before)):
        return f"{before[: done.start(1)]}{phrase}{before[done.end(1) :]}"
    if found := _chunk_like(before, phrase):
        return f"{before[: found.start]}{phrase}{before[found.end :]}"
    return _put_thing(before, phrase)


def is_time_or_number(phrase: str) -> bool:
    """Tell whether a phrase is only a time or a number: nobody asks that by itself."""
    return _is_time(phrase) or _BARE_NUMBER.fullmatch(phrase) is not None or _QUARTER.fullmatch(phrase) is not None


def put_rank(before: str, phrase: str) -> str | None:
    """Put a bare rank in the place of the last one, if there is one: "and the second?" behind "the first prize"."""
    said, there = _BARE_RANK.fullmatch(phrase), list(_BARE_RANK.finditer(before))
    if said is None or not there:
        return None
    return f"{before[: there[-1].start(1)]}{said[1]}{before[there[-1].end(1) :]}"


def _put_number(before: str, phrase: str) -> str | None:
    """Put a bare number in the place of the last one, if there is one: "and for 120?" behind "for 60 minutes"."""
    said, times = _BARE_NUMBER.fullmatch(phrase), _times(before)
    numbers = [Span(*found.span()) for found in _A_NUMBER.finditer(before)]
    there = [number for number in numbers if not any(map(number.overlaps, times))]
    if said is None or not there or _YEAR.fullmatch(said[1]):
        return None
    return f"{before[: there[-1].start]}{said[1]}{before[there[-1].end :]}"


def _put_at(before: str, preposition: str, phrase: str) -> str:
    """Put a phrase in the place of the last one with its preposition, a time in that of a time; else at the end."""
    said = phrase[len(preposition) :].strip()
    time, one = _is_time(said), _left_out(said)
    for match in reversed(list(re.finditer(rf"\s+{preposition}(?=\s)", before, re.IGNORECASE))):
        found = _NEXT.match(before, match.end())
        if found is None:
            continue
        if time and (whose := _WHOSE_TIME.match(found[0])) and _is_time(whose[1]):
            start = found.start()
            return f"{before[: start + whose.start(1)]}{_THE.sub('', said)}{before[start + whose.end(1) :]}"
        if _is_time(there := found[0].strip()) != time:
            continue
        if one is not None:  # "in its 2023 report" and "in the 2024 one"
            noun = _with_noun(Chunk(there, match.end()).words, one)
            return f"{before[: match.end()]} {noun}{before[found.end() :]}"
        year = _year_kept(there, said) if time else ""
        return f"{before[: match.start()]} {phrase}{year}{before[found.end() :]}"
    years = list(_YEAR.finditer(before))
    if _YEAR.fullmatch(said) and years:
        last = years[-1]
        if _OF_A_YEAR.match(before, last.end()):
            return f"{before[: last.start()]}{said}{before[last.end() :]}"
        return _put_time(before, phrase)
    if time and any(_is_day(each.of(before)) for each in _times(before)):
        return _put_time(before, phrase)
    return f"{before} {phrase}"


def _put_time(before: str, phrase: str) -> str:
    """Put a time in the place of the last one, with the preposition of that where it needs none."""
    if not (found := _times(before)):
        return f"{before} {phrase}"
    last = found[-1]
    rest, replaced = before[: last.start], last.of(before)
    if _NEEDS_NO_PREPOSITION.match(phrase):
        rest = re.sub(rf"\b{PREPOSITION}\s+$", "", rest, flags=re.IGNORECASE)
    # The article is that of a noun: "the 2022 budget".
    the = "the " if re.fullmatch(rf"the\s+{_YEAR.pattern}", replaced) and not phrase.startswith("the ") else ""
    return f"{rest}{the}{phrase}{_year_kept(replaced, phrase)}{before[last.end :]}"


def _year_kept(replaced: str, phrase: str) -> str:
    """Return the year, with the space before it, of a day, month or season in whose place another one is put."""
    found = _AND_YEAR.fullmatch(replaced)
    return found[1] if found and not _NO_PART_OF_A_YEAR.search(phrase) else ""


def _times(text: str) -> list[Span]:
    """Return the times that a question names, in order; of days in the plural, the whole word. Many type them small."""
    text = _SMALL_DAY_OR_MONTH.sub(lambda found: found[0].capitalize(), text)
    found = [Span(day.start, day.end + text.startswith("s", day.end)) for day in dates(text, Span(0, len(text)))]
    found += [Span(*match.span(1)) for match in _AT_WHEN.finditer(text)]
    found += [Span(*match.span()) for match in _BESIDE.finditer(text)]
    return sorted(found, key=lambda span: span.start)


def _is_time(phrase: str) -> bool:
    return Span(0, len(phrase)) in _times(phrase) or _IS_WHEN.fullmatch(phrase) is not None


def _is_day(time: str) -> bool:
    return re.match(r"(?:\w+day|tonight|tomorrow)s?\b", time) is not None


def _put_one(before: str, one: re.Match[str]) -> str | None:
    """Put the noun back that a phrase leaves out: "the fresh ones" for "dried noodles" makes "the fresh noodles"."""
    like, plural = one["like"].split(), one["one"].endswith("s")
    there = the_chunks(before) + bare_chunks(before)
    if not there:
        return None
    dated = any(map(_YEAR.fullmatch, like))

    def fitness(chunk: Chunk) -> tuple[bool, bool, bool, int]:
        years = any(map(_YEAR.fullmatch, chunk.words))
        return (dated and years, is_plural(chunk.text) == plural, len(chunk.words) > 1, chunk.start)

    chunk = max(there, key=fitness)
    words = chunk.words
    if one["rest"] and not like:  # "who led the Finnish study?" and "the one in Osaka"
        words = [word for word in words[:-1] if word.islower()] + words[-1:]
    noun = _with_noun(words, one)
    rest, behind = one["rest"] or "", before[chunk.end :]
    if preposition := _WITH_PREPOSITION.match(rest.strip()):
        return _put_at(f"{before[: chunk.start]}{noun}{behind}", preposition[1], rest.strip())
    return f"{before[: chunk.start]}{noun}{rest}{behind}"


def _left_out(phrase: str) -> re.Match[str] | None:
    return _ONE.fullmatch(phrase) or _RANKED.fullmatch(phrase)


def _with_noun(words: Sequence[str], one: re.Match[str]) -> str:
    like = one["like"].split()
    return f"{one['the'] or ''}{' '.join([*like, *_without_rival(words, like)])}"


def _without_rival(words: Sequence[str], like: Sequence[str]) -> Sequence[str]:
    """Return the words of a thing without that in whose place others are put: a year, a rank, else the first."""
    head = words[-1:]
    for kind in (_YEAR, _RANK):
        if not like or kind.fullmatch(like[0]):
            left = [word for word in words[:-1] if not kind.fullmatch(word)]
            if like or len(left) < len(words) - 1:
                return [*left, *head]
    return words if not like else [*words[1:-1], *head]


def _chunk_like(before: str, phrase: str) -> Chunk | None:
    """Return what has the same noun as a phrase, or stands without an article as it does and is as many."""
    bare, the = bare_chunks(before), the_chunks(before)
    noun = phrase.rsplit(maxsplit=1)[-1].casefold()
    same = [chunk for chunk in (*the, *bare) if chunk.words[-1].casefold() == noun and chunk.text != phrase]
    if same:
        return max(same, key=lambda chunk: chunk.start)
    if names(phrase) or things(phrase):
        return None
    alike = [chunk for chunk in bare if is_plural(chunk.text) == is_plural(phrase)]
    # "and modi?" behind a question with a name means somebody else, not another thing. And "how much is admission?" is
    # asked for students, not of them.
    of_one = question_kind(before) is not Kind.YES_NO and is_plural(phrase) and _IS_ONE.search(before)
    others = [] if names(before) or of_one else bare
    return max(alike or others, key=lambda chunk: chunk.start, default=None)


def _put_thing(before: str, phrase: str) -> str:
    """Put a thing in the place of a thing, a person in that of a person, a name in that of a name."""
    mine, there = next(iter(things(phrase)), None), things(before)
    alike = [thing.text for thing in there if thing.asked_who or thing.is_person == (mine is None or mine.is_person)]
    if mine is not None and not mine.is_person and not alike and (owned := _ITS_OWN.search(before)):
        return f"{before[: owned.start(1)]}{_THE.sub('', phrase)} {before[owned.end(1) :].lstrip()}".rstrip()
    if mine is not None and not mine.is_person and not alike and question_kind(before) is Kind.SAID:
        return f"{before} about {phrase}"
    named = names(before)
    if mine is None and (named or not names(phrase)):
        alike = named
    if mine is not None:  # "and the Reds?" behind "how many seats have the Greens on the council?"
        named_so, several = bool(names(phrase)), is_plural(phrase)
        alike.sort(key=lambda text: (bool(names(text)) == named_so, is_plural(text) == several))
    other = next(reversed(alike or named), None)
    if other is None and (owner := OWNER.search(before)) and (mine is not None or names(phrase)):
        return f"{before[: owner.start()]}{possessive(phrase)}{before[owner.end() :]}"
    if other is None and (mine is not None or names(phrase)) and (open_one := _WHO_EVER.search(before)):
        return f"{before[: open_one.start()]}{phrase}{before[open_one.end() :]}"
    if other is None and len(there) == 1 and question_kind(before) in _OF_ONE and not is_plural(phrase):
        other = there[0].text  # "is the pool open?" and "sauna?": nobody asks that for a sauna
    if other is not None and (measured := _MEASURE_OF.fullmatch(other)):
        other = measured[1 if _MEASURE.fullmatch(phrase) else 2]
    if other is not None:
        return before.replace(other, phrase)
    return f"{before} {phrase}" if _ENDS_OPEN.search(before) else _put_at(before, "for", f"for {phrase}")

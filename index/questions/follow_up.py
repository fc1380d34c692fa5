"""A question that leans on the one before ("and when?") -> one that stands alone, as it is searched for and read.

Rules on English question words and pronouns. What stands alone already comes back as it is.
"""

from __future__ import annotations

import re

from index.article import Span
from index.questions.mentions import dates
from index.questions.question import Kind, question_kind
from index.questions.referents import COUNTED, DONE, NAME, PREPOSITION, VERB, counted, names, resolved, things

_LEAD = re.compile(r"^\W*(?:(?:and|but|so|then|ok(?:ay)?|also)\b[\s,]*)+", re.IGNORECASE)
_ASKS = (
    r"(?:(?:(?:at|by|for|from|in|on|since|to|until|with)\s+)?(?:what|which|whom?|when|where|how\s+(?:many|much|long))"
    r"|how\s+(?:big|come|deep|far|fast|heavy|high|large|often|old|tall|wide)|whose|why|how)"
)
_TIME = r"(?:year|month|week|day|date|time|century|decade|season)"
_BARE = re.compile(
    rf"^({_ASKS}|{PREPOSITION}\s+(?:how\s+many|what|which|whose)(?:\s+[\w-]+){{1,2}}|(?:what|which)\s+{_TIME})"
    r"(?:\s+(?:else|exactly|then|so|not))?\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(.+?)\W*$", re.IGNORECASE)
_ASKED = re.compile(rf"^\W*{_ASKS}\b\s*", re.IGNORECASE)
_AUXILIARY = re.compile(rf"^{VERB}", re.IGNORECASE)
_WITH_PREPOSITION = re.compile(rf"({PREPOSITION})\s", re.IGNORECASE)
_TIME_OR_PLACE = re.compile(
    # "which country" without a preposition may be what the question is about: "which country won?"
    rf"^\W*(?:{PREPOSITION}\s+(?:how\s+many|what|which|whose)(?:\s+[\w-]+){{1,2}}?"
    rf"|(?:what|which)\s+{_TIME}(?:\s+of\s+the\s+\w+)?)\s+(?={VERB})",
    re.IGNORECASE,
)
_ASKED_NOUN = re.compile(
    rf"^\W*(?:how\s+(?:many|much)|which(?:\s+of)?|whose)\s+"
    rf"((?:(?!(?:{VERB}|wh\w+|that)\b)[\w'’.-]+\s+){{1,6}})({VERB})\s+(.+)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"[A-Z]|(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|I|you|he|she|it|we|they)\b"
)
"""What begins the subject behind an auxiliary: "which offer will the council accept?"."""

_AMONG = re.compile(
    r"^(how\s+many|which|who)(?:\s+of\s+(?:them|these|those)\b|(?<!who)(?=\s+(?:is|are|was|were|have|had)\s+(?!there\b)))",
    re.IGNORECASE,
)
"""How many, or which, of those whom the question before is about."""

_CHOSEN = re.compile(rf"^(how\s+many|which|who)\s+of\s+(the\s+(.+?)\s+that\s+(.+?))\s+({VERB})\s+(.+)", re.IGNORECASE)
_THEN = re.compile(
    r"^(when|where|why|how)\s+(?:(?:is|was)\s+(?:that|this)(?:\s+so)?|(?:does|did)\s+(?:it|that|this)\s+happen)\W*$",
    re.IGNORECASE,
)
_ITS = re.compile(r"^its\s", re.IGNORECASE)
_OWNED = re.compile(rf"(?:\b(?:the|an?)\s+(?:[\w-]+\s+)*?[\w-]+|{NAME})(?<!['’]s)(?=['’]s\b)")


def standalone(previous: str, question: str) -> str:
    """Return `question` with what it leaves out taken from `previous`, the question before it.

    "and when?" after "what did Rubio raise?" becomes "when did Rubio raise?"; "what about Modi?" becomes "what did Modi
    raise?"; "did he meet Modi?" becomes "did Rubio meet Modi?"; "how many of them were women?" after "how many Indians
    were deported?" becomes "how many of the Indians that were deported were women?".
    """
    asked = " ".join(question.split())
    rest = _LEAD.sub("", asked)
    before = " ".join(previous.split()).rstrip("?!. ")
    if not rest or not before:
        return question
    if bare := _BARE.match(rest) or _THEN.match(rest):
        return f"{bare[1]} {_open(before)}?"
    if (among := _AMONG.match(rest)) and (chosen := _among(before)):
        return f"{among[1]} of {chosen}{rest[among.end() :]}"
    about = _ABOUT.match(rest)
    if about or (rest != asked and _is_phrase(rest)):
        phrase = about[1] if about else rest.rstrip("?!. ")
        if preposition := _WITH_PREPOSITION.match(phrase):
            return f"{_in_place_of_last(before, preposition[1], phrase)}?"
        if _ITS.match(phrase):
            return f"what is {resolved(before, phrase)}?"
        return f"{_with_other(before, resolved(before, phrase))}?"
    whole = resolved(before, rest)
    return question if whole == rest else whole


def _open(before: str) -> str:
    """Return a question without what it asks for, so that another question word fits in front of it."""
    if time_or_place := _TIME_OR_PLACE.match(before):
        return before[time_or_place.end() :]
    if chosen := _CHOSEN.match(before):
        asks, thing, noun, rest, verb, said = chosen.groups()
        # "how many of the Indians that were deported were women?": where they were deported, not where they were women.
        return f"{verb} {thing} {said}" if re.match(DONE, said, re.IGNORECASE) else _open(f"{asks} {noun} {rest}")
    if found := _ASKED_NOUN.match(before):
        noun, verb, others = found[1].strip(), found[2], found[3]
        if verb.casefold() in {"do", "does", "did"} or _SUBJECT.match(others):
            return f"{verb} {others} {noun}"
        return f"{verb} {noun} {others}"
    return _ASKED.sub("", before)


def _in_place_of_last(before: str, preposition: str, phrase: str) -> str:
    """Put a phrase in the place of the last one with its preposition, up to the next preposition; else at the end."""
    places = [match.start() for match in re.finditer(rf"\s+{preposition}\s", before, re.IGNORECASE)]
    if not places:
        return f"{before} {phrase}"
    following = re.search(rf"\s{PREPOSITION}", before[places[-1] + 1 + len(preposition) :], re.IGNORECASE)
    rest = before[places[-1] + 1 + len(preposition) + following.start() :] if following else ""
    return f"{before[: places[-1]]} {phrase}{rest}"


def _among(before: str) -> str | None:
    """Return what a question counts or chooses from: "the Indians that were deported"."""
    if chosen := _CHOSEN.match(before):
        return chosen[2]
    thing, found = counted(before), COUNTED.match(before)
    if thing is None or found is None:
        return thing
    said = re.sub(r"^(?:do|does|did)\s+|^(?:is|are|was|were)\s+there\b\s*", "", found["rest"], flags=re.IGNORECASE)
    return f"{thing} that {said}" if said else thing


def _with_other(before: str, phrase: str) -> str:
    """Put a phrase in the place of what is like it: a day, an owner, a thing, a name; else at the end."""
    if _is_date(phrase):
        if not (days := dates(before, Span(0, len(before)))):
            return f"{before} {phrase}"
        rest = before[: days[-1].start]
        if phrase[0].islower():  # "in 2018", and "last year"
            rest = re.sub(r"\b(?:at|in|on)\s+$", "", rest)
        return f"{rest}{phrase}{before[days[-1].end :]}"
    if phrase.endswith(("'s", "’s")) and (owned := _OWNED.search(before)):
        return f"{before[: owned.start()]}{phrase[:-2]}{before[owned.end() :]}"
    mine, there = next(iter(things(phrase)), None), things(before)
    alike = [thing.text for thing in there if thing.person == (mine is None or mine.person)]
    if mine is not None and not mine.person and not alike and question_kind(before) is Kind.SAID:
        return f"{before} about {phrase}"
    named = names(before)
    if mine is None and (named or not names(phrase)):
        alike = named
    other = next(reversed(alike or named), None)
    return before.replace(other, phrase) if other is not None else f"{before} {phrase}"


def _is_date(phrase: str) -> bool:
    return Span(0, len(phrase)) in dates(phrase, Span(0, len(phrase)))


def _is_phrase(text: str) -> bool:
    """Tell whether it asks nothing of its own: no question word, no verb in front, a few words at most."""
    words = text.split()
    return len(words) <= 4 and not _ASKED.match(text) and not _AUXILIARY.match(text)

"""What a question speaks of: names by their capital letters, other things behind "the" or "a", what is counted.

Rules on English words: a thing goes up to the next preposition or verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.questions import mentions
from index.questions.word_classes import (
    BE,
    CLAUSE_VERB,
    DONE,
    END,
    INFINITIVE,
    MANY,
    MEASURE,
    OFFICE,
    PAST,
    PREPOSITION,
    TIME,
    VERB,
    WORDS,
)
from index.text.subjects import DAY_OR_MONTH

_ORDER = re.compile(r"\W*(?:describe|explain|give|list|name|please|show|tell)\b", re.IGNORECASE)

_DAY_OR_MONTH = re.compile(DAY_OR_MONTH)
_THING = re.compile(
    rf"(?:\b(?P<verb>{VERB})\s+)?\b(?P<thing>(?:the|an?)\s+{WORDS}(?:of\s+(?:the\s+)?{WORDS})?)", re.IGNORECASE
)
_DONE_LAST = re.compile(rf"\s+{DONE}$", re.IGNORECASE)
_CLAUSE_VERB_LAST = re.compile(rf"(?<=\s)(\S+)\s+{CLAUSE_VERB}$")
_INFINITIVE_LAST = re.compile(rf"(?<=\s)(\S+)\s+{INFINITIVE}$")
_HELPED = re.compile(r"\b(?:do|does|did|will|would)\s", re.IGNORECASE)
_BE_LAST = re.compile(rf"\s+(?:(?:be|been|have|get)\b|(?:stay|remain)\s+(?:open\b|{DONE})).*$", re.IGNORECASE)
_LAST = re.compile(r"\s+\S+$")

_BEHIND = re.compile(
    rf"\b(?:{PREPOSITION}|(?:across|against|around|between|into|near|over|through)\b)\s*$", re.IGNORECASE
)
"""What stands before a thing that is no object: "the bridge over the river"."""

COUNTED = re.compile(
    rf"^\W*(?:how\s+(?:many|much)|which)\s+(?:of\s+)?(?:the\s+)?(?P<noun>(?:(?!{END}|{PAST})[\w'’&-]+\s+){{1,5}})"
    rf"(?:that\s+)?(?P<rest>(?:{VERB}|{PAST}).*)",
    re.IGNORECASE,
)
_PERSON_LAST = re.compile(rf"\b{OFFICE}(?:e?s)?$", re.IGNORECASE)
_AUXILIARY = re.compile(VERB, re.IGNORECASE)
_WHO = re.compile(r"^\W*who(?:\s+(?:is|was)|['’]s)\s+", re.IGNORECASE)
MEASURE_OF = re.compile(rf"^{MEASURE}\s+of\s+", re.IGNORECASE)
"""What is not spoken of itself: behind "the price of the tent", "it" is the tent."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands behind "the" or "a": "the mayor of Tolm"; where, and whether it is a person or an object.

    `asked_who`: whether a question asks just who it is, so that it may be a person: "the goalkeeper", or "the sponsor".
    """

    text: str
    start: int
    is_person: bool
    is_object: bool
    asked_who: bool


def names(text: str) -> list[str]:
    """Return the names in a question, without "'s"."""
    return [span.of(text) for span in name_spans(text)]


def name_spans(text: str) -> list[Span]:
    """Return where the names in a question stand: no days and months, and not what orders at its beginning."""
    order = _ORDER.match(text)
    start = order.end() if order else 0
    found = mentions.names(text, Span(start, len(text))) if start < len(text) else []
    return [name for name in found if not _DAY_OR_MONTH.match(name.of(text))]


def things(text: str) -> list[Thing]:
    """Return what a question speaks of behind "the" or "a", without the verb that follows the subject."""
    found = []
    for match in _THING.finditer(text):
        start = match.start("thing")
        thing = _subject(text, match) if match["verb"] else _in_clause(text, match)
        head = re.split(r"\sof\s", thing, maxsplit=1)[0]
        if TIME.search(head):
            continue
        is_object = not match["verb"] and not _BEHIND.search(text, 0, start)
        asked_who = _WHO.fullmatch(text, 0, start) is not None and _is_last(text, match)
        found.append(Thing(thing, start, _PERSON_LAST.search(head) is not None, is_object, asked_who))
    return found


def _in_clause(text: str, match: re.Match[str]) -> str:
    """Return a thing that no auxiliary stands before, without the verb of a clause or of "does" behind it."""
    thing = _CLAUSE_VERB_LAST.sub(r"\1", match["thing"].strip())
    return _INFINITIVE_LAST.sub(r"\1", thing) if _HELPED.search(text, 0, match.start("thing")) else thing


def _subject(text: str, match: re.Match[str]) -> str:
    """Return the thing behind an auxiliary without the verb behind itself: "the bridge" of "was the bridge closed"."""
    thing, verb = match["thing"].strip(), match["verb"].casefold()
    if _AUXILIARY.match(text, match.end()):  # "what does the blue lamp do"
        return thing
    subject = subject_of(thing, verb)
    if verb in BE and subject == thing and not text[: match.start()].strip() and _is_last(text, match):
        subject = _LAST.sub("", thing)  # "is the ferry late": a question whether it is something says what
    return subject if " " in subject else thing


def _is_last(text: str, match: re.Match[str]) -> bool:
    """Tell whether nothing of a question stands behind a thing."""
    return not text[match.end() :].strip(" ?.!")


def subject_of(words: str, auxiliary: str) -> str:
    """Return the subject of the words behind an auxiliary: "the bridge" of "the bridge be closed", and of "was"."""
    if (subject := _BE_LAST.sub("", words)) != words:
        return subject
    if auxiliary in BE:
        return _DONE_LAST.sub("", words)
    subject = _LAST.sub("", words)
    # "does the library lend films": a verb behind its subject has no "s".
    return _LAST.sub("", subject) if subject.count(" ") >= 2 and MANY.search(words) else subject


def counted(text: str) -> str | None:
    """Return what a question counts or chooses from: "the workers" for "how many workers died?"."""
    found = COUNTED.match(text)
    return f"the {found['noun'].strip()}" if found else None

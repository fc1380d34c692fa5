"""Follow-ups of a question that counts or chooses: "how many of them were women?" behind "how many workers died?"."""

from __future__ import annotations

import re

from index.questions.things import COUNTED, counted
from index.questions.word_classes import DONE, MANY, PREPOSITION

_AMONG = re.compile(
    r"^(how\s+many|which|who)(?:\s+of\s+(?:them|these|those)\b|(?<!who)(?=\s+(?:is|are|was|were|have|had)\s+(?!there\b)))",
    re.IGNORECASE,
)
"""How many, or which, of those whom the question before is about."""

_DONE_TO = re.compile(rf"^how\s+many\s+(?P<done>(?:is|are|was|were)\s+(?:\w+ly\s+)?{DONE})\W*$", re.IGNORECASE)
_WHERE_AND_WHEN = re.compile(rf"\s(?:{PREPOSITION}|when|while|as)\s.*", re.IGNORECASE)
_COUNTS = re.compile(r"^(?:(how\s+many)\s+((?:[\w-]+\s+)?[\w-]+)|(how\s+much)\s+([\w-]+))\W*$", re.IGNORECASE)
_PLURAL, _SINGULAR = {"is": "are", "was": "were", "has": "have"}, {"are": "is", "were": "was", "have": "has"}


def of_those(before: str, question: str) -> str | None:
    """Return what "how many of them were women?" asks: of those whom the question before counts or chooses from."""
    among, found = _AMONG.match(question), COUNTED.match(before)
    if among is None or found is None:
        return None
    return f"{among[1]} of {counted(before)} that {found['rest']}{question[among.end() :]}"


def of_another_fate(before: str, question: str) -> str | None:
    """Return what "how many were injured?" asks behind "how many people died in the fire?": not of the dead."""
    done, found = _DONE_TO.match(question), COUNTED.match(before)
    if done is None or found is None or not MANY.search(noun := found["noun"].strip()):
        return None
    rest = _WHERE_AND_WHEN.search(found["rest"])
    return f"how many {noun} {done['done']}{rest[0] if rest else ''}?"


def of_another_thing(before: str, question: str) -> str | None:
    """Return what "how much butter?" asks behind "how many eggs are in the cake?"."""
    counts, found = _COUNTS.match(question), COUNTED.match(before)
    if counts is None or found is None:
        return None
    many, several, much, mass = counts.groups()
    if many and not MANY.search(several):  # "how many people smoke?" asks something itself
        return None
    verb, space, rest = found["rest"].partition(" ")
    if many:
        return f"{many} {several} {_PLURAL.get(verb, verb)}{space}{rest}?"
    return f"{much} {mass} {_SINGULAR.get(verb, verb)}{space}{rest}?"

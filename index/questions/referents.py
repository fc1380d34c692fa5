"""What a pronoun in a question means: somebody or something of which the question before it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span
from index.questions.things import COUNTED, MEASURE_OF, counted, name_spans, things
from index.questions.word_classes import END, MANY, OFFICE, PAST, PREPOSITION, VERB

_HER_OWN = rf"her\b(?=\s+(?!{PREPOSITION}|and\b|or\b|when\b|while\b)\w)"
"""Her before what is hers; "who met her in Bonn?" means herself."""

_NOTHING = (
    r"it\s+(?:rain|snow|from\s.+\sto\s"
    r"|(?:cost|take)\s+(?:\w+\s+)?(?:until|to\s+\w+\s+(?:\w+\s+)?(?:the|an?|my|our|your))\b"
    r"|(?:true|possible|likely|clear|known|legal|allowed|forbidden|permitted|necessary|safe|worth|time)\s+(?:to|that|for)\b)"
)
"""What "it" stands before where it means nothing: "how much does it cost to park a car"; to park it costs something."""

_PRONOUN = re.compile(rf"\b(?:he|she|him|they|them|(?!{_NOTHING})it|(?!{_HER_OWN})her)\b", re.IGNORECASE)
OWNER = re.compile(rf"\b(?:{_HER_OWN}|(?:his|hers|their|theirs|its)\b)", re.IGNORECASE)

_HE = r"husband|widower|son|father|brother|uncle|nephew|grandfather|grandson"
_SHE = r"wife|widow|daughter|mother|sister|aunt|niece|grandmother|granddaughter"
_KIN = re.compile(
    rf"['’]s\s+(?:(?:{_HE}|{_SHE}|partner|child|children|parents|cousin|grandparents|grandchildren)s?|{OFFICE})\b"
)
_OTHER_KIN = re.compile(rf"(?:he|him|his)\b.*\b(?:{_SHE})|(?:she|hers?)\b.*\b(?:{_HE})", re.IGNORECASE)
"""A pronoun and a relative whom it cannot mean."""

_SOMEBODY = re.compile(r"\b(?:my|our|your)\s+\w|\b(?:the|an?)\s+(?:[\w-]+\s+){0,2}[\w-]+['’]s\b", re.IGNORECASE)
"""Whom a question itself speaks of: "may my son come if he is ill", "the keeper's job before she left"."""

_BARE_SUBJECT = re.compile(
    rf"\b{VERB}\s+(?!(?:the|an?|I|you|we|they|he|she|it|my|your|our|their|his|her|its)\b)"
    rf"((?:(?!{END})[\w'’-]+\s+){{1,4}})[\w-]+\s+$",
    re.IGNORECASE,
)
"""Behind an auxiliary, up to its verb: "did ada lind lose" before "her house"."""

_IN = re.compile(r"\bin\s+$", re.IGNORECASE)
_PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers"})
"""Nobody's pronouns behind "in Brackwater" are those of the town."""

_KEEPS = re.compile(r"^\W*how\s+(?:many|much)\b.*\b(?:does|did)\b.*\b(?:have|hold|need|take|use)\b", re.IGNORECASE)
"""What is counted is part of what has it: "how much charge does the lamp hold? is it heavy?"."""

_THERE = re.compile(
    r"^(?:(?!.*\b(?:is|are|was|were|been)\s+there\b).*|who\s+(?:is|are|was|were)\s+)\b(there)\W*$", re.IGNORECASE
)
"""Where something is, at the end of a question, and not that there is something."""

_ABOUT_IT = re.compile(rf"\b{PREPOSITION}\s+it\b", re.IGNORECASE)


def resolved(before: str, question: str) -> str:
    """Return `question` with its first pronoun replaced by what it means in `before`, the one before it.

    A pronoun behind a name means that name: "did Modi say when he would come?".
    """
    for found in _open(question):
        if (meant := _meant(before, found[0].casefold())) is not None:
            words = possessive(meant) if found.re is OWNER else meant
            return f"{question[: found.start()]}{words}{question[found.end() :]}"
    return question


def leans(question: str) -> bool:
    """Tell whether a question has "there", or a pronoun of which it says nothing itself that it may mean."""
    return _THERE.search(question) is not None or any(_open(question))


def _open(question: str) -> Iterator[re.Match[str]]:
    """Yield the first pronoun and the first possessive ahead of all that the question itself says they may mean."""
    for pronoun in (_PRONOUN, OWNER):
        found = pronoun.search(question)
        if found is not None and found.start() <= _own_subject(question, found):
            yield found


def possessive(words: str) -> str:
    """Return "Ada Lind's", "Moss's", and of several "the workers'"."""
    return words + ("'" if words.endswith("s") and not words.endswith("ss") else "'s")


def _own_subject(question: str, found: re.Match[str]) -> int:
    """Return where the question itself speaks of what a pronoun behind it may mean; its length where it does not."""
    pronoun = found[0].casefold()
    if _ABOUT_IT.search(question):  # "what did Rubio say about it?"
        return len(question)
    of_person = pronoun not in {"it", "its"}
    places = [name.start for name in name_spans(question)]
    places += [thing.start for thing in things(question) if thing.is_person == of_person]
    if pronoun in {"he", "she", "they"}:  # whom somebody knows is somebody else: "does my son know him?"
        places += [somebody.start() for somebody in _SOMEBODY.finditer(question)]
    is_subjects = found.re is OWNER and _is_subjects(question, found.start(), of_many=pronoun.startswith("their"))
    return 0 if is_subjects else min(places, default=len(question))


def _is_subjects(question: str, start: int, *, of_many: bool) -> bool:
    """Tell whether what belongs to somebody is the subject's before it: "did ada lind lose her house"."""
    subject = _BARE_SUBJECT.search(question, 0, start)
    if subject is not None:
        return (MANY.search(subject[1].strip()) is not None) == of_many
    several = COUNTED.match(question)  # "how many people lost their homes"
    return of_many and several is not None and re.match(PAST, several["rest"], re.IGNORECASE) is not None


def _meant(before: str, pronoun: str) -> str | None:
    if pronoun in {"it", "its"}:
        return _thing_meant(before)
    if pronoun in _PERSONAL:
        return _person_meant(before, pronoun)
    return _several_meant(before, pronoun)


def _thing_meant(before: str) -> str | None:
    """Return what "it" is: an object rather than what is counted, that rather than another thing or a name.

    "Which company built the bridge?": the bridge; "how much aid was sent to the north?": the aid; "what is the price of
    the tent?": the tent.
    """
    there = [thing for thing in things(before) if not thing.is_person]
    found = [thing.text for thing in there if thing.is_object]
    if (chosen := counted(before)) and not MANY.search(chosen) and not _KEEPS.match(before):
        found.append(chosen)
    found += [thing.text for thing in there]
    if found:
        return MEASURE_OF.sub("", found[0])
    name = next(iter(name_spans(before)), None)
    # "It" is neither Ada Lind nor known to be the book: "is Ada Lind's book new?".
    if name is None or (before.startswith(("'s", "’s"), name.end) and not _KIN.match(before, name.end)):
        return None
    return name.of(before)


def _person_meant(before: str, pronoun: str) -> str | None:
    """Return who "she" is: a person by office or by name, whoever stands first."""
    named = [name for name in name_spans(before) if not _IN.search(before, 0, name.start)]
    person = next((thing for thing in things(before) if thing.is_person or thing.asked_who), None)
    if person is not None and (not named or person.start < named[0].start):
        return person.text
    return _with_kin(before, named[0], pronoun) if named else None


def _several_meant(before: str, pronoun: str) -> str | None:
    """Return who "they" are: what is counted or chosen from, several things, or a name; "their" not the first."""
    many = [thing.text for thing in things(before) if MANY.search(thing.text)]
    many += [_with_kin(before, name, pronoun) for name in name_spans(before)]
    chosen = counted(before)
    return chosen if chosen and not (many and pronoun.startswith("their")) else next(iter(many), None)


def _with_kin(before: str, owner: Span, pronoun: str) -> str:
    """Return the name with whom of its own the question is about and the pronoun may mean: "Ada Lind's husband"."""
    name, kin = owner.of(before), _KIN.match(before, owner.end)
    return name + kin[0] if kin and not _OTHER_KIN.fullmatch(f"{pronoun} {kin[0]}") else name

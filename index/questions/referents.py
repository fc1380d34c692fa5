"""What a question speaks of, and which of it a pronoun in the next question means.

Rules on English words: names by their capital letters, other things behind "the" or "a", what was counted ("how many
workers …"), up to the next preposition or verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.questions import mentions
from index.questions.mentions import NAME
from index.questions.question import AUXILIARY, PERSON

VERB = rf"{AUXILIARY}\b"
PREPOSITION = r"(?:about|after|at|before|by|during|for|from|in|of|on|since|to|under|until|with)\b"

ASKING = r"(?:(?:what|when|where|which|whom?|whose|why)(?:ever)?|whether|while)"
"""What asks, or begins a clause; "white" does neither."""

_HER_OWN = rf"her\b(?=\s+(?!{PREPOSITION}|and\b|or\b|when\b|while\b)\w)"
"""Her before what is hers; "who met her in Bonn?" means herself."""

_NOTHING = r"it\s+(?:rain|snow|(?:true|possible|likely|clear|known|legal|allowed|safe|worth|time)\s+(?:to|that|for)\b)"
_PRONOUN = re.compile(rf"\b(?:he|she|him|they|them|(?!{_NOTHING})it|(?!{_HER_OWN})her)\b", re.IGNORECASE)
OWNER = re.compile(rf"\b(?:{_HER_OWN}|(?:his|hers|their|theirs|its)\b)", re.IGNORECASE)
_ORDER = re.compile(r"\W*(?:describe|explain|give|list|name|please|show|tell)\b", re.IGNORECASE)
_HE = r"husband|widower|son|father|brother|uncle|nephew|grandfather|grandson"
_SHE = r"wife|widow|daughter|mother|sister|aunt|niece|grandmother|granddaughter"
_OFFICE = rf"(?:{PERSON}|chair\w*|chief|boss|boy|captain|doctor|father|girl|guard|lawyer|mayor|mother|teacher|witness)"
_KIN = re.compile(
    rf"['’]s\s+(?:(?:{_HE}|{_SHE}|partner|child|children|parents|cousin|grandparents|grandchildren)s?|{_OFFICE})\b"
)
_OTHER_KIN = re.compile(rf"(?:he|him|his)\b.*\b(?:{_SHE})|(?:she|hers?)\b.*\b(?:{_HE})", re.IGNORECASE)
"""A pronoun and a relative whom it cannot mean."""

_END = (
    rf"(?:{PREPOSITION}|{VERB}|(?<!\bnet\s)worth\b"
    rf"|(?:an?|and|away|back|but|down|it|not|off|or|out|over|place|that|the|there|they|up|{ASKING})\b)"
)
WORDS = rf"(?:(?!{_END})[\w'’&-]+(?:\s+|$)){{1,6}}"
_THING = re.compile(
    rf"(?:\b(?P<verb>{VERB})\s+)?\b(?P<thing>(?:the|an?)\s+{WORDS}(?:of\s+(?:the\s+)?{WORDS})?)", re.IGNORECASE
)
DONE = (
    r"(?:\w+ed|(?!(?:\w*men|children|ten|seven|eleven)\b)\w+en"
    r"|begun|blown|born|bought|brought|built|burnt|caught|dug|found|free|grown|held|hurt|kept|known|laid|lost|made|paid|safe"
    r"|sent|shot|shown|shut|sold|sunk|taught|thrown|told|torn|worn|won)\b"
)
"""What follows the subject behind a form of "be" and is no part of it: "was the bridge closed"."""

_DONE_LAST = re.compile(rf"\s+{DONE}$", re.IGNORECASE)
_CLAUSE_VERB = re.compile(
    r"(?<=\s)(\S+)\s+(?:[a-z]{2,}[^\We]ed|came|fell|fled|gave|got|left|lost|met|said|sold|took|went|won)$"
)
"""The verb of a clause, which stands behind a subject without an auxiliary: "when the bridge collapsed"."""

INFINITIVE = r"(?:arrive|begin|close|cost|last|leave|open|take)"
"""What ends a question with "does", and is no part of the phrase before it: "what does a bed in the hut cost?"."""

_INFINITIVE_LAST = re.compile(rf"(?<=\s)(\S+)\s+{INFINITIVE}$")
_HELPED = re.compile(r"\b(?:do|does|did|will|would)\s", re.IGNORECASE)
_BE_LAST = re.compile(r"\s+(?:be|been|have|get)\b.*$", re.IGNORECASE)
_LAST = re.compile(r"\s+\S+$")

_BEHIND = re.compile(
    rf"\b(?:{PREPOSITION}|(?:across|against|around|between|into|near|over|through)\b)\s*$", re.IGNORECASE
)
"""What stands before a thing that is no object: "the bridge over the river"."""

_IN = re.compile(r"\bin\s+$", re.IGNORECASE)
_PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers"})
"""Nobody's pronouns behind "in Brackwater" are those of the town."""

BE = frozenset({"is", "are", "was", "were"})
PAST = r"(?:\w+ed|came|fell|fled|gave|got|left|lost|made|met|said|sold|took|went|won)\b"
COUNTED = re.compile(
    rf"^\W*(?:how\s+(?:many|much)|which)\s+(?:of\s+)?(?:the\s+)?(?P<noun>(?:(?!{_END}|{PAST})[\w'’&-]+\s+){{1,5}})"
    rf"(?:that\s+)?(?P<rest>(?:{VERB}|{PAST}).*)",
    re.IGNORECASE,
)
_WHAT_SEVERAL = re.compile(
    rf"^\W*what\s+((?:(?!{_END}|{PAST})[\w'’&-]+\s+){{0,3}}?(?:[\w'’-]*[^\Ws]s|people|men|women|children))\s+{VERB}",
    re.IGNORECASE,
)
"""What is chosen from behind "what": "what switches are silent?"."""

_KEEPS = re.compile(r"^\W*how\s+(?:many|much)\b.*\b(?:does|did)\b.*\b(?:have|hold|need|take|use)\b", re.IGNORECASE)
"""What is counted is part of what has it: "how much charge does the lamp hold? is it heavy?"."""

_HAS_COUNTED = re.compile(
    rf"^\W*how\s+(?:many|much)\b.*?\s(?:do|did|have|had)\s+(the\s+(?:(?!{_END})[\w'’&-]+\s+){{0,2}}?(?:[\w'’-]*[^\Ws]s|people|men|women))\s",
    re.IGNORECASE,
)
"""Who has what is counted: in "how many seats do the Greens have?", "their" is the Greens'."""

_PERSON = re.compile(rf"\b{_OFFICE}(?:e?s)?$", re.IGNORECASE)
_AUXILIARY = re.compile(VERB, re.IGNORECASE)
_WHO_HAS = re.compile(r"^\W*who\s+(?:has|had)\s+", re.IGNORECASE)
_MET = re.compile(rf"\s(?:{DONE}|{PAST})$", re.IGNORECASE)
"""What makes "has" an auxiliary behind "who": "who has the mayor met"."""

_WHO = re.compile(r"^\W*who(?:\s+(?:is|was)|['’]s)\s+", re.IGNORECASE)
_NO_WHO = rf"(?:{_END}|(?:an?|he|her|his|I|its|my|our|she|their|these|this|those|we|you|your|\w+ed|\w+ing)\b)"
_WHO_IS = re.compile(rf"{_WHO.pattern}((?:(?!{_NO_WHO})[\w'’.-]+(?:\s+|$)){{2,3}})$", re.IGNORECASE)
"""A name by its place, as many type it small: "who is ada lind"; of one word it may be "absent" as well."""

MEASURE = (
    r"(?:the|an?)\s+(?:\w+\s+)?(?:age|area|capacity|colou?r|cost|damage|date|depth|fee|height|length|name|noise|number|population"
    r"|power|price|range|rate|score|size|speed|temperature|value|weight|width)\b"
)
_MEASURE_OF = re.compile(rf"^{MEASURE}\s+of\s+", re.IGNORECASE)
"""What has no other measures itself: behind "the price of the tent", "its weight" is the tent's."""

TIME = re.compile(
    r"\b(?:morning|afternoon|evening|(?:night|day|week|month|year)s?|weekend|decade|century|quarter|time|end|beginning)$",
    re.IGNORECASE,
)
"""A noun that says when: "what may I eat the day before?" is not about the day."""

MANY = re.compile(r"(?:[^\Ws]s|people|men|women|children|police)(?:\s+of\b.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands behind "the" or "a": "the mayor of Tolm"; where, and whether it is a person or an object.

    `who`: whether a question asks just who it is, so that it may be a person: "the goalkeeper", but "the sponsor" too.
    """

    text: str
    start: int
    person: bool
    object: bool
    who: bool


def names(text: str) -> list[str]:
    """Return the names in a question, without "'s"."""
    return [span.of(text) for span in _names(text)]


_THERE = re.compile(
    r"^(?:(?!.*\b(?:is|are|was|were|been)\s+there\b).*|who\s+(?:is|are|was|were)\s+)\b(there)\W*$", re.IGNORECASE
)
"""Where something is, at the end of a question, and not that there is something."""

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_IN_PLACE = re.compile(rf"\b(?:in|at)\s+(?:the\s+)?(?!{_MONTH}){NAME}")
_OWN_THING = re.compile(rf"['’]s\s+({WORDS})", re.IGNORECASE)
_LAST_VERB = re.compile(rf"\b({VERB})\s+$", re.IGNORECASE)


def things(text: str) -> list[Thing]:
    """Return what a question speaks of behind "the" or "a", without the verb that follows the subject."""
    found = []
    for match in _THING.finditer(text):
        thing, verb = match["thing"].strip(), (match["verb"] or "").casefold()
        if not verb:
            thing = _CLAUSE_VERB.sub(r"\1", thing)
            if _HELPED.search(text, 0, match.start("thing")):
                thing = _INFINITIVE_LAST.sub(r"\1", thing)
        else:
            subject = thing if _without_verb(text, match) else subject_of(thing, verb)
            if verb in BE and subject == thing and _is_all(text, match):
                subject = _LAST.sub("", thing)  # "is the ferry late": a question whether it is something says what
            thing = subject if " " in subject else thing
        head = re.split(r"\sof\s", thing, maxsplit=1)[0]
        if not TIME.search(head):
            behind = _BEHIND.search(text, 0, match.start("thing"))
            is_object = not verb and behind is None
            who = bool(_WHO.fullmatch(text, 0, match.start("thing"))) and not text[match.end() :].strip(" ?.!")
            found.append(Thing(thing, match.start("thing"), bool(_PERSON.search(head)), is_object, who))
    if named := _WHO_IS.match(text.rstrip(" ?.!")):
        found.append(Thing(named[1].strip(), named.start(1), person=True, object=False, who=True))
    return found


def _is_all(text: str, match: re.Match[str]) -> bool:
    """Tell whether a verb and what stands behind it are all of a question."""
    return not text[: match.start()].strip() and not text[match.end() :].strip(" ?.!")


def _without_verb(text: str, match: re.Match[str]) -> bool:
    """Tell whether a thing behind an auxiliary has its verb behind itself, or is an object: "does the blue lamp do"."""
    is_object = _WHO_HAS.fullmatch(text, 0, match.start("thing")) and not _MET.search(match["thing"])
    return bool(is_object or _AUXILIARY.match(text, match.end()))


def subject_of(words: str, auxiliary: str) -> str:
    """Return the subject of the words behind an auxiliary: "the bridge" of "the bridge be closed", and of "was"."""
    if (subject := _BE_LAST.sub("", words)) != words:
        return subject
    if auxiliary in BE:
        return _DONE_LAST.sub("", words)
    subject = _LAST.sub("", words)
    # "does the library lend films": a verb behind its subject has no "s".
    return _LAST.sub("", subject) if subject.count(" ") >= 2 and MANY.search(words) else subject


def occasion_of(text: str) -> str | None:
    """Return what a question speaks of last that is nobody: "the Orrby match" for "the score of the Orrby match"."""
    said, colon, _ = text.partition(": ")
    if colon and said.startswith("the "):  # "the Orrby match: who scored?", as a question before was taken
        return said
    found = [thing.text for thing in things(text) if not thing.person]
    return _MEASURE_OF.sub("", found[-1]) if found else None


def counted(text: str) -> str | None:
    """Return what a question counts or chooses from: "the workers" for "how many workers died?"."""
    found = COUNTED.match(text)
    return f"the {found['noun'].strip()}" if found else None


def resolved(before: str, question: str) -> str:
    """Return `question` with its first pronoun, and "there", replaced by what they mean in `before`, the one before it.

    A pronoun behind a name means that name: "did Modi say when he would come?".
    """
    if (there := _THERE.search(question)) and (places := _IN_PLACE.findall(before)):
        question = f"{question[: there.start(1)]}{places[-1]}{question[there.end(1) :]}"
    for pronoun in (_PRONOUN, OWNER):
        found = pronoun.search(question)
        if not found or found.start() > _own_subject(question, found[0]):
            continue
        meant = _meant(before, found[0].casefold())
        if meant is not None:
            several = meant.startswith("the ") and meant.endswith("s")
            owner = "" if pronoun is _PRONOUN else "'" if several else "'s"
            return f"{question[: found.start()]}{meant}{owner}{question[found.end() :]}"
    return question


def _meant(before: str, pronoun: str) -> str | None:
    known, there = _names(before), things(before)
    if pronoun in _PERSONAL:
        known = [each for each in known if not _IN.search(before, 0, each.start)]
    name = _with_kin(before, known[0], pronoun) if known else None
    if pronoun in {"it", "its"}:
        # "which company built the bridge?": the bridge; "how much aid was sent to the north?": the aid.
        found = [thing.text for thing in there if thing.object and not thing.person]
        if (chosen := counted(before)) and not MANY.search(chosen) and not _KEEPS.match(before):
            found.append(chosen)
        found += [thing.text for thing in there if not thing.person]
        if found and pronoun == "its":
            found[0] = _MEASURE_OF.sub("", found[0])
        return found[0] if found else _own_thing(before, known[0]) if known else None
    if pronoun.startswith("the"):
        many = (thing.text for thing in there if MANY.search(thing.text))
        several = _WHAT_SEVERAL.match(before)
        if pronoun.startswith("their") and (owner := _HAS_COUNTED.match(before)):
            return owner[1].strip()
        return counted(before) or (f"the {several[1]}" if several else next(many, name))
    person = next((thing for thing in there if thing.person or thing.who), None)
    if person is not None and (not known or person.start < known[0].start):
        return person.text
    return name


def _own_subject(question: str, pronoun: str) -> int:
    """Return where the question itself speaks of what a pronoun behind it may mean; its length where it does not."""
    thing = pronoun.casefold() in {"it", "its"}
    if re.search(rf"\b{PREPOSITION}\s+it\b", question, re.IGNORECASE):  # "what did Rubio say about it?"
        return len(question)
    places = [name.start for name in _names(question)]
    places += [each.start for each in things(question) if each.person != thing]
    return min(places, default=len(question))


def _names(text: str) -> list[Span]:
    """Return where the names in a question stand; what orders at its beginning is none."""
    order = _ORDER.match(text)
    start = order.end() if order else 0
    return mentions.names(text, Span(start, len(text))) if start < len(text) else []


def _own_thing(before: str, owner: Span) -> str:
    """Return a name with its thing that a question is about: "Ada Lind's book" in "is Ada Lind's book new"."""
    name = owner.of(before)
    found = _OWN_THING.match(before, owner.end)
    if found is None or _KIN.match(before, owner.end) or _PERSON.search(found[1]):
        return name
    verb, words = _LAST_VERB.search(before, 0, owner.start), found[1].strip()
    subject = subject_of(words, verb[1].casefold()) if verb else words
    if verb and subject == words and not before[: verb.start()].strip():
        subject = _LAST.sub("", words)  # "is Ada Lind's book new"
    return f"{name}{before[owner.end : found.start(1)]}{subject}"


def _with_kin(before: str, owner: Span, pronoun: str) -> str:
    """Return the name with whom of its own the question is about and the pronoun may mean: "Ada Lind's husband"."""
    name, kin = owner.of(before), _KIN.match(before, owner.end)
    return name + kin[0] if kin and not _OTHER_KIN.fullmatch(f"{pronoun} {kin[0]}") else name

"""A question that leans on the one before ("and when?") -> one that stands alone, as it is searched for and read.

Rules on English question words and pronouns. What stands alone already comes back as it is.
"""

from __future__ import annotations

import re

from index.question import FUNCTION_WORDS

_LEAD = re.compile(r"^\W*(?:(?:and|but|so|then|ok(?:ay)?|also)\b[\s,]*)+", re.IGNORECASE)
_ASKS = (
    r"(?:how\s+(?:many|much|long|old|far|often|come)|(?:at|by|from|in|on|to|with|for)\s+(?:what|which|whom)"
    r"|who|whom|whose|what|when|where|why|which|how)"
)
_BARE = re.compile(rf"^({_ASKS})(?:\s+(?:else|exactly|then|so|not))?\W*$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(.+?)\W*$", re.IGNORECASE)
_ASKED = re.compile(rf"^\W*{_ASKS}\b\s*", re.IGNORECASE)
_VERB = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b"
_AUXILIARY = re.compile(rf"^{_VERB}", re.IGNORECASE)
_PREPOSITION = r"(?:about|after|at|before|by|during|for|from|in|of|on|since|to|under|until|with)\b"
_WITH_PREPOSITION = re.compile(rf"({_PREPOSITION})\s", re.IGNORECASE)
_TIME = r"(?:year|month|week|day|date|time|century|decade|season)"
_TIME_OR_PLACE = re.compile(
    # "which country" without a preposition may be what the question is about: "which country won?"
    rf"^\W*(?:{_PREPOSITION}\s+(?:what|which)\s+(?:{_TIME}|place|city|town|village|country|reason)"
    rf"|(?:what|which)\s+{_TIME}(?:\s+of\s+the\s+\w+)?)\s+(?={_VERB})",
    re.IGNORECASE,
)
_ASKED_NOUN = re.compile(
    rf"^\W*(?:how\s+(?:many|much)|which(?:\s+of)?|whose)\s+"
    rf"((?:(?!(?:{_VERB}|wh\w+|that)\b)[\w'’.-]+\s+){{1,6}})({_VERB})\s+(.+)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"[A-Z]|(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|I|you|he|she|it|we|they)\b"
)
"""What begins the subject behind an auxiliary: "which offer will the council accept?"."""

_HER_OWN = rf"her\b(?=\s+(?!{_PREPOSITION}|and\b|or\b|when\b|while\b)\w)"
"""Her before what is hers; "who met her in Bonn?" means herself."""

_PRONOUN = re.compile(rf"\b(?:he|she|him|they|them|it|(?!{_HER_OWN})her)\b", re.IGNORECASE)
_OWNER = re.compile(rf"\b(?:{_HER_OWN}|(?:his|hers|their|theirs|its)\b)", re.IGNORECASE)
_NAMED = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Rev|St|Capt|Col|Gen|Lt|Sgt|Gov|Rep|Sen)\.\s+)?[A-Z][\w'’.-]*\w"
_NAME = re.compile(rf"(?<![\w.]){_NAMED}(?:\s+(?:(?:of|the|de|van|von|al)\s+)?{_NAMED})*")
_POSSESSIVE = re.compile(r"['’]s$")
_HE = r"husband|widower|son|father|brother|uncle|nephew|grandfather|grandson"
_SHE = r"wife|widow|daughter|mother|sister|aunt|niece|grandmother|granddaughter"
_KIN = re.compile(rf"['’]s\s+(?:{_HE}|{_SHE}|partner|child|children|parents|cousin|grandparents|grandchildren)s?\b")
_OTHER_KIN = re.compile(rf"(?:he|him|his)\b.*\b(?:{_SHE})|(?:she|hers?)\b.*\b(?:{_HE})", re.IGNORECASE)
"""A pronoun and a relative whom it cannot mean."""


def standalone(previous: str, question: str) -> str:
    """Return `question` with what it leaves out taken from `previous`, the question before it.

    "and when?" after "what did Rubio raise?" becomes "when did Rubio raise?"; "what about Modi?" becomes "what did Modi
    raise?"; "did he meet Modi?" becomes "did Rubio meet Modi?".
    """
    asked = " ".join(question.split())
    rest = _LEAD.sub("", asked)
    before = " ".join(previous.split()).rstrip("?!. ")
    if not rest or not before:
        return question
    subjects = _names(before)
    if bare := _BARE.match(rest):
        return f"{bare[1]} {_open(before)}?"
    about = _ABOUT.match(rest)
    if about or (rest != asked and _is_phrase(rest)):
        phrase = about[1] if about else rest.rstrip("?!. ")
        if preposition := _WITH_PREPOSITION.match(phrase):
            return f"{_in_place_of_last(before, preposition[1], phrase)}?"
        if subjects:
            return before.replace(subjects[-1], phrase) + "?"
        return f"{before} {phrase}?"
    # A pronoun behind a name means that name: "did Modi say when he would come?".
    named = _names(rest)
    open_until = rest.index(named[0]) if named else len(rest)
    for pronoun, form in ((_PRONOUN, "{}"), (_OWNER, "{}'s")):
        if subjects and (found := pronoun.search(rest)) and found.start() < open_until:
            return rest[: found.start()] + form.format(_with_kin(before, subjects[0], found[0])) + rest[found.end() :]
    return question


def _open(before: str) -> str:
    """Return a question without what it asks for, so that another question word fits in front of it."""
    if time_or_place := _TIME_OR_PLACE.match(before):
        return before[time_or_place.end() :]
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
    following = re.search(rf"\s{_PREPOSITION}", before[places[-1] + 1 + len(preposition) :], re.IGNORECASE)
    rest = before[places[-1] + 1 + len(preposition) + following.start() :] if following else ""
    return f"{before[: places[-1]]} {phrase}{rest}"


def _with_kin(before: str, name: str, pronoun: str) -> str:
    """Return the name with the relative whom the question is about and the pronoun may mean: "Ada Lind's husband"."""
    kin = _KIN.match(before, before.index(name) + len(name))
    return name + kin[0] if kin and not _OTHER_KIN.fullmatch(f"{pronoun} {kin[0]}") else name


def _is_phrase(text: str) -> bool:
    """Tell whether it asks nothing of its own: no question word, no verb in front, a few words at most."""
    words = text.split()
    return len(words) <= 4 and not _ASKED.match(text) and not _AUXILIARY.match(text)


def _names(text: str) -> list[str]:
    """Return the names in a question, without "'s"; its first word is one only when it is no question word."""
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and words[0].casefold() in FUNCTION_WORDS:
            words.pop(0)
        if words:
            found.append(_POSSESSIVE.sub("", " ".join(words)))
    return found

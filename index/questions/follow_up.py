"""A question that leans on the one before ("and when?") -> one that stands alone, as it is searched for and read.

Rules on English question words and pronouns. What stands alone already comes back as it is.
"""

from __future__ import annotations

import re

from index.questions.contrast import is_time_or_number, put, put_measure, put_rank
from index.questions.nounless import nounless
from index.questions.question import content_stems
from index.questions.referents import leans, resolved
from index.questions.validation import MAX_QUESTION
from index.questions.word_classes import ASKING, PAST, PREPOSITION, VERB

_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|then|ok(?:ay)?|also"
    r"|(?:(?:is|are)\s+(?:it|they)\s+)?(?:the\s+)?same(?=\s+(?:at|for|in|on|with)\b))\b[\s,]*)+",
    re.IGNORECASE,
)
"""What tells that a phrase leans: "and for children", "is it the same for children"; and behind it, "children, too"."""

_TOO = re.compile(r"(?<!\bme)[\s,]+(?:too|as\s+well)$", re.IGNORECASE)
_CORRECTS = re.compile(
    r"^\W*(?:(?:(?:no|wait|actually)\s*[,.!]|(?:sorry|oops|nope)\b|(?:no\s+)?I\s+meant?\b)[\s,.!]*)+", re.IGNORECASE
)
_REJECTED = re.compile(r"^not\s+[^,]+,\s*(?:but\s+)?|,?\s+(?:and\s+)?not\s+.+$", re.IGNORECASE)
"""What was not meant: "I mean the pool, not the gym"."""

_ASKS = (
    r"(?:(?:(?:at|by|for|from|in|on|since|to|until|with)\s+)?(?:what|which|whom?|when|where|how\s+(?:many|much|long))"
    r"|how\s+(?:big|come|deep|far|fast|heavy|high|large|often|old|tall|wide)|whose|why|how)"
)
_TIME = r"(?:year|month|week|day|date|time|century|decade|season)"
_BARE = re.compile(
    rf"^({_ASKS}|how\s+(?!(?:about|so|to|{VERB})\b)[a-z]+|{PREPOSITION}\s+(?:how\s+many|what|which|whose)(?:\s+[\w-]+){{1,2}}|(?:what|which)\s+{_TIME})"
    r"(?:\s+(?:else|exactly|then|tho(?:ugh)?|so|not))?\W*$",
    re.IGNORECASE,
)
_SHORT_IS = re.compile(r"^(\W*(?:how|what|when|where|who))['’]s\b(?!\s+(?:been|got|\w+ed)\b)", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(.+?)\W*$", re.IGNORECASE)
_ASKED = re.compile(rf"^\W*{_ASKS}\b\s*", re.IGNORECASE)
_NOT = r"\w+n['’]t\b"
_AUXILIARY = re.compile(rf"^(?:{VERB}|{_NOT})", re.IGNORECASE)
_VERB_INSIDE = re.compile(rf"(?<!\ba)(?<!\bthe)\s(?:{VERB}|{_NOT})")
"""With a small letter: "the flood in May"."""

_LEANS_ALONE = re.compile(rf"(?!about\b){PREPOSITION}\s", re.IGNORECASE)
"""What needs no "and" before it: "for students?"; "about the ferry" may be asked by itself."""

_LONGEST = 4
"""Words of a phrase that "and" makes one."""

_TIME_OR_PLACE = re.compile(
    # "which country" without a preposition may be what the question is about: "which country won?"
    rf"^\W*(?:{PREPOSITION}\s+(?:how\s+many|what|which|whose)(?:\s+[\w-]+){{1,2}}?"
    rf"|(?:what|which)\s+{_TIME}(?:\s+of\s+the\s+\w+)?)\s+(?={VERB})",
    re.IGNORECASE,
)
_ASKED_NOUN = re.compile(
    rf"^\W*(?:how\s+(?:many|much)|which(?:\s+of)?|whose|what(?!\s+else\b))\s+"
    rf"((?:(?!(?:{VERB}|{ASKING}|that)\b)[\w'’.-]+\s+){{1,6}})({VERB})\s+(.+)",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^(when|where|why|how)\s+(?:is|was)\s+(?:that|this)(?:\s+so)?\W*$",
    re.IGNORECASE,
)
_ITS = re.compile(r"^its\s", re.IGNORECASE)
_OWN = re.compile(
    rf"\b(?:what|why|how)\b|\b(?:when|where|which|whom?)$|,\s*(?:{_ASKS}|{VERB})|^{PREPOSITION}$"
    r"|^(?:if|I|you|we)\b|^(?:he|she|it|they)\s|^\w+ing\s+(?:the|an?)\b"
    r"|^(?:please|(?:describe|explain|give|list|name|show|tell)\s+(?:me|us|the|an?|all|every)\b)"
    rf"|^(?!.*\b(?:{PREPOSITION}|all|and|both|like|or|than)\s+(?:me|him|us|them)\b).*\s(?:me|him|us|them)\b"
    rf"|(?:[^\Ws]s|people|men|women|children|body)\s+{PAST}$|\s{PAST}\s+(?:the|an?|his|its|their)\b",
    re.IGNORECASE,
)
"""What asks or tells something itself: "the ferry leaves when", "five people died", "telling me the price"."""


def standalone(previous: str, question: str) -> str:
    """Return `question` with what it leaves out taken from `previous`, the question before it.

    "and when?" after "what did Rubio raise?" becomes "when did Rubio raise?"; "what about Modi?" becomes "what did Modi
    raise?"; "did he meet Modi?" becomes "did Rubio meet Modi?". The first rule that fits has it.
    A question whose pronoun means nothing that was found is put below what the one before is about: "who leads it?"
    after "when is crafting hour?" becomes "crafting hour: who leads it?". What would be too long to be asked comes back
    as it is.
    """
    whole = _completed(previous, question)
    return whole if len(whole) <= MAX_QUESTION else question


def _completed(previous: str, question: str) -> str:
    """Return what `standalone` does, of whatever length."""
    typed = " ".join(question.split())
    asked = _corrected(typed)
    rest = _LEAD.sub("", asked)
    before = _asked(previous)
    if not rest.strip("?!. ") or not before:
        return question
    whole = _asked_else(before, rest) or _another(before, rest)
    whole = whole or _put(before, rest, led=rest != typed) or resolved(before, rest)
    if whole != rest:
        return whole
    if leans(rest):
        return f"{_topic(before)}: {rest}"
    return question if asked == typed else asked


def _corrected(typed: str) -> str:
    """Return what is meant by "no, I meant the pool, not the gym": "the pool"."""
    meant = _CORRECTS.sub("", typed)
    return typed if meant == typed else _REJECTED.sub("", meant)


def phrase_below(previous: str, question: str) -> tuple[str, ...]:
    """Return what a phrase that may be a question by itself may ask of the one before: "students?", "opening hours".

    It in the place of what is like it, as if "and" stood before it, and below what the one before is about. None where
    `standalone` knows what is asked, or it is more than a phrase.
    """
    phrase, before = _phrase(" ".join(question.split())), _asked(previous)
    is_short = len(phrase.split()) <= _LONGEST and _is_phrase(phrase)
    if not (before and is_short and content_stems(phrase)) or standalone(previous, question) != question:
        return ()
    below = (f"{put(before, phrase)}?", f"{_topic(before)}: {phrase}?")
    return tuple(whole for whole in below if len(whole) <= MAX_QUESTION)


def _asked(previous: str) -> str:
    """Return the question before without its mark, and with "is" for "'s"."""
    return _SHORT_IS.sub(r"\1 is", " ".join(previous.split())).rstrip("?!. ")


def _topic(before: str) -> str:
    """Return what a question is about: it without what it asks for, or what it was itself put below."""
    said, colon, _ = before.partition(": ")
    return said if colon else _AUXILIARY.sub("", _ASKED.sub("", before)).strip() or before


def _asked_else(before: str, question: str) -> str | None:
    """Return what a question word alone asks: "and when?" is of all that the question before is about."""
    bare = _BARE.match(question) or _THEN.match(question)
    return f"{bare[1]} {_open(before)}?" if bare else None


def _another(before: str, question: str) -> str | None:
    """Return what a rank or a measure alone asks: that instead of the one in the question before."""
    phrase = _phrase(question)
    another = put_rank(before, phrase) or put_measure(before, phrase)
    return f"{another}?" if another else None


def _put(before: str, question: str, *, led: bool) -> str | None:
    """Return the question before with a phrase in its place, if it is only that; `led`: "and" stands before it."""
    phrase = _TOO.sub("", said := _phrase(question))
    led = led or phrase != said
    short = len(phrase.split()) <= _LONGEST
    leans = _ABOUT.match(question) or (short and (led or _LEANS_ALONE.match(phrase))) or _is_open(phrase)
    if not leans or not _is_phrase(phrase):
        return None
    if _ITS.match(phrase):
        return f"what is {resolved(before, phrase)}?"
    return f"{_instead(before, resolved(before, phrase))}?"


def _instead(before: str, phrase: str) -> str:
    """Return the question before with a phrase in its place: in that of one which was itself put below a question."""
    said, _, below = before.rpartition(": ")
    stands_below = said and _is_phrase(below) and not (_LEANS_ALONE.match(phrase) or _is_open(phrase))
    return f"{said}: {phrase}" if stands_below else put(before, phrase)


def _is_open(phrase: str) -> bool:
    """Tell whether nobody asks a phrase by itself: it is a time, a number, or has left its noun out."""
    return is_time_or_number(phrase) or nounless(phrase) is not None


def _phrase(question: str) -> str:
    """Return a question without "what about" and its mark."""
    about = _ABOUT.match(question)
    return about[1] if about else question.rstrip("?!. ")


def _open(before: str) -> str:
    """Return a question without what it asks for, so that another question word fits in front of it."""
    if time_or_place := _TIME_OR_PLACE.match(before):
        return before[time_or_place.end() :]
    if found := _ASKED_NOUN.match(before):
        noun, verb, others = found[1].strip(), found[2], found[3]
        if verb.casefold() in {"do", "does", "did"}:
            return f"{verb} {others} {noun}"
        return f"{verb} {noun} {others}"
    return _ASKED.sub("", before)


def _is_phrase(text: str) -> bool:
    """Tell whether it neither asks nor tells anything of its own: no question word, and no verb but behind "who"."""
    said = re.sub(rf"{PREPOSITION}\s+may\b", "", text, flags=re.IGNORECASE)
    return not (_ASKED.match(text) or _AUXILIARY.match(text) or _OWN.search(text) or _VERB_INSIDE.search(said))

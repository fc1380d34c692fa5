"""A question that depends on the one before ("and when?") -> one that stands alone, to be searched and read.

Rules on English question words and pronouns. A question that stands alone already is returned unchanged.
"""

from __future__ import annotations

import re

from index.questions.contrast import put
from index.questions.question import YES_NO, content_stems
from index.questions.referents import leans, resolved
from index.questions.validation import MAX_QUESTION
from index.questions.word_classes import ASKING, PREPOSITION, VERB

_SAME = rf"(?:(?:is|are)\s+(?:it|they)\s+)?(?:the\s+)?same(?=\s+{PREPOSITION})"
_LEAD = re.compile(rf"^\W*(?:(?:and|but|so|then|ok(?:ay)?|also|{_SAME})\b[\s,]*)+", re.IGNORECASE)
"""Words that begin a phrase that depends on the question before: "and for children", "same for children"."""

_CORRECTS = re.compile(
    r"^\W*(?:(?:(?:no|wait|actually)\s*[,.!]|(?:sorry|oops|nope)\b|(?:no\s+)?I\s+meant?\b)[\s,.!]*)+", re.IGNORECASE
)
_REJECTED = re.compile(r"^not\s+[^,]+,\s*(?:but\s+)?|,?\s+(?:and\s+)?not\s+.+$", re.IGNORECASE)
"""The part that was not meant: "I mean the pool, not the gym"."""

_ASKS = (
    rf"(?:(?:{PREPOSITION}\s+)?(?:what|which|whom?|whose|when|where|how(?:\s+(?!(?:about|so|to)\b|{VERB})[a-z]+)?)|why)"
)
_BARE = re.compile(
    rf"^({_ASKS}|{PREPOSITION}\s+(?:how\s+many|what|which|whose)(?:\s+[\w-]+){{1,2}})"
    r"(?:\s+(?:else|exactly|then|tho(?:ugh)?|so|(?P<no>not)))?\W*$",
    re.IGNORECASE,
)
_BARE_KIND = re.compile(r"^((?:what|which)\s+(?!(?:ones?|next|now|happens|\w+ed)\b)[a-z]+)\W*$", re.IGNORECASE)
"""What kind of thing is asked for: "what time?", but not "what happened?"."""

_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(.+?)\W*$", re.IGNORECASE)
_ASKED = re.compile(rf"^\W*{_ASKS}(?:['’]s)?\b\s*(?:(?:year|month|day|date|time)\s+)?", re.IGNORECASE)
_AUXILIARY = re.compile(rf"^{YES_NO}(?:\s+(?:there|I|we|you|one)\b)?", re.IGNORECASE)
_ASKER_DOES = re.compile(rf"^.*?\b{VERB}\s+(?:I|we|you|one)\s", re.IGNORECASE)
_VERB_AND_IT = re.compile(
    rf"^(?!{PREPOSITION}|(?:around|behind|beyond|inside|into|like|near|not|outside|over|through|within|without)\b)[a-z]+"
    r"\s+(?:it|them)$",
    re.IGNORECASE,
)
"""Something else that is done with the same thing: "and export it?" after "how do I open a note?"."""
_LEANS_ALONE = re.compile(rf"(?!about\b){PREPOSITION}\s", re.IGNORECASE)
"""A phrase that needs no "and" before it: "for students?"; "about the ferry" may stand alone."""

_LONGEST = 4
"""The most words of a phrase, except after "what about"."""

_OWN = re.compile(
    rf"^(?:if|I|you|we|he|she|it|they|explain|list|show|tell)\b|\b(?:how|{ASKING})\b|^{PREPOSITION}$"
    rf"|(?-i:(?<!\ba)(?<!\bthe)\s(?:{VERB}|\w+n['’]t\b))",
    re.IGNORECASE,
)
"""Words that make it a question or statement of its own: "the ferry leaves when", "show me the price"."""


def standalone(previous: str, question: str) -> str:
    """Return `question` with what it leaves out taken from `previous`, the question before it.

    After "what did Rubio raise?", "and when?" becomes "when did Rubio raise?", "what about Modi?" becomes "what did
    Modi raise?", and "did he meet Modi?" becomes "did Rubio meet Modi?". The first rule that fits is used. If a pronoun
    refers to nothing, the question is put below the topic of `previous`: "who leads it?" after "when is crafting hour?"
    becomes "crafting hour: who leads it?". A result too long to be asked is dropped, and `question` is returned.
    """
    whole = _completed(previous, question)
    return whole if len(whole) <= MAX_QUESTION else question


def continues(previous: str, question: str) -> bool:
    """Tell whether a question goes on from the one before it: it leaves out what is there, or begins with "and"."""
    led = _LEAD.match(question) is not None
    return led or standalone(previous, question) != question or bool(phrase_below(previous, question))


def _completed(previous: str, question: str) -> str:
    """Return the result of `standalone`, however long."""
    typed = " ".join(question.split())
    asked = _corrected(typed)
    rest = _LEAD.sub("", asked)
    before = _bare(previous)
    if not _bare(rest) or not before:
        return question
    whole = _asked_else(before, rest) or _put(before, rest, led=rest != typed) or resolved(before, rest)
    if whole != rest:
        return whole
    if leans(rest):
        return f"{_topic(before)}: {rest}"
    return question if asked == typed else asked


def _corrected(typed: str) -> str:
    """Return the part that is meant: "the pool" of "no, I meant the pool, not the gym"."""
    meant = _CORRECTS.sub("", typed)
    return typed if meant == typed else _REJECTED.sub("", meant)


def phrase_below(previous: str, question: str) -> tuple[str, ...]:
    """Return how a phrase that may stand alone ("students?", "opening hours") may continue the question before.

    First in the place of its counterpart, as after "and", then below the topic of that question. Empty if `standalone`
    changes the question, or if it is more than a phrase.
    """
    phrase, before = _phrase(question), _bare(previous)
    is_short = len(phrase.split()) <= _LONGEST and _is_phrase(phrase)
    if not (before and is_short and content_stems(phrase)) or standalone(previous, question) != question:
        return ()
    below = (f"{put(before, phrase)}?", f"{_topic(before)}: {phrase}?")
    return tuple(whole for whole in below if len(whole) <= MAX_QUESTION)


def _bare(question: str) -> str:
    """Return a question without its mark and superfluous white space."""
    return " ".join(question.split()).rstrip("?!. ")


def _topic(before: str) -> str:
    """Return the topic of a question: the rest after its question words, or what it was itself put below."""
    said, colon, _ = before.partition(": ")
    return said if colon else _AUXILIARY.sub("", _ASKED.sub("", before)).strip() or before


def _asked_else(before: str, question: str) -> str | None:
    """Return the question before with other question words: "and when?", "how many?"; None for any other question.

    "What time?" counts if a verb follows ("is the next meeting"). After "is it open?", "why not?" asks why it is not.
    """
    topic, colon, below = before.rpartition(": ")
    rest = _ASKED.sub("", below)
    bare = _BARE.match(question) or (_AUXILIARY.match(rest) and _BARE_KIND.match(question))
    if bare and bare.groupdict().get("no"):
        rest = re.sub(rf"^(?:{VERB}|am\b)(?!['’])", r"\g<0> not", rest, flags=re.IGNORECASE)
    return f"{topic}{colon}{bare[1]} {rest}?" if bare else None


def _put(before: str, question: str, *, led: bool) -> str | None:
    """Return the question before with a phrase put into it; None if it is not a phrase. `led`: it began with "and"."""
    phrase = _phrase(question)
    is_short = len(phrase.split()) <= _LONGEST and (led or _LEANS_ALONE.match(phrase))
    if not (is_short or _ABOUT.match(question)) or not _is_phrase(phrase):
        return None
    does = _ASKER_DOES.match(before) if _VERB_AND_IT.match(phrase) else None
    phrase = resolved(before, phrase)
    if does and not leans(phrase):
        return f"{does[0]}{phrase}?"
    return f"{_topic(before)}: {phrase}?" if ": " in before or leans(phrase) else f"{put(before, phrase)}?"


def _phrase(question: str) -> str:
    """Return a question without "what about" and its mark."""
    about = _ABOUT.match(question)
    return about[1] if about else _bare(question)


def _is_phrase(text: str) -> bool:
    """Tell whether a text is no question or statement of its own."""
    return not (_ASKED.match(text) or _AUXILIARY.match(text) or _OWN.search(text))

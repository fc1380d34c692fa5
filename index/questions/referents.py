"""What a pronoun in a question refers to: a person or thing in the question before it."""

from __future__ import annotations

import re

from index.questions.nouns import Noun, nouns, proper_nouns
from index.questions.word_classes import PREPOSITION, VERB

_NOTHING = (
    r"it\s+(?:rain|snow|from\s.+\sto\s"
    r"|(?:cost|take)\s+(?:\w+\s+)?(?:until|to\s+\w+\s+(?:\w+\s+)?(?:the|an?|my|our|your))\b"
    r"|(?:true|possible|likely|clear|known|legal|allowed|forbidden|permitted|necessary|safe|worth|time)\s+(?:to|that|for)\b)"
)
"""What follows an "it" that refers to nothing: "how much does it cost to park a car?"."""

_OWNER = re.compile(rf"(?:her\b(?=\s+(?!{PREPOSITION})\w)|(?:his|hers|their|theirs|its)\b)", re.IGNORECASE)
_PRONOUN = re.compile(rf"\b(?:(?:he|she|him|her|they|them|(?!{_NOTHING})it)\b|{_OWNER.pattern})", re.IGNORECASE)
_ABOUT_IT = re.compile(rf"\b{PREPOSITION}\s+it\b", re.IGNORECASE)
_LEANS = re.compile(
    r"^(?!.*\b(?:is|are|was|were|been)\s+there\b).*\bthere\W*$|^who\s+(?:is|are|was|were)\s+there\W*$"
    rf"|\b(?!ha){VERB}\s+(?:that|this)\W*$"
    rf"|\b(?!ha|do\b){VERB}\s+that\b|\b(?!(?:are|do|is|was|were)\b){VERB}\s+this\s+[a-z]+\W*$"
    rf"|^who\s+(?!{VERB})[a-z]+\W*$|^what\s+happened\W*$",
    re.IGNORECASE,
)
"""Questions that say too little alone: "there" as a place (not "there is"), "when was that?", "how long does that
take?", "who scored?". Not "what does it have that others lack?", "what did Rubio do this week?"."""


_BY_DEED = re.compile(rf"^\W*who\s+(?!{VERB})[a-z]", re.IGNORECASE)
"""Asks for a person by what they did: "who found the key?"."""
_BEHIND_ARTICLE = re.compile(r"\b(?:the|an?)\s+\Z", re.IGNORECASE)
"""Before the name of a thing: "the Night Watch"."""
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})


def resolved(before: str, question: str) -> str:
    """Return `question` with its first pronoun replaced by what it refers to in `before`, the question before it."""
    found, meant = _open(question), _spoken_of(before)
    if found is None:
        return question
    if found[0].casefold() in {"it", "its"}:  # a thing rather than a name
        meant.sort(key=lambda noun: not noun.has_article)
    elif found[0].casefold() in _PERSONAL and _BY_DEED.match(before):  # the one who found the key, and not the key
        meant = [noun for noun in meant if not (noun.has_article or _BEHIND_ARTICLE.search(before, 0, noun.start))]
    if not meant:
        return question
    words = meant[0].text
    if _OWNER.match(question, found.start()):
        words = _possessive(words)
    return f"{question[: found.start()]}{words}{question[found.end() :]}"


def leans(question: str) -> bool:
    """Tell whether a question has "there", or a pronoun that refers to nothing in the question itself."""
    return _LEANS.search(question) is not None or _open(question) is not None


def _open(question: str) -> re.Match[str] | None:
    """Return the first pronoun if it comes before everything in the question that it may refer to, else None."""
    found = _PRONOUN.search(question)
    if found is None or _ABOUT_IT.search(question):  # "what did Rubio say about it?"
        return found
    own = nouns(question) if _OWNER.match(question, found.start()) else _spoken_of(question)
    return found if all(found.start() <= noun.start for noun in own) else None


def _spoken_of(question: str) -> list[Noun]:
    """Return the names and the nouns with "the" or "a" in a question, in order, without names before "'s"."""
    found = [name for name in proper_nouns(question) if not question.startswith(("'s", "’s"), name.end)]
    found += [noun for noun in nouns(question) if noun.has_article]
    return sorted(found, key=lambda noun: noun.start)


def _possessive(words: str) -> str:
    """Return the possessive form: "Ada Lind's", "Moss's", "the workers'"."""
    return words + ("'" if words.endswith("s") and not words.endswith("ss") else "'s")

"""The nouns of a question with what describes them: "the old recipe", "dried noodles"; where each stands.

Rules on English words, by which a verb is known from its place: behind its subject, behind "who", behind "I".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.questions.question import Kind, question_kind
from index.questions.things import COUNTED, subject_of, things
from index.questions.word_classes import BE, MANY, PREPOSITION, TIME, VERB, WORDS

_DETERMINER = re.compile(r"^(?:the|an?|my|your|his|her|its|our|their)\s+", re.IGNORECASE)
_PERSONAL = r"(?:I|you|we|they|he|she|it)\b"
_SUBJECT = re.compile(rf"\b(?P<verb>{VERB})\s+(?!(?:the|an?)\b|{_PERSONAL})(?P<chunk>{WORDS})", re.IGNORECASE)
_OBJECT = re.compile(
    rf"(?:\b{VERB}\s+{_PERSONAL}\s+[\w-]+|^\W*who\s+(?!{VERB})[\w-]+)\s+(?P<chunk>(?:the\s+|an?\s+)?{WORDS})",
    re.IGNORECASE,
)
_ACTING = re.compile(
    rf"\b(?:can|could|do|does|did|may|might|must|should|will|would)\s+(?!{_PERSONAL})(?P<chunk>(?:the\s+|an?\s+)?{WORDS})",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"\b{PREPOSITION}\s+(?!(?:the|an?)\b)(?P<chunk>{WORDS})", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun with what describes it: its text, where it starts, and its words without "the" or "my"."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def words(self) -> list[str]:
        """The words that describe, and the noun; one at least."""
        return _DETERMINER.sub("", self.text).split() or [self.text]


def is_plural(text: str) -> bool:
    """Tell whether a noun, with what stands before it, is several."""
    return MANY.search(text) is not None


def the_chunks(question: str) -> list[Chunk]:
    """Return what stands behind "the" or "a": of "the price of the red bike", both."""
    found = []
    for thing in things(question):
        start = thing.start
        for part in _OF.split(thing.text):
            start = question.index(part, start)
            found.append(Chunk(part, start))
            start += len(part)
    return found


def bare_chunks(question: str) -> list[Chunk]:
    """Return what stands without "the" or "a" as a subject, behind a preposition, or counted; and objects.

    No names, no times.
    """
    found = {chunk.start: chunk for chunk in _bare(question)}
    return [chunk for _, chunk in sorted(found.items()) if not (chunk.words[0][0].isupper() or TIME.search(chunk.text))]


def _bare(question: str) -> Iterator[Chunk]:
    if counted := COUNTED.match(question):
        yield Chunk(counted["noun"].strip(), counted.start("noun"))
    for match in _BEHIND.finditer(question):
        yield Chunk(match["chunk"].strip(), match.start("chunk"))
    for match in _OBJECT.finditer(question):
        yield Chunk(match["chunk"].strip(), match.start("chunk"))
    kind = question_kind(question)
    described = kind in {Kind.YES_NO, Kind.WHEN, Kind.WHERE, Kind.WHY, Kind.HOW_MANY}
    for match in _SUBJECT.finditer(question):
        # "is parking free", and "what are opening hours", "how much is yoga class".
        verb = match["verb"].casefold()
        auxiliary = "" if described and not (kind is Kind.HOW_MANY and verb in BE) else verb
        yield Chunk(subject_of(match["chunk"].strip(), auxiliary), match.start("chunk"))
    for match in _ACTING.finditer(question):
        words = match["chunk"].split()
        subject = subject_of(match["chunk"].strip(), "")
        if len(words) - len(subject.split()) == 2 and words[-2] != "be":  # a verb, and what it is done to
            yield Chunk(words[-1], match.start("chunk") + match["chunk"].strip().rindex(" ") + 1)

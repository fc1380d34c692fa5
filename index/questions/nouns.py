"""Finds the nouns of a question with what describes them: names by their capitals, others by the words around them.

Rules on English words: a noun extends to the next preposition or verb. Questions are short enough to need no tagger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.questions.mentions import names
from index.questions.word_classes import ASKING, INFINITIVE, MANY, PREPOSITION, VERB
from index.text.days import DAY_OR_MONTH

_ORDER = re.compile(r"\W*(?:describe|explain|give|list|name|please|show|tell)\b", re.IGNORECASE)
_DAY_OR_MONTH = re.compile(DAY_OR_MONTH)
_PERSONAL = r"(?:I|you|we|they|he|she|it)\b"
_BE = frozenset({"is", "are", "was", "were"})
_DONE = (
    r"(?:\w+ed|(?!(?:\w*men|children|ten|seven|eleven)\b)\w+en"
    r"|begun|blown|born|bought|brought|built|burnt|caught|dug|found|free|grown|held|hurt|kept|known|laid|lost|made|paid|safe"
    r"|sent|shot|shown|shut|sold|sunk|taught|thrown|told|torn|worn|won"
    r"|(?:arriv|com|go|happen|leav|mov|play|stay|tak)ing)\b"
)
"""A participle after the subject, not a part of it, in a question with a form of "be": "was the bridge closed", "is the
bus coming". Other words in "ing" are often nouns: "is the next meeting"."""

_END = (
    rf"(?:{PREPOSITION}|{VERB}|(?<!\bnet\s)worth\b"
    rf"|(?:an?|and|away|back|but|down|it|my|not|off|or|our|out|over|place|that|the|there|they|up|your|{ASKING})\b)"
)
_WORDS = rf"(?:(?!{_END})[\w'’&-]+(?:\.\w+)*(?:\s+|$)){{1,6}}"
"""A noun with what describes it, also "version 3.2" and "log.level": up to six words, none of which ends it."""

_OWNED = r"(?:the|an?|my|your|our|their)\s+"
_NOUN = re.compile(
    rf"(?:\b(?P<verb>{VERB})\s+(?:not\s+)?(?!{_PERSONAL})|\b{VERB}\s+{_PERSONAL}\s+[\w-]+\s+|^\W*who\s+(?!{VERB})[\w-]+\s+"
    rf"|^\W*which\s+[\w-]+\s+(?!{VERB})\w+ed\s+|^\W*(?:how\s+(?:many|much)|which)\s+(?:of\s+)?|\b{PREPOSITION}\s+|\b(?={_OWNED}))"
    rf"(?P<noun>(?:{_OWNED})?{_WORDS}(?:of\s+(?:the\s+|an?\s+)?{_WORDS})?)",
    re.IGNORECASE,
)
"""A noun follows an auxiliary, perhaps with a pronoun and a verb; "who" and a verb; "how many"; or a preposition."""

_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_THE = re.compile(r"the\s", re.IGNORECASE)
_AUXILIARY = re.compile(VERB, re.IGNORECASE)
_INFINITIVE_LAST = re.compile(rf"(?<=\s)(\S+)\s+{INFINITIVE}$", re.IGNORECASE)
_DONE_LAST = re.compile(rf"\s+{_DONE}$", re.IGNORECASE)
_BE_LAST = re.compile(rf"\s+(?:be|been|have|get|stay|remain)\s+{_DONE}$", re.IGNORECASE)
_LAST = re.compile(r"\s+[^\sA-Z]\S*(?:\s+[A-Z]\S*)*$")
"""The last word, and the names behind it: "reach Great Moss"."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with what describes it, and its offset in the question."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset of its end."""
        return self.start + len(self.text)

    @property
    def has_article(self) -> bool:
        """Whether "the" or "a" stands before it."""
        return _ARTICLE.match(self.text) is not None

    @property
    def is_known(self) -> bool:
        """Whether "the" stands before it."""
        return _THE.match(self.text) is not None

    @property
    def parts(self) -> list[Noun]:
        """The parts before and after "of", or the whole noun."""
        head, of, other = self.text.partition(" of ")
        return [Noun(head, self.start), Noun(other, self.start + len(head + of))] if of else [self]

    @property
    def is_plural(self) -> bool:
        """Whether it is plural."""
        return MANY.search(self.text) is not None


def proper_nouns(text: str) -> list[Noun]:
    """Return the names in a question without "'s", except days, months and an order at its beginning ("Tell")."""
    order = _ORDER.match(text)
    start = order.end() if order else 0
    found = names(text, Span(start, len(text))) if start < len(text) else []
    return [Noun(name.of(text), name.start) for name in found if not _DAY_OR_MONTH.match(name.of(text))]


def nouns(text: str) -> list[Noun]:
    """Return the nouns of a question in order, without the verb after them; "of" and another noun are included."""
    return [Noun(_without_verb(text, match), match.start("noun")) for match in _NOUN.finditer(text)]


def _without_verb(text: str, match: re.Match[str]) -> str:
    """Return a noun without the verb after it: "the bridge" for "was the bridge closed", "did the bridge fall"."""
    noun, verb = match["noun"].strip(), (match["verb"] or "").casefold()
    if not verb or _AUXILIARY.match(text, match.end()):  # "what does the blue lamp do"
        return _INFINITIVE_LAST.sub(r"\1", noun)
    says_what = not match.start() and match.end() == len(text)  # "is the ferry late"
    last = _LAST if says_what or verb not in _BE else _DONE_LAST
    subject = _BE_LAST.sub("", noun) if _BE_LAST.search(noun) else last.sub("", noun)
    return noun if _ARTICLE.fullmatch(f"{subject} ") else subject

"""A quote laid out for the rules of the highlight: its words, and which of them the question says itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.question import FUNCTION_WORDS, content_stems, stem

_TOKEN = re.compile(r"[^\W_]+(?:['’.,&-][^\W_]+)*")
CLAUSE_END = re.compile(
    r"[.;:?!](?=\s|$|[\"”])|,(?=\s)|[\"”()]|\s[–—]|—|\b(?:which|who|whom|while|although|whereas|but)\b"
)
_EDGE = " \t\r\n\v\f.,;:!?\"“”‘’'()[]{}<>–—-/*…|"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the quote, with its place in the text."""

    start: int
    end: int
    stem: str
    small: bool  # a function word
    asked: bool  # stands in the question


@dataclass(frozen=True, slots=True)
class Scene:
    """One question over one quote: what every rule looks at."""

    question: str
    text: str
    quote: Span
    asked: frozenset[str]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that could answer; a higher prior says that its own form makes it likelier."""

    span: Span
    prior: float = 0.0


def scene_of(question: str, text: str, quote: Span) -> Scene:
    """Cut the quote into words and mark those that the question holds."""
    asked = content_stems(question)
    words = []
    for match in _TOKEN.finditer(text, quote.start, quote.end):
        small = match[0].casefold() in FUNCTION_WORDS
        root = stem(match[0])
        words.append(Word(match.start(), match.end(), root, small, not small and root in asked))
    return Scene(question, text, quote, asked, tuple(words))


def trim(text: str, start: int, end: int) -> Span | None:
    """Cut outer white space and punctuation, but keep a currency or percent sign and a closing full stop of "U.S."."""
    while start < end and text[start] in _EDGE:
        start += 1
    full = end
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if (
        end < full
        and text[end] == "."
        and re.search(r"(?:^|[\s.(])[A-Z]$", text[max(start, end - 2) : end])
        and "." in text[start:end]
    ):
        end += 1
    return Span(start, end) if start < end else None


def is_new(scene: Scene, span: Span) -> bool:
    """Tell whether the span says something that the question does not."""
    return any(not w.asked and not w.small for w in scene.words if w.start < span.end and span.start < w.end)


def clause(scene: Scene, start: int, longest: int = 16) -> Span | None:
    """Return the words from `start` to the end of the clause, or to `longest` words."""
    found = CLAUSE_END.search(scene.text, start, scene.quote.end)
    end = found.start() if found else scene.quote.end
    inside = [w for w in scene.words if start <= w.start and w.end <= end]
    if not inside or len(inside) > longest:
        return None
    return trim(scene.text, start, end)

"""A quote prepared for the rules of the highlight: its words, and which of them are in the question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.questions.question import FUNCTION_WORDS, content_stems, stem
from index.questions.word_classes import NUMBER
from index.text.rows import in_one_cell, is_row

_TOKEN = re.compile(r"[^\W_]+(?:['’.,&-][^\W_]+)*")
_CLAUSE_END = re.compile(
    r"\n|[.;:?!](?=\s|$|[\"”])|,(?=\s)|[\"”()]|\s[–—]|—|\b(?:which|who|whom|while|although|whereas|but)\b"
)
_EDGE = " \t\r\n\v\f.,;:!?\"“”‘’'()[]{}<>–—-/*…|"

_TO_CLOSER = 40
"""The most characters up to the closing bracket; a bracket that is open for longer is left out of the highlight."""

_COUNT = rf"(?:\d{{1,4}}|an?|one|{NUMBER})"
_AND = rf",?\s(?:and\s)?{_COUNT}\s"
_DURATION = (
    rf"\b{_COUNT}\s(?:years?(?:{_AND}(?:month|week|day)s?\b)+|months?(?:{_AND}(?:week|day)s?\b)+|weeks?{_AND}days?\b"
    rf"|days?{_AND}(?:hours?|h)\b|(?:hours?|h){_AND}(?:minutes?|min)\b|(?:minutes?|min){_AND}(?:seconds?|sec)\b)"
)
_UNCUT = re.compile(
    rf"{_DURATION}"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>\"”’)\]]*[\w/]|\d{4}-\d\d-\d\d"
    r"|\b(?:[^\W\d_]\.){2,}|(?<![\w.])[a-z][\w-]+(?:\.[a-z][\w-]+)+"
    r"|\d+(?:[.,:]\d+)*\+(?!\w)|\d+(?:[.,:]\d+)+|(?<!\w)(?:\+\d|0\d)\d*(?:[ /–-]\d{2,})+"
)
"""What is never cut: durations of several units, mail addresses, URLs, file names, dates, figures with a sign inside,
"18+", telephone numbers, "p.m."."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the quote, with its offsets in the text."""

    start: int
    end: int
    stem: str
    small: bool  # a function word
    asked: bool  # stands in the question


@dataclass(frozen=True, slots=True)
class Scene:
    """A question and a quote, a span of `text`: the input of every rule."""

    question: str
    text: str
    quote: Span
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class CandidateSpan:
    """A span of a quote that could answer; the higher its prior, the more its form suggests an answer."""

    span: Span
    prior: float = 0.0


def scene_of(question: str, text: str, quote: Span) -> Scene:
    """Split the quote into words, and note which of them are in the question."""
    asked = content_stems(question)
    words = []
    for match in _TOKEN.finditer(text, quote.start, quote.end):
        small = match[0].casefold() in FUNCTION_WORDS
        root = stem(match[0])
        words.append(Word(match.start(), match.end(), root, small, not small and root in asked))
    return Scene(question, text, quote, tuple(words))


def trim(text: str, start: int, end: int) -> Span | None:
    """Strip outer white space and punctuation, but no currency or percent sign; None if nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end) if start < end else None


def whole(text: str, start: int, end: int, quote: Span) -> Span | None:
    """Trim a span to the quote without cutting a pair of brackets ("Security (DHS)" or "Security"); None if empty.

    Addresses, amounts and "p.m." are completed, since they are several word pieces: "info@ferry.example", "6,40". In a
    row of a table, the result lies in one cell.
    """
    span = trim(text, max(start, quote.start), min(end, quote.end))
    if span is None:
        return None
    if is_row(quote.of(text)):
        return in_one_cell(text, quote, span)
    start, end = span.start, span.end
    for found in _UNCUT.finditer(text, quote.start, quote.end):
        if found.start() < start < found.end():
            start = found.start()
        if found.start() < end < found.end():
            end = found.end()
    if start > quote.start and text[start - 1] == "(" and ")" in text[start:end]:
        start -= 1
    opened = text.rfind("(", start, end)
    if opened < 0 or ")" in text[opened:end]:
        return Span(start, end)
    closed = text.find(")", end, min(end + _TO_CLOSER, quote.end))
    return trim(text, start, opened) if closed < 0 or "\n" in text[end:closed] else Span(start, closed + 1)


def is_new(scene: Scene, span: Span) -> bool:
    """Tell whether the span has a word with a meaning that the question does not have."""
    return any(not w.asked and not w.small for w in scene.words if w.start < span.end and span.start < w.end)


def _clause_start(text: str, first: int, at: int) -> int:
    """Return the offset where the clause around offset `at` begins, `first` at the earliest."""
    return max((found.end() for found in _CLAUSE_END.finditer(text, first, at)), default=first)


def _clause_end(text: str, at: int, last: int) -> int:
    """Return the offset where the clause around offset `at` ends, `last` at the latest."""
    found = _CLAUSE_END.search(text, at, last)
    return found.start() if found else last


def clause_around(text: str, quote: Span, mark: Span) -> Span:
    """Return the clause of a quote around a highlight; in a row of a table, the highlight itself."""
    if is_row(quote.of(text)):
        return mark
    start, end = _clause_start(text, quote.start, mark.start), _clause_end(text, mark.end, quote.end)
    return whole(text, start, end, quote) or mark


def clause(scene: Scene, start: int, longest: int = 16) -> Span | None:
    """Return the words from `start` to the end of the clause, or None if there are none or more than `longest`."""
    end = _clause_end(scene.text, start, scene.quote.end)
    inside = [w for w in scene.words if start <= w.start and w.end <= end]
    if not inside or len(inside) > longest:
        return None
    return trim(scene.text, start, end)

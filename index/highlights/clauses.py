"""Cutting a span of a quote so that it reads as a whole: amounts, brackets, clauses, cells."""

from __future__ import annotations

import re

from index.article import Span
from index.questions.question import FUNCTION_WORDS, content_stems, stem
from index.questions.word_classes import NUMBER
from index.text.rows import in_one_cell, is_row

TOKEN = re.compile(r"[^\W_]+(?:['’.,&-][^\W_]+)*")
_STOP = r"(?<!\.[A-Za-z])(?<!\b[DM][rs])(?<!\bMrs)(?<!\bSt)\.(?=\s|$|[\"”])|(?<=\.[A-Za-z])\.(?=\s[A-Z])"
"""A full stop that ends something: not that of "Mr. Moss", nor that of "2 p.m. to 4 p.m."."""
_CLAUSE_END = re.compile(
    rf"\n|{_STOP}|[;:?!](?=\s|$|[\"”])|,(?=\s)|[\"”()]|\s[–—]|—|\b(?:which|who|whom|while|although|whereas|but)\b"
)
_JOINS = re.compile(r"(?:and|but|or)\s+(?=\w)", re.IGNORECASE)
"""Not "so" and "yet", which are more often part of what follows: "so far", "yet another"."""
_YES_OR_NO = re.compile(r"yes|no", re.IGNORECASE)
_EDGE = ".,;:!?\"“”‘’'()[]{}<>–—-/*…|"

_TO_CLOSER = 40
"""The most characters up to the closing bracket; a bracket that is open for longer is left out of the highlight."""

_COUNT = rf"(?:\d{{1,4}}|an?|one|{NUMBER})"
_AND = rf",?\s(?:and\s)?{_COUNT}\s"
_DURATION = (
    rf"\b{_COUNT}\s(?:years?(?:{_AND}(?:month|week|day)s?\b)+|months?(?:{_AND}(?:week|day)s?\b)+|weeks?{_AND}days?\b"
    rf"|days?{_AND}(?:hours?|h)\b|(?:hours?|h){_AND}(?:minutes?|min)\b|(?:minutes?|min){_AND}(?:seconds?|sec)\b)"
)
_CURRENCY = (
    r"(?:(?:\b(?:AU?|CA?|HK|NZ|US))?[$£€¥₹]"
    r"|\b(?:AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|INR|JPY|KRW|MXN|NOK|NZD|PLN|Rs\.?|SEK|SGD|THB|TRY|USD|ZAR))"
)
_UNCUT = re.compile(
    rf"{_DURATION}|\b[Aa]t\s(?:least|most)\b(?!\sof\b)"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>\"”’)\]]*[\w/]|\d{4}-\d\d-\d\d"
    r"|(?<![\w/.~])(?:~|\.\.?)?/[\w./-]*\w|(?:(?<!\S)-|(?<=\S[ \u00a0]))-[A-Za-z](?:[\w-]*\w)?|(?<!\S)-[A-Za-z]\b"
    r"|\b(?:[^\W\d_]\.){2,}|(?<![\w.])[a-z][\w-]{1,80}(?:\.[a-z][\w-]+)+|(?<!\w)(?:\+\d|0\d)\d*(?:[ /–-]\d{2,})+"
    rf"|(?<!\d)(?:(?<!\d[ \u00a0]){_CURRENCY}[ \u00a0]?)?\d+(?:[.,:]\d+)*(?:\+(?!\w))?"
    r"|(?<=[ \u00a0(])(?<!\d[ \u00a0])(?<![ap]m[ \u00a0])(?:[-–−+±<>≤≥~]\.?|\.)\d+(?:[.,:]\d+)*"
)
"""What is never cut: durations of several units, "at most", mail addresses, URLs, paths and file names, options
("--all", "-a"), dates, amounts with their currency, numbers with a sign before or inside them, "18+", telephone
numbers, "p.m."."""


def _trim(text: str, start: int, end: int) -> Span | None:
    """Strip outer white space and punctuation, but no currency or percent sign; None if nothing is left."""
    while start < end and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else None


def whole(text: str, start: int, end: int, quote: Span) -> Span | None:
    """Trim a span to the quote without cutting a pair of brackets ("Security (DHS)" or "Security"); None if empty.

    Nor is a pair of quotation marks cut, of which one is inside: 'theme = "ember"'.

    Addresses, amounts and "p.m." are completed, since they are several word pieces: "info@ferry.example", "6,40". In a
    row of a table, the result lies in one cell.
    """
    span = _trim(text, max(start, quote.start), min(end, quote.end))
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
    for mark, other in ('""', "“”"):
        inside = text.count(mark, start, end) - (text.count(other, start, end) if other != mark else 0)
        if inside % 2 and text.startswith(other, end) and end < quote.end:
            end += 1
        elif inside % 2 and start > quote.start and text[start - 1] == mark:
            start -= 1
    opened = text.rfind("(", start, end)
    if opened < 0 or ")" in text[opened:end]:
        return Span(start, end)
    closed = text.find(")", end, min(end + _TO_CLOSER, quote.end))
    return _trim(text, start, opened) if closed < 0 or "\n" in text[end:closed] else Span(start, closed + 1)


def is_new(question: str, words: str) -> bool:
    """Tell whether some words have one with a meaning that the question does not have."""
    asked = content_stems(question)
    found = (match[0] for match in TOKEN.finditer(words))
    return any(word.casefold() not in FUNCTION_WORDS and stem(word) not in asked for word in found)


def _clause_start(text: str, first: int, at: int) -> int:
    """Return the offset where the clause around offset `at` begins, `first` at the earliest."""
    return max((found.end() for found in _CLAUSE_END.finditer(text, first, at)), default=first)


def _clause_end(text: str, at: int, last: int) -> int:
    """Return the offset where the clause around offset `at` ends, `last` at the latest."""
    found = _CLAUSE_END.search(text, at, last)
    return found.start() if found else last


def clause_around(text: str, quote: Span, mark: Span) -> Span:
    """Return the clause of a quote around a highlight, without an "and" or "but" before it; in a row, the highlight.

    A "no" before a comma goes with what follows: "no, except on Sundays".
    """
    if is_row(quote.of(text)):
        return mark
    start, end = _clause_start(text, quote.start, mark.start), _clause_end(text, mark.end, quote.end)
    found = whole(text, start, end, quote) or mark
    if _YES_OR_NO.fullmatch(text, found.start, found.end) and text.startswith(", ", found.end):
        found = whole(text, found.start, _clause_end(text, found.end + 1, quote.end), quote) or found
    joined = _JOINS.match(text, found.start, found.end)
    return Span(joined.end(), found.end) if joined else found


def clause_from(text: str, start: int, quote: Span, longest: int = 16) -> Span | None:
    """Return the words from `start` to the end of the clause, or None if there are none or more than `longest`."""
    end = _clause_end(text, start, quote.end)
    count = len(TOKEN.findall(text, start, end))
    return _trim(text, start, end) if 0 < count <= longest else None

"""The cell of a table row that a question asks for, by the name of its column; readers often mark the one beside it.

"How much is an e-bike for a day?" asks for the value under "Day", not under "Half day".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.article import Span
from index.highlights.clauses import is_new
from index.questions.question import Kind, content_stems, question_kind, stem, wanted_noun
from index.text.days import DAY_OR_MONTH
from index.text.rows import Cell, cells, is_row

_PRICES = frozenset(map(stem, ("price", "cost", "fee", "charge", "rate")))
_OLD = frozenset(map(stem, ("old", "previous", "former", "prior")))
_ASKS_PRICE = re.compile(r"\bhow\s+much\s+(?:is|are|was|were|for)\b|\b(?:costs?|pay)\b", re.IGNORECASE)
"""Not "how much does it weigh?"."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(
    rf"\A\W*\d|\d[.:]\d\d|{_YEAR.pattern}|\b{DAY_OR_MONTH}"
    r"|\b(?i:day|week|month|term|quarter|q|year|session|lesson|period|hour|slot)\s?\d"
)
"""In the name of a column: a day, a figure, or a part of a day or year with its number; not "Room 1"."""
_SHORT = re.compile(r"[b-df-hj-np-tv-z]{3,4}\.?", re.IGNORECASE)
"""An abbreviation of consonants only, unlike any word: "age" is not short for "average"."""
_OF_WHAT = re.compile(r"^\W*what(?:['’]?s|\s+(?:is|are|was|were))\b", re.IGNORECASE)


def asked_cell(question: str, text: str, quote: Span) -> Span | None:
    """Return the value in a row whose column the question names, or None if it names none or several.

    It names one by all words of the name (of "T40" and "T40 S" the longer one), by its year, by the word that it
    abbreviates, or by asking for the only price not called old. None if it asks for the first cell, which says what the
    row is about: "which model …?". In a timetable, "when is music?" names a value, and the result is its cell:
    "Wednesday: Music".
    """
    row = cells(text, quote) if is_row(quote.of(text)) else []
    if len(row) < 2 or not _asks_for_value(question):
        return None
    first, *others = row
    asked, noun = content_stems(question), wanted_noun(question)
    if noun is not None and noun in _stems(first, text):
        return None
    possible = [cell for cell in others if is_new(question, cell.value.of(text))]
    named = [cell for cell in possible if (stems := _stems(cell, text)) and stems <= asked]
    named = [cell for cell in named if not any(_stems(cell, text) < _stems(other, text) for other in named)]
    if noun is not None and question_kind(question) is not Kind.HOW_MANY and not _names_row(first, noun, text):
        named = [cell for cell in named if noun in _stems(cell, text)]
    if not named:
        years = frozenset(_YEAR.findall(question))
        named = [cell for cell in possible if years & frozenset(_YEAR.findall(_name(cell, text)))]
    if not named:
        named = [cell for cell in possible if _is_short(_name(cell, text), question)]
    if not named and _ASKS_PRICE.search(question):
        named = [cell for cell in possible if _stems(cell, text) & _PRICES and not _stems(cell, text) & _OLD]
    if not named and question_kind(question) is Kind.WHEN:
        return _told_by_value(asked, others, text)
    return named[0].value if len(named) == 1 else None


def _names_row(first: Cell, noun: str, text: str) -> bool:
    """Tell whether a noun is the name of a row, below the empty corner of a table that compares things."""
    return first.label is None and noun in content_stems(first.value.of(text))


def _told_by_value(asked: AbstractSet[str], others: Sequence[Cell], text: str) -> Span | None:
    """Return the one cell below a time that has only words of a question, or None."""
    found = []
    for cell in others:
        words = content_stems(cell.value.of(text))
        if cell.label and _TIME.search(cell.label.of(text)) and words and words <= asked:
            found.append(Span(cell.label.start, cell.value.end))
    return found[0] if len(found) == 1 else None


def _asks_for_value(question: str) -> bool:
    """Tell whether a question asks for a value by its name: "weight e-bike", "what is the deposit?"."""
    kind = question_kind(question)
    if kind in (Kind.WHEN, Kind.HOW_MANY, Kind.OTHER) or _ASKS_PRICE.search(question):
        return True
    named = wanted_noun(question) is not None or _OF_WHAT.search(question) is not None
    return named and kind in (Kind.WHAT, Kind.WHICH, Kind.WHERE)


def _is_short(name: str, question: str) -> bool:
    """Tell whether a column's name abbreviates a word of the question: "Pts" for "points", "Qty" for "quantity"."""
    written = r"[^\W\d_]*".join(name.rstrip("."))
    return _SHORT.fullmatch(name) is not None and re.search(rf"\b{written}\b", question, re.IGNORECASE) is not None


def _stems(cell: Cell, text: str) -> frozenset[str]:
    return content_stems(_name(cell, text))


def _name(cell: Cell, text: str) -> str:
    return cell.label.of(text) if cell.label else ""

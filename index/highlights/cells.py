"""The cell of a row that a question asks for, by the name of its column: readers mark the one beside it as gladly.

"How much is an e-bike for a day?" asks for what stands under "Day", and not for what stands under "Half day".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from index.article import Span
from index.highlights.scene import is_new, scene_of
from index.questions.question import Kind, content_stems, question_kind, stem, wanted_noun
from index.text.days import YEAR
from index.text.rows import Cell, cells, is_row

_PRICES = frozenset(map(stem, ("price", "cost", "fee", "charge", "rate")))
_ASKS_PRICE = re.compile(r"\bhow\s+much\s+(?:is|are|was|were|does|do|did|for|would|will)\b|\bcosts?\b", re.IGNORECASE)
_OF_WHAT = re.compile(r"^\W*what(?:['’]?s|\s+(?:is|are|was|were))\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NOW = frozenset(map(stem, ("new", "current", "present")))
_BEFORE = frozenset(map(stem, ("old", "previous", "former", "prior")))
_SHORT = re.compile(r"[b-df-hj-np-tv-z]{3,4}\.?", re.IGNORECASE)
"""A name that is short for a word: no word has consonants alone, and "age" is not short for "average"."""
_NOTHING = re.compile(r"(?:none|no|free|nil|–|-)\b", re.IGNORECASE)


def asked_cell(question: str, text: str, quote: Span) -> Span | None:
    """Return the value in a row whose column the question names, or None where it names none or several of them.

    The first cell says whose row it is: only a question for that very noun ("which model …?") asks for it. Of an old
    and a new value the new one is asked for, unless the question says "old".
    """
    row = cells(text, quote) if is_row(quote.of(text)) else []
    if len(row) < 2:
        return None
    first, *others = row
    fits, noun = _fitting(question), wanted_noun(question)
    if fits is None or (noun is not None and noun in _stems(first, text)):
        return None
    scene, asked = scene_of(question, text, quote), content_stems(question)
    possible = [cell for cell in others if fits(cell.value.of(text)) and is_new(scene, cell.value)]
    if any(_stems(cell, text) & _BEFORE for cell in possible):
        which = _BEFORE if asked & _BEFORE else _NOW
        possible = [cell for cell in possible if not _stems(cell, text) & ((_BEFORE | _NOW) - which)]
        asked |= which
    named = _named(question, asked, text, possible)
    return named[0].value if len(named) == 1 else None


def _named(question: str, asked: AbstractSet[str], text: str, possible: Sequence[Cell]) -> list[Cell]:
    """Return the cells whose columns a question names: by their words, else by their year, in short, or as prices."""
    named = [cell for cell in possible if (stems := _stems(cell, text)) and stems <= asked]
    # "Half day" rather than "Day", where both words are asked
    named = [one for one in named if not any(_stems(one, text) < _stems(other, text) for other in named)]
    noun = wanted_noun(question)
    if noun is not None and question_kind(question) is not Kind.HOW_MANY:
        named = [cell for cell in named if noun in _stems(cell, text)]
    if not named:
        years = frozenset(YEAR.findall(question))
        named = [cell for cell in possible if cell.label and years.intersection(YEAR.findall(cell.label.of(text)))]
    if not named:
        named = [cell for cell in possible if cell.label and _is_short(cell.label.of(text), question)]
    if not named and _ASKS_PRICE.search(question):
        named = [cell for cell in possible if _stems(cell, text) & _PRICES]
    return named


def _fitting(question: str) -> Callable[[str], bool] | None:
    """Return what tells which values may answer a question; None where its words do not say what is asked for."""
    kind = question_kind(question)
    if kind is Kind.WHEN:
        return _holds_figures
    if kind is Kind.OTHER:
        return bool  # "weight e-bike"
    if kind is Kind.HOW_MANY or _ASKS_PRICE.search(question):
        return lambda value: _holds_figures(value) or _NOTHING.match(value) is not None
    asks_for_thing = kind in (Kind.WHAT, Kind.WHICH, Kind.WHERE) and (
        wanted_noun(question) or _OF_WHAT.search(question)
    )
    return bool if asks_for_thing else None


def _is_short(name: str, question: str) -> bool:
    """Tell whether a column's name is short for a word of the question: "Pts" for "points", "Qty" for "quantity"."""
    written = r"[^\W\d_]*".join(name.rstrip("."))
    return _SHORT.fullmatch(name) is not None and re.search(rf"\b{written}\b", question, re.IGNORECASE) is not None


def _holds_figures(value: str) -> bool:
    return _DIGIT.search(value) is not None


def _stems(cell: Cell, text: str) -> frozenset[str]:
    return content_stems(cell.label.of(text)) if cell.label else frozenset[str]()

"""How a line begins that is an item of a list or a heading: with a bullet, a letter or a number.

All of these are for `match` where a line begins. What is taken for a mark depends on what else the line may be: behind
a line that announces a list an item, on a wrapped page the rest of the line above.
"""

from __future__ import annotations

import re

_ROUND = "•▪◦‣·"
"""What is a bullet wherever it stands: a dash, a star or a plus may be part of a sentence."""

_BULLET = rf"[-*+–—{_ROUND}]"
_LIST_BULLET = r"[-*–•▪‣·]"
_LETTER = r"\(?[a-z][.)]"
_NUMBER = r"\d{1,3}[.)]"
_LIST_NUMBER = r"\(?\d{1,2}[.)]"
_NUMBER_IN_BRACKETS = r"\(\d{1,2}\)"
_CLAUSE = r"\d{1,3}(?:\.\d{1,3})+[.)]?(?=\s+[\"“‘(]?[A-ZÀ-ÖØ-Þ])"
"""The number of a clause, and no amount or hour that a line was wrapped before: "2.5 kilos", "9.30 on Monday"."""

ITEM_MARK = re.compile(rf"(?:(?P<number>{_LIST_NUMBER})|(?P<letter>{_LETTER})|{_LIST_BULLET})\s")
"""The mark of an item in a list that is kept together."""

UNLETTERED_MARK = re.compile(rf"(?:{_LIST_BULLET}|{_LIST_NUMBER})\s+")
"""The same without letters, and with the blanks behind it."""

BULLET = re.compile(rf"(?:{_BULLET}|(?P<letter>{_LETTER}))\s")
"""The mark of an item that has no number: a line behind one is no heading."""

NUMBER = re.compile(r"(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z][.)]|[IVX]{1,5}[.)])\s+")
"""The number of a heading or of an item, with the blanks behind it."""

HEADING_MARK = re.compile(
    r"#|§\s*\d{1,3}[a-z]?\s|(?:§\s*)?\d{1,3}(?:\.\d{1,3})*(?:[.)]|(?<=\d\.\d))\s|[IVX]{1,5}[.)]\s"
)
"""How a heading without a gap around it begins, if not with a capital letter: not with a day, a price or an hour."""

UNWRAPPED_MARK = re.compile(rf"(?:{_BULLET}|{_NUMBER}|{_LETTER}|{_NUMBER_IN_BRACKETS}|{_CLAUSE})\s")
"""The mark by which a line of a text begins an item, and does not go on with the one above."""

MARK_OUTSIDE_MARKDOWN = re.compile(rf"\s*(?:[{_ROUND}]|{_LETTER}|{_NUMBER_IN_BRACKETS}|{_CLAUSE})\s")
"""How an item begins that is none to Markdown: "a) …", "4.2 The …". Not with a day or a dash, which may be wrapped."""

PRINTED_MARK = re.compile(rf"(?:{_BULLET}|{_NUMBER}|\(?[a-z]\)|\([a-z\d]{{1,3}}\)|[A-Z\d](?:\.\d+)+\.?)\s")
"""The mark of an item on a printed page, where clauses are numbered "A.2", too, and letters have a bracket."""

"""How items of lists and headings begin: with a bullet, a letter or a number.

All patterns are for `match` at the beginning of a line. They differ, since what counts as a mark depends on what else
the line may be: an item after a line that announces a list, or on a wrapped page the rest of the line above.
"""

from __future__ import annotations

import re

_ROUND = "•▪◦‣·"
"""Signs that are always bullets; a dash, an asterisk or a plus may be part of a sentence."""

_BULLET = rf"[-*+–—{_ROUND}]"
_LIST_BULLET = r"[-*–•▪‣·]"
_LETTER = r"\(?[a-z][.)]"
_NUMBER = r"\d{1,3}[.)]"
_LIST_NUMBER = r"\(?\d{1,2}[.)]"
_NUMBER_IN_BRACKETS = r"\(\d{1,2}\)"
_CLAUSE = r"\d{1,3}(?:\.\d{1,3})+[.)]?(?=\s+[\"“‘(]?[A-ZÀ-ÖØ-Þ])"
"""The number of a clause; not an amount or a time at the start of a wrapped line: "2.5 kilos", "9.30 on Monday"."""

ITEM_MARK = re.compile(rf"(?:(?P<number>{_LIST_NUMBER})|(?P<letter>{_LETTER})|{_LIST_BULLET})\s")
"""The mark of an item in a list that is kept together."""

UNLETTERED_MARK = re.compile(rf"(?:{_LIST_BULLET}|{_LIST_NUMBER})\s+")
"""The same without letters, and with the white space after it."""

BULLET = re.compile(rf"(?:{_BULLET}|(?P<letter>{_LETTER}))\s")
"""The mark of an item without a number: a line after it is not a heading."""

NUMBER = re.compile(r"(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z][.)]|[IVX]{1,5}[.)])\s+")
"""The number of a heading or an item, with the white space after it."""

HEADING_MARK = re.compile(
    r"#|§\s*\d{1,3}[a-z]?\s|(?:§\s*)?\d{1,3}(?:\.\d{1,3})*(?:[.)]|(?<=\d\.\d))\s|[IVX]{1,5}[.)]\s"
)
"""How a heading without blank lines around it may begin, besides a capital letter; not a date, price or time."""

UNWRAPPED_MARK = re.compile(rf"(?:{_BULLET}|{_NUMBER}|{_LETTER}|{_NUMBER_IN_BRACKETS}|{_CLAUSE})\s")
"""The mark of a line that begins an item, and does not continue the line above."""

MARK_OUTSIDE_MARKDOWN = re.compile(rf"\s*(?:[{_ROUND}]|{_LETTER}|{_NUMBER_IN_BRACKETS}|{_CLAUSE})\s")
"""The mark of an item that Markdown does not know: "a) …", "4.2 The …". Dates and dashes may be wrapped prose."""

PRINTED_MARK = re.compile(rf"(?:{_BULLET}|{_NUMBER}|\(?[a-z]\)|\([a-z\d]{{1,3}}\)|[A-Z\d](?:\.\d+)+\.?)\s")
"""The mark of an item on a printed page, where clauses may be numbered "A.2", and letters have a bracket."""

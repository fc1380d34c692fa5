"""Tables of any kind: which row names the columns, and how the other rows are written with these names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.rows import LABEL_END, LONGEST_LABEL, written
from index.text.weekdays import weekdays_in

MOST_COLUMNS = 100
"""A table with more columns is data for programs, and its rows stay as they are."""

FORM = 2
"""The columns of a form, names and entries: its first row is mostly a pair like the others."""

_SHORT = 40
"""The most characters of a cell in a first row that is a header only by its looks."""

_FEWEST_ROWS = 2
"""The fewest rows below such a header: with only one, both lines may just as well be rows."""

_YEAR = r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?"
_PERIOD = re.compile(rf"(?:\D*\b)?(?:{_YEAR}|[QH][1-4](?:\s{_YEAR})?)(?:\b\D*)?")
"""A year or a quarter, also with words: the only figures in a column name, as in "2025" or "Paid 2026"."""

_REMARK = re.compile(r"(?<=[^\W\d_])\s*\([^()]*\)")
"""What is in brackets behind a name; its figures say what the name means: "Child (4-15)"."""

_SAYS = re.compile(r"[^\W_]")

_ENDS = re.compile(r"[.,:;!?–—-]\Z")


def in_one_line(text: str, *, between: str = ", ") -> str:
    """Return the lines of a cell as one, joined by `between` unless a mark ends a line or a bracket opens one."""
    whole = ""
    for line in (" ".join(line.split()) for line in text.split("\n")):
        if line:
            glue = " " if _ENDS.search(whole) or line.startswith("(") else between
            whole = f"{whole}{glue}{line}" if whole else line
    return whole


def names_of(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the column names from the cells of a header; "" for a column without a name.

    None if it is not a header after all: with one column or over `MOST_COLUMNS`, without any name, or with sentences
    (over `LONGEST_LABEL` characters) as names.
    """
    names = tuple(in_one_line(cell, between=" ").rstrip(": ") for cell in cells)
    sound = 1 < len(names) <= MOST_COLUMNS and any(names) and all(len(name) <= LONGEST_LABEL for name in names)
    return names if sound else None


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first of `rows` looks like a header for the others, although nothing marks it as one.

    It does if there are at least two others, and its cells are all filled, distinct and short, without figures other
    than those of a year or quarter, or in brackets behind a word. None of them may appear again in its own column, nor
    another year or quarter there, nor other figures in brackets behind a word alone: of "Ida Moss (1984)" and "Jo Ash
    (1990)", neither is a name of the other, nor is "Mon" one of "Tue - Fri". If its first cell is the only empty one in
    its column, the others may have any figures: "T20" and "T40" are compared.
    """
    if len(rows) <= _FEWEST_ROWS:
        return False
    names = [cell.strip().casefold() for cell in rows[0]]
    if not len(set(names)) == len(names) > 1 or all(map(_has_figures, names)):
        return False
    columns = [[row[at].strip() for row in rows[1:] if at < len(row)] for at in range(len(names))]
    corner = not names[0] and all(columns[0])
    first = 1 if corner else 0
    return all(_looks_like_name(rows[0][at], columns[at], figures=corner) for at in range(first, len(names)))


def heads_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a word stands over a column of figures. With words alone, the first row may be like the others.

    A cell without letter or figure, such as a dash, stands for a missing value, and does not make it a column of words.
    """
    columns = [(head, list(filter(_SAYS.search, cells))) for head, *cells in zip(*rows, strict=True)]
    return any(cells and not _has_figures(head) and all(map(_has_figures, cells)) for head, cells in columns)


def _looks_like_name(cell: str, column: Sequence[str], *, figures: bool) -> bool:
    name = cell.strip()
    if not 0 < len(name) <= _SHORT or name.casefold() in (other.casefold() for other in column):
        return False
    if weekdays_in(name) and any(map(weekdays_in, column)):
        return False
    if figures or not _has_figures(name):
        return True
    has_such = _PERIOD.fullmatch if _PERIOD.fullmatch(name) else _has_remark
    return bool(has_such(name)) and not any(map(has_such, column))


def _has_remark(text: str) -> bool:
    """Tell whether a text has figures, all of them in brackets behind a word."""
    return _has_figures(text) and not _has_figures(_REMARK.sub("", text))


def _has_figures(text: str) -> bool:
    return any(char.isnumeric() for char in text)


def label(names: Sequence[str]) -> str:
    """Return what goes before a cell in the columns with these names: "Size: "."""
    known = ", ".join(name for name in dict.fromkeys(names) if name)
    return known + LABEL_END if known else ""


def row_lines(names: Sequence[str] | None, cells: Sequence[str]) -> list[str]:
    """Return the lines of a row, nearly always one; empty cells are left out.

    If the number of names differs, or only one cell is filled (as in a row above a group), the cells have no names.
    """
    flat = [in_one_line(cell) for cell in cells]
    if names is None or len(names) != len(cells) or sum(map(bool, flat)) < 2:
        return written([cell for cell in flat if cell])
    return written([label((name,)) + cell for name, cell in zip(names, flat, strict=True) if cell])

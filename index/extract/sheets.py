"""The rows of a spreadsheet to text: one line for each row, with the column names if a row gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from index.errors import TooLarge
from index.extract.column_names import FORM, MOST_COLUMNS, heads_figures, looks_like_header, names_of, row_lines
from index.extract.words import has_words, normalised, without_surrogates

MOST_CELLS = 1_000_000
"""The most cells from the first to the last one of a sheet, including empty ones."""

_MOST_OVER = 4
"""How many rows above a table may name its columns, at most."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Row:
    """What the cells of a row show ("" if empty), and whether all cells with text are bold.

    `is_marked`: the file says that this row names the columns. `spread`: the text in each column, if a cell spans
    several columns; else empty.
    """

    cells: tuple[str, ...]
    is_bold: bool = False
    is_marked: bool = False
    spread: tuple[str, ...] = ()


def too_many_cells(source: str, sheet: str) -> TooLarge:
    """Return the error for a sheet of over `MOST_CELLS`."""
    return TooLarge(
        f"{source} has over {MOST_CELLS:,} cells between the first and the last of its sheet {sheet!r}",
        "copy what is wanted into a new sheet",
    )


def text_of_sheets(sheets: Iterable[tuple[str, Iterable[Row]]]) -> str:
    """Return the normalised text of all sheets, given by name; each is below its name if several have words."""
    texts = [(name, "\n\n".join(_blocks(rows))) for name, rows in sheets]
    texts = [(name, text) for name, text in texts if has_words(text)]
    whole = "\n\n".join(text if len(texts) == 1 else f"{name}\n\n{text}" for name, text in texts)
    return normalised(without_surrogates(whole))


def _blocks(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the text of each run of rows without a blank row in it.

    Each run is a table. If nothing names its columns, it takes the names of the table above, if it is no wider.
    """
    names: tuple[str, ...] | None = None
    named: frozenset[int] = frozenset()
    for filled, run in groupby(rows, key=lambda row: any(row.cells)):
        if not filled:
            continue
        lines, table = _over(_with_one_header(list(run)))
        columns = frozenset(at for row in table for at, cell in enumerate(row.cells) if cell)
        if (own := _names(table, columns)) is not None:
            names, named, table = own, columns, table[1:]
        elif not columns <= named:
            names, named = None, frozenset()
        for row in table:
            lines += row_lines(names, row.cells if names is None else _cells(row, range(len(names))))
        if lines:
            yield "\n".join(lines)


def _with_one_header(run: Sequence[Row]) -> Sequence[Row]:
    """Return a run in which two rows that name the columns together are one: "2025" over "Units" and "Sold"."""
    for at, (upper, lower) in enumerate(pairwise(run[: _MOST_OVER + 1])):
        together = list(zip_longest(upper.spread, lower.cells, fillvalue=""))
        reached = [own for (over, own), cell in zip(together, upper.cells, strict=False) if over and not cell]
        if reached and all(reached) and _count(upper) > 1 and not any(map(_DIGIT.search, lower.cells)):
            names = tuple(" ".join(filter(None, dict.fromkeys(both))) for both in together)
            return [*run[:at], Row(names, is_marked=True), *run[at + 2 :]]
    return run


def _over(run: Sequence[Row]) -> tuple[list[str], Sequence[Row]]:
    """Return the rows above the table of a run, and the rows of the table.

    Above it are rows with one filled cell; also rows with blank cells, if a marked row follows, or a row of words over
    figures.
    """
    at = 0
    while at < len(run) and _count(run[at]) == 1:
        at += 1
    for start in range(at, min(at + _MOST_OVER, len(run) - 1)):
        columns = sorted({column for row in run[start:] for column, cell in enumerate(row.cells) if cell})
        filled = [_cells(row, columns[:MOST_COLUMNS]) for row in run[start:]]
        looks = looks_like_header(filled)
        if run[start].is_marked or (looks and heads_figures(filled)):
            at = start
            break
        if looks or _count(run[start]) >= len(columns):
            break
    return [line for row in run[:at] for line in row_lines(None, row.cells)], run[at:]


def _count(row: Row) -> int:
    return sum(map(bool, row.cells))


def _names(table: Sequence[Row], columns: frozenset[int]) -> tuple[str, ...] | None:
    """Return the column names if the first row gives them, by its looks or because it is marked."""
    if len(table) < 2:
        return None
    first, others = table[0], table[1:]
    stands_out = first.is_marked or (first.is_bold and not any(row.is_bold for row in others))
    order = sorted(columns)
    if len(order) > MOST_COLUMNS:
        return None
    filled = [_cells(row, order) for row in table]
    # of two columns, it may be a form: names, and what was filled in
    if not stands_out and not (looks_like_header(filled) and (len(order) > FORM or heads_figures(filled))):
        return None
    return names_of(_cells(first, range(order[-1] + 1)))


def _cells(row: Row, columns: Iterable[int]) -> list[str]:
    """Return the cells of a row in some columns; the row may be shorter than others."""
    return [row.cells[at] if at < len(row.cells) else "" for at in columns]

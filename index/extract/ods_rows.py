"""The rows of a sheet of an OpenDocument spreadsheet, as they are shown (OASIS Open Document Format 1.3, part 3, 9)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from index.extract.cell_values import shown
from index.extract.sheets import MOST_CELLS, Row, too_many_cells
from index.text.days import parsed_date

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_MOST_COLUMNS = 2**14
"""How many columns a sheet may have, in the programs that write them."""


def rows_of(sheet: etree._Element, source: str) -> Iterator[Row]:
    """Yield the visible rows of a sheet; a cell that spans several rows is repeated in each.

    Raises TooLarge for over `MOST_CELLS` cells.
    """
    hidden = _hidden_columns(sheet)
    said: dict[int, tuple[str, int]] = {}  # by column, for how many more rows
    count = 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells, across = _cells(row, said)
        times = _times(row, "rows") if cells else 1
        count += len(cells) * times
        if count > MOST_CELLS:
            raise too_many_cells(source, sheet.get(f"{_TABLE}name", ""))
        if row.get(f"{_TABLE}visibility", "visible") != "visible":
            continue
        is_header = row.getparent().tag == f"{_TABLE}table-header-rows"
        shown_ones = tuple(cell for at, cell in enumerate(cells) if at not in hidden)
        width = max((len(cells), *(at + 1 for at in across))) if across else 0
        spread = tuple(
            across.get(at) or (cells[at] if at < len(cells) else "") for at in range(width) if at not in hidden
        )
        yield from [Row(shown_ones, is_marked=is_header, spread=spread)] * times


def _cells(row: etree._Element, said: dict[int, tuple[str, int]]) -> tuple[list[str], dict[int, str]]:
    """Return what the cells of a row show, up to the last that is not empty; updates `said` for the next row.

    Also return, by column, the text of cells that span further columns.
    """
    cells: list[str] = []
    across: dict[int, str] = {}
    at = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        words, rows = said.pop(at, ("", 0))
        if not rows:
            words, rows = _shown(cell), int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if rows > 1:
            said[at] = words, rows - 1
        times = min(_times(cell, "columns"), MOST_CELLS + 1)
        if words and cell.tag == f"{_TABLE}table-cell":
            reach = min(int(cell.get(f"{_TABLE}number-columns-spanned", "1")), _MOST_COLUMNS)
            across.update({at + beside: words for beside in range(1, reach)})
        if words:
            cells += [""] * (at - len(cells)) + [words] * times
        at += times
    return cells, across


def _shown(cell: etree._Element) -> str:
    if cell.tag == f"{_TABLE}covered-table-cell":
        return ""
    words = "\n".join(filter(None, (" ".join("".join(part.itertext()).split()) for part in cell.iter(f"{_TEXT}p"))))
    if cell.get(f"{_OFFICE}value-type") == "date":
        value = cell.get(f"{_OFFICE}date-value", "")
        with contextlib.suppress(ValueError):
            if ":" in words:  # the time is shown, too
                return shown(datetime.fromisoformat(value), "d mmmm yyyy h:mm")
        if day := parsed_date(value):
            return shown(day, "d mmmm yyyy")
    return words


def _times(element: etree._Element, what: str) -> int:
    """Return how often a row or cell is repeated."""
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    hidden, at = set[int](), 0
    for column in sheet.iter(f"{_TABLE}table-column"):
        times = min(_times(column, "columns"), _MOST_COLUMNS)
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            hidden.update(range(at, at + times))
        at += times
    return frozenset(hidden)

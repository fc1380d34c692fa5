"""Tables of an HTML tree: the column names go into each cell, before the text of the page is extracted.

This happens in the tree, since trafilatura keeps neither which rows are a header nor how far a cell spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from index.extract.column_names import FORM, MOST_COLUMNS, in_one_line, label, looks_like_header, names_of

_MOST_COPIED = 100_000
"""The most characters, and cells, that are repeated in further rows of a table: any cell may claim 65,534 rows."""

_NUMBER = re.compile(r"\s*(\d{1,5})\s*", re.ASCII)
_WORDS = etree.XPath(".//text()[not(parent::script or parent::style)]")
_LINES = frozenset(("br", "div", "li", "p"))


@dataclass(frozen=True, slots=True)
class _Cell:
    element: etree._Element
    words: str
    first: int
    columns: int
    repeated: bool = False  # it stands in a row above, and reaches down to this one


def label_tables(root: etree._Element, *, by_looks: bool = False) -> None:
    """Put the column names into the cells of each table with a header, and remove the header.

    A header is a row of only `<th>`, or of a `<thead>`; with `by_looks` also a first row that looks like one (with two
    columns, only if it is bold). A cell that spans several rows is repeated in each. A row without the header's
    columns, or with a single cell, stays as it is, and so does a table that contains tables.
    """
    for table in list(root.iter("table")):
        if table.find(".//table") is not None:
            continue
        rows = list(table.iter("tr"))
        heads = [_is_head(row) for row in rows]
        if not any(heads) and not by_looks:
            continue
        grid = _grid(rows)
        if not grid:
            continue
        if not any(heads):
            looks = looks_like_header([[cell.words for cell in cells] for cells in grid])
            heads[0] = looks and (len(grid[0]) > FORM or _is_bold_alone(grid))
        _label_rows(rows, grid, heads)


def _is_bold_alone(grid: Sequence[Sequence[_Cell]]) -> bool:
    """Tell whether the cells of the first row are bold, and the last cells of the other rows are not."""
    cells = [*grid[0], *(row[-1] for row in grid[1:] if row)]
    bold = [cell.element.find(".//strong") is not None for cell in cells]
    return all(bold[: len(grid[0])]) and not any(bold[len(grid[0]) :])


def _label_rows(rows: Sequence[etree._Element], grid: Sequence[Sequence[_Cell]], heads: Sequence[bool]) -> None:
    header: list[int] = []  # its rows; another one may follow further down
    names: tuple[str, ...] | None = None
    ended = said = False
    for at, cells in enumerate(grid):
        if len(cells) < 2:
            continue  # a title of what follows
        if heads[at]:
            header = [] if ended else header
            header.append(at)
            ended = False
            continue
        if not ended:
            names, ended, said = _names([grid[head] for head in header]), True, False
        fits = names is not None and sum(cell.columns for cell in cells) == len(names)
        if names is None or not fits or sum(bool(cell.words) for cell in cells) < 2:
            continue
        _label_row(rows[at], cells, names)
        if not said:
            for head in header:
                rows[head].getparent().remove(rows[head])
            said = True


def _label_row(row: etree._Element, cells: Sequence[_Cell], names: Sequence[str]) -> None:
    elements = []
    for cell in cells:
        element = row.makeelement("td") if cell.repeated else cell.element
        name = label(names[cell.first : cell.first + cell.columns])
        if cell.repeated and name:  # what is in no column, such as a picture beside all rows, is said once
            element.text = in_one_line(cell.words)
        for key in ("rowspan", "colspan"):
            element.attrib.pop(key, None)
        if name and cell.words:
            for item in element.iter("li"):
                item.tag = "p"  # trafilatura leaves out lists inside cells
            etree.strip_tags(element, "ul", "ol")
            element.text = name + (element.text or "").lstrip()
        elements.append(element)
    row[:] = elements


def _names(header: Sequence[Sequence[_Cell]]) -> tuple[str, ...] | None:
    """Return the column names from the rows of a header, upper rows first."""
    if not header:
        return None
    columns: list[dict[str, None]] = [{} for _ in range(MOST_COLUMNS)]
    for cells in header:
        for cell in cells:
            for column in range(cell.first, cell.first + cell.columns):
                columns[column][cell.words] = None
    width = max(cells[-1].first + cells[-1].columns for cells in header)
    return names_of([" ".join(filter(None, words)) for words in columns[:width]])


def _is_head(row: etree._Element) -> bool:
    cells = [cell.tag for cell in row if cell.tag in ("td", "th")]
    parent = row.getparent()
    return bool(cells) and ("td" not in cells or (parent is not None and parent.tag == "thead"))


def _grid(rows: Sequence[etree._Element]) -> list[list[_Cell]] | None:
    """Return the cells of each row with their columns; None if there are too many columns, or cells span too far."""
    grid: list[list[_Cell]] = []
    reaching: dict[int, tuple[_Cell, int]] = {}  # by the first column, with how many more rows
    copied = 0
    for row in rows:
        cells: list[_Cell] = []
        below: dict[int, tuple[_Cell, int]] = {}
        own = [cell for cell in row if cell.tag in ("td", "th")]
        column = 0
        while len(own) > 0 or column in reaching:
            if column in reaching:
                cell, more = reaching[column]
                copied += len(cell.words) + 1
            else:
                element = own.pop(0)
                cell = _Cell(element, _words(element), column, _span(element, "colspan"))
                more = _span(element, "rowspan")
            cells.append(cell)
            column += cell.columns
            if more > 1:
                below[cell.first] = (replace(cell, repeated=True), more - 1)
            if column > MOST_COLUMNS or copied > _MOST_COPIED:
                return None
        grid.append(cells)
        reaching = below
    return grid


def _words(cell: etree._Element) -> str:
    parts = []
    for part in _WORDS(cell):
        near = part.getparent()
        parts += ["\n", part] if near is not cell and near.tag in _LINES else [part]
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(parts).split("\n"))))


def _span(cell: etree._Element, key: str) -> int:
    """Return how many rows or columns a cell spans; 1 if its value makes no sense."""
    said = _NUMBER.fullmatch(cell.get(key) or "")
    return max(1, int(said[1])) if said else 1

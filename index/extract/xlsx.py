"""An Excel workbook to an article: one line for each row as shown, with the column names, sheet after sheet."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from index.article import Article
from index.extract.archive import opened, taken
from index.extract.cell_values import shown
from index.extract.naming import article_of, name_of_file
from index.extract.office import title_and_author
from index.extract.sheets import MOST_CELLS, Row, text_of_sheets, too_many_cells

_STRICT = (b"http://purl.oclc.org/ooxml/", rb"http://schemas.openxmlformats.org/\1/2006/")
_Words = dict[tuple[int, int], str]
_ERROR = "e"
"""The type of a cell that shows "#N/A" and the like."""


def article_from_xlsx(data: bytes, source: str) -> Article:
    """Return a workbook as an article, with its title from its properties or its file's name.

    Hidden sheets, rows and columns, pictures, charts and notes are left out. A formula gives the result saved in the
    file.
    """
    container = opened(data, source)
    for entry in container.namelist():
        if entry.endswith((".xml", ".rels")):
            taken(container, entry, source)  # held to the bounds here, since openpyxl knows none
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that are not kept: nothing is written here
        workbook = load_workbook(io.BytesIO(_not_strict(container, data)), data_only=True)
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    text = text_of_sheets((sheet.title, _rows(sheet, source)) for sheet in visible)
    title, author = title_and_author(container, source)
    return article_of(text, source, title=title or name_of_file(source), author=author)


def _not_strict(container: zipfile.ZipFile, data: bytes) -> bytes:
    """Return a workbook with the namespaces that openpyxl knows; a "Strict Open XML" file has others."""
    if _STRICT[0] not in container.read("xl/workbook.xml"):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as transitional:
        for entry in container.namelist():
            if entry.endswith((".xml", ".rels")):
                transitional.writestr(entry, re.sub(_STRICT[0] + rb"(\w+)/", _STRICT[1], container.read(entry)))
    return made.getvalue()


def _rows(sheet: Worksheet, source: str) -> Iterator[Row]:
    """Yield the visible rows; a cell that spans several rows is repeated in each."""
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise too_many_cells(source, sheet.title)
    said, across = _merged(sheet)
    marked = _marked(sheet)
    hidden = {at for each in sheet.column_dimensions.values() if each.hidden for at in range(each.min, each.max + 1)}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if sheet.row_dimensions[number].hidden:
            continue
        seen = [cell for cell in row if cell.column not in hidden]
        cells = tuple(said.get((number, cell.column)) or _words(cell) for cell in seen)
        spread = tuple(across.get((number, cell.column)) or words for cell, words in zip(seen, cells, strict=True))
        bold = [cell.font.b for cell in row if _words(cell)]
        yield Row(cells, bool(bold) and all(bold), number in marked, spread if spread != cells else ())


def _marked(sheet: Worksheet) -> set[int]:
    """Return the numbers of the rows that are frozen at the top, filtered by, or the header of a table."""
    ranges = [table.ref for table in sheet.tables.values() if table.headerRowCount != 0]
    if sheet.auto_filter.ref:
        ranges.append(sheet.auto_filter.ref)
    frozen = {range_boundaries(sheet.freeze_panes)[1] - 1} if sheet.freeze_panes else set[int]()
    return frozen | {range_boundaries(each)[1] for each in ranges}


def _merged(sheet: Worksheet) -> tuple[_Words, _Words]:
    """Return the text of merged cells, by row and column: for the rows below their first, and the columns after it."""
    below, across = _Words(), _Words()
    for merged in sheet.merged_cells.ranges:
        if words := _words(sheet.cell(merged.min_row, merged.min_col)):
            below |= {(row, merged.min_col): words for row in range(merged.min_row + 1, merged.max_row + 1)}
            across |= {(merged.min_row, column): words for column in range(merged.min_col + 1, merged.max_col + 1)}
    return below, across


def _words(cell: Cell | MergedCell) -> str:
    if isinstance(cell, MergedCell) or cell.data_type == _ERROR:
        return ""
    return shown(cell.value, cell.number_format or "").strip()

"""A row of a table as a line of text, "Item: Lavender soap | Size: 100 g": how it is written, and how it is known."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Span

SEPARATOR = " | "
"""Between the cells of a row: prose has no such sign, so a row is known by it, and cells may have any other."""

LABEL_END = ": "
"""Between the name of a column and what stands there."""

LONGEST_LABEL = 60
"""The most characters of a column's name: what is longer is a sentence, and none to be read again in each row."""

_FEW = 4
"""Words of a value that is marked as a whole, at most."""

LONGEST_ROW = 600
"""The most characters of a row: no sentence is longer."""


def is_row(line: str) -> bool:
    """Tell whether a line is a row whose cells, the first one perhaps excepted, stand behind the names of columns."""
    if len(line) > LONGEST_ROW or SEPARATOR not in line:
        return False
    return all(is_labelled(cell) for cell in line.split(SEPARATOR)[1:])


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: the name of its column, where it has one, and its value, both as places in the text."""

    label: Span | None
    value: Span


def cells(text: str, row: Span) -> list[Cell]:
    """Return the cells of a row, a span of `text` that is one, in their order."""
    found = []
    start = row.start
    for words in row.of(text).split(SEPARATOR):
        end = start + len(words)
        at = words.find(LABEL_END) if is_labelled(words) else -1
        label = Span(start, start + at) if at > 0 else None
        begin = start + at + len(LABEL_END) if label else start
        value = text[begin:end].strip()
        if value:
            begin = text.index(value, begin)
            found.append(Cell(label, Span(begin, begin + len(value))))
        start = end + len(SEPARATOR)
    return found


def in_one_cell(text: str, row: Span, marked: Span) -> Span:
    """Return what a mark has of one cell of a row, the last that it touches: all of a value of a few words.

    "Lumina 2" of "Model: Lumina 2 Plus" is another model. A mark that ends in the name of a column has that as well.
    """
    last = [cell for cell in cells(text, row) if (cell.label or cell.value).start < marked.end][-1:]
    for cell in last:
        whole = Span(cell.label.start if cell.label else cell.value.start, cell.value.end)
        if marked.end <= cell.value.start:
            return whole
        if cell.value.start <= marked.start or whole.start > marked.start:
            few = len(cell.value.of(text).split()) <= _FEW
            return cell.value if few else Span(max(cell.value.start, marked.start), marked.end)
    return marked


def written(cells: list[str]) -> list[str]:
    """Return a row as lines: one, or where that is over `LONGEST_ROW` several that begin with the first cell.

    Cells without the names of columns are one line, however long.
    """
    line = SEPARATOR.join(cells)
    if len(line) <= LONGEST_ROW or not all(map(is_labelled, cells[1:])):
        return [line] if line else []
    lines = [cells[0]]
    for cell in cells[1:]:
        longer = f"{lines[-1]}{SEPARATOR}{cell}"
        if len(longer) > LONGEST_ROW and lines[-1] != cells[0]:
            longer = f"{cells[0]}{SEPARATOR}{cell}"
            lines.append(longer)
        else:
            lines[-1] = longer
    return lines


def is_labelled(cell: str) -> bool:
    """Tell whether a cell begins with the name of its column."""
    return 0 < cell.find(LABEL_END) <= LONGEST_LABEL

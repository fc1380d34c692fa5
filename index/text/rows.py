"""Rows of tables as lines of text, "Item: Lavender soap | Size: 100 g": writing and recognising them."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Span

SEPARATOR = " | "
"""Separates the cells of a row. Prose does not have it, so it marks a row; cells may contain anything else."""

LABEL_END = ": "
"""Separates the name of a column from the value."""

LONGEST_LABEL = 60
"""The most characters of a column's name: anything longer is a sentence, not to be repeated in each row."""

_FEW = 4
"""The most words of a value that is highlighted as a whole."""

LONGEST_ROW = 600
"""The most characters of a row: no sentence is longer."""


def is_row(line: str) -> bool:
    """Tell whether a line is a row in which every cell, except perhaps the first, has the name of its column."""
    if len(line) > LONGEST_ROW or SEPARATOR not in line:
        return False
    return all(is_labelled(cell) for cell in line.split(SEPARATOR)[1:])


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: the name of its column, if it has one, and its value, both as spans of the text."""

    label: Span | None
    value: Span


def cells(text: str, row: Span) -> list[Cell]:
    """Return the cells of a row, which is a span of `text`, in order; empty cells are left out."""
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
    """Return the part of a highlight that lies in the last cell of a row that it touches.

    A short value is kept whole, as "Lumina 2" of "Model: Lumina 2 Plus" is another model; so is a cell if the highlight
    ends in the name of its column.
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
    """Return a row as lines: one, or if it is longer than `LONGEST_ROW`, several that each begin with the first cell.

    Cells without the names of columns stay on one line, however long it is.
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
    """Tell whether a cell begins with the name of a column."""
    return 0 < cell.find(LABEL_END) <= LONGEST_LABEL

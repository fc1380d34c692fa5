"""A row of a table as a line of text, "Item: Lavender soap | Size: 100 g": how it is written, and how it is known."""

from __future__ import annotations

SEPARATOR = " | "
"""Between the cells of a row: prose has no such sign, so a row is known by it, and cells may have any other."""

LABEL_END = ": "
"""Between the name of a column and what stands there."""

LONGEST_LABEL = 60
"""The most characters of a column's name: what is longer is a sentence, and none to be read again in each row."""

LONGEST_ROW = 600
"""The most characters of a row: no sentence is longer."""


def is_row(line: str) -> bool:
    """Tell whether a line is a row whose cells, the first one perhaps excepted, stand behind the names of columns."""
    if len(line) > LONGEST_ROW or SEPARATOR not in line:
        return False
    return all(is_labelled(cell) for cell in line.split(SEPARATOR)[1:])


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

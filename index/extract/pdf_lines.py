"""The lines of printed pages by their positions: a gap between two lines ends a paragraph, however full they are.

Cells that a page draws one by one, side by side, form a row.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from pypdf import PageObject

from index.extract.column_names import FORM, looks_like_header, names_of, row_lines
from index.extract.pdf_text import runs_on
from index.extract.raised import raised_figures
from index.text.line_marks import PRINTED_MARK

_GAP = 1.35
"""A gap is at least this many times the usual distance of two lines."""

_CLOSE = 0.8
"""Two lines closer than this many letter heights are one line: to pypdf, raised or lowered text is a separate line."""

_SHARE = 10
"""At least one in this many lines is as close to the line above as in a paragraph."""

_SMALL, _RAISED = 0.8, 0.2
"""The most letter heights of raised letters, and the least by which they are raised."""

_LEVEL = 0.2
"""By how many letter heights cells side by side may differ in height."""

_NARROW, _WIDE = 0.5, 0.7
"""The average width of a letter, in letter heights: a cell begins at least a height to the right of the last one, and
raised figures at most a height, however wide its letters are."""


@dataclass(slots=True)
class PrintedLine:
    """Words, the position of the first in points (from the left, and above the page's foot), and the letter height.

    The height is 0 without words, or if they are not upright.
    """

    words: str = ""
    left: float = 0.0
    height: float = 0.0
    size: float = 0.0
    gaps: list[tuple[int, float]] = field(default_factory=list)
    """Where pypdf saw a gap in it: the characters before, and the position of what follows."""
    is_cell: bool = False

    def below(self, above: PrintedLine) -> float:
        """Return how far it is below another line, in letter heights of the smaller letters; 0 if unknown."""
        size = min(self.size, above.size)
        return (above.height - self.height) / size if size else 0.0

    def is_raised_in(self, line: PrintedLine) -> bool:
        """Tell whether it stands above the foot of a line, in smaller letters: a power, or the mark of a note."""
        return self.size <= _SMALL * line.size and _RAISED < (self.height - line.height) / (line.size or 1.0) < 1.0

    def is_beside(self, other: PrintedLine) -> bool:
        """Tell whether it is level with another line, and further right."""
        size = min(self.size, other.size)
        return size > 0 and abs(self.height - other.height) <= _LEVEL * size and self.left > other.left


def lines_of_page(page: PageObject) -> list[PrintedLine]:
    """Return the lines of a page, in the order in which it draws them."""
    lines = [PrintedLine()]
    last = PrintedLine()

    def take(text: str, matrix: Sequence[float], place: Sequence[float], _font: object, size: float) -> None:
        nonlocal last
        piece = PrintedLine(
            left=matrix[0] * place[4] + matrix[2] * place[5] + matrix[4],
            height=matrix[1] * place[4] + matrix[3] * place[5] + matrix[5],
            size=abs(size * place[3] * matrix[3]),
        )
        is_near = piece.left - last.left <= (1 + _WIDE * len(last.words)) * last.size
        for number, words in enumerate(text.split("\n")):
            if number:
                lines.append(PrintedLine())
            line = lines[-1]
            if words and not line.words.strip():
                line.left, line.height, line.size = piece.left, piece.height, piece.size
            elif words.startswith(" ") and abs(piece.height - line.height) <= _LEVEL * line.size:
                line.gaps.append((len(line.words), piece.left))
            figures = raised_figures(words) if not number and is_near and piece.is_raised_in(line) else ""
            line.words += words.replace(words.strip(), figures) if figures else words
            if words.strip():
                last = replace(piece, words=words.strip())

    page.extract_text(visitor_text=take)
    return lines


def with_rows(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a page, with cells side by side joined to one line, with the column names if there are any.

    Cells of several lines are drawn one below the other, and stay like that.
    """
    rows: list[list[PrintedLine]] = []
    for line in _with_cells(page):
        last = rows[-1][-1] if rows else None
        if last is None or not line.is_beside(last):
            rows.append([line])
            continue
        words = last.words.strip()
        if line.is_cell or words.isdecimal() or line.left - last.left > (1 + _NARROW * len(words)) * last.size:
            rows[-1].append(line)
        else:
            last.words = f"{words} {line.words.strip()}"  # goes on, in other letters
    found: list[PrintedLine] = []
    for width, table in groupby(rows, key=len):
        if width == 1:
            found += (line for (line,) in table)
            continue
        alike = list(table)
        cells = [[cell.words.strip() for cell in row] for row in alike]
        names = names_of(cells[0]) if width > FORM and looks_like_header(cells) else None
        for row, filled in list(zip(alike, cells, strict=True))[1 if names else 0 :]:
            found += (replace(row[0], words=line) for line in row_lines(names, filled))
    return found


def _with_cells(page: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield the lines of a page, and the cells of those that form a table, which most programs draw as one line."""
    for gaps, group in groupby(page, key=lambda line: len(line.gaps)):
        lines = list(group)
        rows = [list(_cells(line)) for line in lines]
        if gaps and _is_table(rows):
            yield from (cell for row in rows for cell in row)
        else:
            yield from lines


def _cells(line: PrintedLine) -> Iterator[PrintedLine]:
    starts = [(0, line.left), *line.gaps]
    for (start, left), (end, _) in pairwise([*starts, (len(line.words), 0.0)]):
        yield replace(line, words=line.words[start:end].strip(), left=left, gaps=[], is_cell=start > 0)


def _is_table(rows: Sequence[Sequence[PrintedLine]]) -> bool:
    """Tell whether lines, cut at their gaps, are rows: their cells stand in columns, and at least one is aligned.

    Between any two columns, a row has a gap that is wide whatever its letters are. Items of a list, and values behind
    their names, are none.
    """
    columns = list(zip(*rows, strict=True))
    clear = all(
        max(cell.left for cell in one) < min(cell.left for cell in other)
        and any(
            after.left - cell.left > (1 + _WIDE * len(cell.words)) * cell.size
            for cell, after in zip(one, other, strict=True)
        )
        for one, other in pairwise(columns)
    )
    aligned = any(
        2 * Counter(f"{cell.left:.0f}" for cell in column).most_common(1)[0][1] > len(rows) for column in columns[1:]
    )
    marked = sum(PRINTED_MARK.match(f"{row[0].words} ") is not None or row[0].words.endswith(":") for row in rows)
    return len(rows) > 1 and clear and aligned and 2 * marked <= len(rows)


def with_gaps(pages: Sequence[Sequence[PrintedLine]]) -> list[str]:
    """Return the lines of each page as text, with an empty line for each gap.

    A gap is wide compared with the line distance of the document, and no sentence runs on over it (lines stand apart
    around a formula too).
    """
    full = [[line for line in page if line.words.strip()] for page in pages]
    steps = sorted(step for page in full for one, other in pairwise(page) if (step := other.below(one)) > _CLOSE)
    far = steps[len(steps) // _SHARE] * _GAP if steps else math.inf
    return ["\n".join(_parted(page, far)) for page in pages]


def _parted(page: Sequence[PrintedLine], far: float) -> Iterator[str]:
    last = PrintedLine()
    for line in page:
        if line.words.strip():
            if line.below(last) > far and not runs_on(last.words.strip(), line.words.strip()):
                yield ""
            last = line
        yield line.words

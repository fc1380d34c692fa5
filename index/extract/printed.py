"""The lines of printed pages by where they stand: a gap between two of them ends a paragraph, however full they are.

Cells that a page draws one by one, side by side, are a row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pypdf import PageObject

from index.extract.layout import runs_on
from index.extract.tables import looks_like_header, names_of, row_lines
from index.text.line_marks import PRINTED_MARK

_GAP = 1.35
"""How many times as far as usual the next line stands below a gap."""

_CLOSE = 0.8
"""Heights of a letter below which two lines are no two lines: what is raised or lowered is one of its own to pypdf."""

_SHARE = 10
"""One of so many lines at least stands as close below another as those of one paragraph do."""

_LEVEL = 0.2
"""Heights of a letter by which cells side by side may stand higher or lower than one another."""

_NARROW = 0.5
"""Heights of a letter that one is wide on average: a cell begins a height behind the last one, or further right."""

_FORM = 2
"""Cells of an item behind its mark, or of a name and its value, of which nothing tells whether a header is above."""


@dataclass(slots=True)
class PrintedLine:
    """Words, and where the first of them stand, in points: from the left, above the page's foot; and a letter's height.

    That is 0 where there are none, or they do not stand upright.
    """

    words: str = ""
    left: float = 0.0
    height: float = 0.0
    size: float = 0.0

    def below(self, above: PrintedLine) -> float:
        """Return how far it stands below another line, in heights of the smaller letters of both; 0 if unknown."""
        size = min(self.size, above.size)
        return (above.height - self.height) / size if size else 0.0

    def is_beside(self, other: PrintedLine) -> bool:
        """Tell whether it stands level with another line, and further right."""
        size = min(self.size, other.size)
        return size > 0 and abs(self.height - other.height) <= _LEVEL * size and self.left > other.left


def lines_of_page(page: PageObject) -> list[PrintedLine]:
    """Return the lines of a page, in the order in which it draws them."""
    lines = [PrintedLine()]

    def take(text: str, matrix: Sequence[float], place: Sequence[float], _font: object, size: float) -> None:
        for number, words in enumerate(text.split("\n")):
            if number:
                lines.append(PrintedLine())
            line = lines[-1]
            if words and not line.words.strip():
                line.left = matrix[0] * place[4] + matrix[2] * place[5] + matrix[4]
                line.height = matrix[1] * place[4] + matrix[3] * place[5] + matrix[5]
                line.size = abs(size * place[3] * matrix[3])
            line.words += words

    page.extract_text(visitor_text=take)
    return lines


def with_rows(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of a page with cells that stand side by side as one, behind the names of columns if it has them.

    Cells of several lines each are drawn one below the other, and stay so.
    """
    rows: list[list[PrintedLine]] = []
    for line in page:
        last = rows[-1][-1] if rows else None
        if last is None or not line.is_beside(last):
            rows.append([line])
            continue
        words = last.words.strip()
        if words.isdecimal() or line.left - last.left > (1 + _NARROW * len(words)) * last.size:
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
        if width == _FORM:
            cells = [[" ".join(row)] if _is_mark(row[0]) else row for row in cells]
        names = names_of(cells[0]) if width > _FORM and looks_like_header(cells) else None
        for row, filled in list(zip(alike, cells, strict=True))[1 if names else 0 :]:
            found += (replace(row[0], words=line) for line in row_lines(names, filled))
    return found


def _is_mark(words: str) -> bool:
    """Tell whether a cell is nothing but the mark of an item."""
    mark = PRINTED_MARK.match(f"{words} ")
    return mark is not None and mark.end() > len(words)


def with_gaps(pages: Sequence[Sequence[PrintedLine]]) -> list[str]:
    """Return the lines of each page as text, with an empty one where a gap is.

    A gap is wide beside the distance of lines in the same document, and no sentence runs on over it: lines stand apart
    around a formula, too.
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

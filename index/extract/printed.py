"""The lines of printed pages by where they stand: a gap between two of them ends a paragraph, however full they are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pypdf import PageObject

from index.extract.layout import runs_on

_GAP = 1.35
"""How many times as far as usual the next line stands below a gap."""

_CLOSE = 0.8
"""Heights of a letter below which two lines are no two lines: what is raised or lowered is one of its own to pypdf."""

_SHARE = 10
"""One of so many lines at least stands as close below another as those of one paragraph do."""


@dataclass(slots=True)
class PrintedLine:
    """Words, and where the first of them stand: the height above the page's foot, and that of a letter, in points.

    Both are 0 where there are none, or they do not stand upright.
    """

    words: str = ""
    height: float = 0.0
    size: float = 0.0

    def below(self, above: PrintedLine) -> float:
        """Return how far it stands below another line, in heights of the smaller letters of both; 0 if unknown."""
        size = min(self.size, above.size)
        return (above.height - self.height) / size if size else 0.0


def lines_of_page(page: PageObject) -> list[PrintedLine]:
    """Return the lines of a page, in the order in which it draws them."""
    lines = [PrintedLine()]

    def take(text: str, matrix: Sequence[float], place: Sequence[float], _font: object, size: float) -> None:
        for number, words in enumerate(text.split("\n")):
            if number:
                lines.append(PrintedLine())
            line = lines[-1]
            if words.strip() and not line.words.strip():
                line.height = matrix[1] * place[4] + matrix[3] * place[5] + matrix[5]
                line.size = abs(size * place[3] * matrix[3])
            line.words += words

    page.extract_text(visitor_text=take)
    return lines


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

"""Paragraphs, items and rows, as a Rich Text file gives them one after the other, to HTML."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NUMBER = re.compile(r"(\d{1,9})[.)]?")
_TYPED_MARK = re.compile(r"\s*([•◦▪‣·–-]|\(?(?:\d{1,3}|[a-z])[.)])\t\s*(?=\S)")
"""A mark that is written before a tab, as some programs do."""
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ROUND = "o"
"""The bullet of a list in a list, as Word draws it."""

_NEAR = 60
"""Edges of cells that are less apart are one (in twips, 3 pt): some programs round each row by itself."""


@dataclass(slots=True)
class Row:
    """What a row says of its cells before them."""

    edges: list[int] = field(default_factory=list)
    """Where each cell ends, in twips."""
    joined: set[tuple[int, str]] = field(default_factory=set)
    """Cells, by their number, that belong to the one above (``clvmrg``) or before (``clmrg``)."""
    is_head: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[tuple[list[str], Row]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    """Of the cell that is open."""

    def end_row(self, row: Row) -> None:
        if self.blocks:
            self.cells.append("".join(self.blocks))
            self.blocks.clear()
        if self.cells:
            self.rows.append((self.cells, row))
            self.cells = []

    def html(self) -> str:
        """Return the table, with the columns and rows that each cell spans."""
        self.end_row(Row())
        edges = sorted({edge for _, row in self.rows for edge in row.edges})
        lines = [edge for before, edge in pairwise((float("-inf"), *edges)) if edge - before > _NEAR]
        made: list[tuple[str, list[_Cell]]] = []
        above: dict[int, _Cell] = {}
        for words, row in self.rows:
            above, cells = _cells(words, row, lines, above)
            made.append(("th" if row.is_head else "td", cells))
        return f"<table>{''.join(_row(tag, cells) for tag, cells in made)}</table>"


@dataclass(slots=True)
class _Cell:
    words: str
    columns: int
    rows: int = 1


def _cells(
    words: Sequence[str], row: Row, lines: Sequence[float], above: dict[int, _Cell]
) -> tuple[dict[int, _Cell], list[_Cell]]:
    """Return the cells of a row by their first columns, and those of them that begin in it.

    Of joined cells, the words of the first are shown.
    """
    reached: dict[int, _Cell] = {}
    cells: list[_Cell] = []
    column = 0
    for number, each in enumerate(words):
        end = bisect_right(lines, row.edges[number]) if number < len(row.edges) else 0
        columns = max(1, end - column)
        if (number, "clmrg") in row.joined and cells:
            cells[-1].columns += columns
        elif (number, "clvmrg") in row.joined and column in above:
            reached[column] = above[column]
            above[column].rows += 1
        else:
            reached[column] = _Cell(each, columns)
            cells.append(reached[column])
        column += columns
    return reached, cells


def _row(tag: str, cells: Iterable[_Cell]) -> str:
    made = (f'<{tag} colspan="{each.columns}" rowspan="{each.rows}">{each.words}</{tag}>' for each in cells)
    return f"<tr>{''.join(made)}</tr>"


@dataclass(slots=True)
class Blocks:
    """Collects words until something ends them, and makes them a paragraph, a heading, an item or a cell."""

    mark: str = ""
    """What stands before the paragraph, as in a list."""
    _parts: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _lists: list[str] = field(default_factory=list)
    _tables: list[_Table] = field(default_factory=list)

    def write(self, words: str, *, bold: bool = False, raised: bool = False) -> None:
        """Add words to the paragraph."""
        made = html.escape(_CONTROLS.sub("", words), quote=False)
        made = f"<sup>{made}</sup>" if raised else made
        self._words.append(f"<strong>{made}</strong>" if bold else made)

    def break_line(self) -> None:
        """Begin a line in the paragraph."""
        self._words.append("<br>")

    def put(self, made: str, depth: int) -> None:
        """Add a text of its own, such as a box beside the paragraph, before it."""
        self._go_to(self._depth(depth))
        if not self._tables:
            self._close_lists(0)
        self._put(f"<div>{made}</div>")

    def end_paragraph(self, *, is_heading: bool = False, level: int = 0, depth: int = 0) -> None:
        """End a paragraph: an item of a list on a `level` if it has a mark, or a part of a cell in `depth` tables."""
        words, mark = "".join(self._words), self.mark
        self._words.clear()
        self.mark = ""
        self._go_to(self._depth(depth))
        if not words.strip():
            return
        if not mark and (typed := _TYPED_MARK.match(words)):
            mark, words = typed[1], words[typed.end() :]
        is_bullet = mark == _ROUND or not _LETTER_OR_DIGIT.search(mark)
        marked = words if is_bullet else f"{html.escape(mark, quote=False)} {words}"
        if self._tables:
            self._put(f"<p>{marked}</p>")
        elif is_heading or not mark:
            self._close_lists(0)
            self._parts.append(f"<h2>{marked}</h2>" if is_heading else f"<p>{words}</p>")
        else:
            number = _NUMBER.fullmatch(mark)
            self._open_lists("ol" if number else "ul", level + 1)
            if number:
                self._parts.append(f'<li value="{number[1]}">{words}')
            else:
                self._parts.append(f"<li>{words}" if is_bullet else f"<p>{marked}</p>")

    def end_cell(self, depth: int) -> None:
        """End a cell of a table that is `depth` tables deep."""
        self.end_paragraph(depth=depth)
        table = self._tables[-1]
        table.cells.append("".join(table.blocks))
        table.blocks.clear()

    def end_row(self, depth: int, row: Row) -> None:
        """End a row of a table that is `depth` tables deep."""
        self.end_paragraph(depth=depth)
        self._tables[-1].end_row(row)

    def html(self) -> str:
        """End everything that is open, and return the whole."""
        self.end_paragraph(depth=len(self._tables))
        self._go_to(0)
        self._close_lists(0)
        return "".join(self._parts)

    def _put(self, made: str) -> None:
        (self._tables[-1].blocks if self._tables else self._parts).append(made)

    def _depth(self, depth: int) -> int:
        """Return in how many tables something stands: a row ends only where it says so."""
        return max(1, depth) if self._tables and self._tables[0].cells else depth

    def _go_to(self, depth: int) -> None:
        """Open or close tables until `depth` are open."""
        while len(self._tables) > depth:
            self._put(self._tables.pop().html())
        if depth:
            self._close_lists(0)
        while len(self._tables) < depth:
            self._tables.append(_Table())

    def _open_lists(self, kind: str, levels: int) -> None:
        """Open or close lists until `levels` are open, the innermost of this kind."""
        self._close_lists(levels)
        if len(self._lists) == levels and self._lists[-1] != kind:
            self._close_lists(levels - 1)
        while len(self._lists) < levels:
            self._lists.append(kind)
            self._parts.append(f"<{kind}>")

    def _close_lists(self, levels: int) -> None:
        while len(self._lists) > levels:
            self._parts.append(f"</{self._lists.pop()}>")

"""Paragraphs, lists and tables as text: paragraphs separated by blank lines, items and rows on lines.

An item keeps its mark, so that it reads as an item and does not run into the next.
"""

from __future__ import annotations


class Outline:
    """The text so far, and the open lists. The caller says what begins and ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._numbers: list[int | None] = []  # of each open list the next number, None for bullets
        self._mark = ""
        self._joined = False  # something of the open list or table is there already

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def open_list(self, first: int | None) -> None:
        """Begin a list, inside one that is open: its `first` number, or None for bullets."""
        self.open_table()
        self._numbers.append(first)

    def close_list(self) -> None:
        """End the innermost list, if one is open."""
        if self._numbers:
            self._numbers.pop()

    def open_item(self, own: int | None = None) -> None:
        """Begin an item of the innermost list, if one is open: a numbered one has its `own` number, else the next."""
        if self._numbers:
            following = self._numbers[-1]
            number = own if following is not None and own is not None else following
            self._mark = "- " if number is None else f"{number}. "
            self._numbers[-1] = None if number is None else number + 1

    def open_table(self) -> None:
        """Begin a table: its first row stands apart from what is before it, unless a list is open."""
        self._joined = self._joined and bool(self._numbers)

    def put(self, words: str, *, row: bool = False) -> None:
        """Add a paragraph, an item or a further paragraph of it, or with `row` a row of a table."""
        tight = self._joined and (row or bool(self._numbers))
        if self._parts:
            self._parts.append("\n" if tight else "\n\n")
        if self._numbers:
            indent = "  " * (len(self._numbers) - 1)
            words = indent + (self._mark or "  ") + words.replace("\n", f"\n{indent}  ")
            self._mark = ""
        self._parts.append(words)
        self._joined = row or bool(self._numbers)

"""The lines of a text that are not blank, without outer white space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines of ``text[start:end]`` as spans of `text`, in order; lines are cut at `start` and `end`."""
    return (Span(*line.span()) for line in _LINE.finditer(text, start, len(text) if end is None else end))

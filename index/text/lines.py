"""The lines of a text that say something, without the white space around their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines of ``text[start:end]``, in order; what goes on outside of it is cut off."""
    return (Span(*line.span()) for line in _LINE.finditer(text, start, len(text) if end is None else end))

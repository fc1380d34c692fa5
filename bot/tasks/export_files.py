"""JSON lines as files within Discord's limit: one if they fit, else gzipped, else in several parts."""

from __future__ import annotations

import gzip
import io
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

from bot.cards.card import File
from index.errors import TooLarge

MOST_PARTS = 10
"""The most files that one export sends."""

COMMAND_LINE = "whoever runs me gets everything with: articlebot export FILE --collection guild:ID"
"""Advice if Discord's limits are exceeded."""

_MARGIN = 2**16
"""Bytes of the limit that are reserved for the end of a gzip file and the rest of the request."""


def packed(lines: Iterable[bytes], limit: int, name: str = "articles") -> Iterator[File]:
    """Yield the lines as files of at most `limit` bytes called `name`, each with whole lines, as they are read.

    Raises TooLarge for an article that does not fit into a file even when it is packed.
    """
    reading = iter(lines)
    plain: deque[bytes] = deque()
    size = 0
    for line in reading:
        plain.append(line)
        size += len(line)
        if size > limit - _MARGIN:
            yield from _parts(chain(_drained(plain), reading), limit - _MARGIN, name)
            return
    if plain:
        yield f"{name}.jsonl", b"".join(plain)


def _parts(lines: Iterable[bytes], limit: int, name: str) -> Iterator[File]:
    """Yield lines (at least one) as gzip files of at most `limit` bytes, numbered if there are several."""
    number = 1
    part = _Part()
    try:
        for line in lines:
            if part.lines and not part.takes(line, limit):
                yield f"{name}-{number}.jsonl.gz", part.closed()
                number += 1
                part = _Part()
            part.add(line, limit)
        yield f"{name}-{number}.jsonl.gz" if number > 1 else f"{name}.jsonl.gz", part.closed()
    finally:
        part.closed()  # also if it is given up: otherwise Python 3.13 reports it in the log


def _drained(lines: deque[bytes]) -> Iterator[bytes]:
    """Yield and remove lines one by one, so that those already packed use no memory."""
    while lines:
        yield lines.popleft()


class _Part:
    """A gzip file that is being written."""

    def __init__(self) -> None:
        self._raw = io.BytesIO()
        self._stream = gzip.GzipFile(fileobj=self._raw, mode="wb", mtime=0)
        self.lines = 0

    def takes(self, line: bytes, limit: int) -> bool:
        """Tell whether a line certainly fits, however badly it compresses."""
        return self._raw.tell() + len(line) <= limit

    def add(self, line: bytes, limit: int) -> None:
        """Write a line. Raises TooLarge if this makes the file too large."""
        self._stream.write(line)
        self._stream.flush()
        self.lines += 1
        if self._raw.tell() > limit:
            raise TooLarge("one of the articles is larger than a file may be here", COMMAND_LINE)

    def closed(self) -> bytes:
        """Return the whole file."""
        self._stream.close()
        return self._raw.getvalue()

"""The number of articles in a file, counted without reading them: for progress, and against files without end."""

from __future__ import annotations

import gzip
import io
import zlib

from index.errors import TooLarge
from index.extract.archive import MAX_MEMBERS
from index.extract.gzipped import MAGIC, unpacked
from index.extract.sniff import HEAD_BYTES, kind_of

_CHUNK = 2**20

_ARCHIVE_END = 65_557
"""How many bytes at an archive's end hold its last record: 22 and a comment."""


def count_articles(
    stream: io.BufferedIOBase, name: str, *, most_bytes: int | None = None, most_lines: int | None = None
) -> int:
    """Return how many articles a file holds at most: the lines of a corpus file, the files of an archive, 1 otherwise.

    `most_bytes` (after unpacking) and `most_lines` are limits for a corpus file; None is none. Blocks for about
    a second for 100 MB of gzip. Damaged gzip data counts as 1; reading the articles then reports what is wrong.
    Raises TooLarge for a corpus file over the limits, NotText, and ExtractError for gzip data without end.
    """
    packed = stream.read(2) == MAGIC
    stream.seek(0)
    try:
        opened = unpacked(stream, name) if packed else stream
        head = opened.read(HEAD_BYTES)
        kind = kind_of(head, name.removesuffix(".gz") if packed else name)
        if kind == "zip" and not packed:
            return _files(head, stream)
        if kind != "corpus":
            return 1
        return _lines(head, opened, name, most_bytes, most_lines)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return 1


def _files(head: bytes, archive: io.BufferedIOBase) -> int:
    """Return how many files an archive claims to hold; office documents and books are archives of one article."""
    archive.seek(0, io.SEEK_END)
    archive.seek(max(0, archive.tell() - _ARCHIVE_END))
    end = archive.read(_ARCHIVE_END)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or at + 12 > len(end) or b"[Content_Types].xml" in head or b"application/epub+zip" in head[:200]:
        return 1
    return max(1, min(MAX_MEMBERS, int.from_bytes(end[at + 10 : at + 12], "little")))


def _lines(head: bytes, rest: io.BufferedIOBase, name: str, most_bytes: int | None, most_lines: int | None) -> int:
    size = lines = 0
    chunk, last = head, b"\n"
    while chunk:
        size += len(chunk)
        lines += chunk.count(b"\n")
        if most_bytes is not None and size > most_bytes:
            raise TooLarge(f"{name} holds over {most_bytes // 2**20} MiB", "split it into several files")
        if most_lines is not None and lines > most_lines:
            raise TooLarge(f"{name} has over {most_lines:,} lines", "split it into several files")
        last = chunk[-1:]
        chunk = rest.read(_CHUNK)
    return lines + (last != b"\n")

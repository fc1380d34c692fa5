"""gzip data from strangers: unpacked as it is read, and left alone when it is nothing but beginnings."""

from __future__ import annotations

import gzip
import io

from index.errors import ExtractError

MAGIC = b"\x1f\x8b"

_MEMBER = MAGIC + b"\x08"
"""How each member of gzip data begins. In packed words it stands by chance once in 16 MB."""
_FEW_MEMBERS = 1_000
_SMALLEST = 1_000
"""Bytes a member, on average: files packed in blocks have tens of thousands."""
_PIECE = 2**20


def unpacked(stream: io.BufferedIOBase, name: str) -> gzip.GzipFile:
    """Return what `stream` holds, which is gzip data at its beginning.

    Each of its members costs as much to begin as kilobytes to unpack, and empty ones are 20 bytes long.
    Raises ExtractError for over a thousand of less than a kilobyte each.
    """
    stream.seek(0)
    members = size = 0
    while piece := stream.read(_PIECE):
        members += piece.count(_MEMBER)
        size += len(piece)
    stream.seek(0)
    if members > _FEW_MEMBERS and size < members * _SMALLEST:
        raise ExtractError(f"{name} is {members:,} gzip files one after another", "compress what is in them anew")
    return gzip.GzipFile(fileobj=stream)

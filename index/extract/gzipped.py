"""gzip data from strangers: unpacked as it is read, and refused if it consists of too many tiny members."""

from __future__ import annotations

import gzip
import io

from index.errors import ExtractError

MAGIC = b"\x1f\x8b"

_MEMBER = MAGIC + b"\x08"
"""The first bytes of each member of gzip data. In packed text they occur by chance once in 16 MB."""
_FEW_MEMBERS = 1_000
_SMALLEST = 1_000
"""The fewest bytes of a member, on average: files packed in blocks have tens of thousands."""
_PIECE = 2**20


def unpacked(stream: io.BufferedIOBase, name: str) -> gzip.GzipFile:
    """Return the unpacked contents of `stream`, which begins with gzip data.

    To begin a member costs as much as to unpack kilobytes, and an empty member has 20 bytes. Raises ExtractError for
    over a thousand members of less than a kilobyte each.
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

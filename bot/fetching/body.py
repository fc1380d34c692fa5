"""Packed bytes, unpacked piece by piece and never beyond a limit: a few kilobytes of gzip can hold gigabytes."""

from __future__ import annotations

import zlib

from index.errors import BadAnswer, TooLarge

_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS

_MOST_MEMBERS = 1_000
"""Of gzip data, which may be several one after another: each is a new beginning, and what is behind it is copied."""


class Body:
    """Takes the pieces of an answer as they come and gives what they hold."""

    def __init__(self, encoding: str, most_bytes: int, name: str) -> None:
        """`encoding`: the Content-Encoding; `most_bytes`: packed and unpacked. Raises BadAnswer."""
        packing = encoding.strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BadAnswer(
                f"{name} came packed as {packing[:40]!r}, which was not asked for", "save the page and add the file"
            )
        self._deflate = packing == "deflate"
        self._packed = packing not in ("", "identity")
        self._unpacker = zlib.decompressobj(_GZIP) if self._packed and not self._deflate else None
        self._most = most_bytes
        self._name = name
        self._taken = 0
        self._members = 1
        self._behind = b""
        self._parts = bytearray()

    @property
    def data(self) -> bytes:
        """What has come so far, unpacked."""
        return bytes(self._parts)

    def take(self, piece: bytes) -> None:
        """Take the next piece. Raises TooLarge, and BadAnswer for what cannot be unpacked."""
        self._taken += len(piece)
        if self._taken > self._most:
            raise self._too_large()
        if not self._packed:
            self._parts += piece
            return
        try:
            self._unpack(piece)
        except zlib.error as error:
            raise self._damaged() from error

    def end(self) -> bytes:
        """Return everything. Raises BadAnswer when packed data breaks off."""
        if self._unpacker is not None and not self._unpacker.eof and self._taken:
            raise self._damaged()
        return self.data

    def _unpack(self, piece: bytes) -> None:
        if self._unpacker is None:
            # "deflate" is zlib's form by the standard and the bare one by habit; the first byte tells.
            self._unpacker = zlib.decompressobj(_ZLIB if piece[:1] and piece[0] & 0x0F == 8 else _RAW)
        while piece:
            if self._unpacker.eof:
                # Another member, or what some servers pad with; two bytes are needed to tell.
                self._behind += piece
                if self._deflate or len(self._behind) < 2 or not self._behind.startswith(b"\x1f\x8b"):
                    return
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise self._damaged()
                piece, self._behind = self._behind, b""
                self._unpacker = zlib.decompressobj(_GZIP)
            self._parts += self._unpacker.decompress(piece, self._most - len(self._parts) + 1)
            if len(self._parts) > self._most:
                raise self._too_large()
            piece = self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def _too_large(self) -> TooLarge:
        size = f"{self._most // 2**20} MiB" if self._most >= 2**20 else f"{self._most:,} bytes"
        return TooLarge(f"{self._name} is over the limit of {size}", "save the part that matters and add the file")

    def _damaged(self) -> BadAnswer:
        return BadAnswer(f"{self._name} came damaged: it cannot be unpacked", "try again, or save the page as a file")

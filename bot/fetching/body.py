"""Packed bytes, unpacked piece by piece and within a limit: a few kilobytes of gzip can hold gigabytes."""

from __future__ import annotations

import zlib

from index.errors import BadAnswer, TooLarge

_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS

_MOST_MEMBERS = 1_000
"""The most members of gzip data: each costs a new decompressor and a copy of the rest."""


class Body:
    """Takes the pieces of a response as they arrive and unpacks them."""

    def __init__(self, encoding: str, most_bytes: int, name: str) -> None:
        """`encoding`: the Content-Encoding; `most_bytes`: the limit, packed and unpacked. Raises BadAnswer."""
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
        """What has arrived so far, unpacked."""
        return bytes(self._parts)

    def take(self, piece: bytes) -> None:
        """Take the next piece. Raises TooLarge, and BadAnswer if it cannot be unpacked."""
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
        """Return everything. Raises BadAnswer if packed data is incomplete."""
        if self._unpacker is not None and not self._unpacker.eof and self._taken:
            raise self._damaged()
        return self.data

    def _unpack(self, piece: bytes) -> None:
        if self._unpacker is None:
            # "deflate" means zlib's format by the standard, but often raw data; the first byte tells which.
            self._unpacker = zlib.decompressobj(_ZLIB if piece[:1] and piece[0] & 0x0F == 8 else _RAW)
        while piece:
            if self._unpacker.eof:
                # Either another member or padding of some servers; two bytes tell which. More padding is not kept: to
                # put 20 MiB together from small pieces takes a minute.
                if self._deflate or len(self._behind) >= 2:
                    return
                self._behind += piece
                if not self._behind.startswith(b"\x1f\x8b"):
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

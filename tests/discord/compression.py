"""The gateway's transport compression: one stream per connection, flushed at the end of each message."""

from __future__ import annotations

import zlib
from typing import Protocol

import zstandard


class Compressor(Protocol):
    """Turns one message into the bytes of one WebSocket frame."""

    def __call__(self, text: str) -> bytes:
        """Return the frame."""


def compressor(name: str | None) -> Compressor | None:
    """Return the compressor that a client requested with `compress=`; None if it requested none. Raises KeyError."""
    return None if name is None else {"zlib-stream": _zlib, "zstd-stream": _zstd}[name]()


def _zlib() -> Compressor:
    stream = zlib.compressobj()
    return lambda text: stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd() -> Compressor:
    stream = zstandard.ZstdCompressor().compressobj()
    return lambda text: stream.compress(text.encode()) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

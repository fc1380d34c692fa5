"""Bytes of a page -> UTF-8 with a byte order mark, by its own mark, its declarations, or its looks. Blocks."""

from __future__ import annotations

import codecs

from index.extract.charset import MARKS, codec, guessed, said_inside

_FEW = 1_000
"""One in this many characters may be undecodable in a declared charset."""


def as_utf8(data: bytes, declared: str | None) -> bytes:
    """Return a text as UTF-8 with a byte order mark, or unchanged if its charset cannot be found.

    `declared`: the charset of the Content-Type. Bytes that are valid UTF-8 are taken for UTF-8 whatever is declared:
    text in another charset practically never is.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :].decode(name, "replace"))
    if not data.isascii():
        try:
            return _marked(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    for label in (declared, *said_inside(data)):
        text = _decoded(data, codec(label))
        if text is not None:
            return _marked(text)
    if data.isascii():
        return _marked(data.decode("ascii"))
    text = _decoded(data, guessed(data))
    return data if text is None else _marked(text)


def _decoded(data: bytes, name: str | None) -> str | None:
    """Return the text decoded with a codec, or None without a codec, or if it does not fit."""
    if name is None:
        return None
    text = data.decode(name, "replace")
    # Windows-1252 and the like have a few unassigned bytes; a text full of these is in another charset.
    return text if text.count("\ufffd") * _FEW <= len(text) else None


def _marked(text: str) -> bytes:
    """Return UTF-8 with a byte order mark, which overrides what the page declares."""
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")

"""Bytes of a page -> UTF-8 with a mark: by its mark, by what is said of it, by what it looks like. Blocks."""

from __future__ import annotations

import codecs

from index.extract.charset import MARKS, codec, guessed, said_inside

_FEW = 1_000
"""One byte in so many may be wrong in a text that says what it is written in."""


def as_utf8(data: bytes, declared: str | None) -> bytes:
    """Return a text in UTF-8 with its mark, or unchanged when nobody can tell what it is written in.

    `declared`: the charset of the Content-Type. Letters that are valid UTF-8 are UTF-8, whatever is said of them:
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
    """Return the text by a codec, or None without one, or where it does not fit."""
    if name is None:
        return None
    text = data.decode(name, "replace")
    # The two holes of windows-1252 and the like are single letters; a text full of them is in another charset.
    return text if text.count("\ufffd") * _FEW <= len(text) else None


def _marked(text: str) -> bytes:
    """Return UTF-8 with a mark, so that what the page says of its charset does not count any more."""
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")

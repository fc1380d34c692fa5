"""Bytes of a page -> UTF-8 with a byte order mark, whatever their charset. Blocks."""

from __future__ import annotations

import codecs

from index.extract.charset import charset_of


def as_utf8(data: bytes, declared: str | None) -> bytes:
    """Return a text as UTF-8 with a byte order mark, which overrides what the page declares.

    `declared` is the charset of the Content-Type. If no charset fits, the text is unchanged.
    """
    name = charset_of(data, declared)
    return data if name is None else codecs.BOM_UTF8 + data.decode(name, "replace").encode("utf-8", "replace")

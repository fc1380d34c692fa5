"""Bytes of a page -> UTF-8 with a mark: by its mark, by what it says, by what it looks like. Blocks."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_META = re.compile(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_META_BYTES = 4_096

_GUESS_BYTES = 256 * 1024

_MEANT = {
    # What the web standard takes these names for: in each case the charset that holds the named one.
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_KNOWN = frozenset(_MEANT.values()) | {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso2022_jp", "euc_jp", "big5", "big5hkscs", "koi8-r", "koi8-u",
    "mac-roman", "mac-cyrillic", "cp866", *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}  # fmt: skip
"""The charsets of the web. Python knows codecs beside them that are no charsets, such as rot13 and utf-7."""

_FEW = 1_000
"""One byte in so many may be wrong in a text that says what it is written in."""


def as_utf8(data: bytes, declared: str | None) -> bytes:
    """Return a text in UTF-8 with its mark, or unchanged when nobody can tell what it is written in.

    `declared`: the charset of the Content-Type. Letters that are valid UTF-8 are UTF-8, whatever is said of them:
    text in another charset practically never is.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _marked(data.decode(name, "replace").removeprefix("\ufeff"))
    if not data.isascii():
        try:
            return _marked(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    for label in (declared, *_inside(data)):
        text = _decoded(data, label)
        if text is not None:
            return _marked(text)
    if data.isascii():
        return _marked(data.decode("ascii"))
    return _guessed(data)


def _inside(data: bytes) -> list[str]:
    """Return what the page itself says. A meta in UTF-16 would not be found: it is no UTF-16."""
    head = data[:_META_BYTES]
    found = [match[1].decode("ascii") for match in (_XML.match(head), _META.search(head)) if match is not None]
    return [label for label in found if not label.lower().startswith("utf-16")]


def _decoded(data: bytes, label: str | None) -> str | None:
    """Return the text in a charset by its name, or None when it is unknown or does not fit."""
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    if name not in _KNOWN:
        return None
    text = data.decode(name, "replace")
    # The two holes of windows-1252 and the like are single letters; a text full of them is in another charset.
    return text if text.count("\ufffd") * _FEW <= len(text) else None


def _guessed(data: bytes) -> bytes:
    found = from_bytes(data[:_GUESS_BYTES]).best()
    text = None if found is None else _decoded(data, found.encoding)
    return data if text is None else _marked(text)


def _marked(text: str) -> bytes:
    """Return UTF-8 with a mark, so that what the page says of its charset does not count any more."""
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")

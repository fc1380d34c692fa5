"""Bytes of a page to text, whatever their character set. Most pages name it, some wrongly."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""Byte order marks, and codecs that take them off."""

_META = re.compile(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_META_BYTES = 4_096
"""How many bytes are searched for a page's character set; browsers search 1,024."""

_GUESS_BYTES = 256 * 1024
_FEW = 1_000
"""One in this many characters may be undecodable: in most charsets a few bytes mean nothing, but a text full of them is
in another one."""

_MEANT = {
    # What the web standard takes these names for: in each case the charset that holds the named one.
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_KNOWN = frozenset(_MEANT.values()) | {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso2022_jp", "euc_jp", "big5", "big5hkscs", "koi8-r", "koi8-u",
    "mac-roman", "mac-cyrillic", "cp866", *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    "cp437", "cp850", "cp852", "iso2022_kr",  # of old mails
}  # fmt: skip
"""The charsets of the web. Python also has codecs that are not charsets of the web, such as rot13 and utf-7."""


def codec(label: str | None) -> str | None:
    """Return Python's codec for the name of a character set; None without a name or for an unknown one."""
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if name in _KNOWN else None


def charset_of(data: bytes, declared: str | None = None) -> str | None:
    """Return a text's codec: by its byte order mark, as UTF-8, as it is declared, or as it looks; None if none fits.

    `declared` is the charset in the header above it, which comes before those that a page names itself. Text in another
    charset practically never is UTF-8, and pages that were saved as UTF-8 under an old tag are common.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if _is_utf8(data):
        return "utf-8"
    head = data[:_META_BYTES]
    said = [match[1].decode("ascii") for match in (_XML.match(head), _META.search(head)) if match is not None]
    # a page of one-byte letters that says UTF-16 was saved in something else
    labels = (declared, *(label for label in said if not label.lower().startswith("utf-16")))
    if (meant := next((name for name in map(codec, labels) if name and _fits(data, name)), None)) is not None:
        return meant
    if data.isascii():
        return "ascii"
    best = from_bytes(data[:_GUESS_BYTES]).best()
    guess = None if best is None else codec(best.encoding)
    return guess if guess and _fits(data, guess) else None


def decoded_page(data: bytes, declared: str | None = None) -> str:
    """Return a page's text. Bytes that do not fit its charset become U+FFFD."""
    return data.decode(charset_of(data, declared) or "cp1252", "replace")


def _is_utf8(data: bytes) -> bool:
    """Tell whether a text has letters beyond ASCII in UTF-8, more than a few bytes broken or cut off beside them."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") < len(data) - len(text)  # each such letter takes more than one byte


def _fits(data: bytes, name: str) -> bool:
    """Tell whether a codec decodes nearly all of a text: a page with one broken byte is still a page."""
    text = data.decode(name, "replace")
    return text.count("\ufffd") * _FEW <= len(text)

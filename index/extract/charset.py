"""Bytes of a page to text, whatever their character set. Most pages name it, some wrongly.

The only table of character sets; data from the web uses it as well.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""Byte order marks, and the codec for what follows them."""

_META = re.compile(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_META_BYTES = 4_096
"""How many bytes are searched for a page's character set; browsers search 1,024."""

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


def said_inside(data: bytes) -> list[str]:
    """Return the character sets that a page names. UTF-16 does not count in a page of one-byte letters."""
    head = data[:_META_BYTES]
    found = [match[1].decode("ascii") for match in (_XML.match(head), _META.search(head)) if match is not None]
    return [label for label in found if not label.lower().startswith("utf-16")]


def guessed(data: bytes) -> str | None:
    """Return the codec that the beginning of a text suggests, or None."""
    found = from_bytes(data[:_GUESS_BYTES]).best()
    return None if found is None else codec(found.encoding)


def decoded_page(data: bytes, declared: str | None = None) -> str:
    """Return a page's text: by its byte order mark, as UTF-8, as it is declared, or as it looks.

    `declared` is the character set in the HTTP header. Bytes that do not fit become U+FFFD:
    a page with one broken byte is still a page.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    said = [found for label in (declared, *said_inside(data)) if (found := codec(label)) is not None]
    # UTF-8 first: bytes that are UTF-8 by accident do not happen, pages that were saved as UTF-8 under an old tag do.
    for name in ("utf-8", *said):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    # A few broken bytes in a page that says what it is: better than a guess about all of it.
    return data.decode(said[0] if said else guessed(data) or "cp1252", "replace")

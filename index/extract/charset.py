"""Bytes of a page to text, whatever their character set: most pages say it, some of them wrongly."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096
"""Bytes in which a page says its character set: browsers look at 1,024."""

_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
          "euc_kr": "cp949", "iso8859-9": "cp1254"}  # fmt: skip
"""As the WHATWG's Encoding Standard takes these names, since their pages use the larger sets."""


def decoded_page(data: bytes, declared: str | None = None) -> str:
    """Return a page's text: by its byte order mark, as UTF-8, as it is declared, or as it looks.

    `declared` is the character set that came beside the page, in a header. Bytes that fit nowhere become U+FFFD:
    a page with one broken byte is still a page.
    """
    for mark, codec_name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec_name, "replace")
    inside = _DECLARED.search(data[:_HEAD])
    said = [declared, inside[1].decode("ascii") if inside else None]
    # UTF-8 first: bytes that are UTF-8 by accident do not happen, pages that were saved as UTF-8 under an old tag do.
    for name in ("utf-8", *said):
        if name and (sure := _codec(name)):
            try:
                return data.decode(sure)
            except UnicodeDecodeError:
                continue
    # A few broken bytes in a page that says what it is: better than a guess about all of it.
    codec: str | None = next((found for name in said if name and (found := _codec(name))), None)
    if codec is None:
        guess = from_bytes(data[: 256 * 1024]).best()
        codec = (_codec(guess.encoding) if guess is not None else None) or "cp1252"
    return data.decode(codec, "replace")


def _codec(name: str) -> str | None:
    """Return Python's codec for a character set, None when it has none for text."""
    try:
        found = codecs.lookup(name).name
        "a".encode(found)  # "hex" and "zip" are codecs, too
    except (LookupError, ValueError):
        return None
    return _MEANT.get(found, found)

"""The fonts of a Rich Text file: what characters its bytes are."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from mammoth.docx.dingbats import dingbats

_CHARSETS = {
    0: 1252, 77: 10_000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
    178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
"""The code page of each number of `fcharset`."""

_MEANT = {"cp936": "gb18030", "cp10000": "mac-roman"}
_SIGN_FONTS = frozenset(font for font, _ in dingbats)
"""Fonts whose letters are other signs: "m" in Symbol is a mu."""

_IN_UNICODE = range(0xF000, 0xF100)
"""Where Word puts the letters of such fonts."""


@dataclass(slots=True)
class Font:
    """A font by its name, and the codec of its bytes, None if it does not say."""

    codec: str | None = None
    name: str = ""

    def set_charset(self, number: int) -> None:
        """Set the codec by the number of a charset (`fcharset`)."""
        self.codec = codec_of(_CHARSETS[number]) if number in _CHARSETS else None

    def decoded(self, data: bytes | bytearray, usual: str) -> str:
        """Return the characters of bytes; `usual` is the codec of the document."""
        if self.name in _SIGN_FONTS:
            return "".join(_sign(self.name, each) for each in data)
        return data.decode(self.codec or usual, "replace")

    def character(self, number: int) -> str:
        """Return the character that is shown for one of Unicode."""
        if number not in _IN_UNICODE:
            return chr(number)
        return _sign(self.name if self.name in _SIGN_FONTS else "Symbol", number - _IN_UNICODE.start)


def _sign(font: str, letter: int) -> str:
    sign = dingbats.get((font, letter))
    return "" if sign is None else chr(sign)


def codec_of(code_page: int) -> str | None:
    """Return Python's codec for a code page of Windows, None if there is none."""
    name = f"cp{code_page}"
    try:
        return codecs.lookup(_MEANT.get(name, name)).name
    except LookupError:
        return None

"""The text of an article as it is stored: decoded, normalised, storable, and not too long."""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from datetime import date
from functools import cache
from itertools import islice

from index.errors import NotText, TooLarge

MAX_BYTES = 20 * 2**20
"""The most bytes of a file that holds one article."""

MAX_PIECES = 500_000
"""The most word pieces of one article's text, roughly: a book of a thousand pages, a minute of embedding on two cores.
Others wait meanwhile."""

WHAT_IS_READ = "add text, Markdown, a table, a corpus, a web page, PDF, an office document, mail or EPUB"
"""What to do with what is not text."""

_PIECE = re.compile(r"[A-Za-z0-9\u00c0-\u024f]{1,7}|\S")
"""About one word piece: a tokenizer of English words takes letters of other scripts one by one."""
_CONTROLS = "".join(map(chr, [*range(1, 9), *range(14, 27), *range(28, 32), 127]))
_ODD: dict[int, str] = {0xA0: " ", **dict.fromkeys(range(0x2000, 0x200B), " "), 0x202F: " ", 0x205F: " "}
_ODD |= {0xAD: "", 0xFEFF: ""}
MOST_MARKS = 30
"""The most accents in a row; real words have four at most."""
_NO_LATIN = re.compile(f"[\u0300-\U0010ffff]{{{MOST_MARKS + 1},}}")
"""Where so many may be: Unicode's first accent is U+0300. Looking for accents alone takes over ten times as long."""

_MOST_SHOWN = 40
"""The most characters that are shown of an unreadable date."""


def decoded(data: bytes, source: str) -> str:
    """Decode UTF-8, or UTF-16 if a byte order mark says so. The mark is dropped.

    Raises NotText, with the offset of the first byte that does not fit.
    """
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark
        offset = error.start + (0 if utf16 else 3 * data.startswith(codecs.BOM_UTF8))
        raise NotText(
            f"{source} is not {'UTF-16' if utf16 else 'UTF-8'} text: the byte at offset {offset} does not fit",
            "save it as UTF-8 (editors and spreadsheets offer that under Save As), or convert it: "
            "iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
        ) from error
    controls = sum(text.count(control) for control in _CONTROLS)
    if "\x00" in text or (controls > 4 and controls * 100 > len(text)):
        raise NotText(f"{source} is not text: it holds binary data", WHAT_IS_READ)
    return text


def normalised(text: str) -> str:
    r"""Return `text` in NFC with ``\n`` for every line break, once and for good: all offsets count in the result.

    Spaces of odd widths become plain ones; soft hyphens and byte order marks are removed: nobody types them in a
    question. Of a run of accents, those over `MOST_MARKS` are removed: ordering them takes quadratic time, and no
    script needs more
    (Unicode's Stream-Safe Text Format, UAX 15, draws the same line).
    """
    if _NO_LATIN.search(text):
        text = _too_many_marks().sub(lambda run: run[0][:MOST_MARKS], text)
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_ODD)


@cache  # finding all accents of Unicode takes longer than `ask` has
def _too_many_marks() -> re.Pattern[str]:
    marks = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(char))
    return re.compile(f"[{marks}]{{{MOST_MARKS + 1},}}")


def has_words(text: str) -> bool:
    """Tell whether anything but white space and invisible characters is in `text`."""
    return any(not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc") for char in text)


def check_length(text: str, source: str) -> None:
    """Raise TooLarge for a text of over `MAX_PIECES`."""
    if is_too_long(text):
        raise TooLarge(
            f"{source} is too long for one article: it has over {MAX_PIECES:,} word pieces (375,000 words of English)",
            "split it into several articles, for example by chapter",
        )


def is_too_long(text: str) -> bool:
    """Tell whether a text has over `MAX_PIECES`."""
    return len(text) > MAX_PIECES and next(islice(_PIECE.finditer(text), MAX_PIECES, None), None) is not None


def without_surrogates(text: str) -> str:
    """Return `text` in a form that can be stored: a file name that is not UTF-8 arrives with lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


def unread_date(value: object, day: date | None, where: str) -> str | None:
    """Return a given date that could not be read (`day` is None), and where it stands; None if nothing was given."""
    words = "" if value is None or day is not None else str(value).strip()
    return without_surrogates(f'"{words[:_MOST_SHOWN]}" in {where}') if words else None

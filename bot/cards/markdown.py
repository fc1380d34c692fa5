"""Text of articles for Discord: it pings nobody, formats nothing, and stays within the limits.

Discord's markdown is not CommonMark. This module relies on four facts. A backslash makes the next character literal.
The text of a masked link ignores backslashes, so it may contain no brackets. An address becomes a link unless
something stands between its colon and its slashes. Pings are searched in the raw text, where only a character in
between helps. Apart from backslashes, invisible characters and piles of accents, the text is unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote as percent_encoded

from bot.cards.excerpt import ELLIPSIS, excerpt, fits, shortened, units
from index.article import Span
from index.text.line_marks import ITEM_MARK
from index.text.paragraphs import SHORTEST_WRAPPED
from index.text.rows import is_row

JOINER = "\u2060"
"""The word joiner: it is invisible and prevents a line break."""

_LINE_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and overrides of the direction of all that follows. Direction marks (U+200E, U+200F) stay."""

_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED = re.compile(f"({_ACCENT}{{4}}){_ACCENT}+")
"""More accents on one letter than any language has: piled up, they hide the lines above and below."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SIGN = re.compile(
    r"[\\*_~|`\[\]<>]"
    r"|:(?!\s)"  # addresses and :emoji:
    r"|(?<=discord)\.(?=gg/)",  # an invitation works without https://, too
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^([^\S\n]*)(?:(\d+)(?=[.)])|(?=[#+-]))", re.MULTILINE)
_PING = re.compile("@(?=everyone|here)", re.IGNORECASE)
_NOTHING = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\ufeff]*"
)
_NOT_IN_LINK = re.compile(r"[\s\x00-\x20\x7f-\x9f()<>\\\"`|\[\]^{}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_ROUND = str.maketrans("[]", "()")

_TITLE = 100
"""Units of a title in a sentence."""


def cleaned(text: str) -> str:
    r"""Return a text without control characters, overrides of direction and piles of accents; every break is ``\n``.

    This is enough where Discord reads no markdown: in footers and on buttons.
    """
    return _SURROGATE.sub("\ufffd", _PILED.sub(r"\1", _UNSEEN.sub("", _LINE_BREAK.sub("\n", text))))


def one_line(text: str) -> str:
    """Return a text cleaned and on one line, with every run of white space as one blank."""
    return " ".join(cleaned(text).split())


def escaped(text: str) -> str:
    """Return text that Discord shows literally, anywhere in a message or embed."""
    text = _LINE_START.sub(r"\1\2\\", _SIGN.sub(r"\\\g<0>", cleaned(text)))
    text = text.replace("](", f"]{JOINER}(")  # otherwise it could end the text of an earlier link
    return _PING.sub("@" + JOINER, text)


def fitted(text: str, limit: int) -> str:
    """Return a text shortened and escaped to at most `limit` units (1 or more)."""
    room = limit
    while room > 0:
        found = escaped(shortened(text, room))
        if fits(found, limit):
            return found
        room = min(room - 1, room * limit // units(found))
    return ELLIPSIS


def bold(title: str, instead: str = "an article without a title") -> str:
    """Return a title for a sentence: in bold, on one line, shortened and escaped."""
    return f"**{fitted(one_line(title if not is_blank(title) else instead), _TITLE)}**"


def quoted(text: str, *highlights: Span, between: str = "") -> str:
    """Return a text as a block quote, with the highlights (offsets in `text`) in bold.

    `between` stands between paragraphs: at a blank line of the text, and after a long line. It does not stand between
    rows of a table, nor before an item of a list.
    """
    # The length stays the same, so that the offsets remain valid.
    text = _LINE_BREAK.sub(lambda found: "\n".rjust(len(found[0])), text)
    lines = [""]
    for piece, show in _pieces(text, highlights):
        first, *others = piece.split("\n")
        lines[-1] += show(first)
        lines += map(show, others)
    found = above = ""
    blank = False
    for line, words in zip(lines, text.split("\n"), strict=True):
        if shown := re.sub(r"[ \t]+", " ", line).strip():
            gap = between if found and _ends_paragraph(above, words.strip(), blank=blank) else ""
            found += ("\n" if found else "") + gap + f"> {shown}"
            above, blank = words.strip(), False
        else:
            blank = True
    return found or f"> {ELLIPSIS}"


def _ends_paragraph(above: str, below: str, *, blank: bool) -> bool:
    """Tell whether a paragraph ends between two lines; `blank`: whether a blank line separates them."""
    if is_row(above) and is_row(below):
        return False
    return blank or (len(above) >= SHORTEST_WRAPPED and not ITEM_MARK.match(below))


def quoted_within(text: str, keep: Span | None, limit: int, *highlights: Span, between: str = "") -> str:
    """Return `quoted` in at most `limit` units (3 or more), shortened around `keep`."""
    room = limit - 2
    while True:
        part = excerpt(text, keep, room)
        places = [place for each in highlights if (place := part.place(each)) is not None]
        found = quoted(part.text, *places, between=between)
        if fits(found, limit):
            return found
        room = min(room - 1, room * limit // units(found))


def _pieces(text: str, highlights: Sequence[Span]) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Yield pieces of the text with the function that formats each. Adjacent highlights are joined: `****` fails."""
    joined: list[Span] = []
    for each in sorted(highlights, key=lambda span: span.start):
        if joined and is_blank(text[joined[-1].end : each.start]):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, each.end))
        else:
            joined.append(each)
    done = 0
    for each in joined:
        yield text[done : each.start], escaped
        yield each.of(text), _in_bold
        done = each.end
    yield text[done:], escaped


def linked(text: str, url: str) -> str:
    """Return a masked link with a text that is not blank; its brackets become round ones, which cannot end the link."""
    words = escaped(one_line(text).translate(_ROUND)).replace("://", f":{JOINER}//")
    return f"[{words}]({_NOT_IN_LINK.sub(lambda found: percent_encoded(found[0], safe='', errors='replace'), url)})"


def is_blank(text: str) -> bool:
    """Tell whether a text shows nothing."""
    return _NOTHING.fullmatch(cleaned(text)) is not None


def _in_bold(text: str) -> str:
    # Discord shows asterisks for bold text that is empty, or begins or ends with a blank.
    text = cleaned(text)
    words = text.strip()
    return escaped(text) if is_blank(words) else text.replace(words, f"**{escaped(words)}**")

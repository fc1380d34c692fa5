r"""A Rich Text file to an article (Microsoft's Rich Text Format Specification 1.9.1).

A file is groups in braces, control words (``\par``), bytes (``\'e9``) and words. A group inherits what was set around
it; its first control word may say that its words are no part of the text.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.article import Article
from index.errors import ExtractError
from index.extract.html_tree import parsed_html
from index.extract.naming import article_of
from index.extract.office import known_properties
from index.extract.rtf_blocks import Blocks, Row
from index.extract.rtf_fonts import Font, codec_of
from index.extract.rtf_groups import (
    BOX,
    FORMATS,
    IN_TEXT,
    LOWEST_HEADING,
    NESTED_ROW,
    NO_TEXT,
    NOTE,
    PICTURE,
    PLACES,
    Group,
)
from index.extract.tree_text import text_of

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]+)(?P<number>-?\d+)? ?|\\'(?P<byte>[\dA-Fa-f]{2})|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])"
    rb"|(?P<words>[^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)
_MOST_GROUPS = 1_000
"""The most groups inside one another; programs write some ten."""

_DIGITS = 9
"""The most digits of a number that are read."""

_SIGNS = {
    "bullet": "•", "emdash": "—", "emspace": "\u2003", "endash": "–", "enspace": "\u2002", "ldblquote": "“",
    "lquote": "‘", "ltrmark": "\u200e", "qmspace": "\u2005", "rdblquote": "”", "rquote": "’", "rtlmark": "\u200f",
    "tab": "\t", "zwj": "\u200d", "zwnj": "\u200c", "~": "\xa0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_PARAGRAPH_ENDS = frozenset(("\n", "\r", "column", "page", "par", "sect"))
_LAYOUT = _PARAGRAPH_ENDS | {
    "cell", "cellx", "clmrg", "clvmrg", "lbr", "line", "nestcell", "nestrow", "row", "trhdr", "trowd",
}  # fmt: skip
_CODE_PAGES = {"mac": 10_000, "pc": 437, "pca": 850}
_DEFINITIONS = frozenset(("*", "ansicpg", "author", "cpg", "deff", "fcharset", "fldrslt", "s", "title", "u"))
_KNOWN = frozenset(word.encode() for word in {*PLACES, *_SIGNS, *FORMATS, *_LAYOUT, *_CODE_PAGES, *_DEFINITIONS})
"""All control words and signs that mean something here: a small part of those in most files."""

_HEADING = re.compile(r"\s*(?:heading|title|subtitle)\b", re.IGNORECASE)
"""The names of styles of headings. Other languages have levels of an outline."""
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX)\b")


def article_from_rtf(data: bytes, source: str) -> Article:
    """Return a Rich Text file as an article. Its title comes from its properties, else its first heading or line.

    Page headers and footers, comments, pictures, tables of contents, hidden, deleted and struck-out words are left out.
    Raises ExtractError if it is cut off, or has over `_MOST_GROUPS` inside one another.
    """
    reader = _Reader(source)
    reader.read(data[max(0, data.find(b"{\\rtf")) :])
    text, heading = text_of(parsed_html(reader.html()), by_looks=True)
    title, author = known_properties(reader.said("title"), reader.said("author"))
    return article_of(text, source, title=title or heading, author=author)


def _tokens(data: bytes) -> Iterator[tuple[str, bytes, int | None]]:
    """Yield words, braces, and control words with their numbers; pictures in bytes are skipped."""
    at = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        kind = match.lastgroup
        if kind in ("word", "number"):
            number = int(match["number"][: _DIGITS + 1]) if kind == "number" else None
            if match["word"] == b"bin":
                at += max(0, number or 0)
            else:
                yield "word", match["word"], number
        elif kind == "byte":
            yield "words", bytes.fromhex(match["byte"].decode()), None
        elif kind is not None:
            yield kind, match[kind], None


@dataclass(slots=True)
class _Reader:
    source: str
    group: Group = field(default_factory=Group)
    around: list[Group] = field(default_factory=list)
    blocks: list[Blocks] = field(default_factory=lambda: [Blocks()])
    """The text, and the notes and boxes that are open in it."""
    notes: list[str] = field(default_factory=list)
    rows: dict[bool, Row] = field(default_factory=lambda: {False: Row(), True: Row()})
    """The row of the outer table, and of one in it (True)."""
    taken: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Words of places outside the text."""
    fonts: defaultdict[int, Font] = field(default_factory=lambda: defaultdict(Font))
    usual_font: int = 0
    codec: str = "cp1252"
    headings: set[int] = field(default_factory=set)
    """Styles, by their number."""
    style: int = 0
    """That is being defined."""
    undecoded: bytearray = field(default_factory=bytearray)
    """A character may take two bytes."""
    to_skip: int = 0
    half: int = 0
    """The first half of a character of two (a surrogate pair)."""
    starred: bool = False
    """The next control word may be unknown; then its group has no words."""

    def html(self) -> str:
        """Return the text as HTML, its notes at the end."""
        notes = "".join(f"<li>{note}</li>" for note in self.notes)
        return f"{self.blocks[0].html()}<ol>{notes}</ol>"

    def said(self, key: str) -> str:
        """Return what the file says of itself."""
        return "".join(self.taken[key])

    def read(self, data: bytes) -> None:
        """Read a file up to the end of its outermost group."""
        for kind, token, number in _tokens(data):
            if kind == "words":
                self._take(token)
            elif kind == "brace":
                self._decode()
                self.to_skip, self.starred = 0, False
                if token == b"{":
                    self._open()
                elif self.around:
                    self._close()
                if not self.around:
                    return
            elif token in _KNOWN or self.starred:
                self._decode()
                self._obey(token.decode("latin-1"), number)
            else:
                self.to_skip = 0
        raise ExtractError(f"{self.source} is cut off: its last group has no end", "save or fetch it again")

    def _open(self) -> None:
        if len(self.around) == _MOST_GROUPS:
            raise ExtractError(f"{self.source} has over {_MOST_GROUPS:,} groups in one another", "save it as text")
        self.around.append(self.group)
        self.group = self.group.inner()

    def _close(self) -> None:
        inner, self.group = self.group, self.around.pop()
        if inner.place == "stylesheet":
            if _HEADING.match(self._put_away("stylesheet")):
                self.headings.add(self.style)
            self.style = 0
        elif inner.begins == "mark":
            self.blocks[-1].mark = self._put_away("mark").strip()
        elif inner.begins == "fldinst":
            self.group.is_contents = _CONTENTS.match(self._put_away("fldinst")) is not None
        elif inner.begins == PICTURE:
            self.group.place = NO_TEXT  # a sign stands in its place
        elif inner.begins == NOTE:
            self.notes.append(self.blocks.pop().html())
        elif inner.begins == BOX:
            made = self.blocks.pop().html()
            self.blocks[-1].put(made, self.group.depth)

    def _put_away(self, place: str) -> str:
        return "".join(self.taken.pop(place, ()))

    def _take(self, data: bytes) -> None:
        if self.group.place != NO_TEXT:
            skipped = min(self.to_skip, len(data))
            self.to_skip -= skipped
            self.undecoded += data[skipped:]

    def _decode(self) -> None:
        if self.undecoded:
            self._write(self._font().decoded(self.undecoded, self.codec))
            self.undecoded.clear()

    def _font(self) -> Font:
        return self.fonts.get(self.usual_font if self.group.font is None else self.group.font, Font())

    def _write(self, words: str) -> None:
        group = self.group
        if group.place in IN_TEXT:
            if not group.unseen:
                self.blocks[-1].write(words, bold=group.bold, raised=group.raised)
        elif group.place == "fonttbl":
            self.fonts[group.font or 0].name += words.partition(";")[0].strip()
        elif group.place != NO_TEXT:
            self.taken[group.place].append(words)

    def _obey(self, word: str, number: int | None) -> None:
        """Do what a control word or sign says."""
        starred, self.starred = self.starred, word == "*"
        if self.to_skip and word in _SIGNS:
            self.to_skip -= 1
            return
        self.to_skip = 0
        group = self.group
        if group.place == NO_TEXT:
            return
        if group.place == "info" and word in ("author", "title"):
            group.place = word
        elif starred or word in PLACES:
            self._enter(PLACES.get(word, NO_TEXT))
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word == "u":
            self._write_unicode(number or 0)
            self.to_skip = group.instead
        elif group.place == "fonttbl":
            self._define_font(word, number or 0)
        elif group.place == "stylesheet":
            self._define_style(word, number or 0)
        elif word in FORMATS:
            group.set_format(word, number)
        elif word == "s":
            group.is_heading = number in self.headings
        elif word in _LAYOUT:
            if group.place in IN_TEXT or group.place == NESTED_ROW:
                self._lay_out(word, number or 0)
        elif word == "fldrslt" and group.is_contents:
            group.place = NO_TEXT
        elif word == "deff":
            self.usual_font = number or 0
        elif word in _CODE_PAGES or word == "ansicpg":
            self.codec = codec_of(_CODE_PAGES.get(word, number or 0)) or self.codec

    def _enter(self, place: str) -> None:
        group = self.group
        group.place = group.begins = place
        if place in (NOTE, BOX):
            self.blocks.append(Blocks())
            group.is_heading, group.raised, group.level, group.depth = False, False, 0, 0

    def _write_unicode(self, number: int) -> None:
        number = number % 0x10000 if number < 0 else number  # most programs write 16 bits with a sign
        half, self.half = self.half, 0
        if 0xD800 <= number < 0xDC00:
            self.half = number
        elif 0xDC00 <= number < 0xE000:
            if half:
                self._write(chr(0x10000 + (half - 0xD800) * 0x400 + number - 0xDC00))
        elif number <= sys.maxunicode:
            self._write(self._font().character(number))

    def _define_font(self, word: str, number: int) -> None:
        font = self.fonts[self.group.font or 0]
        if word == "f":
            self.group.font = number
        elif word == "fcharset":
            font.set_charset(number)
        elif word == "cpg":
            font.codec = codec_of(number)

    def _define_style(self, word: str, number: int) -> None:
        if word == "s":
            self.style = number
        elif word == "outlinelevel" and number <= LOWEST_HEADING:
            self.headings.add(self.style)

    def _lay_out(self, word: str, number: int) -> None:
        group, blocks = self.group, self.blocks[-1]
        is_nested = group.place == NESTED_ROW
        row = self.rows[is_nested]
        if word in _PARAGRAPH_ENDS:
            blocks.end_paragraph(is_heading=group.is_heading, level=group.level, depth=group.depth)
        elif word in ("lbr", "line"):
            blocks.break_line()
        elif word in ("cell", "nestcell"):
            blocks.end_cell(1 if word == "cell" else max(2, group.depth))
        elif word in ("nestrow", "row"):
            blocks.end_row(1 if word == "row" else max(2, group.depth), row)
        elif word == "trowd":
            self.rows[is_nested] = Row()
        elif word == "cellx":
            row.edges.append(number)
        elif word in ("clmrg", "clvmrg"):
            row.joined.add((len(row.edges), word))
        elif word == "trhdr":
            row.is_head = True

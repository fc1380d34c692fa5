"""A tree of HTML elements, or of trafilatura's, to text: paragraphs a blank line apart, items and rows on lines.

The tree is walked once, without recursion, so deep nesting does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from index.extract.column_names import in_one_line
from index.extract.html_tree import prepare
from index.extract.words import normalised, without_surrogates
from index.text.rows import LONGEST_ROW, is_labelled, written

_NO_WORDS = (
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "select", "button", "input", "textarea", "title", "annotation", "annotation-xml",
)  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
))  # fmt: skip
_SAME = {"item": "li", "list": "ul", "row": "tr", "cell": "td", "head": "h2", "quote": "blockquote", "lb": "br"}
"""trafilatura's names for some elements, with the HTML names."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LETTERS = re.compile(r"(?:[a-z]{1,9}|[A-Z]{1,9})\.")
_BREAK = "\x1e"
"""Stands for a line break until white space is normalised. No tree holds it, since it is not a character of XML."""

_LONGEST_CELL = 300
"""A table with a cell of more characters is for layout, and its cells are paragraphs."""


def text_of(root: etree._Element, *, by_looks: bool = False) -> tuple[str, str]:
    """Return the words of an HTML tree, and its first heading ("" without one), normalised. The tree is changed.

    `by_looks`: tables may have a header that only looks like one, as in office documents.
    """
    prepare(root, by_looks=by_looks)
    return text_of_prepared(root)


def text_of_prepared(root: etree._Element) -> tuple[str, str]:
    """Return the same of a tree that was prepared before, and perhaps extracted from since."""
    etree.strip_elements(root, *_NO_WORDS, with_tail=False)
    writer = _Writer()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            writer.open(_name(element), element)
            writer.words.append(element.text or "")
        else:
            if event == "end":
                writer.close(_name(element))
            if element is not root:
                writer.words.append(element.tail or "")
    writer.flush()
    text, heading = (normalised(without_surrogates(each)) for each in ("".join(writer.parts), writer.heading))
    return text.strip(), heading


def _name(element: etree._Element) -> str:
    name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    return _SAME.get(name, name)


@dataclass(slots=True)
class _Writer:
    """Collects words until something ends them, and writes them as paragraph, item or row.

    An item keeps its mark, so that it reads as an item and does not run into the next.
    """

    heading: str = ""
    words: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    row: list[str] | None = None
    verbatim: int = 0
    numbers: list[int | None] = field(default_factory=list)
    """Of each open list the next number, None for bullets."""
    mark: str = ""
    joined: bool = False
    """Something of the open list or table is there already."""

    def open(self, name: str, element: etree._Element) -> None:
        if name == "br":
            self.words.append(_BREAK)
        if name not in _BLOCKS:
            return
        if self.row is not None:
            self.words.append(_BREAK)
            return
        self.flush()
        if name in ("ul", "ol", "table"):
            self.joined = self.joined and bool(self.numbers)
        if name in ("ul", "ol"):
            self.mark = ""  # of an item around it, without words of its own
            self.numbers.append(1 if name == "ol" or element.get("rend") == "ol" else None)
        elif name == "li" and self.numbers:
            self._open_item(element.get("rend") or "")
        elif name == "pre":
            self.verbatim += 1
        elif name == "tr" and _holds_data(element):
            self.row = []

    def _open_item(self, own: str) -> None:
        number = self.numbers[-1]
        if number is None:
            self.mark = "- "
            return
        if own.removeprefix("-").isdecimal():
            number = int(own)
        self.mark = f"{own} " if _LETTERS.fullmatch(own) else f"{number}. "
        self.numbers[-1] = number + 1

    def close(self, name: str) -> None:
        if self.row is not None:
            if name in ("td", "th"):
                self.row.append(in_one_line(" ".join("".join(self.words).split("\n")).replace(_BREAK, "\n")))
                self.words.clear()
            elif name == "tr":
                lines = written([cell for cell in self.row if cell])
                self.row = None
                for line in lines:
                    self._put(line, row=True)
                self.words.clear()
            elif name in _BLOCKS:
                self.words.append(_BREAK)
            return
        if name not in _BLOCKS:
            return
        text = self.flush()
        if name in _HEADINGS:
            self.heading = self.heading or " ".join(text.split())
        elif name in ("ul", "ol") and self.numbers:
            self.numbers.pop()
        elif name == "li":
            self.mark = ""  # of an empty one
        elif name == "pre":
            self.verbatim = max(0, self.verbatim - 1)

    def flush(self) -> str:
        """Write the words so far as a paragraph or an item, and return them."""
        raw = "".join(self.words)
        self.words.clear()
        if self.verbatim:
            text = "\n".join(line.rstrip() for line in raw.replace(_BREAK, "\n").split("\n")).strip("\n")
        else:
            text = "\n".join(" ".join(line.split()) for line in raw.split(_BREAK)).strip()
        if text:
            self._put(text)
        return text

    def _put(self, text: str, *, row: bool = False) -> None:
        in_list = bool(self.numbers)
        if self.parts:
            self.parts.append("\n" if self.joined and (row or in_list) else "\n\n")
        if in_list:
            indent = "  " * (len(self.numbers) - 1)
            text = indent + (self.mark or "  ") + text.replace("\n", f"\n{indent}  ")
            self.mark = ""
        self.parts.append(text)
        self.joined = row or in_list


def _holds_data(row: etree._Element) -> bool:
    """Tell whether a row holds values, and does not only lay out parts of the page."""
    if row.find(".//{*}table") is not None or row.find(".//{*}tr") is not None:
        return False
    words = ["".join(cell.itertext()).strip() for cell in row if isinstance(cell.tag, str)]
    # with names of columns it is a table of values for sure
    longest = LONGEST_ROW if len(words) > 1 and all(map(is_labelled, words[1:])) else _LONGEST_CELL
    return all(len(cell) <= longest for cell in words)

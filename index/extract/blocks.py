"""A tree of HTML elements, or of trafilatura's, to text: paragraphs a blank line apart, items and rows on lines.

The tree is walked once, without recursion, so deep nesting does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from index.extract.numbers import number_items, number_of
from index.extract.outline import Outline
from index.extract.raised import raise_figures
from index.extract.tables import in_one_line
from index.text.rows import LONGEST_ROW, is_labelled, written

_NO_WORDS = (
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "select", "button", "input", "textarea", "title",
)  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
))  # fmt: skip
_SAME = {"item": "li", "list": "ul", "row": "tr", "cell": "td", "head": "h2", "quote": "blockquote", "lb": "br",
         "code": "pre"}  # fmt: skip
"""trafilatura's names for some elements, with the HTML names; `code` and `head` only apply in its trees."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BREAK = "\x1e"
"""Stands for a line break until white space is normalised. No tree holds it, since it is not a character of XML."""

_LONGEST_CELL = 300
"""A table with a cell of more characters is for layout, and its cells are paragraphs."""


@dataclass(slots=True)
class _Writer:
    """Collects words until something ends them, and writes them as paragraph, item or row."""

    heading: str = ""
    outline: Outline = field(default_factory=Outline)
    words: list[str] = field(default_factory=list)
    row: list[str] | None = None
    verbatim: int = 0

    def flush(self, *, row: bool = False) -> str:
        raw = "".join(self.words)
        self.words.clear()
        if self.verbatim:
            text = "\n".join(line.rstrip() for line in raw.replace(_BREAK, "\n").split("\n")).strip("\n")
        else:
            text = "\n".join(" ".join(line.split()) for line in raw.split(_BREAK)).strip()
        if text:
            self.outline.put(text, row=row)
        return text


def text_of(root: etree._Element, *, ours: bool = True) -> tuple[str, str]:
    """Return the words of a tree, and its first heading ("" without one). The tree is changed.

    `ours` is False for a tree of trafilatura's, whose elements have other names.
    """
    etree.strip_elements(root, *_NO_WORDS, with_tail=False)
    if ours:
        number_items(root)
        raise_figures(root)
    writer = _Writer()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            name = _name(element, ours=ours)
            _open(writer, name, element)
            writer.words.append(element.text or "")
        else:
            if event == "end":
                _close(writer, _name(element, ours=ours))
            if element is not root:
                writer.words.append(element.tail or "")
    writer.flush()
    return writer.outline.text, writer.heading


def _name(element: etree._Element, *, ours: bool) -> str:
    name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    if ours:
        return name
    if name == "code" and "\n" not in (element.text or ""):
        return name  # a word or two inside a sentence
    return _SAME.get(name, name)


def _open(writer: _Writer, name: str, element: etree._Element) -> None:
    if name == "br":
        writer.words.append(_BREAK)
    if name not in _BLOCKS:
        return
    if writer.row is not None:
        writer.words.append(_BREAK)
        return
    writer.flush()
    if name in ("ul", "ol"):
        numbered = name == "ol" or element.get("rend") == "ol"
        writer.outline.open_list(1 if numbered else None)
    elif name == "li":
        writer.outline.open_item(number_of(element))
    elif name == "pre":
        writer.verbatim += 1
    elif name == "table":
        writer.outline.open_table()
    elif name == "tr" and _holds_data(element):
        writer.row = []


def _close(writer: _Writer, name: str) -> None:
    if writer.row is not None:
        if name in ("td", "th"):
            writer.row.append(in_one_line(" ".join("".join(writer.words).split("\n")).replace(_BREAK, "\n")))
            writer.words.clear()
        elif name == "tr":
            lines = written([cell for cell in writer.row if cell])
            writer.row = None
            for line in lines:
                writer.words[:] = [line]
                writer.flush(row=True)
        elif name in _BLOCKS:
            writer.words.append(_BREAK)
        return
    if name not in _BLOCKS:
        return
    text = writer.flush()
    if name in _HEADINGS:
        writer.heading = writer.heading or " ".join(text.split())
    elif name in ("ul", "ol"):
        writer.outline.close_list()
    elif name == "pre":
        writer.verbatim = max(0, writer.verbatim - 1)


def _holds_data(row: etree._Element) -> bool:
    """Tell whether a row holds values, and does not only lay out parts of the page."""
    if row.find(".//{*}table") is not None or row.find(".//{*}tr") is not None:
        return False
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    words = ["".join(cell.itertext()).strip() for cell in cells]
    # with names of columns it is a table of values for sure
    longest = LONGEST_ROW if len(words) > 1 and all(map(is_labelled, words[1:])) else _LONGEST_CELL
    return all(len(cell) <= longest for cell in words)

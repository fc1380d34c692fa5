"""What office documents have in common: slides, and properties that give title and author."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable

from lxml import etree

from index.extract.archive import parsed_xml, taken
from index.extract.naming import one_line
from index.extract.tree_text import text_of

_DC = "{http://purl.org/dc/elements/1.1/}"
_NO_TITLES = frozenset(("word document", "document", "untitled", "powerpoint presentation", "presentation"))
_NO_AUTHORS = frozenset(("python-docx", "python-pptx", "openpyxl"))
"""Programs that write their own name."""


def title_and_author(container: zipfile.ZipFile, source: str, properties: str = "docProps/core.xml") -> tuple[str, str]:
    """Return title and author from the properties in a container; "" if they are missing or damaged.

    The date in them is often that of the template.
    """
    try:
        root = parsed_xml(taken(container, properties, source))
    except Exception:  # noqa: BLE001 -- of whatever kind: its text can be read without them
        return "", ""
    title, author = (next((each.text for each in root.iter(f"{_DC}{key}")), "") for key in ("title", "creator"))
    return known_properties(title, author)


def known_properties(title: str, author: str) -> tuple[str, str]:
    """Return title and author as properties say them, each on one line; "" for what a program puts there by itself."""
    title, author = one_line(title), one_line(author)
    return "" if title.lower() in _NO_TITLES else title, "" if author in _NO_AUTHORS else author


def text_of_slides(slides: Iterable[etree._Element | None]) -> tuple[str, tuple[int, ...]]:
    """Return the text of slides given as HTML (None: hidden), and the offset at which each begins, like a page."""
    text = ""
    starts: list[int] = []
    for slide in slides:
        words = text_of(slide, by_looks=True)[0] if slide is not None else ""
        if words and text:
            text += "\n\n"
        starts.append(len(text))
        text += words
    return text, tuple(starts)

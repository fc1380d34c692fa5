"""The slides of a presentation to text, one page for each, so that a quote cites its slide."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from index.extract.blocks import text_of
from index.extract.labels import label_tables
from index.extract.words import normalised, without_surrogates


def text_of_slides(slides: Iterable[etree._Element | None]) -> tuple[str, tuple[int, ...]]:
    """Return the text of slides given as HTML (None: hidden), and the offset at which each slide begins."""
    text = ""
    starts: list[int] = []
    for slide in slides:
        words = text_of_tree(slide) if slide is not None else ""
        if words and text:
            text += "\n\n"
        starts.append(len(text))
        text += words
    return text, tuple(starts)


def text_of_tree(tree: etree._Element) -> str:
    """Return the text of a document, or a part of it, given as HTML, with the column names in its tables."""
    label_tables(tree, by_looks=True)
    text, _ = text_of(tree)
    return normalised(without_surrogates(text)).strip()

"""What the styles of an OpenDocument file say of its words: which are raised or not shown, which lists have numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_RAISED = re.compile(r"super|0*[1-9]")
"""A position above the line, by its name or as a share of the letters' height."""

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Styles:
    """Names of styles of words, and the first number of each list with numbers, by its style and level (from 1)."""

    raised: frozenset[str]
    unseen: frozenset[str]
    first_numbers: dict[tuple[str, int], int]


def styles_of(root: etree._Element) -> Styles:
    """Return the styles that stand in the same file as the text: those of what was formatted by hand."""
    words = {
        style.get(f"{_STYLE}name", ""): properties
        for style in root.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}family") == "text"
        for properties in style.iterchildren(f"{_STYLE}text-properties")
    }
    return Styles(
        frozenset(name for name, said in words.items() if _RAISED.match(said.get(f"{_STYLE}text-position", ""))),
        frozenset(
            name
            for name, said in words.items()
            if said.get(f"{_STYLE}text-line-through-style", "none") != "none" or said.get(f"{_TEXT}display") == "none"
        ),
        {
            (level.getparent().get(f"{_STYLE}name", ""), number(level, "level") or 1): number(level, "start-value") or 1
            for level in root.iter(f"{_TEXT}list-level-style-number")
        },
    )


def number(element: etree._Element, name: str) -> int | None:
    """Return the number that an attribute gives, None if it is missing or none."""
    said = element.get(f"{_TEXT}{name}", "")
    return int(said) if _NUMBER.fullmatch(said) else None

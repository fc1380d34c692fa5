"""What the styles of an OpenDocument file say of its words: which are raised or not shown, which lists have numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from index.extract.list_numbers import written_number

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_RAISED = re.compile(r"super|0*[1-9]")
"""A position above the line, by its name or as a share of the letters' height."""

_SHOWN = (("format", "1"), ("prefix", ""), ("suffix", ""))
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of a list are shown on one level."""

    first: int
    levels: int
    """How many numbers are shown: that of the item, and those of the items around it ("2.1")."""
    form: str
    before: str
    behind: str

    @property
    def is_plain(self) -> bool:
        """Whether the numbers are those that a list of HTML has."""
        return self.form not in _FORMS and self.levels == 1

    def written(self, number: int) -> str:
        """Return a number of the level."""
        return written_number(number, _FORMS.get(self.form, ""))

    def mark(self, numbers: Sequence[str]) -> str:
        """Return what is shown before an item; its own number is the last."""
        return f"{self.before}{'.'.join(filter(None, numbers))}{self.behind}" if numbers[-1] else ""


@dataclass(frozen=True, slots=True)
class Styles:
    """Names of styles of words, and the levels (from 1) of lists with numbers, by the style of the list."""

    raised: frozenset[str]
    unseen: frozenset[str]
    levels: dict[tuple[str, int], Level]


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
            (level.getparent().get(f"{_STYLE}name", ""), number(level, "level") or 1): Level(
                number(level, "start-value") or 1,
                number(level, "display-levels") or 1,
                *(level.get(f"{_STYLE}num-{key}", default) for key, default in _SHOWN),
            )
            for level in root.iter(f"{_TEXT}list-level-style-number")
        },
    )


def number(element: etree._Element, name: str) -> int | None:
    """Return the number that an attribute gives, None if it is missing or none."""
    said = element.get(f"{_TEXT}{name}", "")
    return int(said) if _NUMBER.fullmatch(said) else None

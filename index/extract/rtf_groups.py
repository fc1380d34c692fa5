"""Groups of a Rich Text file: what holds for their words, and where these go."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, NOTE, BOX, PICTURE = "text", "footnote", "shptxt", "NeXTGraphic"
IN_TEXT = frozenset((TEXT, NOTE, BOX))
NESTED_ROW = "nesttableprops"
NO_TEXT = ""
PLACES = {
    **{place: place for place in (NOTE, BOX, PICTURE, NESTED_ROW, "fldinst", "fonttbl", "info", "stylesheet")},
    "listtext": "mark", "pntext": "mark", "shpinst": TEXT,
    **dict.fromkeys((
        "colortbl", "filetbl", "footer", "footerf", "footerl", "footerr", "header", "headerf", "headerl", "headerr",
        "listoverridetable", "listtable", "nonesttables", "nonshppict", "objdata", "pict", "pn", "revtbl", "rxe",
        "shprslt", "sp", "tc", "txe", "xe",
    ), NO_TEXT),
}  # fmt: skip
"""Where the words of a group go whose first control word is this one."""

_HIDING = frozenset(("deleted", "strike", "striked", "v"))
"""What hides words, or shows them struck out."""

FORMATS = _HIDING | {
    "b", "f", "ilvl", "intbl", "itap", "nosupersub", "outlinelevel", "pard", "plain", "sub", "super", "uc",
}  # fmt: skip
"""The control words that `Group.set_format` knows."""

LOWEST_HEADING = 8
"""The deepest level of an outline; 9 is text."""

_DEEPEST = 8
"""Of lists, and of tables, in one another."""


@dataclass(slots=True)
class Group:
    """What holds for the words of a group."""

    place: str = TEXT
    begins: str = ""
    """The place that begins with this group; one inside it has the place, but does not begin it."""
    font: int | None = None
    instead: int = 1
    """How many characters after each of Unicode stand for it where Unicode is not known."""
    unseen: frozenset[str] = frozenset()
    bold: bool = False
    raised: bool = False
    is_heading: bool = False
    level: int = 0
    """Of an item in its list."""
    depth: int = 0
    """In how many tables, one in another."""
    is_contents: bool = False
    """In a field that is a table of contents."""

    def inner(self) -> Group:
        """Return a group that begins in this one."""
        # written out: dataclasses.replace takes four times as long, and some files have a group for every word
        return Group(
            self.place, "", self.font, self.instead, self.unseen, self.bold, self.raised, self.is_heading, self.level,
            self.depth, self.is_contents,
        )  # fmt: skip

    def set_format(self, word: str, number: int | None) -> None:
        """Do what one of `FORMATS` says of the words and paragraphs from here on."""
        if word in _HIDING:
            self.unseen = self.unseen - {word} if number == 0 else self.unseen | {word}
        elif word == "f":
            self.font = number
        elif word == "b":
            self.bold = number != 0
        elif word in ("nosupersub", "sub", "super"):
            self.raised = word == "super" and number != 0
        elif word == "plain":
            self.font, self.bold, self.raised, self.unseen = None, False, False, frozenset()
        elif word == "uc":
            self.instead = 1 if number is None else max(0, number)
        elif word == "pard":
            self.is_heading, self.level, self.depth = False, 0, 0
        elif word == "outlinelevel":
            self.is_heading = number is not None and number <= LOWEST_HEADING
        elif word == "ilvl":
            self.level = min(max(0, number or 0), _DEEPEST)
        elif word == "intbl":
            self.depth = max(1, self.depth)
        elif word == "itap":
            self.depth = min(max(0, number or 0), _DEEPEST)

"""The numbers that Word shows before paragraphs: they are counted, not written (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from index.extract.docx_values import attribute, value
from index.extract.list_numbers import written_number

_PLACE = re.compile(r"%([1-9])")
_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_LONGEST = 60
"""The most characters of a number with the words around it ("Article 4"); a longer one is not shown."""


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    words: str
    """With "%1" for the number of the first level, and so on."""
    first: int
    is_legal: bool
    """All numbers in it are decimal."""
    goes_on: bool
    """It does not begin anew below a higher level."""
    style: str | None
    """Of the paragraphs that are on this level, without saying so themselves."""


@dataclass(frozen=True, slots=True)
class _List:
    counted_with: str
    """Lists of one kind count on from each other."""
    levels: dict[int, _Level]
    first: dict[int, int]
    """Where this list begins anew, unlike others of its kind."""


@dataclass(slots=True)
class Numbers:
    """Counts the paragraphs of a document, in their order."""

    lists: dict[str, _List]
    styles: dict[str, tuple[str | None, int | None]]
    """Of each style of paragraphs the list, by its number, and the level."""
    _counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def before(self, paragraph: etree._Element) -> str | None:
        """Return what is shown before the next paragraph ("3.", "Part IV"); None for a bullet, and outside of lists."""
        properties = paragraph.find("{*}pPr")
        if properties is None or properties.find("{*}rPr/{*}del") is not None:
            return None
        style = value(properties, "pStyle") or ""
        list_number, level = self.styles.get(style, (None, None))
        own = properties.find("{*}numPr")
        if own is not None:
            list_number = value(own, "numId") or list_number
            level = _number(value(own, "ilvl")) if value(own, "ilvl") else level
        numbered = self.lists.get(list_number or "")
        if numbered is None or list_number is None:
            return None
        if level is None:
            level = next((at for at, each in numbered.levels.items() if style and each.style == style), 0)
        if level not in numbered.levels:
            return None
        counts = self._count(list_number, numbered, level)
        said = numbered.levels[level]
        if said.form == "bullet":
            return None if said.words.strip() else ""

        def written(place: re.Match[str]) -> str:
            above = numbered.levels.get(int(place[1]) - 1)
            if above is None:
                return ""
            number = counts.get(int(place[1]) - 1, above.first)
            return written_number(number, "decimal" if said.is_legal else above.form)

        words = _PLACE.sub(written, said.words).strip()
        return words if len(words) <= _LONGEST else ""

    def _count(self, list_number: str, numbered: _List, level: int) -> dict[int, int]:
        counts = self._counts[numbered.counted_with]
        if level in numbered.first and (list_number, level) not in self._begun:
            counts[level] = numbered.first[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else numbered.levels[level].first
        self._begun.add((list_number, level))
        for deeper in [at for at in counts if at > level]:
            if deeper not in numbered.levels or not numbered.levels[deeper].goes_on:
                del counts[deeper]
        return counts


def numbers_of(numbering: etree._Element, styles: etree._Element | None) -> Numbers:
    """Return the lists that a document defines, ready to count."""
    named = {attribute(style, "styleId"): style for style in _children(styles, "style")}
    kinds = {attribute(each, "abstractNumId"): each for each in _children(numbering, "abstractNum")}
    levels_of = {key: _levels(kind) for key, kind in kinds.items()}
    chosen = {attribute(each, "numId"): each for each in _children(numbering, "num")}
    lists: dict[str, _List] = {}
    for key, each in chosen.items():
        kind = value(each, "abstractNumId") or ""
        link = named.get(value(kinds.get(kind), "numStyleLink") or "")
        if link is not None:  # defined by the list of a style
            linked = chosen.get(value(link.find("{*}pPr/{*}numPr"), "numId") or "")
            kind = value(linked, "abstractNumId") or kind
        levels = dict(levels_of.get(kind, {}))
        overrides = {_number(attribute(own, "ilvl")): own for own in _children(each, "lvlOverride")}
        for own in overrides.values():
            levels |= _levels(own)
        first = {level: _number(start) for level, own in overrides.items() if (start := value(own, "startOverride"))}
        lists[key] = _List(kind, levels, first)
    return Numbers(lists, _numbering_of(named))


def _numbering_of(named: dict[str, etree._Element]) -> dict[str, tuple[str | None, int | None]]:
    """Return list and level of each style, by its key: its own, else those of the one that it is based on."""
    found: dict[str, tuple[str | None, int | None]] = {}
    for key in named:
        at, seen = key, set[str]()
        while at in named and at not in found and at not in seen:
            seen.add(at)
            own = named[at].find("{*}pPr/{*}numPr")
            if own is not None and (number := value(own, "numId")):
                level = value(own, "ilvl")
                found[at] = number, _number(level) if level else None
            else:
                at = value(named[at], "basedOn") or ""
        found |= dict.fromkeys(seen, found.get(at, (None, None)))
    return found


def _levels(kind: etree._Element | None) -> dict[int, _Level]:
    return {
        _number(attribute(level, "ilvl")): _Level(
            value(level, "numFmt") or "decimal",
            value(level, "lvlText") or "",
            _number(value(level, "start")),
            level.find("{*}isLgl") is not None,
            value(level, "lvlRestart") == "0",
            value(level, "pStyle"),
        )
        for level in _children(kind, "lvl")
    }


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else list(element.iterchildren(f"{{*}}{name}"))


def _number(said: str | None) -> int:
    return int(said) if said and _DIGITS.fullmatch(said) else 0

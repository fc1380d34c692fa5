"""A PowerPoint presentation to an article: what its slides show, in their order (ECMA-376 part 1, 13 and 19 to 21)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from index.article import Article
from index.errors import ExtractError
from index.extract.archive import opened, parsed_xml, taken
from index.extract.naming import article_of
from index.extract.office import text_of_slides, title_and_author
from index.extract.raised import raised_figures

_PRESENTATION = "ppt/presentation.xml"
_OFFICE_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
"""The name in most presentations, and in "Strict Open XML" ones."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same contents once more, for older programs."""

_TITLES = frozenset(("title", "ctrTitle"))
_LISTS = frozenset(("body", "obj", ""))
"""Placeholders whose paragraphs are items if there are several; "" is a placeholder without a type."""

_BULLETS = frozenset(("buBlip", "buChar"))
_LEVELS = frozenset("012345678")
_NOT_STRUCK = "noStrike"
_RAISED = re.compile(r"0*[1-9]")
"""A share of the letters' height by which they are above their line; below it, it is negative."""

_NOT_SHOWN = frozenset(("dt", "ftr", "hdr", "sldNum"))


def article_from_pptx(data: bytes, source: str) -> Article:
    """Return a presentation as an article. Its title comes from its properties, else its first line.

    Pictures, charts, diagrams, hidden slides, struck-out words, speaker's notes, and the slides' dates, footers and
    numbers are left out.
    """
    container = opened(data, source)
    text, starts = text_of_slides(_slides(container, source))
    title, author = title_and_author(container, source)
    return article_of(text, source, title=title, author=author, page_starts=starts)


def _slides(container: zipfile.ZipFile, source: str) -> Iterator[etree._Element | None]:
    """Yield each slide as HTML, None for a hidden one."""
    root = parsed_xml(taken(container, _PRESENTATION, source))
    parts = parsed_xml(taken(container, "ppt/_rels/presentation.xml.rels", source))
    targets = {part.get("Id"): part.get("Target", "") for part in parts.iter("{*}Relationship")}
    for each in root.iter("{*}sldId"):
        target = next((targets[each.get(key)] for key in _OFFICE_IDS if each.get(key) in targets), None)
        if target is None:
            raise ExtractError(f"{source} is damaged: it does not say where a slide is", "save it again")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"ppt/{target}")
        slide = parsed_xml(taken(container, path, source))
        yield None if slide.get("show") in ("0", "false") else _as_html(slide)


def _as_html(slide: etree._Element) -> etree._Element:
    etree.strip_elements(slide, _FALLBACK, with_tail=False)
    body = etree.Element("body")
    for shape in slide.iter("{*}sp", "{*}tbl"):
        if etree.QName(shape).localname == "tbl":
            _put_table(body, shape)
            continue
        place = next(shape.iter("{*}ph"), None)
        kind = "other" if place is None else place.get("type", "")
        if kind not in _NOT_SHOWN:
            for words in shape.iterchildren("{*}txBody"):
                _put_words(body, words, kind)
    return body


def _put_words(body: etree._Element, words: etree._Element, kind: str) -> None:
    paragraphs = [(paragraph, text) for paragraph in words.iterchildren("{*}p") if (text := _words(paragraph))]
    if kind in _TITLES:
        etree.SubElement(body, "h2").text = " ".join(" ".join(text for _, text in paragraphs).split())
        return
    is_list = kind in _LISTS and len(paragraphs) > 1
    lists: list[etree._Element] = []
    numbers: dict[int, int] = {}  # the last one on each level
    for paragraph, text in paragraphs:
        said = paragraph.find("{*}pPr")
        marks = {} if said is None else {etree.QName(each).localname: each for each in said.iterchildren("{*}*")}
        level = _level(said)
        numbers = {at: number for at, number in numbers.items() if at <= level}
        if "buAutoNum" in marks:
            start = marks["buAutoNum"].get("startAt", "")
            numbers[level] = numbers[level] + 1 if level in numbers else int(start) if start.isdecimal() else 1
            _item(body, lists, "ol", level, text).set("value", str(numbers[level]))
            continue
        numbers.pop(level, None)
        if not marks.keys().isdisjoint(_BULLETS) or (is_list and "buNone" not in marks):
            _item(body, lists, "ul", level, text)
        else:
            lists.clear()
            etree.SubElement(body, "p").text = text


def _level(said: etree._Element | None) -> int:
    level = "" if said is None else said.get("lvl", "")
    return int(level) if level in _LEVELS else 0


def _item(body: etree._Element, lists: list[etree._Element], kind: str, level: int, text: str) -> etree._Element:
    """Put an item into the innermost of the open `lists`, which are closed and opened for it."""
    del lists[level + 1 :]
    if len(lists) > level and lists[-1].tag != kind:
        lists.pop()
    while len(lists) <= level:
        # in the last item of the list around it, if it has one
        around = lists[-1] if lists else body
        lists.append(etree.SubElement(around[-1] if lists and len(around) else around, kind))
    item = etree.SubElement(lists[-1], "li")
    item.text = text
    return item


def _put_table(body: etree._Element, table: etree._Element) -> None:
    made = etree.SubElement(body, "table")
    has_header = any(each.get("firstRow") in ("1", "true") for each in table.iterchildren("{*}tblPr"))
    for row in table.iterchildren("{*}tr"):
        line = etree.SubElement(made, "tr")
        for cell in row.iterchildren("{*}tc"):
            if "1" in (cell.get("hMerge"), cell.get("vMerge")):
                continue  # one beside or above it reaches over it
            kind = "th" if has_header and len(made) == 1 else "td"
            element = etree.SubElement(line, kind)
            element.text = "\n".join(filter(None, map(_words, cell.iter("{*}p"))))
            for theirs, ours in (("gridSpan", "colspan"), ("rowSpan", "rowspan")):
                if cell.get(theirs):
                    element.set(ours, cell.get(theirs))


def _words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph; a line break in it is a space."""
    parts = (
        " " if etree.QName(part).localname in ("br", "tab") else _shown(part)
        for part in paragraph.iter("{*}t", "{*}br", "{*}tab")
    )
    return " ".join("".join(parts).split())


def _shown(text: etree._Element) -> str:
    """Return the words of a run, with raised figures as such characters, and without struck-out words."""
    words, properties = text.text or "", text.getparent().find("{*}rPr")
    if properties is None:
        return words
    if properties.get("strike", _NOT_STRUCK) != _NOT_STRUCK:
        return ""
    is_raised = _RAISED.match(properties.get("baseline", "")) is not None
    return raised_figures(words) or words if is_raised else words

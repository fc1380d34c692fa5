"""An OpenDocument text, spreadsheet or presentation to an article (OASIS Open Document Format 1.3, part 3)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from index.article import Article
from index.errors import UnsupportedKind
from index.extract.archive import opened, parsed_xml, taken
from index.extract.naming import article_of, name_of_file
from index.extract.odf_styles import Styles, number, styles_of
from index.extract.ods_rows import rows_of
from index.extract.office import text_of_slides, title_and_author
from index.extract.sheets import text_of_sheets
from index.extract.tree_text import text_of

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

_NOT_SHOWN = (
    f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content",
    f"{_TEXT}alphabetical-index", f"{_TEXT}note-citation", f"{_PRESENTATION}notes", f"{_TABLE}shapes",
    f"{_DRAW}object", f"{_SVG}title", f"{_SVG}desc",
)  # fmt: skip
"""Comments, deleted text, tables of contents, charts, and names of pictures."""

_HTML = {
    f"{_TEXT}h": "h2", f"{_TEXT}p": "p", f"{_TEXT}list-item": "li", f"{_TEXT}list-header": "div",
    f"{_TEXT}line-break": "br", f"{_TABLE}table": "table", f"{_TABLE}table-header-rows": "thead",
    f"{_TABLE}table-row": "tr", f"{_TABLE}table-cell": "td",
}  # fmt: skip
_BLANKS = (f"{_TEXT}s", f"{_TEXT}tab")
_SPANS = ((f"{_TABLE}number-columns-spanned", "colspan"), (f"{_TABLE}number-rows-spanned", "rowspan"))
_STYLE_NAME = f"{_TEXT}style-name"
_FEET = frozenset(("date-time", "footer", "header", "page-number"))


def article_from_odf(data: bytes, source: str) -> Article:
    """Return an OpenDocument file as an article; a spreadsheet without a title gets its file's name as title.

    Comments, charts, names of pictures, deleted, struck-out and hidden words, hidden sheets and slides, tables of
    contents and speaker's notes are left out.
    Raises UnsupportedKind if it is encrypted, or neither text nor spreadsheet nor presentation.
    """
    container = opened(data, source)
    root = _content(container, source)
    etree.strip_elements(root, *_NOT_SHOWN, with_tail=False)
    kind, text, starts = _text(root, source)
    title, author = title_and_author(container, source, "meta.xml")
    named = name_of_file(source) if kind == "spreadsheet" else ""
    return article_of(text, source, title=title or named, author=author, page_starts=starts)


def _text(root: etree._Element, source: str) -> tuple[str, str, tuple[int, ...]]:
    """Return the kind of a document, its text, and the offset of each slide, if it has slides."""
    body = root.find(f"{_OFFICE}body")
    inside = next(body.iterchildren("{*}*"), root) if body is not None else root
    kind = etree.QName(inside).localname
    styles = styles_of(root)
    if kind == "text":
        return kind, text_of(_as_html(inside, styles), by_looks=True)[0], ()
    hidden = _hidden_styles(root)
    if kind == "spreadsheet":
        tables = [
            table for table in inside.iterchildren(f"{_TABLE}table") if table.get(f"{_TABLE}style-name") not in hidden
        ]
        sheets = ((table.get(f"{_TABLE}name", ""), rows_of(table, source)) for table in tables)
        return kind, text_of_sheets(sheets), ()
    if kind == "presentation":
        return kind, *text_of_slides(_slides(inside, styles, hidden))
    raise UnsupportedKind(
        f"{source}: OpenDocument files other than texts, spreadsheets and presentations are not read",
        "save the article as text or Markdown and add that",
    )


def _content(container: zipfile.ZipFile, source: str) -> etree._Element:
    if "META-INF/manifest.xml" in container.namelist():
        manifest = parsed_xml(taken(container, "META-INF/manifest.xml", source))
        if next(manifest.iter("{*}encryption-data"), None) is not None:
            raise UnsupportedKind(
                f"{source} is encrypted: it opens only with a password", "save it without one and add that"
            )
    return parsed_xml(taken(container, "content.xml", source))


def _hidden_styles(root: etree._Element) -> frozenset[str | None]:
    """Return the names of the styles of sheets and slides that are not shown."""
    hidden = [each for each in root.iter(f"{_STYLE}table-properties") if each.get(f"{_TABLE}display") == "false"]
    hidden += [
        each
        for each in root.iter(f"{_STYLE}drawing-page-properties")
        if each.get(f"{_PRESENTATION}visibility") == "hidden"
    ]
    return frozenset(each.getparent().get(f"{_STYLE}name") for each in hidden)


def _slides(
    presentation: etree._Element, styles: Styles, hidden: frozenset[str | None]
) -> Iterator[etree._Element | None]:
    for page in presentation.iterchildren(f"{_DRAW}page"):
        if page.get(f"{_DRAW}style-name") in hidden:
            yield None
            continue
        for frame in list(page.iter(f"{_DRAW}frame")):
            kind = frame.get(f"{_PRESENTATION}class")
            if kind in _FEET:
                frame.getparent().remove(frame)
            elif kind == "title":
                for paragraph in frame.iter(f"{_TEXT}p"):
                    paragraph.tag = f"{_TEXT}h"
        yield _as_html(page, styles)


def _as_html(part: etree._Element, styles: Styles) -> etree._Element:
    """Return a part of a document as HTML, with its footnotes at the end; the part is removed from the document."""
    counted: dict[str, int] = {}
    notes = etree.Element("ol")
    for words in part.iter(f"{_TEXT}note-body"):
        etree.SubElement(notes, "li").extend(list(words))
    etree.strip_elements(part, f"{_TEXT}note", f"{_TABLE}covered-table-cell", with_tail=False)
    body = etree.Element("body")
    body.extend([part, notes])
    for element in body.iter():
        if element.tag in _BLANKS:
            element.text = " "
        elif element.tag == f"{_TEXT}list":
            _make_list(element, styles, counted)
        elif element.tag in (f"{_TEXT}span", f"{_TEXT}section"):
            style = element.get(_STYLE_NAME)
            if style in styles.unseen or element.get(f"{_TEXT}display") == "none":
                element.tag = "template"
            elif style in styles.raised:
                element.tag = "sup"
        else:
            element.tag = _HTML.get(element.tag, element.tag)
        for theirs, ours in _SPANS:
            if (span := element.get(theirs)) is not None:
                element.set(ours, span)
    return body


def _make_list(element: etree._Element, styles: Styles, counted: dict[str, int]) -> None:
    """Make a list one of HTML, with numbers if its style has numbers on its level.

    One in another has the other's style if it names none. A list may continue the previous one of its style, whose last
    number is in `counted`.
    """
    outer = next(element.iterancestors("ol", "ul"), None)
    style = element.get(_STYLE_NAME) or (outer.get(_STYLE_NAME, "") if outer is not None else "")
    level = int(outer.get("level", "0")) + 1 if outer is not None else 1
    numbered = styles.levels.get((style, level))
    element.set(_STYLE_NAME, style)
    element.set("level", str(level))
    element.tag = "ul" if numbered is None else "ol"
    if numbered is None:
        return
    goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or f"{_TEXT}continue-list" in element.attrib
    last = numbered.first - 1
    last = counted.get(style, last) if goes_on else last
    for item in element.iterchildren(f"{_TEXT}list-item"):
        said = number(item, "start-value")
        last = last if said is None else said
        is_own = next(item.iterchildren("{*}*"), item).tag != f"{_TEXT}list"  # else it belongs to the item before it
        if said is None and (is_own or last < numbered.first):
            last += 1
        item.set("number", numbered.written(last))
        if numbered.is_plain:
            item.set("value", str(last))
            continue
        item.tag = "div"  # "a)" is no number of a list in HTML
        if is_own and len(item) and (mark := numbered.mark(_numbers(item, numbered.levels))):
            item[0].text = f"{mark} {item[0].text or ''}"
    if level == 1:  # one inside another has a count of its own
        counted[style] = last


def _numbers(item: etree._Element, levels: int) -> list[str]:
    """Return the numbers of an item and of those around it, outermost first, at most so many."""
    numbers: list[str] = []
    while len(numbers) < levels and (number_of_item := item.get("number")) is not None:
        numbers.insert(0, number_of_item)
        item = item.getparent().getparent()
    return numbers

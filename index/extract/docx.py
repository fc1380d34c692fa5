"""A Word document to an article: mammoth makes HTML of it, which keeps headings, lists, tables and notes as text.

What mammoth does not read is put into words before, or into elements that it reads: the numbers of paragraphs,
formulas, simple fields, words in both directions.
"""

from __future__ import annotations

import io
import re
import zipfile

import mammoth
from lxml import etree

from index.article import Article
from index.extract.archive import opened, taken
from index.extract.docx_formulas import write_formulas
from index.extract.docx_numbers import Numbers, numbers_of
from index.extract.docx_values import attribute, value
from index.extract.html_tree import parsed_html
from index.extract.naming import article_of
from index.extract.office import title_and_author
from index.extract.tree_text import text_of

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
_DOCUMENT, _NUMBERING, _NAMED_STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_TEXTS = (_DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")
_AROUND_WORDS = ("bdo", "dir", "fldSimple", "ruby", "rubyBase")
"""Elements whose words mammoth leaves out. It reads those of a smart tag, which says nothing itself."""

_CONTENTS = "Table of Contents"
_ENTRY = re.compile(r"toc \d", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off"))
_NUMBER = "shown-before "
"""Begins the name of a bookmark, and so the id of a link, that has what is shown before its paragraph."""

_PLAIN_NUMBER = re.compile(r"(\d{1,9})[.)]?", re.ASCII)


def article_from_docx(data: bytes, source: str) -> Article:
    """Return a Word document as an article. Its title comes from its properties, else its first heading or line.

    Page headers and footers, comments, pictures, tables of contents, hidden, deleted and struck-out words are left out.
    """
    container = opened(data, source)
    converted = mammoth.convert_to_html(
        _for_mammoth(container, source), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
    )
    tree = parsed_html(converted.value)
    for back in tree.xpath("//a[starts-with(@href, '#footnote-ref') or starts-with(@href, '#endnote-ref')]"):
        back.text = None  # the arrow behind a note
    for link in tree.xpath(f"//a[starts-with(@id, '{_NUMBER}')]"):
        _show_number(link, link.get("id").removeprefix(_NUMBER).strip())
    text, heading = text_of(tree, by_looks=True)
    title, author = title_and_author(container, source)
    return article_of(text, source, title=title or heading, author=author)


def _for_mammoth(container: zipfile.ZipFile, source: str) -> io.BytesIO:
    """Return a document without pictures, in which mammoth finds everything that is shown."""
    names = frozenset(container.namelist())
    numbering, styles = (
        _parsed(taken(container, entry, source)) if entry in names else None for entry in (_NUMBERING, _NAMED_STYLES)
    )
    numbers = None if numbering is None else numbers_of(numbering, styles)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as copy:
        for entry in names:
            if entry.endswith((".xml", ".rels")):
                words = taken(container, entry, source)  # held to the bounds here, since mammoth knows none
                if entry in _TEXTS:
                    root = _parsed(words)
                    _drop_contents(root, styles)
                    words = _opened_up(root, numbers if entry == _DOCUMENT else None)
                copy.writestr(entry, words)
    made.seek(0)
    return made


def _parsed(data: bytes) -> etree._Element:
    # Not `parsed_xml`, which goes on behind damage: mammoth refuses it, and words would be lost unnoticed here.
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _drop_contents(root: etree._Element, styles: etree._Element | None) -> None:
    """Remove tables of contents: what Word made as one, and paragraphs in a style of their entries."""
    named = styles.iterchildren("{*}style") if styles is not None else ()
    entries = {attribute(style, "styleId") for style in named if _ENTRY.fullmatch(value(style, "name") or "")}
    gone = [block for block in root.iter("{*}sdt") if value(block, "sdtPr/docPartObj/docPartGallery") == _CONTENTS]
    gone += [each for each in root.iter("{*}p") if value(each, "pPr/pStyle") in entries]
    for each in gone:
        each.getparent().remove(each)


def _opened_up(root: etree._Element, numbers: Numbers | None) -> bytes:
    word = f"{{{etree.QName(root).namespace}}}"  # "Strict Open XML" has another
    # how characters sound, and doubles for newer programs
    etree.strip_elements(root, f"{word}rt", "{*}Choice", with_tail=False)
    for run in list(root.iter(f"{word}r")):
        hidden = run.find(f"{word}rPr/{word}vanish")
        if hidden is not None and hidden.get(f"{word}val") not in _OFF:
            run.getparent().remove(run)
    write_formulas(root, word)
    for element in root.iter(*(word + name for name in _AROUND_WORDS)):
        element.tag = f"{word}smartTag"
    if numbers is not None:
        for paragraph in root.iter(f"{word}p"):
            before = numbers.before(paragraph)
            if before is not None:
                name = {f"{word}name": _NUMBER + before}
                paragraph.insert(1, paragraph.makeelement(f"{word}bookmarkStart", name))  # behind its properties
    return bytes(etree.tostring(root))


def _show_number(link: etree._Element, before: str) -> None:
    """Put what is shown before a paragraph where it is read: as the number of its item, else as words."""
    item = link.getparent()
    number = _PLAIN_NUMBER.fullmatch(before)
    in_cell = next(item.iterancestors("td", "th"), None) is not None
    if item.tag == "li" and not in_cell:
        if number:
            item.set("value", number[1])
            return
        item.tag = "div"  # "a)" or "4.2" is no number of a list in HTML
    link.text = f"{before} " if before else None

"""A Word document to an article: mammoth makes HTML of it, which keeps headings, lists, tables and notes as text."""

from __future__ import annotations

import io

import mammoth
from lxml import etree

from index.article import Article
from index.errors import ExtractError
from index.extract.archive import opened, taken
from index.extract.blocks import text_of
from index.extract.labels import label_tables
from index.extract.office import office_article
from index.extract.words import normalised, without_surrogates

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"


def article_from_docx(data: bytes, source: str) -> Article:
    """Return a Word document as an article. Its title comes from its properties, else its first heading or line.

    Page headers and footers, comments, pictures, deleted and struck-out words are left out.

    Raises:
        EmptyText: there is not a word in it.
        TooLarge: it unpacks to too much.
        ExtractError: it is damaged or encrypted.
    """
    container = opened(data, source)
    for entry in container.namelist():
        if entry.startswith("word/") and entry.endswith(".xml"):
            taken(container, entry, source)  # held to the bounds here, since mammoth knows none
    page = _as_html(data, source)
    text, heading = _text_and_heading(page) if page else ("", "")
    return office_article(container, source, text, named=normalised(heading))


def _as_html(data: bytes, source: str) -> str:
    """Return the body of the document as HTML. Raises ExtractError."""
    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
        )
    except Exception as error:
        # mammoth checks nothing: a broken document ends in any kind of error
        raise ExtractError(
            f"{source} is a damaged Word document", "open it in Word, save it again, and add that"
        ) from error
    return str(converted.value)


def _text_and_heading(page: str) -> tuple[str, str]:
    """Return the text of a document in mammoth's HTML, and its first heading ("" without one)."""
    tree = etree.fromstring(f"<body>{page}</body>", etree.HTMLParser(no_network=True))
    for back in tree.xpath("//a[starts-with(@href, '#footnote-ref') or starts-with(@href, '#endnote-ref')]"):
        back.text = None  # the arrow behind a note
    etree.strip_elements(tree, "s", with_tail=False)
    label_tables(tree, by_looks=True)
    text, heading = text_of(tree)
    return normalised(without_surrogates(text)), heading

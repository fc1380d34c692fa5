"""A Word document to an article: mammoth makes HTML of it, which keeps headings, lists, tables and notes as text."""

from __future__ import annotations

import io

import mammoth

from index.article import Article
from index.extract.archive import opened, taken
from index.extract.html_tree import parsed_html
from index.extract.naming import article_of
from index.extract.office import title_and_author
from index.extract.tree_text import text_of

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"


def article_from_docx(data: bytes, source: str) -> Article:
    """Return a Word document as an article. Its title comes from its properties, else its first heading or line.

    Page headers and footers, comments, pictures, deleted and struck-out words are left out.
    """
    container = opened(data, source)
    for entry in container.namelist():
        if entry.startswith("word/") and entry.endswith(".xml"):
            taken(container, entry, source)  # held to the bounds here, since mammoth knows none
    converted = mammoth.convert_to_html(
        io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
    )
    tree = parsed_html(converted.value)
    for back in tree.xpath("//a[starts-with(@href, '#footnote-ref') or starts-with(@href, '#endnote-ref')]"):
        back.text = None  # the arrow behind a note
    text, heading = text_of(tree, by_looks=True)
    title, author = title_and_author(container, source)
    return article_of(text, source, title=title or heading, author=author)

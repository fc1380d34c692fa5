"""The article of an office document of any kind: its text, with title and author from its properties."""

from __future__ import annotations

import zipfile

from index.article import Article
from index.errors import ExtractError
from index.extract.archive import parsed_xml, taken
from index.extract.naming import id_from_name, title_of
from index.extract.words import MOST_AUTHOR, empty, has_words, normalised, without_surrogates

_DC = "{http://purl.org/dc/elements/1.1/}"
_NO_TITLES = frozenset(("", "word document", "document", "untitled", "powerpoint presentation", "presentation"))
_PROGRAMS = frozenset(("python-docx", "python-pptx", "openpyxl"))
"""Names of programs that stand in place of an author."""


def office_article(
    container: zipfile.ZipFile,
    source: str,
    text: str,
    *,
    named: str = "",
    page_starts: tuple[int, ...] = (),
    properties: str = "docProps/core.xml",
) -> Article:
    """Return a document's text as an article, with title and author from the properties in its container.

    Without a title there, the title is `named`, else the first line. It has no date: the one in the properties is
    often that of the template. Raises EmptyText for a text without a word in it.
    """
    if not has_words(text):
        raise empty(source)
    title, author = _title_and_author(container, source, properties)
    return Article(
        id=id_from_name(source, text),
        title=title_of(title or named, text),
        text=text,
        source=without_surrogates(source),
        author=author or None,
        page_starts=page_starts,
    )


def _title_and_author(container: zipfile.ZipFile, source: str, part: str) -> tuple[str, str]:
    """Return title and author; "" if there are none."""
    if part not in container.namelist():
        return "", ""
    try:
        root = parsed_xml(taken(container, part, source), source)
    except ExtractError:
        return "", ""
    named = [next((each.text or "" for each in root.iter(f"{_DC}{key}")), "") for key in ("title", "creator")]
    title, author = (" ".join(normalised(name).split()) for name in named)
    return "" if title.lower() in _NO_TITLES else title, "" if author in _PROGRAMS else author[:MOST_AUTHOR]

"""A PDF to an article: its text page by page, so that a quote cites its page."""

from __future__ import annotations

import io
import logging
import re
from datetime import date

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from index.article import Article
from index.errors import EmptyText, ExtractError, TooLarge
from index.extract.naming import article_of, one_line, title_from
from index.extract.pdf_lines import PrintedLine, lines_of_page, with_gaps, with_rows
from index.extract.pdf_text import assembled, without_printed_lines
from index.extract.words import has_words, normalised, without_surrogates

MAX_PAGES = 5_000
"""More pages are not an article, and their tree alone may be an attack."""

_PRINTED = str.maketrans({**dict.fromkeys(map(chr, {*range(32), 127} - {9, 10}), ""), "\r": "\n",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\xad": "-"})  # fmt: skip
"""Ligatures, the control characters that fonts without a table leave behind, and hyphens that are soft by their code
alone: what a page draws is seen."""
_NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|.*\.(?:docx?|pdf|indd|tex|dvi|odt|rtf|qxd|pptx?|xlsx?)|untitled.*|\W*|title|document\d*)",
    re.IGNORECASE,
)

_NO_AUTHOR = re.compile(r"\W*|\(?(?:anonymous|unspecified|unknown)\)?", re.IGNORECASE)

_PRINTER = re.compile(r"skia/pdf|mozilla|firefox|chrom(?:e|ium)|safari|microsoft: print to pdf", re.IGNORECASE)
"""Names that printing browsers and printers leave in a file, whose date is then that of the printing."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is odd in somebody's file is nobody's news


def article_from_pdf(data: bytes, source: str) -> Article:
    """Return a PDF as an article with the offset at which each page begins.

    Words cut at line ends are joined, running heads and page numbers left out, and lines joined to paragraphs. Its date
    is the day on which the file was made; a printed file has none.

    Raises EmptyText if it holds only pictures of text, and TooLarge for over `MAX_PAGES`.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")  # many need no password
        if len(reader.pages) > MAX_PAGES:
            raise TooLarge(f"{source} has over {MAX_PAGES:,} pages", "split it into several files")
        title, author, published, printed = _facts(reader)
        pages = _pages(reader)
    except (FileNotDecryptedError, DependencyError) as error:
        raise ExtractError(
            f"{source} is encrypted: it opens only with a password", "save a copy without a password and add that"
        ) from error
    if printed:
        pages = [without_printed_lines(page) for page in pages]
    text, page_starts = assembled(pages)
    if not has_words(text):
        raise EmptyText(
            f"{source} has no text: its {len(pages):,} page{'' if len(pages) == 1 else 's'} may be pictures of text",
            "run text recognition first, for example: ocrmypdf OLD.pdf NEW.pdf",
        )
    title = title or title_from("\n".join(pages))
    return article_of(text, source, title=title, author=author, published=published, page_starts=page_starts)


def _pages(reader: PdfReader) -> list[str]:
    pages: list[list[PrintedLine]] = []
    for page in reader.pages:
        lines = with_rows(lines_of_page(page))
        for line in lines:
            line.words = normalised(without_surrogates(line.words).translate(_PRINTED))
        pages.append(lines)
    return with_gaps(pages)


def _facts(reader: PdfReader) -> tuple[str, str, date | None, bool]:
    """Return title, author and day as far as they can be read, and whether a browser or printer made the file."""
    try:
        found = reader.metadata
        said = (found.title, found.author, found.creator, found.producer) if found is not None else ("", "")
        made = found.creation_date if found is not None else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return "", "", None, False
    title, author, *programs = (one_line(str(value or "")) for value in said)
    printed = any(map(_PRINTER.search, programs))
    return (
        "" if _NO_TITLE.fullmatch(title) else title,
        "" if _NO_AUTHOR.fullmatch(author) else author,
        made.date() if made and not printed else None,
        printed,
    )

"""A PDF to an article: its text page by page, so that a quote cites its page."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from datetime import date

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from index.article import Article
from index.errors import EmptyText, ExtractError, TooLarge
from index.extract.layout import assembled, without_printed_lines
from index.extract.naming import id_from_name, shortened, title_from
from index.extract.printed import PrintedLine, lines_of_page, with_gaps, with_rows
from index.extract.words import MAX_BYTES, MOST_AUTHOR, has_words, normalised, without_surrogates

MAX_PAGES = 5_000
"""More pages are not an article, and their tree alone may be an attack."""

_PRINTED = str.maketrans({**dict.fromkeys(map(chr, {*range(32), 127} - {9, 10}), ""), "\r": "\n",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})  # fmt: skip
"""Ligatures, and the control characters that fonts without a table leave behind."""
_NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|.*\.(?:docx?|pdf|indd|tex|dvi|odt|rtf|qxd|pptx?|xlsx?)|untitled.*|\W*|title|document\d*)",
    re.IGNORECASE,
)

_NO_AUTHOR = re.compile(r"\W*|\(?(?:anonymous|unspecified|unknown)\)?", re.IGNORECASE)

_PRINTER = re.compile(r"skia/pdf|mozilla|firefox|chrom(?:e|ium)|safari|microsoft: print to pdf", re.IGNORECASE)
"""Names that printing browsers and printers leave in a file, whose date is then that of the printing."""

_FAULTS = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, NotImplementedError,
    OverflowError,
)  # fmt: skip
"""What pypdf raises for a broken file, beyond its own errors."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is odd in somebody's file is nobody's news


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a file says of itself: "" or None if it does not. `printed`: a browser or printer made the file."""

    title: str = ""
    author: str = ""
    published: date | None = None
    printed: bool = False


def article_from_pdf(data: bytes, source: str) -> Article:
    """Return a PDF as an article with the offset at which each page begins.

    Words cut at line ends are joined, running heads and page numbers left out, and lines joined to paragraphs. Its date
    is the day on which the file was made; a printed file has none.

    Raises:
        EmptyText: it holds only pictures of text, or nothing.
        TooLarge: over `MAX_PAGES`, or its text is over `MAX_BYTES`.
        ExtractError: it is encrypted or damaged.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        _open(reader, source)
        facts = _facts(reader)
        pages = _pages(reader, source)
    except (FileNotDecryptedError, DependencyError) as error:
        raise ExtractError(
            f"{source} is encrypted: it opens only with a password", "save a copy without a password and add that"
        ) from error
    except _FAULTS as error:
        raise ExtractError(
            f"{source} is a damaged PDF: {str(error)[:120] or type(error).__name__}",
            "open it in a viewer, print it to a new PDF, and add that",
        ) from error
    if facts.printed:
        pages = [without_printed_lines(page) for page in pages]
    text, page_starts = assembled(pages)
    if not has_words(text):
        raise EmptyText(
            f"{source} has no text: its {len(pages):,} page{'' if len(pages) == 1 else 's'} may be pictures of text",
            "run text recognition first, for example: ocrmypdf OLD.pdf NEW.pdf",
        )
    return Article(
        id=id_from_name(source, text),
        title=shortened(facts.title) if facts.title else title_from("\n".join(pages)),
        text=text,
        published=facts.published,
        source=without_surrogates(source),
        page_starts=page_starts,
        author=facts.author or None,
    )


def _open(reader: PdfReader, source: str) -> None:
    """Open a file, even one marked as encrypted: many need no password. Raises FileNotDecryptedError, TooLarge."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError
    if len(reader.pages) > MAX_PAGES:
        raise TooLarge(f"{source} has over {MAX_PAGES:,} pages", "split it into several files")


def _pages(reader: PdfReader, source: str) -> list[str]:
    pages: list[list[PrintedLine]] = []
    size = 0
    for page in reader.pages:
        lines = with_rows(lines_of_page(page))
        for line in lines:
            line.words = normalised(without_surrogates(line.words).translate(_PRINTED))
            size += len(line.words.encode()) + 1
        if size > MAX_BYTES:
            raise TooLarge(
                f"{source} holds over {MAX_BYTES // 2**20} MiB of text, the limit for one article",
                "split it into several files",
            )
        pages.append(lines)
    return with_gaps(pages)


def _facts(reader: PdfReader) -> _Facts:
    """Return what the file says of itself, as far as it can be read."""
    try:
        found = reader.metadata
        if found is None:
            return _Facts()
        title, author, *programs = (
            " ".join(normalised(without_surrogates(str(value or "").replace("\x00", ""))).split())
            for value in (found.title, found.author, found.creator, found.producer)
        )
        made = found.creation_date
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return _Facts()
    printed = any(_PRINTER.search(program) for program in programs)
    return _Facts(
        title="" if _NO_TITLE.fullmatch(title) else title,
        author="" if _NO_AUTHOR.fullmatch(author) else author[:MOST_AUTHOR],
        published=made.date() if made and not printed else None,
        printed=printed,
    )

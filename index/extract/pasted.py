"""Plain text to an article; the rows of a table that was pasted into it get the names of their columns.

Whoever copies cells of a spreadsheet or of a page has tabs between them, as many in each line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from index.article import Article
from index.extract.tables import looks_like_header, names_of, row_lines
from index.extract.text import article_from_text
from index.extract.words import is_too_long

_TAB = "\t"


def article_from_paste(data: bytes, source: str) -> Article:
    """Return plain text as an article, with the names of the columns in the rows of its tables.

    Raises:
        EmptyText: nothing but white space, or front matter alone.
        NotText: neither UTF-8 nor UTF-16 with a byte order mark, or binary.
    """
    article = article_from_text(data, source)
    return replace(article, text=with_columns_named(article.text))


def with_columns_named(text: str) -> str:
    """Return a text with the names of the columns in the rows of its tables, unless it would be too long so."""
    if _TAB not in text:
        return text
    named = "\n".join(_lines(text.split("\n")))
    return text if is_too_long(named) else named


def _lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, with the names in those of tables."""
    for tabs, group in groupby(lines, key=lambda line: 0 if line[:1].isspace() else line.count(_TAB)):
        block = list(group)
        rows = [[cell.strip() for cell in line.split(_TAB)] for line in block]
        names = names_of(rows[0]) if tabs and looks_like_header(rows) and _heads_figures(rows) else None
        if names is None:
            yield from block
        else:
            for row in rows[1:]:
                yield from row_lines(names, row)


def _heads_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a word stands over a column of figures: of words alone, the first row may be one like the others."""
    return any(
        any(column)
        and not any(map(str.isnumeric, head))
        and all(any(map(str.isnumeric, cell)) for cell in column if cell)
        for head, *column in zip(*rows, strict=True)
    )

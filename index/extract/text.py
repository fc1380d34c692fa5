"""Plain text to an article; the rows of a table in it get the column names.

Cells copied from a spreadsheet or a page have tabs between them, the same number in each line. Typed tables have
blanks, so that the columns stand clear of each other, or are those of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from index.article import Article
from index.extract.column_names import heads_figures, looks_like_header, names_of, row_lines
from index.extract.front_matter import FrontMatter, split
from index.extract.naming import article_of
from index.extract.words import check_length, decoded, is_too_long, normalised

_TAB = "\t"
_TYPED = re.compile(r"\S+(?: \S+)*")
"""A cell in a line whose cells are separated by two or more blanks."""

_RULE = re.compile(r"[-=\s]+")
"""A line drawn below the column names."""

_PIPED = re.compile(r"\s*\|.*\|\s*")
"""A row of a table of Markdown: "| Adult | 7 |"."""
_PIPE = re.compile(r"(?<!\\)\|")
"""What parts its cells; "\\|" is a stroke in a cell."""
_PIPED_RULE = re.compile(r"(?=[^-]*-)[\s|:-]+")


def article_from_text(data: bytes, source: str) -> Article:
    """Return plain text as an article; front matter may give its title, date and URL, else the first line is the title.

    Raises EmptyText for nothing but white space, or front matter alone, NotText for what `decoded` does not take, and
    TooLarge.
    """
    whole = normalised(decoded(data, source))
    said, text = split(whole)
    if said == FrontMatter():
        text = whole  # "Warning: wet paint" between two rules are words of a text, whatever they are in Markdown
    check_length(text, source)  # before its tables are looked for, which takes seconds in 5 MB of rows
    article = article_of(text, source, title=said.title, url=said.url, day=said.day)
    return replace(article, text=with_columns_named(text))


def with_columns_named(text: str) -> str:
    """Return a text with the column names in the rows of its tables, unless that makes it too long."""
    if not any(mark in text for mark in (_TAB, "  ", "|")):
        return text
    named = "\n".join(_lines(list(_without_pipes(text.split("\n")))))
    return text if is_too_long(named) else named


def _without_pipes(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, with the rows of Markdown's tables as those of any other; a line below a first row names it."""
    for piped, group in groupby(lines, key=lambda line: _PIPED.fullmatch(line) is not None):
        block = list(group)
        if not piped:
            yield from block
            continue
        cells = [_PIPE.split(line.strip())[1:-1] for line in block if not _PIPED_RULE.fullmatch(line)]
        rows = [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]
        if not any(map(any, rows)):
            yield from block
            continue
        named = any(map(any, rows[1:])) and _PIPED_RULE.fullmatch(block[1])
        names = names_of(rows[0]) if named else None
        for row in rows[1:] if names else rows:
            yield from row_lines(names, row)


def _lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, with the column names in those of tables."""
    for (tabs, blanks), group in groupby(lines, key=_parted):
        block = list(group)
        typed = [line for line in block if not _RULE.fullmatch(line)]
        rows = [[cell.strip() for cell in line.split(_TAB)] if tabs else _TYPED.findall(line) for line in typed]
        is_table = bool(typed and (tabs or (blanks and _stand_clear(typed))))
        names = names_of(rows[0]) if is_table and looks_like_header(rows) and heads_figures(rows) else None
        if names is None:
            yield from block
        else:
            for row in rows[1:]:
                yield from row_lines(names, row)


def _parted(line: str) -> tuple[int, int]:
    """Return the number of tabs between the cells of a line; without tabs, the number of gaps of blanks."""
    if line[:1].isspace() or not line:
        return 0, 0
    tabs = line.count(_TAB)
    return tabs, 0 if tabs else len(_TYPED.findall(line)) - 1


def _stand_clear(lines: Sequence[str]) -> bool:
    """Tell whether, over all lines, each column ends before the next one begins."""
    columns = list(zip(*(_TYPED.finditer(line) for line in lines), strict=True))
    return all(
        max(cell.end() for cell in one) < min(cell.start() for cell in following)
        for one, following in pairwise(columns)
    )

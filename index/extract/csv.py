"""Values between commas or tabs to an article: one line for each row, with the column names if the first row has them.

What does not parse stays as it is. csv.Sniffer is not used: it takes a letter for the separator if all lines happen to
share one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from index.article import Article
from index.extract.column_names import label, looks_like_header, names_of, row_lines
from index.extract.naming import article_of, name_of_file
from index.extract.words import MAX_PIECES, check_length, decoded, is_too_long, normalised
from index.text.rows import LONGEST_ROW

_SEPARATORS = ",;\t|"
_LOOKED_AT = 50
"""How many rows are used to find the separator."""

_EVEN = 0.8
"""The share of these rows that must have as many cells as the first."""

_MOST_LINES = 100
"""The most lines of one row that is broken inside quotes; a longer one is an unclosed quotation mark."""

_SURELY_TOO_LONG = 8 * MAX_PIECES
"""A text with more characters is over `MAX_PIECES` for certain: a piece has at most seven, and a space before it."""

_SEPARATOR_LINE = re.compile(rf"\s*\"?sep=[{_SEPARATORS}]\"?[{_SEPARATORS} ]*\n", re.IGNORECASE)
"""A first line that says which separator Excel shall take."""

_GAPS = re.compile(r"\n{3,}")
_Record = list[str] | str
"""The cells of a row, or a line that is not one."""


def article_from_csv(data: bytes, source: str) -> Article:
    """Return a table as an article with the file's name as its title.

    Its text stays as it is if the first row does not look like column names, or if the names would make the article too
    long.
    """
    text = normalised(decoded(data, source))
    if said := _SEPARATOR_LINE.match(text):
        text = text[said.end() :]
    check_length(text, source)
    article = article_of(text, source, title=name_of_file(source))
    named = _with_names(text)
    return replace(article, text=named) if named and not is_too_long(named) else article


def _with_names(text: str) -> str:
    """Return the rows of a table with the column names; "" if nothing names its columns."""
    lines = _GAPS.sub("\n\n", text).split("\n")
    separator = _separator(lines)
    if separator is None:
        return ""
    records = _records(lines, separator)
    first = list(islice(records, _LOOKED_AT))
    width = max((_filled(record) for record in first if isinstance(record, list)), default=0)
    # spreadsheets write empty columns behind a table whose cells once held something
    first, records = [_cut(record, width) for record in first], (_cut(record, width) for record in records)
    rows = [record for record in first if isinstance(record, list)]
    names = names_of(rows[0]) if rows and rows[0] is first[0] and looks_like_header(rows) else None
    if names is None:
        return ""
    parts: list[str] = []
    size = 0
    for record in chain(first[1:], records):
        part = record if isinstance(record, str) else _row(names, record)
        size += len(part) + 1
        if part:
            parts.append(part)
        if size > _SURELY_TOO_LONG:
            return ""
    return "\n".join(parts).strip("\n")


def _filled(cells: Sequence[str]) -> int:
    """Return how many cells there are up to the last one with words."""
    return max((at for at, cell in enumerate(cells, 1) if cell), default=0)


def _cut(record: _Record, width: int) -> _Record:
    return record[:width] if isinstance(record, list) and _filled(record) <= width else record


def _row(names: Sequence[str], cells: Sequence[str]) -> str:
    if len(cells) != len(names):
        return "\n".join(row_lines(None, cells))
    short = ["" if len(cell) > LONGEST_ROW else cell for cell in cells]
    texts = [f"\n{label((name,))}{cell}" for name, cell in zip(names, cells, strict=True) if len(cell) > LONGEST_ROW]
    return "\n".join((*row_lines(names, short), *texts))


def _separator(lines: Sequence[str]) -> str | None:
    """Return the character that cuts the first rows into the most cells, about as many in each; None if none does."""
    best, most = None, 1
    for sign in _SEPARATORS:
        widths = [len(record) for record in islice(_records(lines, sign), _LOOKED_AT) if isinstance(record, list)]
        if widths and widths[0] > most and widths.count(widths[0]) >= _EVEN * len(widths):
            best, most = sign, widths[0]
    return best


def _records(lines: Sequence[str], separator: str) -> Iterator[_Record]:
    """Yield row after row; a line that does not parse, or opens a quote that nothing closes, is yielded as it is."""
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        reader = csv.reader((f"{line}\n" for line in lines[at : at + _MOST_LINES]), delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            yield lines[at]
            at += 1
        else:
            yield [cell.strip() for cell in cells]
            at += reader.line_num

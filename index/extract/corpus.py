"""Corpus files to articles: JSON lines with ``id, title, url, published, text`` and more, as exported.

Only ``text`` is required. It is kept exactly as it is, since other programs use offsets into it.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Callable, Iterator
from io import BufferedIOBase

from index.article import Article
from index.errors import EmptyText, ExtractError, NotText, TooLarge
from index.extract.naming import digest, title_from
from index.extract.words import MAX_BYTES, check_length, has_words, unread_date, without_surrogates
from index.text.days import typed_date

MAX_UNPACKED = 2 * 2**30
"""The most bytes of a corpus file after unpacking: a gzip file of 2 MB can hold 2 GB of nothing."""

_MAX_LINE = 6 * MAX_BYTES + 2**20
r"""JSON may write one byte of text as six (``\u0041``)."""

_LONG_LINE = 2**20
"""Lines with more bytes are checked before they are parsed."""

_MOST_BESIDE_STRINGS = 2**20
"""The most bytes of a long line outside its strings. JSON turns two bytes (``[]``) into 80 of memory: 50 MB of these
would be 2 GB."""

_MOST_NAME = 500
"""The most characters of a title, an author or a site. The title goes before each passage: a title of one megabyte
would be in memory a thousand times."""

_MOST_ADDRESS = 4_096
"""The most characters of an id, a URL or a source, which cannot be cut: the limit for URLs that are opened."""

# Possessive, and closed by the end as well: a line of nothing but quotation marks is passed once.
_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)


def articles_from_corpus(
    stream: BufferedIOBase, source: str, refuse: Callable[[ExtractError], None] | None = None
) -> Iterator[Article]:
    """Read the articles of a corpus file one by one, as they are asked for.

    `refuse` gets the error of a line that is not an article, and the next is read; without `refuse` it is raised.

    Raises EmptyText, NotText, TooLarge or ExtractError for the file as a whole or one line, with its number.
    """
    number = read = found = 0
    while line := stream.readline(_MAX_LINE + 1):
        number += 1
        read += len(line)
        where = f"{source}, line {number}"
        if read > MAX_UNPACKED:
            raise TooLarge(
                f"{source} unpacks to over {MAX_UNPACKED // 2**30} GiB", "split the corpus into several files"
            )
        if len(line) > _MAX_LINE:
            most = MAX_BYTES // 2**20
            raise TooLarge(f"{where} has a text over the limit of {most} MiB for one article", "split it into several")
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            found += 1
            try:
                yield _article(_fields(line, where), where, source)
            except ExtractError as error:
                if refuse is None:
                    raise
                refuse(error)
    if not found:
        raise EmptyText(f"{source} holds no article", "write one JSON object with a text on each line")


def _fields(line: bytes, where: str) -> dict[str, object]:
    if len(line) > _LONG_LINE and len(_STRINGS.sub(b"", line)) > _MOST_BESIDE_STRINGS:
        raise TooLarge(f"{where} holds over a million values", "leave out what is neither text nor said of it")
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NotText(
            f"{where} is not UTF-8: byte {error.start} of the line does not fit", "save the corpus as UTF-8"
        ) from error
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", 0)  # 0: no JSON at all, or too much of it
        words = f"{where} is not JSON" + (f": look at character {at + 1}" if at else "")
        raise ExtractError(words, "write one JSON object on each line") from error
    if not isinstance(fields, dict):
        raise ExtractError(f"{where} is not a JSON object", 'write one object a line, such as {"text": "..."}')
    return fields


def _article(fields: dict[str, object], where: str, source: str) -> Article:
    if "text" not in fields:
        raise ExtractError(f'{where} has no "text"', 'give each line a "text" with the words of the article')
    text = _string(fields, "text", where)
    if text is None or not has_words(text):
        raise EmptyText(f"{where} has an empty text", "take the line out, or give it the words of the article")
    check_length(text, where)
    url = _address(fields, "url", where)
    published = typed_date(fields.get("published"))
    return Article(
        id=_address(fields, "id", where) or url or f"text-{digest(text)[:12]}",
        title=_name(fields, "title", where) or title_from(text),
        text=text,
        url=url,
        published=published,
        source=_address(fields, "source", where) or without_surrogates(source),
        author=_name(fields, "author", where),
        site=_name(fields, "site", where),
        page_starts=_page_starts(fields, text, where),
        unread_date=unread_date(fields.get("published"), published, where),
    )


def _name(fields: dict[str, object], key: str, where: str) -> str | None:
    # Without "…": a title that ends so is taken for the opening of a text, and does not go before its passages.
    return (_string(fields, key, where) or "")[:_MOST_NAME].rstrip() or None


def _address(fields: dict[str, object], key: str, where: str) -> str | None:
    value = _string(fields, key, where) or None
    if value is not None and len(value) > _MOST_ADDRESS:
        raise TooLarge(f'{where}: "{key}" has over {_MOST_ADDRESS:,} characters', "give it a shorter one")
    return value


def _string(fields: dict[str, object], key: str, where: str) -> str | None:
    """Return a field that may be missing or null. Numbers are accepted as ids, since many corpora number theirs."""
    value = fields.get(key)
    # isfinite makes a float of a whole number, and raises if that is too large
    is_number = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    if key == "id" and is_number and not isinstance(value, bool):
        return str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ExtractError(f'{where}: "{key}" is not a string', "put its value in quotes, or leave it out")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotText(
            f'{where}: "{key}" holds half a surrogate pair at character {error.start}', "write the character in full"
        ) from error
    # the text and the id are contracts with other programs: not even white space is taken away
    return value if key in ("text", "id") else value.strip()


def _page_starts(fields: dict[str, object], text: str, where: str) -> tuple[int, ...]:
    """Return the offsets at which pages begin, for a text that has pages."""
    value = fields.get("page_starts") or []
    starts = tuple(each for each in value if type(each) is int) if isinstance(value, list) else ()
    sound = isinstance(value, list) and len(starts) == len(value) and list(starts) == sorted(starts)
    if not sound or any(not 0 <= start <= len(text) for start in starts):
        raise ExtractError(
            f'{where}: "page_starts" are no offsets into the text, in order', "leave them out, or count them again"
        )
    return starts

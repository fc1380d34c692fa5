"""Where a quote is from, and whose words it has: "according to The Week, 3 March 2023". For both interfaces."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from urllib.parse import urlsplit

from bot.wording import day
from index.article import Article, Copy, Quote
from index.text.line_marks import ITEM_MARK
from index.text.lines import lines_of
from index.text.rows import SEPARATOR
from index.text.sections import leading_lines
from index.text.telling_headings import begins_section

_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov", "gob", "edu", "ne", "or", "go", "nic"))
"""Parts of a host that stand before a country's ending and name nobody."""

_LONGEST_HOST = 40

_NEAR = 80
"""Characters behind a line that tell whether an item of a list follows."""

_NO_HEADING = re.compile(rf"[-–—.!]\Z|{re.escape(SEPARATOR)}|\t|\S {{2,}}\S|\A[^:]{{1,40}}:\s+\S")

_MESSAGE = re.compile(r"https?://(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com/channels/", re.IGNORECASE)
"""The start of a message's address, as copied from any of Discord's clients."""


def host(url: str | None) -> str | None:
    """Return the host of a web address without "www.", or None for anything that no browser opens."""
    try:
        parts = urlsplit(url or "")
        parts.port  # noqa: B018 -- reading it checks it
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return re.sub(r"^www\.", "", parts.hostname)


def is_message(url: str | None) -> bool:
    """Tell whether an address is that of a message on Discord, and so not of a site."""
    return _MESSAGE.match(url or "") is not None


def site(value: Article | Copy) -> str:
    """Return where an article is from: its publisher, else a name of its source, else ""."""
    return publisher(value) or source_name(value.source or "")


def source_name(source: str) -> str:
    """Return a short name of an article's source: the host of an address, else the name of a file."""
    if source == "-":
        return "standard input"
    return _end_of(host(source) or "") or PurePath(source).name


def publisher(value: Article | Copy) -> str:
    """Return who published an article: the name of its site, else its host, else ""; "a message" for a message.

    A page may claim any name for its site, even another site's. A name that does not match the host is therefore shown
    in quotation marks behind the host.
    """
    if is_message(value.url):
        return "a message"
    name, where = value.site or "", host(value.url) or ""
    if not (name and where) or _is_name_of(name, where):
        return name or _end_of(where)
    return f"{_end_of(where)} (“{name}”)"


def _is_name_of(name: str, host: str) -> bool:
    """Tell whether a name matches a host: The Week is theweek.com and news.theweek.co.uk, but not theweek.web.com."""
    labels = host.split(".")
    ending = 2 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 1
    own = labels[-ending - 1 :]
    words = _plain(name)
    return words in {_plain("".join(own)), *(_plain(start + own[0]) for start in ("", "the"))} and bool(words)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in letters if char.isalnum())


def _end_of(host: str) -> str:
    """Return a host as it is shown: of a very long one only the end, which says who owns it."""
    return host if len(host) <= _LONGEST_HOST else f"…{host[1 - _LONGEST_HOST :]}"


def section(value: Quote) -> str:
    """Return the nearest heading above a quote on one line, "Volta E" above "38 euros a day"; "" if there is none.

    Nor is there one above a quote that begins with its own. Left out are the title and the author, sentences, the head
    of a table, named values, what announces a list that the quote is not in, and lines of agencies ("Paris CNN —").
    """
    article, text = value.article, value.article.text
    first = next(lines_of(text, value.span.start, value.span.end), None)
    if first is None or begins_section(text, first, article.title):
        return ""
    known = {_one_line(each or "") for each in (article.title, article.author, article.site)}
    is_item = ITEM_MARK.match(text, first.start) is not None
    for line in reversed(leading_lines(text, value.span, article.title)):
        written = line.of(text)
        words = _one_line(written).strip("# :")
        announces = (
            not is_item and written.endswith(":") and ITEM_MARK.match(text[line.end : line.end + _NEAR].lstrip())
        )
        if words and words not in known and not announces and not _NO_HEADING.search(written):
            return words
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def according_to(value: Article, publisher: str) -> str:
    """Return whose words these are and from which day: "according to The Week, 3 March 2023".

    `publisher` is the article's, as it is shown. If it is empty, only the date is returned; without either, "". For a
    message, "according to" is left out: "a message, 3 March 2023".
    """
    known = [publisher, day(value.published) if value.published else ""]
    return ("according to " if publisher and not is_message(value.url) else "") + ", ".join(
        part for part in known if part
    )

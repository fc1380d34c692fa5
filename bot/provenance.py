"""Where a quote is from, and whose words it has: "according to The Week, 3 March 2023". For both interfaces."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from urllib.parse import urlsplit

from bot.wording import day
from index.article import Article, Copy, Quote
from index.text.rows import SEPARATOR
from index.text.sections import leading_lines

_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov", "gob", "edu", "ne", "or", "go", "nic"))
"""Parts of a host that stand before a country's ending and name nobody."""

_LONGEST_HOST = 40

_NO_HEADING = ("-", "–", "—", ".", "!")

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
    """Return the nearest line above a quote that says what it is about, "Volta E" above "38 euros a day"; "" if none.

    Left out are the title, the author, the head of a table, sentences, and lines of news agencies ("Paris CNN —").
    """
    article = value.article
    known = {article.title, article.author, article.site}
    for line in reversed(leading_lines(article.text, value.span, article.title)):
        words = line.of(article.text).strip("# :")
        if words and words not in known and SEPARATOR not in words and not words.endswith(_NO_HEADING):
            return words
    return ""


def according_to(value: Article, publisher: str) -> str:
    """Return whose words these are and from which day: "according to The Week, 3 March 2023".

    `publisher` is the article's, as it is shown. If it is empty, only the date is returned; without either, "". For a
    message, "according to" is left out: "a message, 3 March 2023".
    """
    known = [publisher, day(value.published) if value.published else ""]
    return ("according to " if publisher and not is_message(value.url) else "") + ", ".join(
        part for part in known if part
    )

"""A feed to its entries: RSS 0.9x, 1.0 and 2.0, Atom, and broken variants of these. Bytes in UTF-8.

feedparser reads it, first strictly, then loosely: a feed with a mistake is still a feed if it has entries.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from index.errors import ExtractError
from index.extract.charset import decoded_page
from index.extract.html_tree import parsed_html
from index.extract.naming import MOST_AUTHOR, digest, one_line
from index.extract.tree_text import text_of
from index.extract.words import has_words, normalised, without_surrogates
from index.feed import MOST_ENTRIES, MOST_TEXT, MOST_TITLE, MOST_URL, Entry, Feed

_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_SKIP = re.compile(rb"<skipHours\b[^>]*>(.{0,4000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour\b[^>]*>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_HEAD = 64 * 1024
"""How many bytes from the start are searched for what a feed says of itself, before its entries."""

_KINDS = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+xml"))
_MOST_NAMED = 20

_PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_NO_WORD = re.compile(rb"(?<![\w.+-])([\w.+-]{1000})[\w.+-]+")
"""What is too long for a word: feedparser searches an author's name for a mail address in quadratic time."""

_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\b(?:read more|continue reading)\W*)\s*\Z", re.IGNORECASE)
"""How the end of a teaser looks."""

_WHOLE_WORDS = 80
"""From this many words on, a feed's text of an entry may be the article."""


def feed_from(data: bytes, source: str) -> Feed:
    """Read a feed from the URL `source`, or a page that names feeds.

    Raises ExtractError if it is neither, or too broken to read a single entry.
    """
    parsed = feedparser.parse(
        # As a stream: given bytes or a string, feedparser takes them for the name of a file or a URL, and opens it.
        io.BytesIO(_NO_WORD.sub(rb"\1", data)),
        response_headers={"content-location": source, "content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    broken = bool(parsed.get("bozo"))
    entries = [entry for item in parsed.entries if (entry := _entry(item, source, named=broken)) is not None]
    if not entries and not parsed.get("version"):
        if named := _named(data, source):
            return Feed("", named=named)
        raise ExtractError(
            f"{source} is no feed, and names none", "give the address of an RSS or Atom feed, or of a page with one"
        )
    if not entries and broken:
        raise ExtractError(
            f"{source} is a broken feed: {_fault(parsed.get('bozo_exception'), data)}",
            "tell whoever makes the feed; nothing in it can be read",
        )
    return Feed(
        _line(parsed.feed.get("title", ""), MOST_TITLE),
        tuple(_newest(entries)),
        _every(parsed.feed),
        _skipped(data),
    )


def _entry(item: Mapping[str, Any], source: str, *, named: bool) -> Entry | None:
    """Return an entry, or None if it has neither a link nor a text.

    `named`: also None without an id or a link, since it may be half an entry.
    """
    link = _web(source, item.get("link"))
    text, long = _text(item)
    title = _line(item.get("title", ""), MOST_TITLE)
    own = without_surrogates(str(item.get("id") or "")).strip()
    if link is None and (not has_words(text) or (named and not own)):
        return None
    moment = _moment(item)
    utc = moment and moment.astimezone(UTC)
    whole = len(text.split()) >= _WHOLE_WORDS and not long and not _CUT_OFF.search(text)
    return Entry(
        id=own or link or f"text:{digest(f'{title}{utc}{text}')}",
        title=title,
        link=link,
        published=moment,
        author=_line(item.get("author", ""), MOST_AUTHOR) or None,
        text=text,
        whole=whole,
    )


def _text(item: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the longest text that a feed has of an entry, as plain text, and whether it had to be cut."""
    said = [str(part.get("value") or "") for part in item.get("content", ())] + [str(item.get("summary") or "")]
    markup = max(said, key=len)[: 8 * MOST_TEXT]
    text = normalised(without_surrogates(_plain(markup))).strip()
    return text[:MOST_TEXT], len(text) > MOST_TEXT


def _plain(markup: str) -> str:
    """Return the words of a piece of HTML; text without markup stays as it is."""
    return text_of(parsed_html(markup))[0] if _MARKUP.search(markup) else markup.replace("\x00", "")


def _line(value: object, most: int) -> str:
    """Return a title or a name on one line, without markup."""
    return one_line(_plain(str(value or "")))[:most]


def _web(base: str, link: object) -> str | None:
    """Return a link of a page or feed at `base` as a URL, or None if no web page can be there."""
    try:
        url = urljoin(base, str(link or "").strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    fits = link and parts.scheme in ("http", "https") and parts.netloc and len(url) <= MOST_URL
    return without_surrogates(url) if fits else None


def _moment(item: Mapping[str, Any]) -> datetime | None:
    """Return when an entry was published, else changed."""
    for name in ("published", "updated", "created"):
        if found := item.get(f"{name}_parsed"):
            with suppress(ValueError, TypeError):
                year, month, day, hour, minute, second = found[:6]
                moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
                if 1900 <= moment.year <= 9000:
                    return _as_written(moment, str(item.get(name)))
    return None


def _as_written(moment: datetime, written: str) -> datetime:
    """Return a moment in the time zone in which it is written: in UTC, the day may be another one."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(ValueError, OverflowError):
            own = read(written).replace(microsecond=0)  # feedparser leaves them out
            if own == moment:
                return own
    return moment


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    """Return the newest entries, newest first, each id once: by date if all have one, else in the feed's order."""
    once = list({entry.id: entry for entry in reversed(entries)}.values())[::-1]
    dated = [(entry.published, entry) for entry in once if entry.published is not None]
    if len(dated) == len(once):
        once = [entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True)]
    return once[:MOST_ENTRIES]


def _every(feed: Mapping[str, Any]) -> int | None:
    """Return how many minutes a feed asks to wait between polls: its ttl, or its updatePeriod and updateFrequency."""
    ttl = _number(feed.get("ttl"))
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    often = max(1, _number(feed.get("sy_updatefrequency")) or 1)
    wishes = [wish for wish in (ttl, period and period // often) if wish]
    return max(wishes) if wishes else None


def _number(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"[0-9]{1,7}", text) else None


def _skipped(data: bytes) -> frozenset[int]:
    """Return the hours of skipHours, which feedparser does not keep. All 24 must be a mistake, and count as none."""
    found = _SKIP.search(data[:_HEAD])
    hours = frozenset(int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24) if found else frozenset()
    return frozenset() if len(hours) == 24 else hours


def _named(data: bytes, source: str) -> tuple[str, ...]:
    """Return the URLs of the feeds that a page names in its head."""
    tree = parsed_html(decoded_page(data))
    base = next((urljoin(source, each) for each in tree.xpath("//base/@href")), source)
    found: dict[str, None] = {}
    for link in tree.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if kind in _KINDS and "alternate" in (link.get("rel") or "").lower().split():
            url = _web(base, link.get("href"))
            if url is not None and url != source:
                found[url] = None
    return tuple(found)[:_MOST_NAMED]


def _fault(error: object, data: bytes) -> str:
    """Return what is wrong with a feed, with the line if the parser gives it."""
    message = getattr(error, "getMessage", lambda: "")() or str(error or "") or "it cannot be parsed"
    line = getattr(error, "getLineNumber", lambda: None)()
    words = " ".join(str(message).split())[:120]
    # feedparser puts a declaration before what has none, on a line of its own.
    added = 0 if data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<?xml") else 1
    return f"{words} (line {max(1, line - added)})" if isinstance(line, int) else words

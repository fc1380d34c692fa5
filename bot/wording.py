"""What both faces say in the same words: how sure an answer is, dates, numbers of articles, where one is from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from index.article import Answer, Article, Copy

CERTAINTY = ((0.8, "very likely"), (0.6, "likely"), (0.2, "possible"), (0.0, "unlikely"))
"""The word for a confidence: that of the first pair that it reaches.

The lowest threshold of a reader's own is .304: an answer must not be given and called unlikely in one breath. Up to .2
stands what only goes with an answer, and what no reader would give as one (`index.answering.NOT_HELD`).
"""

SHOWN_BESIDE = 0.1
"""From this confidence on, a quote stands beside the first one."""

NOT_ANSWERED = "The articles here don't answer that."
ONE_NOT_ANSWERED = "That article doesn't answer that."
"""Said where one article was asked."""

NEAREST = "The nearest passages, which are not an answer:"

_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov", "gob", "edu", "ne", "or", "go", "nic"))
"""What stands before a country's ending and is nobody's name."""

_LONGEST_HOST = 40

_MESSAGE = re.compile(r"https?://(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com/channels/", re.IGNORECASE)
"""How the address of a message begins that is copied from any of Discord's clients."""


def worth_showing(found: Answer, most: int) -> int:
    """Return how many quotes an answer is shown with, `most` or fewer: what is behind waits to be asked for.

    Beside a sure quote, one that is most likely wrong claims an answer of its own. What is near an abstention says so.
    """
    likely = [place for place, quote in enumerate(found.quotes[:most], 1) if quote.confidence >= SHOWN_BESIDE]
    return max([1, *likely]) if found.answered else most


def certainty(confidence: float) -> str:
    """Return the word for a confidence (0 to 1)."""
    return next(word for least, word in CERTAINTY if confidence >= least)


def begun(sentence: str) -> str:
    """Return the beginning of a sentence in upper case, but not that of a name, an address or a command."""
    first = sentence.partition(" ")[0].rstrip(".,;:?!").replace("'", "")
    as_typed = not first.isalpha() or first in ("articlebot", "pip")
    return sentence if as_typed else f"{sentence[:1].upper()}{sentence[1:]}"


def whole_sentence(text: str) -> str:
    """Return a message or a hint as a sentence of its own: begun, and with its stop at the end."""
    return f"{begun(text)}{'' if text.endswith(('.', '!', '?', '…')) else '.'}"


def unread_dates(count: int, first: str) -> str:
    """Return in a sentence of how many articles the date could not be read, with the first of what was written."""
    whose, they = ("1 article", "it has") if count == 1 else (f"{count:,} articles", "they have")
    return f"the date of {whose} could not be read ({first}): {they} none"


def day(value: date) -> str:
    """Return a date as people write it: 22 January 2025."""
    return f"{value.day} {value:%B %Y}"


def days(since: date | None, until: date | None) -> str:
    """Return from which days articles were asked, or nothing where any day would do."""
    if since is None or until is None:
        return f"since {day(since)}" if since else f"until {day(until)}" if until else ""
    return day(since) if since == until else f"{day(since)} to {day(until)}"


def counted(number: int, thing: str) -> str:
    """Return a number of things: "1 passage", "1,200 passages"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first few of some names as they stand in a sentence, and how many there are more."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def host(url: str | None) -> str | None:
    """Return the host of a web address without its www, or None for whatever no browser would open."""
    try:
        parts = urlsplit(url or "")
        parts.port  # noqa: B018 -- read, because it is checked only then
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return re.sub(r"^www\.", "", parts.hostname)


def is_message(url: str | None) -> bool:
    """Tell whether an address is that of a message on Discord, which is nobody's site."""
    return _MESSAGE.match(url or "") is not None


def site(value: Article | Copy) -> str:
    """Return where an article is from: its publisher, else the host or the name of its file, else nothing."""
    return publisher(value) or source_name(value.source or "")


def source_name(source: str) -> str:
    """Return what an article was made from, in a word: the host of an address, else the name of a file."""
    return _end_of(host(source) or "") or PurePath(source).name


def publisher(value: Article | Copy) -> str:
    """Return who published an article: its site by name, else its host, else nothing; a message is called that.

    A page may give its site any name, that of another one, too: a name that is not also the host's stands behind the
    host, as what the page says.
    """
    if is_message(value.url):
        return "a message"
    name, where = value.site or "", host(value.url) or ""
    if not (name and where) or _is_name_of(name, where):
        return name or _end_of(where)
    return f"{_end_of(where)} (“{name}”)"


def _is_name_of(name: str, host: str) -> bool:
    """Tell whether a host is called by a name: The Week is theweek.com and news.theweek.co.uk, not theweek.web.com."""
    labels = host.split(".")
    ending = 2 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 1
    own = labels[-ending - 1 :]
    words = _plain(name)
    return words in {_plain("".join(own)), *(_plain(start + own[0]) for start in ("", "the"))} and bool(words)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in letters if char.isalnum())


def _end_of(host: str) -> str:
    """Return a host as it is shown: of a very long one its end, which says whose it is."""
    return host if len(host) <= _LONGEST_HOST else f"…{host[1 - _LONGEST_HOST :]}"


def according_to(value: Article, publisher: str) -> str:
    """Return whose words these are and of which day: according to The Week, 3 March 2023.

    `publisher` is the article's as it is shown. Without one the day is left, and without a day nothing. A message says
    nothing by itself: a message, 3 March 2023.
    """
    known = [publisher, day(value.published) if value.published else ""]
    return ("according to " if publisher and not is_message(value.url) else "") + ", ".join(
        part for part in known if part
    )


def as_of(value: date) -> str:
    """Return that the words are those of a day, and that there are newer ones."""
    return f"as of {day(value)}, there is a newer text"


def undated(count: int) -> str:
    """Return how many articles were left out for having no date, or nothing when none was."""
    return f"{counted(count, 'article')} without a date left out" if count else ""

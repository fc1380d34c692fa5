"""Feeds and the sites that they lead to, made here: RSS and Atom, pages that change and go, feeds as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from index.storage.feeds import StoredFeed
from tests.fakes import NOON
from tests.web import Request, answer

LONG = "*_`~|\\[@everyone](" * 40
"""A title of a stranger's: too long, and full of marks that mean something to Discord."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed."""

    link: str
    title: str = ""
    when: datetime | None = None
    content: str = ""
    guid: str = ""


def rss(*items: Item, title: str = "Lake News", more: str = "") -> str:
    """Return an RSS feed; `more` goes into its head."""
    parts = []
    for item in items:
        tags = {"title": item.title, "link": item.link, "guid": item.guid, "description": item.content}
        day = f"<pubDate>{format_datetime(item.when)}</pubDate>" if item.when else ""
        parts.append("".join(f"<{name}>{escape(said)}</{name}>" for name, said in tags.items() if said) + day)
    entries = "".join(f"<item>{part}</item>" for part in parts)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{more}{entries}</channel></rss>'


def atom(*items: Item, title: str = "Lake News") -> str:
    """Return an Atom feed."""
    entries = "".join(
        f'<entry><title>{escape(item.title)}</title><link href="{escape(item.link)}"/><id>{item.guid or item.link}</id>'
        f"<updated>{(item.when or NOON).isoformat()}</updated><author><name>Ann Huber</name></author>"
        f'<content type="html">{escape(item.content)}</content></entry>'
        for item in items
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{entries}</feed>'


def story(number: int, words: str = "") -> str:
    """Return the page of an article of its own, with enough words to be one."""
    days = " ".join(
        f"On day {day} of week {number} the ferry of quay {number} sailed at {day} o'clock." for day in range(1, 8)
    )
    said = words or f"The code word of story {number} is tulip{number}, said the captain."
    return (
        f"<!doctype html><html><head><title>Story {number} of the lake</title></head><body><nav>Home Sport</nav>"
        f"<article><h1>Story {number} of the lake</h1><p>{said}</p><p>{days}</p></article></body></html>"
    )


def long_text(name: str) -> str:
    """Return what a feed carries of an entry when it carries all of it."""
    return "".join(f"<p>Sentence {number} of {name} is about the harbour and its boats.</p>" for number in range(12))


@dataclass(slots=True)
class Site:
    """A site whose feed and pages a test changes; what is None is gone. It knows its pages again by their words."""

    pages: dict[str, str | bytes | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    not_changed: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> bytes:
        """Send a page, unless the client has it."""
        self.asked.append(request.path)
        page = self.pages.get(request.path)
        if page is None:
            return answer("", 410)
        if isinstance(page, bytes):
            return page
        tag = f'"{hash(page)}"'
        if request.headers.get("if-none-match") == tag:
            self.not_changed.append(request.path)
            return answer("", 304)
        self.sent.append(request.path)
        kind = "text/html" if page.startswith("<!doctype") else "application/xml"
        return answer(page, etag=tag, content_type=f"{kind}; charset=utf-8")

    def stories(self, numbers: Sequence[int]) -> list[Item]:
        """Put stories on the site, and return their entries, as they are listed."""
        for number in numbers:
            self.pages[f"/{number}"] = story(number)
        return [item(number) for number in numbers]


def item(number: int) -> Item:
    """Return the entry of a story, which is a minute older than the one before it."""
    return Item(f"http://news.example/{number}", f"Story {number}", NOON.replace(minute=number % 60), guid=f"g{number}")


def feed(number: int, **facts: object) -> StoredFeed:
    """Return a feed as the catalogue has it; `number` is its key."""
    usual = {
        "key": number,
        "collection": "guild:5",
        "url": f"http://news.example/{number}",
        "title": f"Feed {number}",
        "added_at": NOON,
        "polled_at": NOON,
        "next_poll_at": NOON + timedelta(hours=1),
        "failures": 0,
        "error": None,
        "articles": number,
        "waiting": 0,
        "given_up": 0,
        "validators": None,
        "every_minutes": None,
        "skip_hours": frozenset(),
    }
    return StoredFeed(**{**usual, **facts})  # type: ignore[arg-type]  # the facts are what a test says they are

"""A feed as it was read: its title, how often it wants to be polled, and its entries, newest first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Self

MOST_ENTRIES = 200
"""How many entries of a feed are read: its newest ones."""

MOST_TEXT = 50_000
"""How many characters of an entry's own text are kept; for a longer article, see its page."""

MOST_TITLE = 300
MOST_URL = 4_096


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `link` leads to its article; `text` is what the feed itself says of it, as plain text."""

    id: str
    """What identifies it in the feed: its own id, else its link, else a hash of its contents."""
    title: str
    link: str | None = None
    published: datetime | None = None
    """In the time zone of the feed, or UTC."""
    author: str | None = None
    text: str = ""
    whole: bool = False
    """Whether `text` may be the article itself, and not a teaser."""

    @property
    def key(self) -> str:
        """The id as it is stored: 32 hexadecimal digits, however long it is."""
        return hashlib.sha256(self.id.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def day(self) -> date | None:
        """The day on which it was published, where that was."""
        return None if self.published is None else self.published.date()

    def written(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self) | {"published": None if self.published is None else self.published.isoformat()}

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """Return what was `written`. Raises KeyError, TypeError and ValueError for what is no entry."""
        moment = written["published"]
        when = None if moment is None else datetime.fromisoformat(moment)
        return cls(**{**written, "published": when and when.astimezone(when.tzinfo or UTC)})


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; or, with `named`, a page that is not a feed but names some: their URLs, in the page's order."""

    title: str
    entries: Sequence[Entry] = ()
    every_minutes: int | None = None
    """For how many minutes the feed says that it does not change; None if it does not say."""
    skip_hours: frozenset[int] = frozenset()
    """The hours of the day (0 to 23, UTC) in which it does not want to be polled."""
    named: Sequence[str] = ()

    def written(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "title": self.title,
            "entries": [entry.written() for entry in self.entries],
            "every_minutes": self.every_minutes,
            "skip_hours": sorted(self.skip_hours),
            "named": list(self.named),
        }

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        """Return what was `written`. Raises KeyError, TypeError and ValueError for what is no feed."""
        return cls(
            str(written["title"]),
            tuple(Entry.read(entry) for entry in written["entries"]),
            written["every_minutes"],
            frozenset(int(hour) for hour in written["skip_hours"]),
            tuple(str(url) for url in written["named"]),
        )

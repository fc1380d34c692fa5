"""A question as it was asked on Discord: why it is refused here and now, and which articles it is about."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.serving.service import Service
from bot.wording import counted
from bot.work.cooldown import SERVER_PER_MINUTE
from index.collection import Collection
from index.errors import NotFound
from index.filters import Filters
from index.titles import TitledArticle

EARLY_SECONDS = 0.5
"""How long an acknowledgement waits to know whether the filters leave an article; usually it takes a millisecond."""

NO_ARTICLES = "There are no articles on this server yet. Whoever manages it can add some with `/articles add`."
NOWHERE = (
    "The channels in which I answered were deleted. Whoever manages me can choose others with `/settings channels`."
)
NONE_FIT = "No article of this server is from that time."
NO_DATE = "The day of {} is not known."
"""Added to that, for how many articles."""

ONE_NOT_FIT = "That article is not from that time."
ONE_NO_DATE = "The day of that article is not known. Leave out `since` and `until` to ask it."
"""Said instead if one article was to be asked."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its filters; both dates are inclusive."""

    guild_id: int
    question: str
    """Empty if `suggestion_of` is set."""
    article: str | None = None
    """The only article to ask, as it was typed: an id, a `#` with a key, or a title."""
    since: date | None = None
    until: date | None = None
    follows: str | None = None
    """The key of the answer that was replied to: "and when?" takes its subject from that question."""
    suggestion_of: str | None = None
    """The key of a refusal whose suggestion ("Did you mean …") is asked, with the filters of the refused question."""

    def details(self) -> dict[str, Any]:
        """Return what `asked_from` needs to make the question again, for JSON."""
        return {
            "guild": self.guild_id,
            "question": self.question,
            "article": self.article,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "follows": self.follows,
            "meant": self.suggestion_of,
        }


def asked_from(details: Mapping[str, Any]) -> AskedQuestion:
    """Return the question from its stored `details`."""
    since, until = (date.fromisoformat(day) if (day := details.get(name)) else None for name in ("since", "until"))
    return AskedQuestion(
        int(details["guild"]),
        str(details["question"]),
        details.get("article"),
        since,
        until,
        details.get("follows"),
        details.get("meant"),
    )


def elsewhere(service: Service, guild_id: int, channel: object) -> str | None:
    """Return where questions are answered instead of in this channel, or None if they are answered here.

    `channel`: any channel of discord.py, or None if Discord did not name it.
    """
    settings = service.servers.of(guild_id)
    if settings.answers_in(getattr(channel, "id", 0), getattr(channel, "parent_id", None)):
        return None
    there = [f"<#{number}>" for number in settings.channels if _is_there(number, getattr(channel, "guild", None))]
    return f"I answer in {', '.join(there)}." if there else NOWHERE


def too_often(service: Service, user_id: int, guild_id: int) -> str | None:
    """Return how long a person must wait before the next question, or None; a question that is accepted is counted."""
    per_minute = service.servers.of(guild_id).per_minute
    wait = service.cooldown.wait(user_id, guild_id, per_minute)
    if wait is None:
        return None
    who, most = ("All of you together", SERVER_PER_MINUTE) if wait.whole_server else ("You", per_minute)
    often, left = counted(most, "question"), counted(wait.whole_seconds, "second")
    return f"{who} may ask {often} a minute here. Please wait {left} and ask again."


def _is_there(number: int, guild: Any) -> bool:  # noqa: ANN401 -- discord.py's, or None where nothing is known
    return guild is None or guild.unavailable or guild.get_channel(number) is not None


async def refused_early(service: Service, asked: AskedQuestion) -> str | None:
    """Return why no article can be asked, if filters leave none and that is known in time. Raises what `find` raises.

    This comes before the acknowledgement, which fixes who sees the reply: only the author should see a mistake.
    """
    if asked.article is None and asked.since is None and asked.until is None:
        return None
    collection = service.collection(asked.guild_id)

    def look() -> str | None:
        filters, titles = filters_of(collection, asked), collection.titles()
        fits = any(filters.admit(each.id, each.published) for each in titles)
        return None if fits else why_none(titles, filters, asked)

    try:
        return await asyncio.wait_for(asyncio.to_thread(look), EARLY_SECONDS)
    except TimeoutError:  # reported after the acknowledgement instead
        return None


def why_none(titles: Sequence[TitledArticle], filters: Filters, asked: AskedQuestion) -> str:
    """Return why there is no article to ask; only called if there is none."""
    if not titles:
        return NO_ARTICLES
    lacking = sum(filters.lacks_date(each.id, each.published) for each in titles)
    if asked.article is not None:
        return ONE_NO_DATE if lacking else ONE_NOT_FIT
    return f"{NONE_FIT} {NO_DATE.format(counted(lacking, 'article'))}" if lacking else NONE_FIT


def filters_of(collection: Collection, asked: AskedQuestion) -> Filters:
    """Return which articles a question is about. Raises NotFound, and Ambiguous for a title of several."""
    only = None if asked.article is None else frozenset({found_article(collection, asked.article).id})
    return Filters(only, asked.since, asked.until)


def found_article(collection: Collection, typed: str) -> TitledArticle:
    """Return an article of a server by what was typed. Raises NotFound, in words for Discord, and Ambiguous."""
    try:
        return collection.find(typed)
    except NotFound:
        raise NotFound(
            f"there is no article {typed!r} on this server", "choose one of those that are offered as you type"
        ) from None

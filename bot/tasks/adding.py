"""How articles are added on Discord, wherever they come from: step by step, in turns with other servers, and told.

What was said to be added is on disk. The journal knows of every add that is under way, by the names of what was
handed in and never by its words: what a killed process left, the next one tells whoever waits for it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.cards import added
from bot.cards.markdown import bold
from bot.delivery import audit
from bot.delivery.apology import explained
from bot.delivery.faults import NETWORK, describe, kind
from bot.delivery.messages import Message, Outcome, post
from bot.delivery.places import Place, place_from, response_to
from bot.delivery.progress import PROGRESS_SECONDS, Progress
from bot.serving.servers import collection_name
from bot.serving.service import Service, Serving, service_of
from bot.sources.source import Contents, Source
from bot.tasks import journal
from bot.wording import counted
from bot.work.worker import Busy, Job, Stopped
from index.adding import Added
from index.article import Article
from index.errors import ArticlebotError
from index.storage.journal import Unfinished

KIND = "add"
"""What the journal calls an add."""

_STEP_ARTICLES, _STEP_CHARACTERS, _STEP_SECONDS = 16, 16_000, 1.0
"""What is added in one go: about half a second of work, then another server has its turn; or one longer article.

Of what is slow to read, as an archive of PDFs, it is what came in so many seconds.
"""

STOPPED = "I was stopped before I was done. Add it again in a minute: what is here already is not added twice."
BUSY = "So much is being added here that I took no more. Add it again later: what is here already is not added twice."
PURGED = "Everything on this server was deleted meanwhile, so I added no more."
COMES_LATER = {
    STOPPED: "I was stopped before I was done. The rest comes by itself.",
    BUSY: "So much is being added here that I took no more. The rest comes by itself.",
}
"""What is said instead of these when nobody has to do anything."""

WAITING = "I'm adding other articles first. Yours come next."

_log = logging.getLogger(__name__)


class Purged(Exception):
    """Everything of the server was deleted while something was being added."""


@dataclass(slots=True)
class AddResult:
    """What has become of what was handed in, so far. The worker's thread writes it, the event loop reads it."""

    done: list[Added] = field(default_factory=list)
    refused: list[ArticlebotError] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """The dates that could not be read, of articles that have none."""
    total: int = 0

    @property
    def so_far(self) -> int:
        """How many articles are done with, one way or the other."""
        return len(self.done) + len(self.refused)


async def add(
    interaction: discord.Interaction[Any],
    guild_id: int,
    sources: Sequence[Source],
    note: str | Callable[[], Awaitable[str]] = "",
    *,
    name: str = "",
    goes_on: bool = False,
) -> None:
    """Add what was handed in to an acknowledged interaction's server, and tell how it goes and what came of it.

    `note` is told at the end, where a function is only then asked for it; `name` is what all of it is called.
    `goes_on`: what cannot be added now comes later without anybody's doing.
    """
    service, place = service_of(interaction), response_to(interaction)
    name = name or (sources[0].name if len(sources) == 1 else f"{sources[0].name} and {len(sources) - 1:,} more")
    entry = await journal.begin(service, KIND, _details(interaction, name) | ({"goes_on": True} if goes_on else {}))
    result, progress = AddResult(), Progress(place)
    try:
        stopped = await add_sources(service, guild_id, sources, result, progress.tell)
        await progress.end()
        if goes_on:
            stopped = COMES_LATER.get(stopped, stopped)
        told = await note() if callable(note) else note
        text = added.outcome(result.done, result.refused, added.undated(result.unread), told, stopped)
        count = sum(each.status != "unchanged" for each in result.done)
        await _last_word(interaction.client, place, interaction.channel_id, interaction.user.id, text, count)
        await journal.finish(service, entry)
        changed = added.changes(result.done, name)
        if changed is not None:
            await audit.record(interaction, changed)
    finally:
        # Only now, so that the end of the process waits for the log as well.
        service.promises.keep(interaction.id)


async def take_up(service: Service, client: Serving, unfinished: Unfinished) -> None:
    """Tell whoever waits for an add that a killed process left how far it came."""
    try:
        details, place = unfinished.details, place_from(client, unfinished.details)
        collection = service.collection(int(details["guild"]))
        channel, user, name = int(details["channel"]), int(details["user"]), str(details["name"])
    except (KeyError, TypeError, ValueError) as error:  # of a version that wrote it otherwise
        _log.warning("an add in the journal cannot be read: %s", describe(error))
        await journal.finish(service, unfinished.key)
        return
    articles = await asyncio.to_thread(collection.articles)
    came = sum(article.added_at >= unfinished.begun_at for article in articles)
    there = "1 article has" if came == 1 else f"{came:,} articles have"
    again = "Please add it again: what is here already is not added twice."
    if details.get("goes_on"):
        again = "The rest comes by itself."
    text = f"I was stopped while I was adding {bold(name)}. {there} come in since it began. {again}"
    await _last_word(client, place, channel, user, text, came)
    await journal.finish(service, unfinished.key)


async def add_sources(
    service: Service, guild_id: int, sources: Sequence[Source], result: AddResult, tell: Callable[[str], None]
) -> str:
    """Add everything, and return why not all was added, or nothing when all was; `tell` is told how it goes."""
    purges = service.purges.count(guild_id)
    try:
        for number, source in enumerate(sources, 1):
            before = result.so_far
            if before:
                tell(added.progress(result.done, len(result.refused), result.total))
            try:
                contents = await source.open(result.refused.append)
            except ArticlebotError as error:
                result.refused.append(error)
                continue
            result.done += contents.unchanged
            result.total = before + contents.total + len(sources) - number
            while not await _step(service, guild_id, contents, result, tell, purges):
                tell(added.progress(result.done, len(result.refused), result.total))
    except Stopped:
        return STOPPED
    except Busy:
        return BUSY
    except Purged:
        return PURGED
    except Exception as error:  # noqa: BLE001 -- whatever it is, somebody waits for a word
        return explained(error, f"adding articles on server {guild_id}")
    return ""


async def _step(
    service: Service, guild_id: int, contents: Contents, result: AddResult, tell: Callable[[str], None], purges: int
) -> bool:
    """Add the next few articles in this server's turn; tell whether they were the last."""

    def work() -> bool:
        if service.purges.count(guild_id) != purges:
            raise Purged
        batch, last = _next(contents.articles, result)
        # One by one into the result: what is in it is committed, whatever happens to the rest.
        for done in service.collection(guild_id).add(batch, lambda _, error: result.refused.append(error)):
            result.done.append(done)
            contents.stored(done)
        return last

    job: Job[bool] = service.indexing.submit(collection_name(guild_id), work)
    while not await job.done(PROGRESS_SECONDS):
        waiting = job.position and not result.so_far
        tell(WAITING if waiting else added.progress(result.done, len(result.refused), result.total))
    return await job.result()


def _next(articles: Iterator[Article], result: AddResult) -> tuple[list[Article], bool]:
    """Return the next few articles, and whether there are no more. What ends the reading early is refused."""
    batch: list[Article] = []
    end = time.monotonic() + _STEP_SECONDS
    while (
        not (batch and time.monotonic() > end)
        and len(batch) < _STEP_ARTICLES
        and sum(len(each.text) for each in batch) < _STEP_CHARACTERS
    ):
        try:
            batch.append(next(articles))
        except StopIteration:
            return batch, True
        except ArticlebotError as error:
            result.refused.append(error)
            return batch, True
        if batch[-1].unread_date is not None and batch[-1].published is None:
            result.unread.append(batch[-1].unread_date)
    return batch, False


async def _last_word(
    client: discord.Client, place: Place, channel_id: int | None, user_id: int, text: str, count: int
) -> None:
    """Say how it ended where it is waited for; when that can't be edited, as after 15 minutes, in the channel.

    There everybody reads it, so it tells how many articles came in, and nothing of what is in them.
    """
    outcome = await place.show(Message(text)) if place.alive else Outcome.MISSED
    dismissed = outcome is Outcome.GONE and place.alive  # or deleted, by who waited for it
    if outcome is Outcome.SHOWN or dismissed or channel_id is None:
        return
    channel = client.get_partial_messageable(channel_id)
    articles = counted(count, "article")
    told = (
        f"<@{user_id}> Adding has ended, but I could not say so in my reply to you: {articles} came in. "
        "See `/articles list`."
    )
    try:
        # It names who waits for it; nobody is pinged, since the client allows no mentions.
        await post(channel, Message(told), nonce=str(place.promise))
    except NETWORK as error:
        _log.warning("the end of an add could not be told in channel %s: %s", channel_id, kind(error))


def _details(interaction: discord.Interaction[Any], name: str) -> dict[str, Any]:
    return response_to(interaction).details() | {
        "guild": interaction.guild_id,
        "channel": interaction.channel_id,
        "user": interaction.user.id,
        "name": name[:200],
    }

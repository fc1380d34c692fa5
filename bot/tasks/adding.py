"""How articles are added on Discord, wherever they come from: how it goes is told, and what came of it.

What was said to be added is on disk. The journal knows of every add that is under way, by the names of what was
handed in and never by its words: what a killed process left, the next one tells whoever waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.cards import added
from bot.cards.markdown import bold
from bot.delivery import audit
from bot.delivery.faults import NETWORK, describe, kind
from bot.delivery.messages import Message, Outcome, post
from bot.delivery.places import Place, place_from, response_to
from bot.delivery.progress import Progress
from bot.serving.service import Service, Serving, service_of
from bot.sources.source import Source
from bot.tasks import journal
from bot.tasks.steps import BUSY, STOPPED, add_sources
from bot.wording import counted
from index.storage.journal import Unfinished

KIND = "add"
"""What the journal calls an add."""

COMES_LATER = {
    STOPPED: "I was stopped before I was done. The rest comes by itself.",
    BUSY: "So much is being added here that I took no more. The rest comes by itself.",
}
"""What is said instead of that when nobody has to do anything."""

_log = logging.getLogger(__name__)


async def add(
    interaction: discord.Interaction[Any],
    guild_id: int,
    sources: Sequence[Source],
    note: str | Callable[[], Awaitable[str]] = "",
    *,
    name: str = "",
    goes_on: bool = False,
    refusal: str = "",
) -> None:
    """Add what was handed in to an acknowledged interaction's server, and tell how it goes and what came of it.

    `note` is told at the end, where a function is only then asked for it; `name` is what all of it is called.
    `goes_on`: what cannot be added now comes later without anybody's doing. `refusal`: as in an outcome.
    """
    service, place = service_of(interaction), response_to(interaction)
    name = name or (sources[0].name if len(sources) == 1 else f"{sources[0].name} and {len(sources) - 1:,} more")
    entry = await journal.begin(service, KIND, _details(interaction, name) | ({"goes_on": True} if goes_on else {}))
    progress = Progress(place)
    try:
        result = await add_sources(service, guild_id, sources, progress.tell)
        await progress.end()
        stopped = COMES_LATER.get(result.stopped, result.stopped) if goes_on else result.stopped
        told = await note() if callable(note) else note
        notes = (added.undated(result.unread), told, stopped)
        text = added.outcome(result.done, result.refused, *notes, refusal=refusal)
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
    articles = counted(count, "article")
    told = (
        f"<@{user_id}> Adding has ended, but I could not say so in my reply to you: {articles} came in. "
        "See `/articles list`."
    )
    try:
        # It names who waits for it; nobody is pinged, since the client allows no mentions.
        await post(client, channel_id, Message(told), nonce=str(place.promise))
    except NETWORK as error:
        _log.warning("the end of an add could not be told in channel %s: %s", channel_id, kind(error))


def _details(interaction: discord.Interaction[Any], name: str) -> dict[str, Any]:
    return response_to(interaction).details() | {
        "guild": interaction.guild_id,
        "channel": interaction.channel_id,
        "user": interaction.user.id,
        "name": name[:200],
    }

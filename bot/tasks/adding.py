"""How articles are added on Discord, from any source, with messages about progress and outcome.

Articles that were reported as added are on disk. The journal lists every add in progress, with the names of its
sources but none of their text: after a process was killed, the next one informs whoever waits.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import discord

from bot.cards import added
from bot.cards.card import Card, File
from bot.cards.markdown import bold
from bot.delivery import audit
from bot.delivery.apology import explained
from bot.delivery.places import Place, fill, response_to
from bot.delivery.progress import Progress
from bot.serving.service import Service, service_of
from bot.sources.source import Source
from bot.tasks import journal
from bot.tasks.adding_steps import BUSY, STOPPED, add_sources
from bot.wording import counted
from index.storage.journal import Unfinished

KIND = "add"
"""The kind of an add in the journal."""

HANDED_BACK = "Here is what you typed, to be used again."

AS_IT_WAS = "Not read again, and kept as it was"
"""The line above what a refresh could not read."""


class Occasion(enum.StrEnum):
    """Why articles are added, and so what helps if not all of them were."""

    HANDED_IN = "handed in"
    FEED = "feed"
    """The rest is added later automatically."""
    REFRESH = "refresh"


_INSTEAD = {
    Occasion.HANDED_IN: {},
    Occasion.FEED: {
        STOPPED: "I was stopped before I was done. The rest comes by itself.",
        BUSY: "So much is being added here that I took no more. The rest comes by itself.",
    },
    Occasion.REFRESH: {
        STOPPED: "I was stopped before I was done. Refresh again in a minute.",
        BUSY: "So much is being added here that I took no more. Refresh again later.",
    },
}
"""Replacements for these messages."""


async def add(
    interaction: discord.Interaction[Any],
    guild_id: int,
    sources: Sequence[Source],
    note: str | Callable[[], Awaitable[str]] = "",
    *,
    name: str = "",
    occasion: Occasion = Occasion.HANDED_IN,
    typed: Sequence[File] = (),
) -> None:
    """Add sources to an acknowledged interaction's server, and report progress and outcome there.

    `note` is added to the outcome, a function is called only then; `name` stands for all sources together. `typed`:
    what was typed for this, handed back unless it was added.
    """
    service, place = service_of(interaction), response_to(interaction)
    name = name or (sources[0].name if len(sources) == 1 else f"{sources[0].name} and {len(sources) - 1:,} more")
    details = place.details() | {"guild": guild_id, "name": name[:200], "occasion": occasion.value}
    entry = await journal.begin(service, KIND, details)
    progress = Progress(place)
    # To the end, so that the end of the process waits for the log as well.
    with service.pending_replies.pending(interaction.id):
        result = await add_sources(service, guild_id, sources, progress.tell)
        await progress.end()
        stopped = _INSTEAD[occasion].get(result.stopped, result.stopped)
        told = await _noted(note, guild_id)
        back = typed if result.refused or stopped else ()
        notes = (added.undated(result.unread), told, stopped, HANDED_BACK if back else "")
        refusal = AS_IT_WAS if occasion is Occasion.REFRESH else ""
        text = added.outcome(result.done, result.refused, *notes, refusal=refusal)
        count = sum(each.status != "unchanged" for each in result.done)
        await _last_word(place, text, count, back)
        await journal.finish(service, entry)
        changed = added.changes(result.done, name)
        if changed is not None:
            await audit.record(interaction, changed)


async def _noted(note: str | Callable[[], Awaitable[str]], guild_id: int) -> str:
    """Return what is added to an outcome; if that cannot be found out, why: the outcome itself is told all the same."""
    try:
        return await note() if callable(note) else note
    except Exception as error:  # noqa: BLE001 -- whatever it is, somebody waits for the outcome
        return explained(error, f"a note on what was added on server {guild_id}")


def take_up(service: Service, place: Place, unfinished: Unfinished) -> Coroutine[Any, Any, None]:
    """Tell whoever waits for an add that a killed process left how far it got."""
    details = unfinished.details
    guild_id, name = int(details["guild"]), str(details["name"])
    occasion = Occasion(details.get("occasion", Occasion.HANDED_IN))
    return _tell_how_far(service, place, unfinished, guild_id, name, occasion)


async def _tell_how_far(
    service: Service, place: Place, unfinished: Unfinished, guild_id: int, name: str, occasion: Occasion
) -> None:
    articles = await asyncio.to_thread(service.collection(guild_id).articles)
    came = sum(article.added_at >= unfinished.begun_at for article in articles)
    there = "1 article has" if came == 1 else f"{came:,} articles have"
    again = "Please add it again: what is here already is not added twice."
    if occasion is Occasion.FEED:
        again = "The rest comes by itself."
    text = f"I was stopped while I was adding {bold(name)}. {there} come in since it began. {again}"
    if occasion is Occasion.REFRESH:
        text = f"I was stopped while I was refreshing {bold(name)}. Please refresh again."
    await _last_word(place, text, came)
    await journal.finish(service, unfinished.key)


async def _last_word(place: Place, text: str, count: int, files: Sequence[File] = ()) -> None:
    """Report the outcome where it is waited for; if that can't be edited, as after 15 minutes, in the channel.

    Everybody can read it there, so it says only how many articles came in, and nothing about their content.
    """
    articles = counted(count, "article")
    instead = f"Adding has ended, but I could not say so in my reply to you: {articles} came in. See `/articles list`."
    await fill(place, Card(text, files=files), instead)

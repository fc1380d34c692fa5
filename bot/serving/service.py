"""What every command works with: the library, the two workers, the servers' settings. Handed in, never global."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from bot.feeds.pace import Pace
from bot.feeds.poller import Poller
from bot.fetching.fetcher import Fetcher
from bot.serving.mentions import CommandMentions
from bot.serving.servers import Servers, collection_name
from bot.work.cooldown import Cooldown
from bot.work.heard import Heard
from bot.work.promises import Promises
from bot.work.purges import Purges
from bot.work.worker import Worker
from index.collection import Collection
from index.extract import DocumentProcess
from index.library import Library
from index.models.cores import available_cores

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
"""Whatever a feature registers with Discord."""


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running bot."""

    library: Library
    asking: Worker
    """Answers questions."""
    indexing: Worker
    """Adds articles, so that a large file never holds up a question."""
    documents: DocumentProcess
    """Reads pages, PDF and the like, bounded, for what is being added."""
    servers: Servers
    cooldown: Cooldown
    refusals: Cooldown
    """How often somebody is told, for all to read, that a message is not answered."""
    heard: Heard
    promises: Promises
    purges: Purges
    """Tells what adds articles that everything of its server was deleted meanwhile."""
    fetcher: Fetcher
    """Opens URLs."""
    feeds: Poller
    """Asks feeds."""
    clock: Callable[[], datetime]
    """The present time, with its zone."""
    mentions: CommandMentions

    @property
    def idle(self) -> bool:
        """Whether neither worker has anything to do."""
        return self.asking.idle and self.indexing.idle

    def collection(self, guild_id: int) -> Collection:
        """Return the articles of a server."""
        return self.library.collection(collection_name(guild_id))

    async def purge(self, guild_id: int) -> int:
        """Delete articles, answers, votes, feeds and settings of a server for good; return how many articles it had.

        Nothing that was under way brings any of it back. Raises Stopped and storage errors.
        """
        name = collection_name(guild_id)

        def delete() -> int:
            self.purges.note(guild_id)
            return self.library.purge(name)

        # In the line of what changes articles, so that no step of an add runs beside it.
        count = await self.indexing.submit(name, delete, always=True).result()
        await self.servers.forget(guild_id)
        # A question that was being read is kept with its answer when it is done: this comes behind it. Those that begin
        # from here on find no articles and leave nothing.
        await self.asking.settled()
        await asyncio.to_thread(self.library.feedback.clear, name)
        return count


def _now() -> datetime:
    return datetime.now(UTC)


def questions_at_once() -> int:
    """Return how many questions are read at once: one a core, so that none is idle between the steps of another's.

    More than eight would wait for Python's lock rather than for the models.
    """
    return min(8, available_cores())


def make_service(
    library: Library, fetcher: Fetcher | None = None, pace: Pace | None = None, clock: Callable[[], datetime] = _now
) -> Service:
    """Put a running bot's parts together, the servers' settings read. Raises storage errors.

    `fetcher` None opens URLs of the internet. `pace`: how often feeds are asked, and how much they may bring.
    """
    fetcher, documents = fetcher or Fetcher(), DocumentProcess()
    servers = Servers(library.preferences)
    servers.load()
    return Service(
        library=library,
        asking=Worker("asking", threads=questions_at_once()),
        indexing=Worker("indexing"),
        documents=documents,
        servers=servers,
        cooldown=Cooldown(),
        refusals=Cooldown(),
        heard=Heard(),
        promises=Promises(),
        purges=Purges(),
        fetcher=fetcher,
        feeds=Poller(library, fetcher, documents, clock, pace),
        clock=clock,
        mentions=CommandMentions(),
    )


class Serving(discord.AutoShardedClient):
    """A client that knows its service; what can be done on an interaction is found through it."""

    service: Service


def service_of(interaction: discord.Interaction[Any]) -> Service:
    """Return the service of the bot that an interaction was sent to."""
    client = interaction.client
    if not isinstance(client, Serving):
        raise TypeError("an interaction of this bot comes with its own client")
    return client.service

"""What every command works with: the library, both workers, the servers' settings. Passed in, never global."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from bot.feeds.pace import Pace
from bot.feeds.poller import Poller
from bot.fetching.fetcher import Fetcher
from bot.serving.command_mentions import CommandMentions
from bot.serving.servers import Servers, collection_name
from bot.work.cooldown import Cooldown
from bot.work.pending_replies import PendingReplies
from bot.work.recent_messages import RecentMessages
from bot.work.worker import Worker
from index.collection import Collection
from index.extract import DocumentProcess
from index.library import Library
from index.models.cores import available_cores

_SLOW_READS = 4
"""How many of a `Service`'s `slow_reads` run at once; more wait."""

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
"""Anything that a feature registers with Discord."""


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running bot."""

    library: Library
    asking: Worker
    """Answers questions."""
    indexing: Worker
    """Adds articles; separate, so that a large file never delays a question."""
    documents: DocumentProcess
    """Reads pages, PDFs and the like for an add, in a bounded process."""
    slow_reads: Executor
    """Runs what may take seconds: feeds, which wait until `documents` has read a large file, and exports. On the event
    loop's own threads, a few of these would keep questions from being noted and buttons from being answered."""
    servers: Servers
    cooldown: Cooldown
    refusals: Cooldown
    """Limits how often somebody is told in public that a message is not answered."""
    recent_messages: RecentMessages
    pending_replies: PendingReplies[discord.Interaction[Any]]
    purges: Counter[int]
    """How often each server was purged, for as long as the process runs.

    An add reads the count when it begins, and again in each of its steps on the indexing worker, where purges run as
    well: if the count has risen, it stops.
    """
    fetcher: Fetcher
    """Opens URLs."""
    feeds: Poller
    """Polls feeds."""
    clock: Callable[[], datetime]
    """Returns the present time, with its time zone."""
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

        Work in progress brings none of it back. Raises Stopped and storage errors.
        """
        name = collection_name(guild_id)

        def delete() -> int:
            try:
                return self.library.purge(name)
            finally:
                # At the end, so that what began meanwhile stops as well: the feeds are there until then. Also if it
                # failed, since part of it may be deleted.
                self.purges[guild_id] += 1

        # In the queue of changes to articles, so that no step of an add runs at the same time.
        count = await self.indexing.submit(name, delete, always=True).result()
        await self.servers.forget(guild_id)
        # A question in progress is stored with its answer when it is done, so wait for it before clearing. Later
        # questions find no articles and leave nothing.
        await self.asking.settled()
        await asyncio.to_thread(self.library.feedback.clear, name)
        return count


def questions_at_once() -> int:
    """Return how many questions are read at once: one per core, so that no core is idle between the steps of one.

    More than eight would wait for Python's lock rather than for the models.
    """
    return min(8, available_cores())


def make_service(
    library: Library,
    fetcher: Fetcher | None = None,
    pace: Pace | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Service:
    """Make the parts of a running bot, with the servers' settings loaded. Raises storage errors.

    `fetcher` None opens URLs of the internet. `pace`: how often feeds are polled, and how many articles they may add.
    """
    fetcher, documents = fetcher or Fetcher(), DocumentProcess()
    slow_reads = ThreadPoolExecutor(_SLOW_READS, "slow reads")
    servers = Servers(library.preferences)
    servers.load()
    return Service(
        library=library,
        asking=Worker("asking", threads=questions_at_once()),
        indexing=Worker("indexing"),
        documents=documents,
        slow_reads=slow_reads,
        servers=servers,
        cooldown=Cooldown(),
        refusals=Cooldown(),
        recent_messages=RecentMessages(),
        pending_replies=PendingReplies(),
        purges=Counter(),
        fetcher=fetcher,
        feeds=Poller(library, fetcher, documents, clock, pace, executor=slow_reads),
        clock=clock,
        mentions=CommandMentions(),
    )


class ServiceClient(discord.AutoShardedClient):
    """A discord.py client with the bot's `Service`.

    discord.py hands each handler the client and nothing else; `service_of` gets the service from there.
    """

    service: Service


def service_of(interaction: discord.Interaction[Any]) -> Service:
    """Return the service of the bot that received an interaction."""
    client = interaction.client
    if not isinstance(client, ServiceClient):
        raise TypeError("an interaction of this bot comes with its own client")
    return client.service

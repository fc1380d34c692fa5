"""Polls the feeds of all servers when they are due, and adds their new entries, each server in its turn."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import discord

from bot.cards import feeds as cards
from bot.delivery import audit
from bot.delivery.faults import describe
from bot.feeds.poller import PolledFeed
from bot.serving.servers import collection_name, guild_id_of
from bot.serving.service import Service
from bot.tasks.adding_steps import add_sources
from bot.work.worker import Stopped
from index.storage.feeds import StoredFeed

_LOOK_SECONDS = 60.0
"""Seconds between two checks for feeds that are due."""

_SERVERS_AT_ONCE = 4

_log = logging.getLogger(__name__)


async def polled_now(
    client: discord.Client, service: Service, guild_id: int, feeds: Sequence[StoredFeed]
) -> Sequence[PolledFeed]:
    """Poll feeds of a server, and note in its log channel which of them fail now or work again.

    What could not be stored is logged: that is no fault of a feed.
    """
    polled = await service.feeds.poll(feeds)
    for each in polled:
        if each.error is not None and each.is_own_fault:
            _log.error("a feed of server %s could not be stored: %s", guild_id, describe(each.error))
    await audit.note(client, service, guild_id, *cards.log_changes(polled))
    return polled


class Polling:
    """Polls automatically. If one feed or server fails, the others continue."""

    def __init__(self, client: discord.Client, service: Service, serves: Callable[[int], bool]) -> None:
        """`serves`: whether a server belongs to this process, and the bot is on it."""
        self._client = client
        self._service = service
        self._serves = serves
        self._at_once = asyncio.Semaphore(_SERVERS_AT_ONCE)
        self._busy: set[int] = set()
        self._not_before: dict[int, datetime] = {}  # by the key of a feed of which nothing could be stored

    async def poll_for_ever(self) -> None:
        """Poll what is due, again and again, until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                try:
                    due = await self.due()
                except Exception as error:  # noqa: BLE001 -- one failure must not stop all polling
                    _log.error("feeds that are due could not be looked up: %s", describe(error))
                    due = {}
                for guild_id, feeds in due.items():
                    # A poll that lasts longer than the pause is not started twice.
                    self._busy.add(guild_id)
                    group.create_task(self._guarded(guild_id, feeds))
                await asyncio.sleep(_LOOK_SECONDS)

    async def due(self) -> Mapping[int, Sequence[StoredFeed]]:
        """Return the feeds that are due, by server, without servers that are being polled."""
        found: defaultdict[int, list[StoredFeed]] = defaultdict(list)
        now = self._service.clock()
        for feed in await asyncio.to_thread(self._service.library.feeds.due):
            guild_id = guild_id_of(feed.collection)
            is_time = self._not_before.get(feed.key, now) <= now
            if guild_id is not None and guild_id not in self._busy and self._serves(guild_id) and is_time:
                found[guild_id].append(feed)
        return found

    async def _guarded(self, guild_id: int, feeds: Sequence[StoredFeed]) -> None:
        try:
            async with self._at_once:
                await self.poll(guild_id, feeds)
        except Stopped:  # the process is ending, and the next one polls
            return
        except Exception as error:  # noqa: BLE001 -- as above
            _log.error("the feeds of server %s could not be polled: %s", guild_id, describe(error))
        finally:
            self._busy.discard(guild_id)

    async def poll(self, guild_id: int, feeds: Sequence[StoredFeed]) -> None:
        """Poll feeds of a server, add what waits there, and log what changed."""
        service = self._service
        for each in await polled_now(self._client, service, guild_id, feeds):
            self._not_before.pop(each.feed.key, None)
            if each.is_own_fault:
                self._not_before[each.feed.key] = service.clock() + service.feeds.pace.every
        async with service.feeds.offered(collection_name(guild_id)) as offered:
            result = await add_sources(service, guild_id, offered.sources, lambda _: None)
            line = cards.log_added([*offered.report.feeds.values()], result.done, result.refused)
        if line is not None:
            await audit.note(self._client, service, guild_id, line)

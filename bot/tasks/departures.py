"""Servers that the bot was removed from: their articles are kept for thirty days, then deleted for good."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from bot.delivery.faults import describe
from bot.serving.servers import collection_name, guild_id_of
from bot.serving.service import Service
from bot.work.worker import Stopped

KEPT_AFTER_LEAVING = timedelta(days=30)
"""How long the articles of a server are kept after the bot was removed from it."""

_PURGE_EVERY_SECONDS = 6 * 60 * 60.0

_log = logging.getLogger(__name__)


class Departures:
    """Notes which servers leave and come back, and deletes what is due."""

    def __init__(self, service: Service, owns: Callable[[int], bool], present: Callable[[int], bool]) -> None:
        """`owns`: whether a server belongs to this process; `present`: whether the bot is on it."""
        self._service = service
        self._retention = service.library.retention
        self._owns = owns
        self._present = present

    async def left(self, guild_id: int) -> None:
        """Start the period after which the articles of a server are deleted."""
        await asyncio.to_thread(self._retention.left, collection_name(guild_id), self._service.clock())

    async def returned(self, guild_id: int) -> None:
        """Keep the articles of a server that has come back."""
        await asyncio.to_thread(self._retention.returned, collection_name(guild_id))

    async def compare(self) -> None:
        """Note which servers left or came back while the bot was not connected.

        If a session of Discord's was lost and the process continued, a server that left meanwhile is only noticed at
        the next start: discord.py forgets no server when it reconnects.
        """
        await asyncio.to_thread(self._compare)

    def _compare(self) -> None:
        departed = self._retention.departed()
        # Settings without articles must be deleted as well. Nothing is noted again for what was deleted.
        present = {
            name: self._present(guild_id)
            for name in self._retention.kept() | departed
            if (guild_id := guild_id_of(name)) is not None and self._owns(guild_id)
        }
        # Only changes are written: there may be thousands of servers.
        left = [name for name, here in present.items() if not here and name not in departed]
        returned = [name for name, here in present.items() if here and name in departed]
        if left or returned:
            self._retention.note(left, returned, self._service.clock())

    async def purge_for_ever(self) -> None:
        """Delete what is due, now and four times a day."""
        while True:
            try:
                due = await asyncio.to_thread(self._retention.due, self._service.clock() - KEPT_AFTER_LEAVING)
            except Exception as error:  # noqa: BLE001 -- one failure must not stop all deleting
                _log.error("servers that were left could not be looked up: %s", describe(error))
                due = []
            for name in due:
                guild_id = guild_id_of(name)
                if guild_id is not None and self._owns(guild_id) and not self._present(guild_id):
                    await self._purge(guild_id)
            await asyncio.sleep(_PURGE_EVERY_SECONDS)

    async def _purge(self, guild_id: int) -> None:
        try:
            count = await self._service.purge(guild_id)
        except Stopped:  # the process is ending, and the next one deletes
            return
        except Exception as error:  # noqa: BLE001 -- as above: nor one server the others
            _log.error("articles of server %s, which was left, could not be deleted: %s", guild_id, describe(error))
        else:
            _log.info("deleted the %s articles of a server that was left", count)

"""Removes articles that nobody refreshed for as long as their server has chosen: once a day, and noted in its log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import discord

from bot.cards.keeping import swept
from bot.delivery import audit
from bot.delivery.faults import describe
from bot.delivery.places import Place
from bot.serving.servers import collection_name
from bot.serving.service import Service
from bot.tasks import waiting
from bot.work.worker import Stopped
from index.article import ArticleName
from index.errors import NotFound

_EVERY_SECONDS = 24 * 60 * 60.0

_AT_ONCE = 50
"""Articles that are removed in one step; then another server has its turn."""

_log = logging.getLogger(__name__)


def due(service: Service, guild_id: int, days: int) -> list[ArticleName]:
    """Return the articles of a server that were not added or refreshed for `days` days, oldest first. Blocks."""
    return service.library.retention.stale(collection_name(guild_id), service.clock() - timedelta(days=days))


async def sweep(
    service: Service, guild_id: int, days: int | None = None, place: Place | None = None
) -> AsyncIterator[list[ArticleName]]:
    """Remove expired articles of a server on the indexing worker, in its turns; yield those removed in each turn.

    Yielded articles are gone, whatever is raised later. `days` None: the days that the server has chosen, and nothing
    is removed if it has chosen none. `place`: where somebody waits for it. Articles that are refreshed meanwhile stay.
    Raises Stopped and storage errors.
    """

    def remove_some() -> tuple[list[ArticleName], bool]:
        """Return what was removed, and whether there may be more."""
        # Looked up in this turn, so that earlier adds and refreshes count.
        keep_days = service.servers.of(guild_id).keep_days if days is None else days
        some = [] if keep_days is None else due(service, guild_id, keep_days)[:_AT_ONCE]
        if not some:
            return [], False
        try:
            service.collection(guild_id).remove([each.id for each in some])
        except NotFound:  # another process was faster: look up again what is due
            return [], True
        return some, len(some) == _AT_ONCE

    is_more = True
    while is_more:
        job = service.indexing.submit(collection_name(guild_id), remove_some, always=True)
        removed, is_more = await (job.result() if place is None else waiting.in_turn(place, job))
        yield removed


class Sweeps:
    """Sweeps all servers of a process, once a day."""

    def __init__(self, client: discord.Client, service: Service, serves: Callable[[int], bool]) -> None:
        """`serves`: whether a server belongs to this process, and the bot is on it."""
        self._client = client
        self._service = service
        self._serves = serves

    async def sweep_for_ever(self) -> None:
        """Remove what is due, now and once a day."""
        while True:
            await self.sweep_all()
            await asyncio.sleep(_EVERY_SECONDS)

    async def sweep_all(self) -> None:
        """Remove what is due on every server, and note it in its log. A failure on one server is only logged."""
        for guild_id, days in self._service.servers.keeping().items():
            if self._serves(guild_id):
                await self._sweep_server(guild_id, days)
        await self._forget_revisions()

    async def _sweep_server(self, guild_id: int, days: int) -> None:
        gone: list[ArticleName] = []
        try:
            async for removed in sweep(self._service, guild_id):
                gone += removed
        except Stopped:  # the process is ending, and the next one sweeps
            pass
        except Exception as error:  # noqa: BLE001 -- one failure must not stop all sweeping
            _log.error("old articles of server %s could not all be removed: %s", guild_id, describe(error))
        if gone:
            await audit.note(self._client, self._service, guild_id, swept(gone, days))

    async def _forget_revisions(self) -> None:
        service, forget = self._service, self._service.library.retention.forget_revisions
        try:
            await service.indexing.submit("revisions", lambda: forget(service.clock()), always=True).result()
        except Stopped:  # as above
            pass
        except Exception as error:  # noqa: BLE001 -- nor must this stop it
            _log.error("replaced texts could not be deleted: %s", describe(error))

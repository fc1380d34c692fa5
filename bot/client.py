"""The discord.py client: start, shards, servers that come and go, and the end."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import sys
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.commands import BUTTONS, FORMS, RECOVERIES, all_commands
from bot.commands.ask_message import answer_message
from bot.commands.components import submit
from bot.delivery.apology import apologise
from bot.delivery.faults import NETWORK, describe
from bot.delivery.places import place_from
from bot.delivery.responses import tell
from bot.serving.service import Service, ServiceClient
from bot.tasks import journal
from bot.tasks.departures import Departures
from bot.tasks.greeting import greet
from bot.tasks.polling import Polling
from bot.tasks.sweeping import Sweeps
from bot.translations.translator import CommandTranslator
from bot.work.worker import Stopped
from index.storage.journal import Unfinished

FINISH_SECONDS = 5.0
"""How long work in progress may take when the bot ends; a container that is stopped gets 10 seconds in all."""

_LAST_WORDS_SECONDS, _APOLOGY_SECONDS = 3.0, 1.0

_SYNCED, _IDS = "discord-commands", "discord-command-ids"
"""The names of two notes in the catalogue: what was last registered, and the ids that Discord gave it, by name."""

_log = logging.getLogger(__name__)


def intents() -> discord.Intents:
    """Return the intents of the bot, none of which is privileged."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Tree(app_commands.CommandTree[ServiceClient]):
    """The commands. All their errors go to one handler."""

    async def on_error(
        self, interaction: discord.Interaction[ServiceClient], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person what happened."""
        await apologise(interaction, error)


class ArticleBot(ServiceClient):
    """Answers on Discord. The constructor gets everything it works with."""

    def __init__(
        self, service: Service, *, shard_ids: Sequence[int] | None = None, shard_count: int | None = None
    ) -> None:
        """`shard_ids` and `shard_count`: the share of this process if there are several; None leaves it to Discord."""
        # Messages are never looked up again, so none is kept in memory.
        shards: dict[str, Any] = {} if shard_ids is None else {"shard_ids": list(shard_ids)}
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=shard_count,
            max_messages=None,
            **shards,
        )
        self.service = service
        self.tree = Tree(self)
        self._tasks: set[asyncio.Task[None]] = set()
        self._unfinished: list[Unfinished] = []
        self._begun = False
        self._departures = Departures(service, self._owns, self._is_on)
        self._polling = Polling(self, service, self._serves)
        self._sweeps = Sweeps(self, service, self._serves)

    async def setup_hook(self) -> None:
        """Register everything that people can do; tell Discord only if it has changed."""
        # Read before anything new begins: all entries in the journal now are from a process that has ended.
        self._unfinished = await asyncio.to_thread(self.service.library.journal.unfinished)
        for command in all_commands():
            self.tree.add_command(command)
        self.add_dynamic_items(*BUTTONS)
        await self.tree.set_translator(CommandTranslator())
        if self.shard_ids is None or 0 in self.shard_ids:
            await self._sync()
        ids = await asyncio.to_thread(self.service.library.preferences.note, _IDS)
        self.service.mentions.learn(self.tree, json.loads(ids or "{}"))

    async def _sync(self) -> None:
        translator = self.tree.translator
        payload = [
            await command.get_translated_payload(self.tree, translator) if translator else command.to_dict(self.tree)
            for command in self.tree.get_commands()
        ]
        told = json.dumps([self.application_id, payload], sort_keys=True)
        digest = hashlib.sha256(told.encode()).hexdigest()
        preferences = self.service.library.preferences
        kept = await asyncio.to_thread(lambda: preferences.note(_IDS) and preferences.note(_SYNCED))
        if kept == digest:
            return
        ids = {command.name: command.id for command in await self.tree.sync()}
        await asyncio.to_thread(preferences.set_note, _IDS, json.dumps(ids))
        await asyncio.to_thread(preferences.set_note, _SYNCED, digest)

    # -- what Discord tells ----------------------------------------------------------------------------------------

    async def on_ready(self) -> None:
        """Take up what the last process left (once); check which servers have come and gone (each time)."""
        if not self._begun:
            self._begun = True
            # First: people wait for these, and their tokens expire after 15 minutes.
            for entry in self._unfinished:
                if entry.kind in RECOVERIES:
                    self.run_beside(self._take_up(entry))
            self.run_beside(self._departures.purge_for_ever())
            self.run_beside(self._polling.poll_for_ever())
            self.run_beside(self._sweeps.sweep_for_ever())
        await self._departures.compare()

    async def _take_up(self, entry: Unfinished) -> None:
        """Take up work from the journal. The end of the process waits for it: cut off, it would be told twice."""
        try:
            if not self._owns(int(entry.details["guild"])):
                return
            work = RECOVERIES[entry.kind](self.service, place_from(self, entry.details), entry)
        except (KeyError, TypeError, ValueError) as error:  # written by a version with another format
            _log.warning("work in the journal cannot be read: %s", describe(error))
            await journal.finish(self.service, entry.key)
            return
        with self.service.pending_replies.pending():
            await work

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep the articles of a server that has come back; greet one that has none."""
        await self._departures.returned(guild.id)
        await greet(self, self.service, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Begin the days after which the articles of a server are deleted."""
        await self._departures.left(guild.id)

    async def on_message(self, message: discord.Message) -> None:
        """Answer what is addressed to the bot."""
        await answer_message(self, self.service, message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer an edited message that now addresses the bot, or now asks something else. Previews are not edits."""
        if payload.message.edited_at is not None:
            await answer_message(self, self.service, payload.message)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Handle what discord.py does not dispatch itself: forms, and buttons of an older version."""
        data: Mapping[str, Any] = interaction.data or {}
        if interaction.type is discord.InteractionType.modal_submit:
            await submit(FORMS, interaction)
        elif interaction.type is discord.InteractionType.component:
            custom_id = str(data.get("custom_id", ""))
            if not any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in BUTTONS):
                with contextlib.suppress(*NETWORK):
                    await tell(interaction, "This button is from another version of me, and does nothing any more.")

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- discord.py's own
        """Log what went wrong while an event was handled, without anything that people wrote."""
        del args, kwargs
        error = sys.exception()
        _log.error("%s failed: %s", event_method, describe(error) if error else "")

    # -- what goes on beside -----------------------------------------------------------------------------------------

    def run_beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something in the background until it is done or the bot ends."""
        task = asyncio.create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 -- nobody else would hear of it
            _log.error("work beside the questions failed: %s", describe(error))

    def _owns(self, guild_id: int) -> bool:
        """Tell whether a server belongs to this process."""
        count = self.shard_count or 1
        return self.shard_ids is None or (guild_id >> 22) % count in self.shard_ids

    def _is_on(self, guild_id: int) -> bool:
        """Tell whether the bot is on a server."""
        return self.get_guild(guild_id) is not None

    def _serves(self, guild_id: int) -> bool:
        """Tell whether a server belongs to this process, and the bot is on it."""
        return self._owns(guild_id) and self._is_on(guild_id)

    # -- the end -----------------------------------------------------------------------------------------------------

    async def end(self) -> None:
        """Finish work in progress or apologise for it, then disconnect."""
        self.service.fetcher.close()  # what it fetches could not be added any more
        await asyncio.gather(self.service.asking.close(FINISH_SECONDS), self.service.indexing.close(FINISH_SECONDS))
        self.service.documents.close()
        if not await self.service.pending_replies.wait_for_all(_LAST_WORDS_SECONDS):
            # As for a setting, where the database is locked. What is in the journal is left to the next process.
            unheard = (each for each in self.service.pending_replies.unheard if not each.extras.get("in_journal"))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(
                    asyncio.gather(*(apologise(each, Stopped()) for each in unheard)), _APOLOGY_SECONDS
                )
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.close()

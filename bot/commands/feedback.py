"""What follows an answer: Context, More, 👍 and 👎 with a reason, and the export of the votes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.cards.answer import context_card, more_card
from bot.cards.card import Card
from bot.commands.components import KEY, ServerButton, ServerForm
from bot.commands.managing import acknowledge_manager, manager_group
from bot.delivery import audit
from bot.delivery.responses import acknowledge, deliver, open_form
from bot.serving.servers import collection_name
from bot.serving.service import Command, service_of
from bot.tasks.answering import NOT_KEPT, given_answer
from bot.tasks.exporting import NOTHING_LEFT, send_export
from bot.wording import counted
from index.article import Quote, Span
from index.collection import Collection
from index.errors import NotFound

THANKS = "Thanks for your {}! You can change it at any time."


class Context(ServerButton, template=rf"context:{KEY}(?::(?P<offset>[0-9]{{1,3}}):(?P<count>[0-9]{{1,2}}))?"):
    """Shows the context of the quotes: of those that the answer showed at first, or of others that the button names."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Show it to the person who pressed the button."""
        await acknowledge(interaction, private=True)
        service, key = service_of(interaction), self.arguments["key"]
        offset, count = (int(self.arguments[name] or 0) for name in ("offset", "count"))
        collection = service.collection(guild_id)

        def card() -> Card:
            given = given_answer(service, guild_id, key)
            quotes = given.quotes[offset : offset + (count or given.shown)]
            return context_card(given, [_context(collection, quote) for quote in quotes], offset)

        await deliver(interaction, await asyncio.to_thread(card))


class More(ServerButton, template=rf"more:{KEY}:(?P<offset>[0-9]{{1,3}})"):
    """Shows the next quotes."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Show them to the person who pressed the button."""
        await acknowledge(interaction, private=True)
        service, key, offset = service_of(interaction), self.arguments["key"], int(self.arguments["offset"])
        count = service.servers.of(guild_id).quotes
        card = await asyncio.to_thread(lambda: more_card(given_answer(service, guild_id, key), offset, count))
        await deliver(interaction, card)


class Up(ServerButton, template=rf"up:{KEY}"):
    """Votes that an answer was good."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Count the vote."""
        await acknowledge(interaction, private=True)
        await _vote(interaction, guild_id, self.arguments["key"], up=True)


class Down(ServerButton, template=rf"down:{KEY}"):
    """Votes that an answer was not good."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Ask for the reason; the vote counts when the form is sent, if the answer is still stored."""
        del guild_id
        # At once: a form must be the first response, so nothing may be read before it.
        await open_form(interaction, Why(custom_id=f"why:{self.arguments['key']}"))


class Why(ServerForm, title="What was wrong?", template=rf"why:{KEY}"):
    """Takes the reason for a 👎."""

    reason: discord.ui.TextInput[Why] = discord.ui.TextInput(
        label="Reason",
        custom_id="reason",
        style=discord.TextStyle.paragraph,
        placeholder="For example: the quote doesn't answer the question",
        required=False,
        max_length=1_000,
    )

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], guild_id: int, values: Mapping[str, str]) -> None:
        """Count the vote with its reason."""
        await acknowledge(interaction, private=True)
        await _vote(interaction, guild_id, values["key"], up=False, reason=values.get("reason", "").strip()[:1_000])


def commands() -> list[Command]:
    """Return `/feedback export`."""
    return [manager_group("feedback", "What people thought of the answers", export)]


@app_commands.command(description="Get all votes as a file, without the names of those who voted")
async def export(interaction: discord.Interaction[Any]) -> None:
    """Send the votes as JSON lines."""
    guild_id = await acknowledge_manager(interaction)
    feedback, name = service_of(interaction).library.feedback, collection_name(guild_id)
    asked = await asyncio.to_thread(feedback.statistics, name)
    if not asked.up + asked.down:
        await deliver(interaction, "Nobody has voted on an answer yet.")
        return
    lines = ((json.dumps(vote, ensure_ascii=False) + "\n").encode() for vote in feedback.export(name))
    count = await send_export(
        interaction, lines, "feedback", lambda count: f"Votes: {count:,}, one a line." if count else NOTHING_LEFT
    )
    await audit.record(interaction, f"exported {counted(count, 'vote')}")


async def _vote(interaction: discord.Interaction[Any], guild_id: int, key: str, *, up: bool, reason: str = "") -> None:
    service = service_of(interaction)
    name, voter = collection_name(guild_id), str(interaction.user.id)
    try:
        await asyncio.to_thread(lambda: service.library.feedback.vote(name, key, voter, up=up, reason=reason))
    except NotFound:
        raise NotFound(NOT_KEPT) from None
    await deliver(interaction, THANKS.format("👍" if up else "👎"))


def _context(collection: Collection, quote: Quote | None) -> tuple[Quote, Span] | None:
    return None if quote is None else (quote, collection.context(quote))

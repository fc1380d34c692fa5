"""The response to an interaction: acknowledged in time, filled once, and never left with "is thinking…".

An acknowledgement is retried for the three seconds that Discord allows, what fills it for as long as its token lives
(`bot.delivery.places`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.cards.card import Card
from bot.delivery.messages import clickable, new_message
from bot.delivery.places import fill, response_to
from bot.delivery.retrying import retry
from bot.serving.service import service_of

ACKNOWLEDGE_SECONDS = 2.7
"""How long an acknowledgement is retried; Discord waits 3 seconds for it."""

ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for a second acknowledgement: the first one had arrived, but its confirmation was lost."""

FOLLOW_UP_SECONDS = 60.0
"""How long a follow-up is retried, and how long one attempt may take."""

_ATTEMPT_SECONDS = 1.5
"""How long one attempt to acknowledge may take."""


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool, in_place: bool = False) -> None:
    """Defer an interaction at once; "already acknowledged" counts as success. Raises errors of Discord or the network.

    `in_place`: the button's own message will be edited; otherwise a button gets a new message.
    """
    service_of(interaction).pending_replies.add(interaction.id, interaction)
    interaction.extras["in_place"] = in_place
    try:
        await _respond(interaction, lambda: interaction.response.defer(ephemeral=private, thinking=not in_place))
    except BaseException:
        service_of(interaction).pending_replies.done(interaction.id)
        raise


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Answer an interaction with a modal."""
    # The submission is recognised by its custom id (bot.commands.components), so the modal need not stay in memory.
    form.stop()
    await _respond(interaction, lambda: interaction.response.send_modal(form))


async def deliver(interaction: discord.Interaction[Any], shown: str | Card) -> None:
    """Make an acknowledged interaction's message show this, instead of anything before.

    Whoever waited too long for that is told in the channel. Never raises errors of Discord or the network.
    """
    with service_of(interaction).pending_replies.pending(interaction.id):
        await fill(response_to(interaction), Card(shown) if isinstance(shown, str) else shown)


async def follow_up(interaction: discord.Interaction[Any], card: Card) -> None:
    """Send one more message, which only the person of the interaction sees. Raises errors of Discord or the network."""

    async def send() -> None:
        await interaction.followup.send(**new_message(interaction.client, card), ephemeral=True)

    await retry(send, FOLLOW_UP_SECONDS, FOLLOW_UP_SECONDS)


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Answer an interaction with a short text, privately if it has not been acknowledged yet."""
    text = clickable(interaction.client, text)
    if not interaction.extras.get("acknowledged") and await _respond(
        interaction, lambda: interaction.response.send_message(text, ephemeral=True)
    ):
        return
    # It has been acknowledged, perhaps unnoticed until now.
    if interaction.extras.get("in_place"):
        # The message belongs to the button, so send a separate text that only its user sees.
        with service_of(interaction).pending_replies.pending(interaction.id):
            await follow_up(interaction, Card(text))
    else:
        await deliver(interaction, text)


async def _respond(interaction: discord.Interaction[Any], call: Callable[[], Awaitable[Any]]) -> bool:
    """Respond for the first time; return False if Discord says that an earlier attempt had arrived."""
    fresh = True
    try:
        await retry(call, ACKNOWLEDGE_SECONDS, _ATTEMPT_SECONDS)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        fresh = False
    interaction.extras["acknowledged"] = True
    return fresh

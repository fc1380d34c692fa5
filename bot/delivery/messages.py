"""All messages to Discord, sent so that the final one is never lost.

An acknowledgement is retried for the three seconds that Discord allows, a final edit until the interaction's token
expires after 15 minutes. Every edit sets the whole message, so repeating it does no harm; a new message carries a
nonce, by which Discord recognises a repetition.
"""

from __future__ import annotations

import enum
import io
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.cards.answer import CONTENT, DESCRIPTION
from bot.cards.card import Card, view_of
from bot.delivery.faults import NETWORK, is_refused, kind, unexpected
from bot.delivery.retrying import insist
from bot.serving.service import Serving, service_of

TOKEN_LIFE = timedelta(minutes=15)
"""How long the token of an interaction is valid."""

ACKNOWLEDGE_SECONDS = 2.7
"""How long an acknowledgement is retried; Discord waits 3 seconds for it."""

POST_SECONDS = 120.0
"""How long a new message is retried: Discord remembers a nonce for a few minutes."""

ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for a second acknowledgement: the first one had arrived, but its confirmation was lost."""

_FIELD = 1_024
"""Units that Discord allows in a field of an embed."""

_ATTEMPT_SECONDS = 1.5
"""How long one attempt to acknowledge may take."""

_ORIGINAL: Any = "@original"
"""Discord's name for the first response, instead of a message id."""

_GONE = (401, 404)
"""Discord's statuses for a token that has expired and a message that does not exist any more."""

_log = logging.getLogger(__name__)

File = tuple[str, bytes]
"""A file to send: its name and its bytes."""


class Outcome(enum.Enum):
    """What became of a message to somebody."""

    SHOWN = enum.auto()
    GONE = enum.auto()
    """It can no longer be shown: the token has expired, or the message or its channel is closed."""
    MISSED = enum.auto()
    """Discord or the network has failed for too long; later it may work."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message before it is sent, complete, since an edit replaces the whole message.

    `plain` replaces content and embeds in a channel where the bot may not send embeds, as in a `Card`.
    """

    content: str | None = None
    embeds: Sequence[discord.Embed] = ()
    view: discord.ui.View | None = None
    files: Sequence[File] = ()
    plain: str | None = None

    def parts(self, client: discord.Client) -> dict[str, Any]:
        """Return the arguments for discord.py's methods, without the files (see `opened`)."""
        if self.view is not None:
            # Buttons are found by their custom ids, so discord.py need not keep the view in memory.
            self.view.stop()
        content = self.content and clickable(client, self.content)
        return {"content": content, "embeds": [_clickable(client, each) for each in self.embeds], "view": self.view}

    def opened(self) -> list[discord.File]:
        """Return the files, newly opened for each attempt, since a failed one has read them."""
        return [discord.File(io.BytesIO(data), name) for name, data in self.files]


def clickable(client: discord.Client, text: str, limit: int = CONTENT) -> str:
    """Return a text with clickable commands, as far as `client` knows their ids and `limit` leaves room."""
    return client.service.mentions.put_into(text, limit) if isinstance(client, Serving) else text


def _clickable(client: discord.Client, embed: discord.Embed) -> discord.Embed:
    embed = embed.copy()
    embed.description = embed.description and clickable(client, embed.description, DESCRIPTION)
    for place, each in enumerate(embed.fields):
        value = clickable(client, each.value or "", _FIELD)
        embed.set_field_at(place, name=each.name, value=value, inline=each.inline)
    return embed


def without_embeds(message: Message) -> Message:
    """Return a message for a channel where the bot may not send embeds."""
    return Message(message.plain or message.content, view=message.view)


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool, in_place: bool = False) -> None:
    """Defer an interaction at once; "already acknowledged" counts as success. Raises errors of Discord or the network.

    `in_place`: the button's own message will be edited; otherwise a button gets a new message.
    """
    service_of(interaction).promises.make(interaction.id)
    interaction.extras["in_place"] = in_place
    try:
        await _respond(interaction, lambda: interaction.response.defer(ephemeral=private, thinking=not in_place))
    except BaseException:
        service_of(interaction).promises.keep(interaction.id)
        raise


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Answer an interaction with a modal."""
    # The submission is recognised by its custom id (bot.commands.parts), so the modal need not stay in memory.
    form.stop()
    await _respond(interaction, lambda: interaction.response.send_modal(form))


async def deliver(interaction: discord.Interaction[Any], *, content: str, files: Sequence[File] = ()) -> None:
    """Make an acknowledged interaction's message show this, instead of anything before.

    Never raises errors of Discord or the network.
    """
    await _deliver(interaction, Message(content, files=files))


def message_of(card: Card, files: Sequence[File] = ()) -> Message:
    """Return a card as a message. Call it on the event loop, which its buttons need."""
    return Message(card.content, card.embeds, view_of(card), files, card.plain)


async def deliver_card(interaction: discord.Interaction[Any], card: Card, files: Sequence[File] = ()) -> None:
    """Make an acknowledged interaction's message show a card, as `deliver` does."""
    await _deliver(interaction, message_of(card, files))


async def _deliver(interaction: discord.Interaction[Any], message: Message) -> None:
    await edit_response(
        interaction.client, interaction.application_id, interaction.token, interaction.created_at, message
    )
    service_of(interaction).promises.keep(interaction.id)


async def edit_response(
    client: discord.Client, application_id: int, token: str, begun_at: datetime, message: Message, *, last: bool = True
) -> Outcome:
    """Edit the first response of an interaction, which is identified by its token.

    `last` is False for progress, which is not worth many attempts. If Discord refuses a final message, an apology
    replaces it, so that nobody is left with "is thinking…".
    """
    webhook = discord.Webhook.partial(application_id, token, client=client)

    async def edit(shown: Message) -> None:
        await webhook.edit_message(_ORIGINAL, **shown.parts(client), attachments=shown.opened())

    async def insisted(shown: Message) -> None:
        left = (begun_at + TOKEN_LIFE - discord.utils.utcnow()).total_seconds()
        await insist(lambda: edit(shown), left if last else 0.0, 60.0)

    try:
        try:
            await insisted(message)
        except discord.HTTPException as error:
            if not last or not is_refused(error) or error.status in _GONE:
                raise
            await insisted(Message(unexpected(error, "what was to be shown")))
    except NETWORK as error:
        gone = isinstance(error, discord.HTTPException) and error.status in _GONE
        # A message that was dismissed or deleted meanwhile is no loss.
        level = logging.ERROR if last and not gone else logging.INFO
        _log.log(level, "an edit of a response did not arrive: %s", kind(error))
        return Outcome.GONE if gone else Outcome.MISSED
    return Outcome.SHOWN


async def post(
    client: discord.Client,
    channel: int,
    message: Message,
    *,
    nonce: str,
    reply_to: discord.MessageReference | None = None,
) -> None:
    """Send a message to a channel exactly once. `nonce`: at most 25 characters, the same for the same message.

    Raises discord.Forbidden if the bot may not write, and other errors of Discord or the network.
    """
    given: dict[str, Any] = {} if reply_to is None else {"reference": reply_to, "mention_author": False}

    async def send() -> None:
        # Leave out empty parts: for discord.py, a missing part and an empty one are different here.
        parts = {name: part for name, part in (message.parts(client) | {"files": message.opened()}).items() if part}
        await client.get_partial_messageable(channel).send(**parts, **given, nonce=nonce)

    await insist(send, POST_SECONDS, 30.0)


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Answer an interaction with a short text, privately if it has not been acknowledged yet."""
    text = clickable(interaction.client, text)
    if not interaction.extras.get("acknowledged"):
        fresh = await _respond(interaction, lambda: interaction.response.send_message(text, ephemeral=True))
        if not fresh:
            # An earlier acknowledgement had arrived unnoticed: fill the response that it holds open.
            await deliver(interaction, content=text)
    elif interaction.extras.get("in_place"):
        # The message belongs to the button, so send a separate text that only its user sees.
        service_of(interaction).promises.keep(interaction.id)
        await insist(lambda: interaction.followup.send(text, ephemeral=True), ACKNOWLEDGE_SECONDS, 10.0)
    else:
        await deliver(interaction, content=text)


async def _respond(interaction: discord.Interaction[Any], call: Callable[[], Awaitable[Any]]) -> bool:
    """Respond for the first time; return False if Discord says that an earlier attempt had arrived."""
    fresh = True
    try:
        await insist(call, ACKNOWLEDGE_SECONDS, _ATTEMPT_SECONDS)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        fresh = False
    interaction.extras["acknowledged"] = True
    return fresh

"""Everything that is said to Discord, so that the last word is never lost.

An acknowledgement is tried for the three seconds that Discord allows, a last edit until the interaction's token ends
after 15 minutes. Every edit sets the whole message, so saying it twice does no harm; a new message carries a nonce, by
which Discord knows it again.
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
"""How long the token of an interaction lives."""

ACKNOWLEDGE_SECONDS = 2.7
"""How long an acknowledgement is tried; Discord waits 3 seconds for it."""

POST_SECONDS = 120.0
"""How long a new message is tried: Discord remembers a nonce for a few minutes."""

ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for a second acknowledgement: the first one arrived, though we did not hear so."""

_FIELD = 1_024
"""Units that Discord allows in a field of an embed."""

_ATTEMPT_SECONDS = 1.5
"""How long one try of an acknowledgement may hang."""

_ORIGINAL: Any = "@original"
"""Discord's own name for the first response, in the place of a message id."""

_GONE = (401, 404)
"""How Discord says that a token has ended, or that a message is not there any more."""

_log = logging.getLogger(__name__)

File = tuple[str, bytes]
"""A file to send: its name and what is in it."""


class Outcome(enum.Enum):
    """What has become of a word to somebody."""

    SHOWN = enum.auto()
    GONE = enum.auto()
    """Nothing is left that it could be shown on: the token has ended, or the message or its channel is closed."""
    MISSED = enum.auto()
    """Discord or the network has failed for too long; later it may work."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message before it is sent: all that it shows, since an edit replaces the whole.

    `plain` takes the place of content and embeds in a channel where the bot may send no embeds, as on a `Card`.
    """

    content: str | None = None
    embeds: Sequence[discord.Embed] = ()
    view: discord.ui.View | None = None
    files: Sequence[File] = ()
    plain: str | None = None

    def parts(self, client: discord.Client) -> dict[str, Any]:
        """Return what discord.py's methods take; files are opened anew, since a failed try has read them."""
        if self.view is not None:
            # Its buttons are known by their custom ids; a view that has ended is not kept in memory as well.
            self.view.stop()
        content = self.content and clickable(client, self.content)
        return {"content": content, "embeds": [_clickable(client, each) for each in self.embeds], "view": self.view}

    def opened(self) -> list[discord.File]:
        """Return the files, to be read once."""
        return [discord.File(io.BytesIO(data), name) for name, data in self.files]


def clickable(client: discord.Client, text: str, limit: int = CONTENT) -> str:
    """Return a text whose commands can be pressed, as far as `client` knows their ids and `limit` leaves room."""
    return client.service.mentions.put_into(text, limit) if isinstance(client, Serving) else text


def _clickable(client: discord.Client, embed: discord.Embed) -> discord.Embed:
    embed = embed.copy()
    embed.description = embed.description and clickable(client, embed.description, DESCRIPTION)
    for place, each in enumerate(embed.fields):
        value = clickable(client, each.value or "", _FIELD)
        embed.set_field_at(place, name=each.name, value=value, inline=each.inline)
    return embed


def without_embeds(message: Message) -> Message:
    """Return a message as it is said in a channel where the bot may send no embeds."""
    return Message(message.plain or message.content, view=message.view)


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool, in_place: bool = False) -> None:
    """Defer an interaction at once; "already acknowledged" is success. Raises what Discord or the network does.

    `in_place`: for a button whose own message is to be edited; without it a button gets a new message.
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
    # What is submitted is known by its custom id (bot.commands.parts): the modal needs no place in memory.
    form.stop()
    await _respond(interaction, lambda: interaction.response.send_modal(form))


async def deliver(interaction: discord.Interaction[Any], *, content: str, files: Sequence[File] = ()) -> None:
    """Make an acknowledged interaction's message show this, and nothing of what it showed before.

    Never raises what Discord or the network does.
    """
    await _deliver(interaction, Message(content, files=files))


def message_of(card: Card, files: Sequence[File] = ()) -> Message:
    """Return a card as a message. Called on the event loop, as its buttons need."""
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
    """Edit the first response of an interaction, known by its token alone.

    `last` is False for progress, which is not worth many tries. A last word that Discord refuses as it is gives way
    to an apology: nobody is left with "is thinking…".
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
    """Send a message to a channel once, whatever happens. `nonce`: up to 25 characters, the same for the same message.

    Raises discord.Forbidden where the bot may not write, and what else Discord or the network raises.
    """
    given: dict[str, Any] = {} if reply_to is None else {"reference": reply_to, "mention_author": False}

    async def send() -> None:
        # No None among them: to discord.py a missing part and an empty one are different things here.
        parts = {name: part for name, part in (message.parts(client) | {"files": message.opened()}).items() if part}
        await client.get_partial_messageable(channel).send(**parts, **given, nonce=nonce)

    await insist(send, POST_SECONDS, 30.0)


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Say a short text as the answer to an interaction, acknowledged already or not: a fresh one is private."""
    text = clickable(interaction.client, text)
    if not interaction.extras.get("acknowledged"):
        fresh = await _respond(interaction, lambda: interaction.response.send_message(text, ephemeral=True))
        if not fresh:
            # An acknowledgement had arrived, though nobody heard so: what it holds open is filled now.
            await deliver(interaction, content=text)
    elif interaction.extras.get("in_place"):
        # The message belongs to the button: a text beside it, which only who pressed it sees.
        service_of(interaction).promises.keep(interaction.id)
        await insist(lambda: interaction.followup.send(text, ephemeral=True), ACKNOWLEDGE_SECONDS, 10.0)
    else:
        await deliver(interaction, content=text)


async def _respond(interaction: discord.Interaction[Any], call: Callable[[], Awaitable[Any]]) -> bool:
    """Respond for the first time; return False when Discord says that an earlier try had arrived."""
    fresh = True
    try:
        await insist(call, ACKNOWLEDGE_SECONDS, _ATTEMPT_SECONDS)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        fresh = False
    interaction.extras["acknowledged"] = True
    return fresh

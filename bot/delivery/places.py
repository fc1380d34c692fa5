"""Where an answer goes: the response to an interaction, or a reply to a message. Both survive a restart."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import discord

from bot.cards.card import Card
from bot.delivery.faults import NETWORK, is_refused, kind, unexpected
from bot.delivery.messages import Outcome, opened, parts_of, post, without_embeds
from bot.delivery.retrying import retry

TOKEN_LIFE = timedelta(minutes=15)
"""How long the token of an interaction is valid."""

_ORIGINAL: Any = "@original"
"""Discord's name for the first response, instead of a message id."""

_GONE = (401, 404)
"""Discord's statuses for a token that has expired and a message that does not exist any more."""

_INVALID_FORM = 50035
"""Discord's code for a request with a faulty part, which its text names."""

LATE = "What you asked me to do has ended, but I could not show you the outcome: Discord did not take my reply."
"""Said in the channel, where everybody can read it, instead of an outcome."""

_TYPING_SECONDS = 8.0
"""How often "is typing" is repeated; Discord shows it for ten seconds."""

_log = logging.getLogger(__name__)


class Place(Protocol):
    """A place where somebody waits for an answer."""

    @property
    def request_id(self) -> int:
        """The id of the interaction or message that is to be answered."""

    @property
    def alive(self) -> bool:
        """Whether an answer can still be shown here."""

    async def show(self, card: Card, *, last: bool = True) -> Outcome:
        """Show the answer, or progress if `last` is False. Never raises errors of Discord or the network."""

    async def tell_in_channel(self, text: str) -> None:
        """Tell who waits, for everybody to read, what cannot be shown here any more. Raises nothing either."""

    def waiting(self) -> contextlib.AbstractAsyncContextManager[None]:
        """Show inside the block that the bot is at work."""

    def details(self) -> dict[str, Any]:
        """Return what `place_from` needs to make the place again, for JSON."""


@dataclass(frozen=True, slots=True)
class Response:
    """The response to an acknowledged interaction. Discord identifies it by its token, for 15 minutes."""

    client: discord.Client
    request_id: int
    application_id: int
    token: str
    channel_id: int | None
    user_id: int | None
    """Who waits. Discord does not always name the channel, and an earlier version did not note them."""

    @property
    def alive(self) -> bool:
        """Whether the token is still valid."""
        return self._seconds_left > 0

    @property
    def _seconds_left(self) -> float:
        ends_at = discord.utils.snowflake_time(self.request_id) + TOKEN_LIFE
        return (ends_at - discord.utils.utcnow()).total_seconds()

    async def show(self, card: Card, *, last: bool = True) -> Outcome:
        """Edit the response. Progress (`last` False) is not worth many attempts.

        Every edit sets the whole message, so repeating it does no harm. If Discord refuses a final message, an apology
        replaces it, so that nobody is left with "is thinking…".
        """
        try:
            try:
                await self._edit(card, last=last)
            except discord.HTTPException as error:
                if not last or not is_refused(error) or error.status in _GONE:
                    raise
                await self._edit(Card(unexpected(error, "what was to be shown")), last=last)
        except NETWORK as error:
            gone = isinstance(error, discord.HTTPException) and error.status in _GONE
            # A message that was dismissed or deleted meanwhile is no loss.
            level = logging.ERROR if last and not gone else logging.INFO
            _log.log(level, "an edit of a response did not arrive: %s", kind(error))
            return Outcome.GONE if gone else Outcome.MISSED
        return Outcome.SHOWN

    async def _edit(self, card: Card, *, last: bool) -> None:
        webhook = discord.Webhook.partial(self.application_id, self.token, client=self.client)

        async def edit() -> None:
            files: dict[str, Any] = {} if card.files is None else {"attachments": opened(card)}
            await webhook.edit_message(_ORIGINAL, **parts_of(self.client, card), **files)

        await retry(edit, self._seconds_left if last else 0.0, 60.0)

    async def tell_in_channel(self, text: str) -> None:
        """Post it, if the channel is known."""
        if self.channel_id is None or self.user_id is None:
            return
        try:
            # It names the person without a ping, since the client allows no mentions.
            await post(self.client, self.channel_id, Card(f"<@{self.user_id}> {text}"), nonce=str(self.request_id))
        except NETWORK as error:
            _log.warning("who waits could not be told in channel %s: %s", self.channel_id, kind(error))

    def waiting(self) -> contextlib.AbstractAsyncContextManager[None]:
        """Do nothing: "is thinking…" has been shown since the acknowledgement."""
        return contextlib.nullcontext()

    def details(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "response": self.request_id,
            "application": self.application_id,
            "token": self.token,
            "channel": self.channel_id,
            "user": self.user_id,
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a message. The message's id is in the nonce, so it is answered once, or once for each `turn`."""

    client: discord.Client
    channel_id: int
    request_id: int
    turn: int = 0
    """Which edit of the message is answered: after how many tenths of a second it was made; 0 if it was not edited.

    It must not be counted in memory: Discord remembers a nonce when the process has ended.
    """

    @property
    def alive(self) -> bool:
        """Always True: a message can always be replied to."""
        return True

    async def show(self, card: Card, *, last: bool = True) -> Outcome:
        """Reply if it is the final message; until then "is typing" is enough."""
        if not last:
            return Outcome.SHOWN
        try:
            await self._post_what_may_be(card)
        except NETWORK as error:
            gone = is_refused(error)
            level = logging.INFO if gone else logging.WARNING
            _log.log(level, "a reply in channel %s could not be sent: %s", self.channel_id, kind(error))
            return Outcome.GONE if gone else Outcome.MISSED
        return Outcome.SHOWN

    async def tell_in_channel(self, text: str) -> None:
        """Do nothing: a reply can always be shown."""

    async def _post_what_may_be(self, card: Card) -> None:
        """Post a card; if Discord refuses it, try without the reference, then as plain text, then apologise.

        Not if the question was deleted: its author has taken it back, and the answer would repeat it. Nor if its
        channel was deleted, or nothing may be written there.
        """
        plain = without_embeds(card)
        for shown, reply in ((card, True), (card, False), (plain, True)):
            try:
                await self._post(shown, reply=reply)
            except discord.HTTPException as error:
                if not is_refused(error) or _is_unanswerable(error):
                    raise
            else:
                return
        try:
            await self._post(plain, reply=False)
        except discord.HTTPException as error:
            if not is_refused(error) or _is_unanswerable(error) or isinstance(error, discord.Forbidden):
                raise
            # Its words were refused, as by a filter of the server; nobody should wait for them.
            await self._post(Card(unexpected(error, "a reply")), reply=False)

    async def _post(self, card: Card, *, reply: bool) -> None:
        reference = discord.MessageReference(message_id=self.request_id, channel_id=self.channel_id)
        nonce = f"{self.request_id}-{self.turn}" if self.turn else str(self.request_id)
        await post(self.client, self.channel_id, card, nonce=nonce, reply_to=reference if reply else None)

    @contextlib.asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """Show "is typing"; if that fails, the answer may still arrive."""
        typing = asyncio.create_task(self._type())
        try:
            yield
        finally:
            typing.cancel()

    async def _type(self) -> None:
        while True:
            with contextlib.suppress(*NETWORK):
                await self.client.get_partial_messageable(self.channel_id).typing()
            await asyncio.sleep(_TYPING_SECONDS)

    def details(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"message": self.request_id, "channel": self.channel_id, "turn": self.turn}


async def fill(place: Place, card: Card, instead: str = LATE) -> Outcome:
    """Show a final card; if Discord does not take it any more, as after 15 minutes, tell `instead` in the channel.

    Nothing is told there if whoever waited has dismissed or deleted the reply.
    """
    outcome = await place.show(card) if place.alive else Outcome.GONE
    if outcome is Outcome.MISSED or (outcome is Outcome.GONE and not place.alive):
        await place.tell_in_channel(instead)
    return outcome


def _is_unanswerable(error: discord.HTTPException) -> bool:
    """Tell whether Discord refused a reply since its channel or the message that it replies to does not exist."""
    return error.status in _GONE or (error.code == _INVALID_FORM and "message_reference" in str(error))


def response_to(interaction: discord.Interaction[Any]) -> Response:
    """Return the place of an interaction's response."""
    return Response(
        interaction.client,
        interaction.id,
        interaction.application_id,
        interaction.token,
        interaction.channel_id,
        interaction.user.id,
    )


def place_from(client: discord.Client, details: Mapping[str, Any]) -> Place:
    """Return the place from which `details` were stored."""
    if "token" in details:
        channel, user = (None if (known := details.get(name)) is None else int(known) for name in ("channel", "user"))
        return Response(
            client, int(details["response"]), int(details["application"]), str(details["token"]), channel, user
        )
    return Reply(client, int(details["channel"]), int(details["message"]), int(details.get("turn", 0)))

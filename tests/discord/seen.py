"""What a person sees after an action with the bot; it stays up to date as the bot continues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.discord import rules
from tests.discord.interactions import DEFER, DEFER_UPDATE, Interaction
from tests.discord.server import LocalDiscord
from tests.discord.state import Attachment, Message

JSON = dict[str, Any]


def words(message: Message) -> str:
    """Return all text that a message shows, one part per line."""
    parts: list[str | None] = [message.content]
    for embed in message.embeds:
        parts += [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
        parts += [text for field in embed.get("fields") or [] for text in (field["name"], field["value"])]
        parts.append((embed.get("footer") or {}).get("text"))
    parts += [part.get("content") for part in rules.walk(message.components) if part["type"] == 10]
    return "\n".join(part for part in parts if part)


def buttons(message: Message) -> list[JSON]:
    """Return the buttons of a message."""
    return [part for part in rules.walk(message.components) if part["type"] == 2]


def label(button: JSON) -> str:
    """Return the text on a button."""
    return " ".join(part for part in ((button.get("emoji") or {}).get("name"), button.get("label")) if part)


class Seen:
    """One interaction from the person's side."""

    def __init__(self, discord: LocalDiscord, interaction: Interaction) -> None:
        self.discord = discord
        self.interaction = interaction
        self._before = interaction.source.edits if interaction.source else 0

    @property
    def failed(self) -> bool:
        """Whether the client said "The application did not respond"."""
        interaction = self.interaction
        return interaction.answer is None and self.discord.age(interaction) > self.discord.limits.acknowledge

    @property
    def messages(self) -> list[Message]:
        """The bot's messages for it that still exist: the response, then the follow-ups."""
        return [message for message in self.interaction.messages if not message.deleted]

    @property
    def message(self) -> Message:
        """The message that answers it: the newest one made for it, else the one whose component was used."""
        if self.messages:
            return self.messages[-1]
        assert self.interaction.original is not None, "the bot showed no message"
        return self.interaction.original

    @property
    def text(self) -> str:
        """All text of all messages made for it; without any, of the message whose component was used."""
        return "\n".join(words(message) for message in self.messages or [self.message])

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the answer."""
        return self.message.ephemeral

    @property
    def buttons(self) -> list[str]:
        """The texts on the buttons of the answer."""
        return [label(button) for button in buttons(self.message)]

    @property
    def attachments(self) -> list[Attachment]:
        """The files of all messages made for it."""
        return [attachment for message in self.messages for attachment in message.attachments]

    @property
    def modal(self) -> JSON | None:
        """The modal that opened, if one did."""
        return self.interaction.modal

    @property
    def acknowledged(self) -> float:
        """Seconds until the bot responded at all."""
        assert self.interaction.answered_after is not None, "the application did not respond"
        return self.interaction.answered_after

    @property
    def settled(self) -> bool:
        """Whether there is something to see, for now: a message that is not loading, a modal, choices, or a failure."""
        interaction = self.interaction
        if interaction.answer == DEFER:
            assert interaction.original is not None
            return not interaction.original.loading or interaction.original.deleted
        if interaction.answer == DEFER_UPDATE:
            source = interaction.source
            assert source is not None
            return source.edits > self._before or source.deleted or bool(interaction.messages)
        return interaction.answer is not None or self.failed

    async def settle(self, within: float) -> Seen:
        """Wait until it has settled. Raises TimeoutError."""
        await self.discord.until(lambda: self.settled, within, f"an answer to {self.interaction.data}")
        return self

    async def until(self, holds: Callable[[Seen], object], within: float = 60.0) -> Seen:
        """Wait until `holds` is true, for example after a last edit. Raises TimeoutError with what was last seen."""
        try:
            await self.discord.until(lambda: self.settled and not self.failed and holds(self), within, "a change")
        except TimeoutError as error:
            shown = self.text if self.interaction.messages else self.interaction.answer
            raise TimeoutError(f"{error}; last seen: {shown!r}") from None
        return self

"""A client that is not connected, and whose channels and webhooks fail as they are told."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import discord


class Refusing:
    """Stands for client, channel and webhook: raises these errors one after another, then takes what is sent."""

    def __init__(self, *errors: Exception) -> None:
        self.sent: list[dict[str, Any]] = []
        """What was sent, taken or not."""
        self.channels: list[int] = []
        """Where to: the ids of the channels."""
        self.typed = 0
        self._errors = list(errors)

    @property
    def client(self) -> discord.Client:
        """What is handed in."""
        return cast("discord.Client", self)

    def get_partial_messageable(self, channel: int) -> Refusing:
        """Return whichever channel is asked for."""
        self.channels.append(channel)
        return self

    async def send(self, **parts: Any) -> None:
        """Take a message, or refuse it."""
        self.sent.append(parts)
        if self._errors:
            raise self._errors.pop(0)

    async def edit_message(self, _: object, **parts: Any) -> None:
        """Take an edit, or refuse it."""
        await self.send(**parts)

    async def typing(self) -> None:
        """Show "is typing", or fail."""
        self.typed += 1
        await asyncio.sleep(0)
        if self._errors:
            raise self._errors.pop(0)

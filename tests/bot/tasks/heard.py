"""A client that is not connected: all its channels are one, which keeps what is written there."""

from __future__ import annotations

from typing import Any, cast

import discord


class Heard:
    """Stands for client and channel; `lines` is what was sent, in order."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @property
    def client(self) -> discord.Client:
        """What is handed in."""
        return cast("discord.Client", self)

    def get_partial_messageable(self, *_: object, **__: object) -> Heard:
        """Return whichever channel is asked for."""
        return self

    async def send(self, **parts: Any) -> None:
        """Take a message."""
        self.lines.append(parts["content"])

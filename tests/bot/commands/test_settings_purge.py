"""What is told of a purge that fails."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import discord
import pytest

from bot.commands.settings_purge import HALF, Purge
from bot.serving.servers import ServerSettings
from bot.serving.service import ServiceClient, make_service
from index.errors import StorageError
from index.library import Library
from tests.bot.tasks.heard import Heard
from tests.bot.tasks.test_adding import Seen

GUILD = 5


class Listening(ServiceClient):
    """A client that is not connected, and keeps what is written into channels."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none())
        self.heard = Heard()

    def get_partial_messageable(self, *_: object, **__: object) -> Any:
        """Return what keeps it."""
        return self.heard


async def test_the_log_hears_of_a_purge_that_fails_late(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings have gone by then, and with them which channel that is."""
    client, place = Listening(), Seen()
    client.service = make_service(library)
    await client.service.servers.change(GUILD, log_channel=9)
    monkeypatch.setattr("bot.delivery.responses.response_to", lambda _: place)

    def failing(_: str) -> None:
        raise StorageError("the disk is full", "make room on it")

    monkeypatch.setattr(library.feedback, "clear", failing)
    interaction: Any = SimpleNamespace(
        client=client,
        id=7,
        application_id=3,
        token="token",  # noqa: S106 -- of nothing
        channel_id=8,
        guild_id=GUILD,
        guild=SimpleNamespace(name="Wangen"),
        user=SimpleNamespace(id=4, mention="<@4>"),
        permissions=discord.Permissions(manage_guild=True),
        response=SimpleNamespace(defer=AsyncMock()),
        extras={},
    )
    await Purge.submitted(interaction, GUILD, {"typed": "wangen"})
    assert client.service.servers.of(GUILD) == ServerSettings()
    (told,) = place.shown
    assert told.endswith(HALF)
    assert client.heard.lines == ["<@4> wanted to delete everything of this server; not all of it is deleted"]
    for worker in (client.service.asking, client.service.indexing):
        await worker.close(0)

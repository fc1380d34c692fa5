"""The one error handler: the log says what has failed, and never in the words or by the keys of people."""

from __future__ import annotations

from collections.abc import Mapping
from unittest.mock import Mock

import discord
import pytest

from bot.delivery import apology
from tests.bot.delivery.test_messages import http_error

KINDS = discord.InteractionType


@pytest.mark.parametrize(
    ("command", "kind", "data", "name"),
    [
        ("articles add", KINDS.application_command, {"name": "articles"}, "/articles add"),
        (None, KINDS.component, {"custom_id": "up:secret"}, "component up"),
        (None, KINDS.modal_submit, {"custom_id": "settings-purge"}, "modal_submit settings-purge"),
        (None, KINDS.component, None, "component"),
    ],
)
async def test_the_log_names_what_has_failed(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    command: str | None,
    kind: discord.InteractionType,
    data: Mapping[str, str] | None,
    name: str,
) -> None:
    """A command, or a button or a form by the first part of its custom id. An apology that fails raises nothing."""
    told: list[str] = []

    async def failing(_: object, text: str) -> None:
        told.append(text)
        raise http_error(404)

    monkeypatch.setattr(apology, "tell", failing)
    called = None if command is None else Mock(qualified_name=command)
    await apology.apologise(Mock(command=called, type=kind, data=data, guild_id=5), ValueError("secret"))
    (text,) = told
    assert f"{text.split('**')[1]}: {name} on server 5 failed: ValueError" in caplog.text
    assert "an apology did not arrive: NotFound (404 0)" in caplog.text
    assert "secret" not in caplog.text

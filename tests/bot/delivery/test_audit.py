"""A server's log channel: each line arrives once, in the right channel, and a log that fails stops nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast
from unittest.mock import Mock

import pytest

from bot.delivery import audit
from bot.serving.servers import ServerSettings
from bot.serving.service import Service
from bot.work.pending_replies import PendingReplies
from tests.bot.delivery.refusing import Refusing
from tests.bot.delivery.test_messages import http_error


def service(log_channel: int | None) -> Service:
    """Return as much of a service as a log needs."""
    servers = SimpleNamespace(of=lambda _: ServerSettings(log_channel=log_channel))
    return cast("Service", SimpleNamespace(servers=servers, pending_replies=PendingReplies[object]()))


async def test_each_line_is_a_message_of_its_own() -> None:
    """Discord would take two of one nonce for one, and one of a nonce over 25 characters for wrong."""
    discord_ = Refusing()
    await audit.note(discord_.client, service(9), 5, "One feed fails.", "One works again.")
    assert [parts["content"] for parts in discord_.sent] == ["One feed fails.", "One works again."]
    assert discord_.channels == [9, 9]
    nonces = {parts["nonce"] for parts in discord_.sent}
    assert len(nonces) == 2
    assert all(len(each) <= 25 for each in nonces)


async def test_a_line_that_is_too_long_is_cut() -> None:
    """Rather than refused: many titles may stand in it."""
    discord_ = Refusing()
    await audit.note(discord_.client, service(9), 5, "x" * 3_000)
    assert [len(parts["content"]) for parts in discord_.sent] == [2_000]


async def test_a_server_without_a_log_has_none() -> None:
    """Neither of what the bot does nor of what people do with it."""
    discord_ = Refusing()
    await audit.note(discord_.client, service(None), 5, "One feed fails.")
    assert not discord_.sent


@pytest.mark.parametrize(
    ("now", "before", "guild", "written"),
    [(9, None, 5, [9]), (None, 8, 5, [8]), (9, 8, 5, [8]), (None, None, 5, []), (9, None, None, [])],
    ids=["set", "turned off", "moved", "none", "no server"],
)
async def test_a_log_that_is_moved_or_turned_off_says_so_in_its_old_channel(
    monkeypatch: pytest.MonkeyPatch, now: int | None, before: int | None, guild: int | None, written: list[int]
) -> None:
    """So nobody silences it unnoticed."""
    discord_ = Refusing()
    monkeypatch.setattr(audit, "service_of", lambda _: service(now))
    interaction = Mock(client=discord_.client, guild_id=guild, user=Mock(mention="<@4>"))
    await audit.record(interaction, "turned the log off", channel=before)
    assert discord_.channels == written
    assert [parts["content"] for parts in discord_.sent] == ["<@4> turned the log off"] * len(written)


async def test_a_log_that_cannot_be_written_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The action is complete. Only that it failed is logged, and none of its words."""
    discord_, served = Refusing(http_error(403)), service(9)
    await audit.note(discord_.client, served, 5, "Added **The secret**.", "Added **Another one**.")
    assert len(discord_.sent) == 2
    assert "the log channel of server 5 could not be written to: 403 0" in caplog.text
    assert "secret" not in caplog.text
    assert await served.pending_replies.wait_for_all(0.01)

"""The injected faults are what they say: plain discord.py meets them as its source tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.discord.faults import Kind
from tests.discord.people import Person
from tests.discord.plain_bot import PlainBot, point
from tests.discord.server import LocalDiscord

EDIT = ("PATCH", r"^/webhooks/.*/messages/@original$")


@pytest.fixture
async def local(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalDiscord]:
    """A local Discord with the plain bot on it."""
    async with LocalDiscord() as local:
        point(monkeypatch, local)
        bot = PlainBot()
        task = asyncio.create_task(bot.start(local.world.token))
        await local.until(local.gateway.ready, 5, "the bot")
        yield local
        await bot.close()
        await task


@pytest.mark.parametrize(
    ("kind", "reset", "least"),
    [
        (Kind.RATE_LIMIT, False, 0.3),  # waits as long as it is told
        (Kind.SERVER_ERROR, False, 1.0),  # waits a second
        (Kind.SLOW, False, 0.3),
        (Kind.CUT_AFTER, True, 0.0),  # Discord did it, although the bot does not know
    ],
)
async def test_a_fault_that_discord_py_survives(local: LocalDiscord, kind: Kind, reset: bool, least: float) -> None:
    """The answer arrives, later."""
    ann = Person(local, local.user("ann"))
    general = local.guild("Lindau", ann.user).channels[0]
    fault = local.faults.inject(kind, *EDIT, seconds=0.3, reset=reset)
    began = local.now()
    seen = await ann.slash(general, "echo", text="hello")
    assert (seen.text, fault.struck) == ("hello", 1)
    assert local.now() - began >= least
    local.transcript.assert_clean()


@pytest.mark.parametrize(
    ("kind", "reset"), [(Kind.RATE_LIMIT_NO_VIA, False), (Kind.CUT_BEFORE, True), (Kind.CUT_BEFORE, False)]
)
async def test_a_fault_that_loses_the_answer_of_plain_discord_py(local: LocalDiscord, kind: Kind, reset: bool) -> None:
    """A 429 of the proxy and a cut connection are not tried again: the person keeps looking at a thinking bot."""
    ann = Person(local, local.user("ann"))
    general = local.guild("Lindau", ann.user).channels[0]
    fault = local.faults.inject(kind, *EDIT, reset=reset)
    with pytest.raises(TimeoutError):
        await ann.slash(general, "echo", text="hello", within=1.5)
    assert fault.spent


async def test_an_invalid_session_is_begun_anew(local: LocalDiscord) -> None:
    """After op 9 the bot identifies again and answers."""
    ann = Person(local, local.user("ann"))
    general = local.guild("Lindau", ann.user).channels[0]
    await local.gateway.invalidate(resumable=False)
    await local.until(local.gateway.ready, 15, "the new session")
    assert (await ann.slash(general, "echo", text="hello")).text == "hello"
    assert local.gateway.resumed == 0

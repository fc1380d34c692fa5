"""The good path: plain discord.py gets on with the local Discord, and nothing it sends is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import discord
import pytest

from tests.discord.options import NotOffered, Upload
from tests.discord.people import Person
from tests.discord.plain_bot import PlainBot, point
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel


@dataclass(frozen=True, slots=True)
class Scene:
    """A server with the plain bot, its owner Ann, and Ben, who is a plain member."""

    discord: LocalDiscord
    bot: PlainBot
    ann: Person
    ben: Person
    general: Channel


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    """The plain bot, logged in."""
    async with LocalDiscord() as local:
        point(monkeypatch, local)
        ann, ben = Person(local, local.user("ann")), Person(local, local.user("ben"))
        guild = local.guild("Lindau", ann.user)
        local.join(guild, ben.user)
        bot = PlainBot()
        task = asyncio.create_task(bot.start(local.world.token))
        await local.until(local.gateway.ready, 5, "the bot")
        yield Scene(local, bot, ann, ben, guild.channels[0])
        await bot.close()
        await task
        local.transcript.assert_clean()
        assert local.gateway_faults == []


async def test_a_slash_command_is_deferred_and_then_edited(scene: Scene) -> None:
    """The person sees the text, and only they when it is private."""
    seen = await scene.ann.slash(scene.general, "echo", text="hello")
    assert (seen.text, seen.ephemeral, seen.buttons) == ("hello", False, ["More", "👎 Down"])
    assert seen.acknowledged < 1
    private = await scene.ann.slash(scene.general, "echo", text="secret", private=True)
    assert private.ephemeral
    assert "secret" in scene.ann.sees(scene.general)
    assert "secret" not in scene.ben.sees(scene.general)
    assert await scene.ann.autocomplete(scene.general, "echo", "text", "hi") == [{"name": "hi!", "value": "hi!"}]


async def test_buttons_menus_and_modals_answer(scene: Scene) -> None:
    """Each component does what it says, and the client holds people to what is there."""
    seen = await scene.ann.slash(scene.general, "echo", text="hello")
    assert (await scene.ben.click(seen.message, "More")).text == "edited"
    asked = await scene.ben.click(seen.message, "👎")
    assert asked.modal is not None
    answer = await scene.ben.submit(asked, {"Reason": "it rains"})
    assert (answer.text, answer.ephemeral) == ("because it rains", True)
    assert (await scene.ben.select(seen.message, ["One"])).text == "picked 1"
    with pytest.raises(NotOffered):
        await scene.ben.submit(asked, {"Reason": " "})
    with pytest.raises(NotOffered):
        await scene.ben.click(seen.message, "Less")


async def test_a_client_offers_what_permissions_allow(scene: Scene) -> None:
    """A command for admins is not offered to others, until the admins of the server grant it."""
    upload = Upload("note.txt", b"a note")
    seen = await scene.ann.slash(scene.general, "file", given=upload)
    assert (seen.text, [each.data for each in seen.attachments]) == ("The file\nSize\n6", [b"a note"])
    with pytest.raises(NotOffered):
        await scene.ben.slash(scene.general, "file", given=upload)
    assert scene.general.guild is not None
    scene.general.guild.command_grants["file"] = {scene.ben.user.id}
    assert (await scene.ben.slash(scene.general, "file", given=upload)).attachments
    with pytest.raises(NotOffered):
        await scene.ann.slash(scene.discord.direct(scene.ann.user), "file", given=upload)
    with pytest.raises(NotOffered):
        await scene.ann.slash(scene.general, "echo", text=3)


async def test_messages_are_bare_without_the_content_intent(scene: Scene) -> None:
    """Without the intent a bot reads only mentions, direct messages and what a menu hands it."""
    note = scene.ben.say(scene.general, "not for bots")
    assert (await scene.ben.mention(scene.general, "help")).content == "you called"
    assert (await scene.ben.write("hello")).content == "you called"
    thread = scene.discord.thread(scene.general, "aside")
    answer = await scene.ben.mention(thread, "here")
    assert (await scene.ben.reply(answer, "again")).content == "you called"
    me = f"<@{scene.discord.world.bot.id}>"
    assert scene.bot.seen == ["", f"{me} help", "hello", f"{me} here", "again"]
    assert (await scene.ben.menu(note, "Repeat this")).text == "not for bots"


async def test_the_history_of_a_channel_is_read_from_any_place(scene: Scene) -> None:
    """The newest messages, and those before, after or around one."""
    sent = [scene.ben.say(scene.general, str(number)).id for number in range(9)]
    channel, middle = scene.bot.get_partial_messageable(scene.general.id), discord.Object(sent[4])

    async def read(**where: Any) -> list[int]:
        return sorted([sent.index(each.id) async for each in channel.history(limit=3, **where)])

    assert await read() == [6, 7, 8]
    assert await read(before=middle) == [1, 2, 3]
    assert await read(after=middle) == [5, 6, 7]
    assert await read(around=middle) == [3, 4, 5]


async def test_a_dropped_gateway_is_resumed(scene: Scene) -> None:
    """What happened while the connection was down is heard after it is up again."""
    scene.discord.gateway.drop()
    await scene.discord.until(lambda: not scene.discord.gateway.connections, 5, "the drop")
    seen = scene.ann.say(scene.discord.direct(scene.ann.user), "are you there?")
    assert (await scene.ann.answer_to(seen, 10)).content == "you called"
    await scene.discord.gateway.ask_to_reconnect()
    await scene.discord.until(lambda: scene.bot.resumed == 2, 10, "the second resume")
    await scene.discord.gateway.invalidate(resumable=True)
    await scene.discord.until(lambda: scene.bot.resumed == 3, 10, "the third resume")
    assert scene.discord.gateway.resumed == 3


async def test_joining_and_leaving_are_told(scene: Scene) -> None:
    """A server that invites the bot has its commands at once; one that removes it has them no more."""
    other = scene.discord.guild("Graz", scene.ben.user)
    assert (await scene.ben.slash(other.channels[0], "echo", text="new here")).text == "new here"
    scene.discord.kick(other)
    with pytest.raises(NotOffered):
        await scene.ben.slash(other.channels[0], "echo", text="gone")
    await scene.discord.until(lambda: scene.bot.get_guild(other.id) is None, 5, "the removal")

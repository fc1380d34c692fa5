"""The local Discord refuses what Discord refuses: bad requests, each with the code that it must get."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from tests.discord import permissions as may
from tests.discord.bad_requests import (
    BAD,
    COMMAND_CALLBACK,
    COMPONENT_CALLBACK,
    CONTENT,
    EDIT,
    FOLLOW_UP,
    FORM,
    ORIGINAL,
    PUT,
    SEND,
    button,
    choices,
    command,
    embed,
    modal,
    row,
)
from tests.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from tests.discord.people import Person
from tests.discord.server import LocalDiscord
from tests.discord.state import Message, Overwrite

HEADERS = {"User-Agent": "DiscordBot (https://example.org, 1.0)"}


@dataclass(slots=True)
class World:
    """A server with messages and interactions in all their states, and what the paths of the table name."""

    discord: LocalDiscord
    http: aiohttp.ClientSession
    names: dict[str, object] = field(default_factory=dict)

    async def send(self, request: str, body: object, **more: Any) -> tuple[int, Any]:
        """Send a request as the bot and return the status and the JSON."""
        method, path = request.format(**self.names).split(" ")
        url = self.discord.api_url + path
        if body is not None and "data" not in more:
            more["json"] = body
        headers = more.pop("headers", HEADERS | {"Authorization": f"Bot {self.discord.world.token}"})
        async with self.http.request(method, url, headers=headers, **more) as response:
            if response.status == 204:
                return 204, None
            assert response.headers["Content-Type"] == "application/json"
            return response.status, await response.json()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The scene that the table is played on."""
    async with LocalDiscord() as local, aiohttp.ClientSession() as http:
        ann = Person(local, local.user("ann"))
        guild = local.guild("Lindau", ann.user, channels=("general", "hidden", "quiet", "plain"))
        general, hidden, quiet, plain = guild.channels
        hidden.overwrites = [Overwrite(guild.id, deny=may.VIEW_CHANNEL)]
        quiet.overwrites = [Overwrite(guild.id, deny=may.SEND_MESSAGES)]
        plain.overwrites = [Overwrite(guild.id, deny=may.EMBED_LINKS | may.ATTACH_FILES | may.READ_MESSAGE_HISTORY)]
        theirs, there = ann.say(general, "hi"), ann.say(plain, "hi")
        own = Message(local.snowflakes.next(), general, local.world.bot, "mine")
        local.message_made(own)
        kinds = {
            name: ann.interact(general, kind, {}, source=source).interaction
            for name, kind, source in [
                ("command", COMMAND, None),
                ("component", COMPONENT, own),
                ("typing", AUTOCOMPLETE, None),
                ("form", MODAL, None),
                ("late", COMMAND, None),
                ("deferred", COMMAND, None),
                ("fresh", COMMAND, None),
                ("old", COMMAND, None),
                ("done", COMMAND, None),
            ]
        }
        kinds["late"].began -= 3.1
        world = World(local, http)
        world.names = {name: f"{each.id}/{each.token}" for name, each in kinds.items() if name != "deferred"}
        for name in ("deferred", "old", "done"):
            each = kinds[name]
            world.names["now"] = f"{each.id}/{each.token}"
            assert (await world.send("POST /interactions/{now}/callback", {"type": 5}))[0] == 204
        kinds["old"].began -= 901
        elsewhere = local.guild("Graz", ann.user, with_bot=False)
        closed = local.user("closed")
        closed.takes_direct_messages = False
        world.names |= {
            "app": local.world.application_id,
            "general": general.id,
            "hidden": hidden.id,
            "quiet": quiet.id,
            "plain": plain.id,
            "own": own.id,
            "theirs": theirs.id,
            "there": there.id,
            "ann": ann.user.id,
            "deferred": kinds["deferred"].token,
            "fresh_token": kinds["fresh"].token,
            "old_token": kinds["old"].token,
            "elsewhere": elsewhere.channels[0].id,
            "closed": local.direct(closed).id,
            "guild": guild.id,
        }
        yield world


@pytest.mark.parametrize(("request_", "body", "expected"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
async def test_a_bad_request_is_refused(world: World, request_: str, body: object, expected: tuple[int, int]) -> None:
    """It gets Discord's status and code, is written down as refused, and changes nothing."""
    text = json.dumps(body)
    for name, value in world.names.items():
        text = text.replace("{" + name + "}", str(value))
    before = len(world.discord.world.channel(int(str(world.names["general"]))).messages)  # type: ignore[union-attr]
    status, answer = await world.send(request_, json.loads(text))
    assert (status, answer["code"]) == expected, answer
    assert [entry.status for entry in world.discord.transcript.refused] == [status]
    assert len(world.discord.world.channel(int(str(world.names["general"]))).messages) == before  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("request_", "body"),
    [
        (SEND, CONTENT | {"nonce": "1", "enforce_nonce": True, "tts": False}),
        (SEND, embed(title="a" * 256, description="b" * 4096, fields=[{"name": "c" * 256, "value": "d" * 1024}])),
        (SEND, {"content": "see @everyone and <@1>", "allowed_mentions": {"parse": []}}),
        (SEND, row(button(label="a" * 80, custom_id="b" * 100))),
        (SEND, {"flags": 1 << 15, "components": [{"type": 10, "content": "a"}]}),
        (EDIT, {"content": "edited", "tts": False}),
        (COMMAND_CALLBACK, modal(title="a" * 45)),
        ("POST /interactions/{typing}/callback?with_response=1", choices(25, "a" * 100)),
        (COMPONENT_CALLBACK, {"type": 6}),
        (ORIGINAL, {"content": "done"}),
        (PUT, command(name="frage", name_localizations={"hi": "पूछें", "fr": "demander-à"}, nsfw=False)),
    ],
)
async def test_a_good_request_at_the_limit_is_accepted(world: World, request_: str, body: object) -> None:
    """What is exactly as large as Discord allows, or oddly but rightly formed, is not refused."""
    status, answer = await world.send(request_, body)
    assert status in (200, 204), answer
    assert world.discord.transcript.refused == []


async def test_the_token_the_form_and_the_kind_of_a_body_are_checked(world: World) -> None:
    """Without the token, without a proper User-Agent, with broken JSON or as a form, nothing is done."""
    assert (await world.send(SEND, CONTENT, headers=HEADERS))[0] == 401
    assert (await world.send(SEND, CONTENT, headers=HEADERS | {"Authorization": "Bot no"}))[0] == 401
    as_json = HEADERS | {"Authorization": f"Bot {world.discord.world.token}", "Content-Type": "application/json"}
    status, answer = await world.send(SEND, None, data=b"{", headers=as_json)
    assert (status, answer["code"]) == (400, 50109)
    status, answer = await world.send(SEND, None, data={"content": "hello"})
    assert (status, answer["code"]) == FORM


async def test_the_first_follow_up_fills_the_deferred_message(world: World) -> None:
    """It is as public as the defer was, whatever it asks for; the next one is a message of its own."""
    status, first = await world.send(FOLLOW_UP, CONTENT | {"flags": 64})
    assert (status, first["flags"]) == (200, 0)
    assert len(world.discord.transcript.ignored) == 1
    assert (await world.send("GET /webhooks/{app}/{deferred}/messages/@original", None))[1]["id"] == first["id"]
    _, second = await world.send(FOLLOW_UP, CONTENT | {"flags": 64})
    assert (second["id"] != first["id"], second["flags"]) == (True, 64)


async def test_a_nonce_makes_a_message_once(world: World) -> None:
    """The second request with an enforced nonce returns the first message."""
    body = CONTENT | {"nonce": "7", "enforce_nonce": True}
    assert (await world.send(SEND, body))[1]["id"] == (await world.send(SEND, body))[1]["id"]


async def test_rate_limits_are_told_and_enforced(world: World) -> None:
    """The sixth message within a second is put off, and says for how long."""
    for number in range(5):
        assert (await world.send(SEND, {"content": str(number)}))[0] == 200
    status, answer = await world.send(SEND, CONTENT)
    assert status == 429
    assert 0 < answer["retry_after"] <= 1

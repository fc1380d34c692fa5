"""Two servers with different articles, attacked in every way that a client or a forged request has: zero leaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.discord import modals
from tests.discord.interactions import AUTOCOMPLETE, COMMAND, MODAL
from tests.discord.options import NotOffered
from tests.discord.people import Person
from tests.discord.process import QUICK_READER, Bot
from tests.discord.rules import walk
from tests.discord.scene import QUESTION, add, ask, change, fields, plain, said
from tests.discord.seen import Seen, words
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel, Message

SECRETS = ("Kiesel", "Gravensteiner", "orchard", "96,000", "orchard.txt")


async def test_nothing_of_one_server_is_ever_seen_in_another(tmp_path: Path) -> None:
    """Questions, ids, autocomplete, replayed buttons and forms, exports and direct messages: none of them leaks."""
    async with LocalDiscord() as local, Bot(local, tmp_path / "data", READER_MODEL=QUICK_READER) as bot:
        ann, mallory = Person(local, local.user("ann")), Person(local, local.user("mallory"))
        wangen, graz = local.guild("Wangen", ann.user), local.guild("Graz", mallory.user)
        ours, theirs = wangen.channels[0], graz.channels[0]
        await local.until(lambda: local.world.commands, 10, "the commands")
        for person, channel in ((ann, ours), (mallory, theirs)):
            await change(person, channel, "settings rate", 60)
        await add(ann, ours, "orchard.txt")
        await add(mallory, theirs, "clock.md")
        card = await ask(ann, ours, QUESTION)
        assert "Kiesel" in plain(card.text)
        down = await ann.click(card.message, "👎")
        await ann.submit(down, {fields(down)[0]: "the orchard is secret"})
        (choice,) = await ann.autocomplete(ours, "articles show", "article", "orchard")
        ids = [choice["value"], *(f"#{number}" for number in range(1, 6)), "orchard.txt", _title(choice)]

        await _attack_by_question(mallory, theirs, ids)
        await _attack_by_id(mallory, theirs, ids)
        ours_open = await ann.click(card.message, "👎")
        custom_ids = _custom_ids(card.message)
        await _attack_by_custom_id(mallory, theirs, custom_ids, ours_open)
        await _attack_in_direct_messages(mallory, ids, custom_ids)

        words_there = said(local, graz) + said(local, None)
        for secret in SECRETS:
            # What Mallory typed is not counted: the ids are hers to type, and may be said back.
            assert secret not in _without(words_there, ids), secret
        assert "Mira Holzer" not in said(local, wangen)
        await _unharmed(ann, ours, card)
        assert bot.running
        local.transcript.assert_clean()


async def _attack_by_question(mallory: Person, channel: Channel, ids: list[str]) -> None:
    await ask(mallory, channel, QUESTION)
    for each in ids:
        await ask(mallory, channel, QUESTION, article=each)
    answer = await mallory.mention(channel, QUESTION)
    await mallory.discord.until(lambda: words(answer), 30, "an answer")
    seen = await mallory.menu(mallory.say(channel, QUESTION), "Answer this")
    await seen.until(lambda each: each.text)


async def _attack_by_id(mallory: Person, channel: Channel, ids: list[str]) -> None:
    for command in ("articles show", "articles remove", "articles refresh"):
        for typed in ("orchard", "", *ids):
            assert not any(
                "orchard" in str(each) for each in await mallory.autocomplete(channel, command, "article", typed)
            )
        for each in ids:
            await mallory.slash(channel, command, article=each)
    for command in ("articles list", "articles export", "feedback export", "stats"):
        await mallory.slash(channel, command)


def _custom_ids(card: Message) -> list[str]:
    """Return the custom ids of a card, and some that may be guessed."""
    guessed = [f"{verb}:{number}" for verb in ("articles-remove", "articles-page") for number in range(1, 4)]
    found = [part["custom_id"] for part in walk(card.components) if part.get("custom_id")]
    # What a refusal offers is made of its question, which is another server's, too.
    return [*found, *(each.replace("up:", "meant:") for each in found if each.startswith("up:")), *guessed]


async def _attack_by_custom_id(mallory: Person, channel: Channel, custom_ids: list[str], form: Seen) -> None:
    """Press the buttons of the other server's cards, and send its open form, from one's own server."""
    planted = _plant(mallory.discord, channel, custom_ids)
    # All at once: some are never answered, and a client waits three seconds before it says so.
    pressed = [mallory.press(planted, custom_id) for custom_id in custom_ids]
    for seen in pressed:
        await seen.settle(10)
        if seen.modal is not None:
            await mallory.submit(seen, {fields(seen)[0]: "from elsewhere"}, within=10)
    assert form.modal is not None
    data = modals.filled(mallory.discord, channel, form.modal, {fields(form)[0]: "from elsewhere"})
    await mallory.interact(channel, MODAL, data, source=planted).settle(10)


def _plant(local: LocalDiscord, channel: Channel, custom_ids: list[str]) -> Message:
    """Return a message of the bot that carries foreign buttons: discord.py hears of no others than a message has."""
    parts = [{"type": 2, "style": 2, "label": custom_id[:80], "custom_id": custom_id} for custom_id in custom_ids]
    rows = [{"type": 1, "components": parts[first : first + 5]} for first in range(0, len(parts), 5)]
    message = Message(local.snowflakes.next(), channel, local.world.bot, "planted", components=rows)
    channel.messages[message.id] = message
    return message


async def _attack_in_direct_messages(mallory: Person, ids: list[str], custom_ids: list[str]) -> None:
    local = mallory.discord
    direct = local.direct(mallory.user)
    answer = await mallory.write(QUESTION)
    assert "server" in words(answer)
    with pytest.raises(NotOffered):
        await mallory.slash(direct, "articles list")
    kinds = (COMMAND, AUTOCOMPLETE)
    sent = [mallory.interact(direct, kind, _forged(local, each, kind)) for each in ids for kind in kinds]
    planted = _plant(local, direct, custom_ids)
    for seen in (*sent, *(mallory.press(planted, custom_id) for custom_id in custom_ids)):
        await seen.settle(10)


def _forged(local: LocalDiscord, article: str, kind: int) -> dict[str, Any]:
    """Return `/ask` as no client would send it from a direct message."""
    command = next(each for each in local.world.commands if each["name"] == "ask")
    focused = {"focused": True} if kind == AUTOCOMPLETE else {}
    return {
        "id": command["id"],
        "name": "ask",
        "type": 1,
        "options": [
            {"type": 3, "name": "question", "value": QUESTION},
            {"type": 3, "name": "article", "value": article} | focused,
        ],
    }


async def _unharmed(ann: Person, channel: Channel, card: Seen) -> None:
    """Nothing that Mallory did changed the other server: its article, its card and its one vote are as they were."""
    assert "Kiesel" in plain((await ask(ann, channel, QUESTION)).text)
    assert "Kiesel" in plain((await ann.click(card.message, "Context")).text)
    exported = await ann.slash(channel, "feedback export")
    (vote,) = [json.loads(line) for line in exported.attachments[0].data.decode().splitlines()]
    assert (vote["vote"], vote["reason"]) == ("down", "the orchard is secret")


def _title(choice: dict[str, Any]) -> str:
    return str(choice["name"])


def _without(text: str, typed: list[str]) -> str:
    for each in sorted([*typed, QUESTION], key=len, reverse=True):
        text = text.replace(each, "")
    return text

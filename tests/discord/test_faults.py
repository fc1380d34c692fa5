"""With every fault injected, no answer is lost silently and no article is lost at all."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
import pytest_asyncio

from index.storage.database import Database
from index.storage.journal import Journal
from tests.discord import permissions as may
from tests.discord.faults import Kind
from tests.discord.keeping import corpus, new_place
from tests.discord.options import NotOffered
from tests.discord.people import Person
from tests.discord.process import QUICK_READER, Bot
from tests.discord.scene import ANSWER, QUESTION, add, ask, change, plain
from tests.discord.seen import words
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel, Overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")

LAST_EDIT = ("PATCH", r"^/webhooks/.*/messages/@original$")
CALLBACK = ("POST", r"^/interactions/.*/callback$")
POST = ("POST", r"^/channels/\d+/messages$")
TYPING = ("POST", "/channels/{channel_id}/typing")
ALREADY_ACKNOWLEDGED = 40060


@dataclass(frozen=True, slots=True)
class Scene:
    """A server whose bot knows one article."""

    local: LocalDiscord
    bot: Bot
    ann: Person
    general: Channel


async def _scene(local: LocalDiscord, bot: Bot) -> Scene:
    ann = Person(local, local.user("ann"))
    general = local.guild("Wangen", ann.user).channels[0]
    await local.until(lambda: local.world.commands, 10, "the commands")
    await change(ann, general, "settings rate", 60)
    await add(ann, general, "orchard.txt")
    return Scene(local, bot, ann, general)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """One bot for all tests that leave it alive."""
    async with (
        LocalDiscord() as local,
        Bot(local, tmp_path_factory.mktemp("faults") / "data", READER_MODEL=QUICK_READER) as bot,
    ):
        yield await _scene(local, bot)


@pytest_asyncio.fixture(loop_scope="module")
async def scene(running: Scene) -> AsyncIterator[Scene]:
    """The running bot, with no fault and nothing refused so far, and nothing unexpected refused at the end."""
    running.local.faults.clear()
    running.local.transcript.entries.clear()
    yield running
    assert running.bot.running
    running.local.transcript.assert_clean(ALREADY_ACKNOWLEDGED)


@pytest.mark.parametrize(
    ("kind", "count", "reset"),
    [
        (Kind.RATE_LIMIT, 2, False),
        (Kind.RATE_LIMIT_NO_VIA, 2, False),
        (Kind.SERVER_ERROR, 2, False),
        (Kind.SLOW, 1, False),
        (Kind.CUT_BEFORE, 2, True),
        (Kind.CUT_BEFORE, 2, False),
        (Kind.CUT_AFTER, 1, True),
        (Kind.CUT_AFTER, 1, False),
    ],
)
async def test_a_fault_on_the_last_edit_delays_the_answer(scene: Scene, kind: Kind, count: int, reset: bool) -> None:
    """The answer arrives all the same, once."""
    fault = scene.local.faults.inject(kind, *LAST_EDIT, count=count, seconds=0.5, reset=reset)
    seen = await ask(scene.ann, scene.general, QUESTION)
    assert ANSWER in plain(seen.text)
    assert fault.spent
    assert len(seen.messages) == 1


@pytest.mark.parametrize(
    ("kind", "reset"),
    [
        (Kind.RATE_LIMIT_NO_VIA, False),
        (Kind.SERVER_ERROR, False),
        (Kind.SLOW, False),
        (Kind.CUT_BEFORE, True),
        (Kind.CUT_BEFORE, False),
        (Kind.CUT_AFTER, True),
    ],
)
async def test_a_fault_on_the_acknowledgement_is_made_up_for(scene: Scene, kind: Kind, reset: bool) -> None:
    """There are 3 seconds for it: time enough to try again."""
    fault = scene.local.faults.inject(kind, *CALLBACK, seconds=0.5, reset=reset)
    seen = await ask(scene.ann, scene.general, QUESTION)
    assert ANSWER in plain(seen.text)
    assert fault.spent


@pytest.mark.parametrize(
    ("kind", "reset"),
    [
        (Kind.RATE_LIMIT, False),
        (Kind.RATE_LIMIT_NO_VIA, False),
        (Kind.SERVER_ERROR, False),
        (Kind.CUT_BEFORE, True),
        (Kind.CUT_AFTER, True),
        (Kind.CUT_AFTER, False),
    ],
)
async def test_a_mention_is_answered_once_whatever_happens(scene: Scene, kind: Kind, reset: bool) -> None:
    """A reply whose connection was cut after the effect is not said twice."""
    scene.local.faults.inject(kind, *POST, reset=reset)
    answer = await scene.ann.mention(scene.general, QUESTION)
    await scene.local.until(lambda: ANSWER in plain(words(answer)), 30, "the answer")

    def tries() -> int:
        sent = [each for each in scene.local.transcript.entries if (each.method, bool(each.status)) == ("POST", True)]
        return sum(re.search(POST[1], each.path) is not None for each in sent)

    await scene.local.until(lambda: tries() == 2, 30, "the second try")
    asked = answer.reply_to
    replies = [each for each in scene.general.visible_to(scene.ann.user) if each.reply_to is asked]
    assert len(replies) == 1


@pytest.mark.parametrize("kind", [Kind.REFUSED, Kind.CUT_BEFORE])
async def test_choices_that_do_not_arrive_leave_nobody_in_the_log(scene: Scene, kind: Kind) -> None:
    """The next letter asks for others; discord.py would log who typed, with a traceback."""
    scene.local.faults.inject(kind, *CALLBACK)
    with pytest.raises(NotOffered):
        await scene.ann.autocomplete(scene.general, "ask", "article", "orch", question=QUESTION)
    assert await scene.ann.autocomplete(scene.general, "ask", "article", "orchard", question=QUESTION)
    assert str(scene.ann.user.id) not in scene.bot.log
    assert "Traceback" not in scene.bot.log


async def test_an_answer_that_discord_refuses_becomes_an_apology(scene: Scene) -> None:
    """With a short id: nobody is left with "is thinking…"."""
    scene.local.faults.inject(Kind.REFUSED, *LAST_EDIT)
    seen = await ask(scene.ann, scene.general, QUESTION)
    assert "E-" in seen.text
    assert "413" in scene.bot.log


async def test_a_reply_that_discord_refuses_becomes_an_apology(scene: Scene) -> None:
    """As where a filter of the server does not like its words."""
    scene.local.faults.inject(Kind.REFUSED, *POST, count=4)
    asked = scene.ann.say(scene.general, f"<@{scene.local.world.bot.id}> {QUESTION}")

    def said() -> list[str]:
        return [words(each) for each in scene.general.messages.values() if each.id > asked.id]

    await scene.local.until(said, 20, "an apology")
    assert "E-" in said()[0]


async def test_an_acknowledgement_that_nobody_heard_of_is_filled_all_the_same(scene: Scene) -> None:
    """It had arrived, then the network was gone for as long as Discord waits for one."""
    scene.local.faults.inject(Kind.CUT_AFTER, *CALLBACK)
    scene.local.faults.inject(Kind.CUT_BEFORE, *CALLBACK, count=50)
    seen = await ask(scene.ann, scene.general, QUESTION)
    assert ANSWER in plain(seen.text)


@pytest.mark.parametrize(
    "lacking", [may.READ_MESSAGE_HISTORY, may.EMBED_LINKS, may.EMBED_LINKS | may.READ_MESSAGE_HISTORY]
)
async def test_a_mention_is_answered_as_well_as_the_channel_allows(scene: Scene, lacking: int) -> None:
    """Without the arrow of a reply, or as plain text."""
    channel = Channel(scene.local.snowflakes.next(), f"poor-{lacking}", guild=scene.general.guild)
    assert scene.general.guild is not None
    channel.overwrites = [Overwrite(scene.general.guild.id, deny=lacking)]
    scene.general.guild.channels.append(channel)
    scene.ann.say(channel, f"<@{scene.local.world.bot.id}> {QUESTION}")
    await scene.local.until(lambda: ANSWER in plain(scene.ann.sees(channel)), 30, "the answer")
    assert "orchard" in scene.ann.sees(channel), "it says where it is from"
    refused = scene.local.transcript.refused
    assert {entry.refusal["code"] for entry in refused if entry.refusal} <= {50013, 160002}
    scene.local.transcript.entries.clear()


@pytest.mark.parametrize("how", ["drop", "reconnect", "invalid but resumable"])
async def test_a_gateway_that_drops_is_resumed_and_loses_nothing(scene: Scene, how: str) -> None:
    """A question under way is answered, and so is one that comes as soon as the gateway is back."""
    before = scene.local.gateway.resumed
    asking = asyncio.create_task(ask(scene.ann, scene.general, QUESTION))
    await scene.local.until(lambda: len(scene.local.transcript.entries), 5, "the acknowledgement")
    gateway = scene.local.gateway
    if how == "drop":
        gateway.drop()
    elif how == "reconnect":
        await gateway.ask_to_reconnect()
    else:
        await gateway.invalidate(resumable=True)
    sent = scene.ann.say(scene.general, f"<@{scene.local.world.bot.id}> {QUESTION}")
    assert ANSWER in plain((await asking).text)
    answer = await scene.ann.answer_to(sent, 30)
    await scene.local.until(lambda: ANSWER in plain(words(answer)), 30, "the answer")
    assert gateway.resumed == before + 1


async def test_a_session_that_is_gone_is_begun_anew(scene: Scene) -> None:
    """After op 9 the bot identifies again, and answers as before."""
    await scene.local.gateway.invalidate(resumable=False)
    await scene.local.until(scene.local.gateway.ready, 20, "the new session")
    assert ANSWER in plain((await ask(scene.ann, scene.general, QUESTION)).text)


async def test_questions_of_a_killed_process_are_answered_or_apologised_for(tmp_path: Path) -> None:
    """Power fails with questions waiting: after the start, each of them has a word for the person who asked."""
    async with LocalDiscord() as local, Bot(local, tmp_path / "data", READER_MODEL=QUICK_READER) as bot:
        scene = await _scene(local, bot)
        waiting = [scene.ann.interact(scene.general, 2, _asked(local, f"{QUESTION} {number}")) for number in range(6)]
        await local.until(lambda: all(seen.interaction.answer for seen in waiting), 5, "the acknowledgements")
        mentioned = scene.ann.say(scene.general, f"<@{local.world.bot.id}> {QUESTION}")
        # "Is typing" is shown once the journal has the question.
        await local.until(lambda: local.transcript.of(*TYPING), 5, "typing")
        await bot.kill()
        await bot.restart()
        for seen in waiting:
            await seen.until(lambda each: ANSWER in plain(each.text) or "stopped" in each.text, 60)
        reply = await scene.ann.answer_to(mentioned, 30)
        await local.until(lambda: ANSWER in plain(words(reply)) or "stopped" in words(reply), 30, "the answer")
        # The article outlived it as well.
        assert ANSWER in plain((await ask(scene.ann, scene.general, QUESTION)).text)


async def test_a_message_that_is_mended_after_a_restart_is_answered_again(tmp_path: Path) -> None:
    """The process has forgotten what the message asked; Discord has not forgotten the reply to that."""
    async with LocalDiscord() as local, Bot(local, tmp_path / "data", READER_MODEL=QUICK_READER) as bot:
        scene = await _scene(local, bot)
        sent = scene.ann.say(scene.general, f"<@{local.world.bot.id}> who ate the bridge?")
        await scene.ann.answer_to(sent, 30)
        await bot.terminate()
        await bot.restart()
        scene.ann.edit(sent, f"<@{local.world.bot.id}> {QUESTION}")
        await local.until(lambda: ANSWER in plain(scene.ann.sees(scene.general)), 30, "the answer")
        local.message_changed(sent)  # as Discord tells of a message that is pinned
        await ask(scene.ann, scene.general, QUESTION)
        assert len([each for each in scene.general.messages.values() if each.reply_to is sent]) == 2


async def test_a_question_that_was_left_too_long_is_apologised_for_in_the_channel(tmp_path: Path) -> None:
    """Its reply cannot be changed any more after 15 minutes. The question is not told: it may have been private."""
    async with LocalDiscord() as local, Bot(local, tmp_path / "data", READER_MODEL=QUICK_READER) as bot:
        scene = await _scene(local, bot)
        await bot.terminate()
        begun = datetime.now(UTC) - timedelta(minutes=20)
        details = {
            "guild": scene.general.guild and scene.general.guild.id,
            "question": QUESTION,
            "channel": scene.general.id,
            "user": scene.ann.user.id,
            "token": "gone",
            "response": discord.utils.time_snowflake(begun),
            "application": local.world.application_id,
        }
        with contextlib.closing(Database(bot.data / "articlebot.db")) as database:
            Journal(database, lambda: begun).begin("ask", details)
        await bot.restart()
        await local.until(lambda: "I was stopped" in scene.ann.sees(scene.general), 10, "an apology")
        assert QUESTION not in scene.ann.sees(scene.general)
        local.transcript.assert_clean()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_terminated_process_leaves_nobody_waiting(tmp_path: Path, number: int) -> None:
    """SIGTERM, and the end of its terminal, finish or apologise for what is under way; the exit code is 0."""
    async with LocalDiscord() as local, Bot(local, tmp_path / "data", READER_MODEL=QUICK_READER) as bot:
        scene = await _scene(local, bot)
        waiting = [scene.ann.interact(scene.general, 2, _asked(local, QUESTION)) for _ in range(8)]
        await local.until(lambda: all(seen.interaction.answer for seen in waiting), 5, "the acknowledgements")
        assert await bot.terminate(number=number) == 0
        for seen in waiting:
            assert seen.settled
            assert ANSWER in plain(seen.text) or "stopped" in seen.text
        local.transcript.assert_clean()


async def test_a_kill_while_adding_loses_no_article_that_was_said_to_be_there(tmp_path: Path) -> None:
    """A killed add is told after the restart; each article is wholly there or wholly absent, and can be added again."""
    notices = corpus(96)
    async with LocalDiscord() as local, Bot(local, tmp_path / "data", READER_MODEL=QUICK_READER) as bot:
        place = await new_place(local, bot)
        adding = place.begin_adding("notices.jsonl", notices)
        await adding.until(lambda seen: " of 96 articles, " in seen.text and not seen.text.startswith("0 "))
        told = int(adding.text.split()[0])
        await bot.kill()
        await bot.restart()
        await adding.until(lambda seen: "I was stopped while I was adding" in seen.text, 10)
        kept = await place.articles()
        assert told <= len(kept) < 96
        assert f"{len(kept)} articles have come in" in adding.text
        lines = {line["id"]: line for line in map(json.loads, notices.splitlines())}
        for article in kept:
            nothing: dict[str, object] = {"url": None, "author": None, "site": None, "page_starts": []}
            assert article == lines[article["id"]] | nothing | {"source": "notices.jsonl"}
        again = await place.add("notices.jsonl", notices)
        assert f"Added {96 - len(kept)} articles" in again.text
        assert f"{len(kept)} articles have not changed since they were added" in again.text
        assert len(await place.articles()) == 96
        local.transcript.assert_clean()


def _asked(local: LocalDiscord, question: str) -> dict[str, object]:
    """Return the data of `/ask`, to be sent without waiting."""
    command = next(each for each in local.world.commands if each["name"] == "ask")
    return {
        "id": command["id"],
        "name": "ask",
        "type": 1,
        "options": [{"type": 3, "name": "question", "value": question}],
    }

"""How the bot starts and ends: faults are one line with the remedy, commands are told once, servers come and go."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.commands.run import alone
from bot.settings import Settings
from index.errors import Locked
from index.library import Library
from index.storage.catalogue import Catalogue
from tests.discord import gateway
from tests.discord.people import Person
from tests.discord.permissions import SEND_MESSAGES
from tests.discord.process import Bot
from tests.discord.scene import ANSWER, QUESTION, ask, mentioned, plain
from tests.discord.server import LocalDiscord
from tests.discord.state import Guild, Overwrite
from tests.discord.test_asking import add_articles, begin
from tests.fakes import library_of

PUT_COMMANDS = ("PUT", "/applications/{application_id}/commands")


async def _fault(bot: Bot) -> tuple[int, str]:
    """Start the bot, and return its exit code and the one line that it ended with."""
    await bot.spawn()
    code = await bot.wait(60)
    (line,) = [line for line in bot.log.splitlines() if line.startswith("error: ")]
    assert "Traceback" not in bot.log
    return code, line


@pytest.mark.parametrize(
    ("settings", "code", "said", "remedy"),
    [
        ({"token": ""}, 2, "there is no token", "DISCORD_TOKEN"),
        ({"token": "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.wrong-wrong-wrong-wrong-wrong"}, 3, "refuses the token", "Reset"),
        ({"SHARD_IDS": "0,1"}, 2, "SHARD_COUNT", "Give both"),
        ({"SHARD_IDS": "0,7", "SHARD_COUNT": "2"}, 2, "SHARD_COUNT", "between 0 and"),
        ({"SHARD_IDS": "zero", "SHARD_COUNT": "2"}, 2, "SHARD_IDS is wrong", ".env.example"),
        ({"LOG_LEVEL": "LOUD"}, 2, "LOG_LEVEL is wrong", ".env.example"),
        ({"EMBEDDING_MODEL": "/nowhere/model"}, 3, "cannot be loaded", "packaged model"),
    ],
)
async def test_what_keeps_it_from_starting_is_one_line_with_the_remedy(
    tmp_path: Path, settings: dict[str, str], code: int, said: str, remedy: str
) -> None:
    """And an exit code."""
    async with LocalDiscord() as local:
        bot = Bot(local, tmp_path / "data", **settings)
        ended, line = await _fault(bot)
        assert ended == code
        assert said in line
        assert remedy in line


async def test_a_second_bot_on_one_data_directory_is_refused(tmp_path: Path) -> None:
    """Each would answer, and the later take up the work of the other. Once it is killed, one may run."""
    async with LocalDiscord() as local, Bot(local, tmp_path / "data") as bot:
        second = Bot(local, tmp_path / "data")
        second.log_file = tmp_path / "second.log"
        code, line = await _fault(second)
        assert (code, "another articlebot run is using" in line) == (3, True)
        assert bot.running
        await bot.kill()
        with alone(Settings(articlebot_data=tmp_path / "data")):
            pass


async def test_bots_of_other_shards_may_share_a_data_directory(tmp_path: Path) -> None:
    """Two of one shard may not, nor one of all shards beside them."""
    whole = Settings(articlebot_data=tmp_path)
    first, second, both = (whole.model_copy(update={"shard_ids": ids}) for ids in ((0,), (1,), (0, 1)))
    with alone(first):
        with alone(second):
            pass
        for other in (first, both, whole):
            with pytest.raises(Locked, match="another articlebot run"), alone(other):
                pass
    with alone(whole), pytest.raises(Locked), alone(first):
        pass


async def test_a_discord_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    """With what to look at."""
    async with LocalDiscord() as local:
        bot = Bot(local, tmp_path / "data")
        local.url = "http://127.0.0.1:9"
        code, line = await _fault(bot)
    assert code == 3
    assert "cannot be reached" in line
    assert local.world.token not in bot.log


async def test_an_intent_that_discord_does_not_allow_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot asks for no privileged one; should Discord ever make one of them privileged, it is said where to go."""
    monkeypatch.setitem(gateway._PRIVILEGED, gateway.GUILD_MESSAGES, 1 << 40)
    async with LocalDiscord() as local:
        code, line = await _fault(Bot(local, tmp_path / "data"))
    assert code == 3
    assert "intent" in line
    assert "Privileged Intents" in line


async def test_a_token_that_is_replaced_while_it_runs_is_said(tmp_path: Path) -> None:
    """When the connection is made anew: as at the start, and not by Discord's number for it."""
    async with LocalDiscord() as local, Bot(local, tmp_path / "data") as bot:
        old = local.world.token
        local.world.token = old[:-4] + "anew"
        local.gateway.drop()
        assert await bot.wait(60) == 3
        line = bot.log.splitlines()[-1]
        assert "refuses the token" in line
        assert "Reset Token" in line
        assert old not in bot.log


async def test_python_itself_ends_well(tmp_path: Path) -> None:
    """The other bots of the tests are forked, and end before Python takes down what it has imported."""
    async with LocalDiscord() as local:
        environment = Bot(local, tmp_path).environment
        program = (sys.executable, "-m", "tests.discord.launcher", "run")
        process = await asyncio.create_subprocess_exec(*program, env=environment, cwd=tmp_path)
        try:
            await local.until(lambda: local.world.commands, 60, "the commands")
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 30) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def test_a_bot_that_discord_throws_out_ends_with_its_line_while_a_model_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And with the exit code: Python itself must not end while a thread is in the middle of a question."""
    async with LocalDiscord() as local:
        guild = local.guild("Wangen", local.user("ann"))
        await asyncio.to_thread(add_articles, tmp_path / "data", guild)
        async with Bot(local, tmp_path / "data") as bot:
            await local.until(lambda: local.world.commands, 10, "the commands")
            for _ in range(25):
                person = Person(local, local.user("somebody"))
                local.join(guild, person.user)
                begin(person, guild.channels[0])
            monkeypatch.setitem(gateway._PRIVILEGED, gateway.GUILD_MESSAGES, 1 << 40)
            await local.gateway.invalidate(resumable=False)
            assert await bot.wait(30) == 3
            assert "Privileged Intents" in bot.log.splitlines()[-1]


@pytest.mark.parametrize("damage", ["file", "pages", "vectors"])
async def test_a_damaged_database_or_index_is_said(tmp_path: Path, damage: str) -> None:
    """Before anybody can ask it anything."""
    async with LocalDiscord() as local:
        guild = local.guild("Wangen", local.user("ann"))
        data = tmp_path / "data"
        await asyncio.to_thread(add_articles, data, guild)
        path = data / "articlebot.db"
        if damage == "file":
            path.write_bytes(b"no database" * 1000)
        elif damage == "pages":
            whole = bytearray(path.read_bytes())
            for page in range(2, len(whole) // 4096):
                whole[page * 4096 : page * 4096 + 200] = b"\xff" * 200
            path.write_bytes(whole)
        else:
            with closing(Catalogue.open(path)) as catalogue, catalogue.database.write() as connection:
                connection.exec_driver_sql("UPDATE article_vectors SET data = substr(data, 5)")
        code, line = await _fault(Bot(local, data))
        assert code == 3
        assert "damaged" in line
        assert "restore" in line


async def test_a_data_directory_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file is in its place."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "articlebot.db").mkdir()
    async with LocalDiscord() as local:
        code, line = await _fault(Bot(local, tmp_path / "data"))
    assert code == 3
    assert "articlebot.db" in line


async def test_commands_are_told_to_discord_only_when_they_have_changed(tmp_path: Path) -> None:
    """Discord allows 200 of them a day. Their ids, by which a text offers them, are known all the same."""
    (tmp_path / "data").mkdir()
    with closing(_library(tmp_path / "data")) as library:
        # As if another version had registered something else.
        library.preferences.set_note("discord-commands", "other")
        library.preferences.set_note("discord-command-ids", '{"other": "1"}')
    async with LocalDiscord() as local, Bot(local, tmp_path / "data") as bot:
        await local.until(lambda: local.world.commands, 10, "the new commands")
        ann = Person(local, local.user("ann"))
        assert await bot.terminate() == 0
        await bot.restart()
        assert "ask" in mentioned(local, await ann.slash(local.direct(ann.user), "help"))
        assert len(local.transcript.of(*PUT_COMMANDS)) == 1
        local.transcript.assert_clean()


async def test_a_server_without_articles_is_greeted_when_the_bot_joins(tmp_path: Path) -> None:
    """With what to do first, where Discord itself greets and the bot may write; one that has articles knows."""
    async with LocalDiscord() as local:
        data, ann = tmp_path / "data", Person(local, local.user("ann"))
        new, mute, back, bare = (
            local.guild(name, ann.user, with_bot=False) for name in ("new", "mute", "back", "bare")
        )
        for guild in (new, mute, back):
            guild.system_channel = guild.channels[0]
        mute.channels[0].overwrites.append(Overwrite(mute.id, deny=SEND_MESSAGES))
        await asyncio.to_thread(add_articles, data, back)
        async with Bot(local, data) as bot:
            await local.until(lambda: "on no server yet (`articlebot doctor --invite`" in bot.log, 20, "what to do")
            for guild in (mute, back, bare, new):
                local.invite(guild)
            await local.until(lambda: new.channels[0].messages, 10, "a word")
            await asyncio.sleep(0.5)
            (greeting,) = new.channels[0].messages.values()
            assert mentioned(local, greeting) == {"articles add", "feeds add", "ask", "help"}
            assert not any(guild.channels[0].messages for guild in (mute, back, bare))
        local.transcript.assert_clean()


@pytest.mark.slow
async def test_several_shards_answer_in_one_process(tmp_path: Path) -> None:
    """As many as Discord says."""
    async with LocalDiscord(shards=3) as local:
        towns = [local.guild(f"Town {number}", local.user(f"owner {number}")) for number in range(5)]
        for town in towns:
            await asyncio.to_thread(add_articles, tmp_path / "data", town)
        async with Bot(local, tmp_path / "data") as bot:
            await local.until(lambda: local.world.commands, 10, "the commands")
            for town in towns:
                seen = await ask(Person(local, town.owner), town.channels[0], QUESTION)
                assert ANSWER in plain(seen.text)
            assert await bot.terminate() == 0
        local.transcript.assert_clean()


@pytest.mark.slow
async def test_articles_of_a_server_that_was_left_are_kept_for_thirty_days(tmp_path: Path) -> None:
    """Whether the bot was running when it was removed or not; coming back stops the days."""
    async with LocalDiscord() as local:
        data = tmp_path / "data"
        live, away, back = (local.guild(name, local.user(name)) for name in ("live", "away", "back"))
        for guild in (live, away, back):
            await asyncio.to_thread(add_articles, data, guild)
        async with Bot(local, data) as bot:
            local.kick(live)
            local.kick(back)
            await asyncio.sleep(1)
            assert await bot.terminate() == 0
            local.kick(away)
            local.invite(back)
            await bot.restart()
            await _settled(bot)
            assert await bot.terminate() == 0
        with closing(_library(data)) as library:
            assert library.retention.due(datetime.now(UTC) - timedelta(days=1)) == []
            left = library.retention.due(datetime.now(UTC) + timedelta(minutes=1))
            assert sorted(left) == sorted(f"guild:{guild.id}" for guild in (live, away))
            assert library.collection(f"guild:{live.id}").count() > 0
            # Thirty-one days go by for one of them.
            library.retention.returned(f"guild:{live.id}")
            library.retention.left(f"guild:{live.id}", datetime.now(UTC) - timedelta(days=31))
        await bot.restart()
        await _settled(bot)
        assert await bot.terminate() == 0
        with closing(_library(data)) as library:
            assert library.collection(f"guild:{live.id}").count() == 0
            assert library.collection(f"guild:{away.id}").count() > 0


async def test_two_processes_share_the_servers(tmp_path: Path) -> None:
    """Each answers its own shards, on one database."""
    async with LocalDiscord(shards=2) as local:
        towns: dict[int, Guild] = {}
        while len(towns) < 2:
            guild = local.guild("Town", local.user("owner"))
            towns.setdefault((guild.id >> 22) % 2, guild)
        for guild in towns.values():
            await asyncio.to_thread(add_articles, tmp_path / "data", guild)
        first = Bot(local, tmp_path / "data", SHARD_IDS="0", SHARD_COUNT="2")
        second = Bot(local, tmp_path / "data", SHARD_IDS="1", SHARD_COUNT="2")
        await first.spawn()
        await second.spawn()
        try:
            await local.until(local.gateway.ready, 60, "both shards")
            await local.until(lambda: local.world.commands, 10, "the commands")
            assert len(local.transcript.of(*PUT_COMMANDS)) == 1
            for guild in towns.values():
                seen = await ask(Person(local, guild.owner), guild.channels[0], QUESTION)
                assert ANSWER in plain(seen.text)
            assert [await first.terminate(), await second.terminate()] == [0, 0]
        finally:
            await first.kill()
            await second.kill()
        local.transcript.assert_clean()


async def _settled(bot: Bot) -> None:
    """Wait until a bot that was started again knows which servers it is on, and has done what is due."""
    await bot.discord.until(lambda: "Connected as" in bot.log.rpartition("logging in")[2], 20, "the connection")
    await asyncio.sleep(1)


def _library(data: Path) -> Library:
    return library_of(Catalogue.open(data / "articlebot.db"))

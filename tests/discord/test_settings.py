"""Each setting has its effect on a real question; who may not change them cannot; the purge leaves nothing."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import re
import string
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.discord import gateway as events
from tests.discord import options, payloads
from tests.discord import permissions as may
from tests.discord.interactions import COMMAND, MODAL
from tests.discord.options import NotOffered, Upload
from tests.discord.people import Person
from tests.discord.process import QUICK_READER, Bot
from tests.discord.scene import ANSWER, QUESTION, add, ask, change, fields, mentioned, plain, refusing, settled_log
from tests.discord.seen import Seen, words
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel, Overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTED = "only while I work on a question or for a manager"
MANAGERS_ONLY, ADMINS_ONLY = "Only those who manage this server, or have", "is not enough"


class Town:
    """A new server of a running bot: its owner, and three channels."""

    def __init__(self, local: LocalDiscord, bot: Bot, name: str) -> None:
        self.local = local
        self.bot = bot
        self.ann = Person(local, local.user("ann"))
        self.guild = local.guild(name, self.ann.user, channels=("general", "other", "log"))
        self.general, self.other, self.log = self.guild.channels

    def newcomer(self, *roles: Any) -> Person:
        """Return a person who has not asked anything yet."""
        person = Person(self.local, self.local.user("newcomer"))
        self.local.join(self.guild, person.user, *roles)
        return person

    def forge(self, person: Person, command: str, **values: object) -> Seen:
        """Send a command as the owner's client would build it, though this person's client offers none."""
        filled = options.fill(self.local, self.general, self.ann.user, command, values)
        return person.interact(self.general, COMMAND, filled.data(self.general))

    async def shown(self) -> str:
        """Return the settings as the owner sees them."""
        return plain((await self.ann.slash(self.general, "settings show")).text)

    async def lines(self, count: int) -> list[str]:
        """Wait for that many lines in the log, and return them."""
        return [message.content for message in await settled_log(self.local, self.log, count)]

    async def heard(self, words: str) -> bool:
        """Wait until a line in the log has the words, and tell whether it is the last one."""
        said = self.log.messages
        await self.local.until(lambda: any(words in each.content for each in said.values()), 10, words)
        return words in list(said.values())[-1].content


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[LocalDiscord, Bot]]:
    """One bot for all tests."""
    data = tmp_path_factory.mktemp("settings") / "data"
    async with LocalDiscord() as local, Bot(local, data, READER_MODEL=QUICK_READER) as bot:
        await local.until(lambda: local.world.commands, 10, "the commands")
        yield local, bot


@pytest_asyncio.fixture(loop_scope="module")
async def town(running: tuple[LocalDiscord, Bot]) -> AsyncIterator[Town]:
    """A server of its own for each test, where nothing may be refused by Discord."""
    local, bot = running
    local.faults.clear()
    yield Town(local, bot, "Wangen im Allgäu")
    assert bot.running
    local.transcript.assert_clean()


async def test_a_new_server_has_the_settings_that_the_readme_names(town: Town) -> None:
    """Everywhere, to everybody, three quotes, six questions a minute, and no log."""
    seen = await town.ann.slash(town.general, "settings show")
    assert seen.ephemeral
    shown = plain(seen.text)
    for said in ("Channels all", "shown to everybody", "Quotes 3", "6 a minute", "Log off"):
        assert said in shown


async def test_questions_are_answered_in_the_chosen_channels_and_their_threads(town: Town) -> None:
    """Elsewhere it is said where, however it was asked; with the last channel gone from the list it is everywhere."""
    await add(town.ann, town.general, "orchard.txt")
    seen = await town.ann.slash(town.general, "settings channels add", channel=town.general)
    assert f"<#{town.general.id}>" in seen.text
    refused = await ask(town.newcomer(), town.other, QUESTION)
    assert f"I answer in <#{town.general.id}>" in refused.text
    assert refused.ephemeral
    for said in (QUESTION, "thanks"):
        assert f"<#{town.general.id}>" in words(await town.newcomer().mention(town.other, said))
    assert ANSWER in plain((await ask(town.newcomer(), town.general, QUESTION)).text)
    thread = town.local.thread(town.general, "trees")
    assert ANSWER in plain((await ask(town.newcomer(), thread, QUESTION)).text)

    await town.ann.slash(town.general, "settings channels add", channel=town.other)
    assert ANSWER in plain((await ask(town.newcomer(), town.other, QUESTION)).text)
    for channel in (town.general, town.other):
        removed = await town.ann.slash(town.general, "settings channels remove", channel=channel)
    assert "every channel" in removed.text
    assert ANSWER in plain((await ask(town.newcomer(), town.log, QUESTION)).text)


async def test_answers_everywhere_can_be_had_again_at_once(town: Town) -> None:
    """And a channel that was not in the list cannot leave it."""
    await town.ann.slash(town.general, "settings channels add", channel=town.other)
    seen = await town.ann.slash(town.general, "settings channels remove", channel=town.general)
    assert "was not added" in seen.text
    assert "every channel" in (await town.ann.slash(town.general, "settings channels everywhere")).text
    assert "Channels all" in await town.shown()


async def test_a_channel_that_was_deleted_leaves_the_list_with_the_next_change(town: Town) -> None:
    """Until then it is told, and answers do not spread by themselves."""
    await town.ann.slash(town.general, "settings channels add", channel=town.other)
    town.guild.channels.remove(town.other)
    town.local._tell(town.guild, "CHANNEL_DELETE", payloads.channel(town.other), events.GUILDS)
    await asyncio.sleep(0.2)
    assert "1 that was deleted" in await town.shown()
    nowhere = (await ask(town.newcomer(), town.general, QUESTION)).text
    assert "were deleted" in nowhere, "and nobody is sent to a channel that is not there"
    assert str(town.other.id) not in nowhere
    await town.ann.slash(town.general, "settings channels add", channel=town.general)
    assert f"Channels <#{town.general.id}> Answers" in await town.shown()


async def test_a_log_and_a_role_that_were_deleted_are_told_as_such(town: Town) -> None:
    """Discord shows only that it does not know them, and no line is written that would be missed."""
    role = town.local.role(town.guild, "editors")
    await town.ann.slash(town.general, "settings manager-role", role=role)
    await change(town.ann, town.general, "settings log-channel", town.log)
    assert await town.heard("as the log")
    town.guild.channels.remove(town.log)
    town.local._tell(town.guild, "CHANNEL_DELETE", payloads.channel(town.log), events.GUILDS)
    deleted: dict[str, object] = {"guild_id": str(town.guild.id), "role_id": str(role.id)}
    town.local._tell(town.guild, "GUILD_ROLE_DELETE", deleted, events.GUILDS)
    await asyncio.sleep(0.2)
    shown = await town.shown()
    assert "Log a channel that was deleted" in shown
    assert "Managers those who manage this server, and a role that was deleted" in shown


async def test_a_channel_where_the_bot_may_not_write_can_be_chosen_and_is_warned_of(town: Town) -> None:
    """A command is answered there all the same; a mention is not."""
    bot = town.local.world.bot.id
    hidden = _channel(town, "hidden", Overwrite(bot, deny=may.VIEW_CHANNEL | may.SEND_MESSAGES))
    seen = await town.ann.slash(town.general, "settings channels add", channel=hidden)
    assert "View Channel, Send Messages" in plain(seen.text)
    assert str(hidden.id) in await town.shown()
    bare = _channel(town, "bare", Overwrite(bot, deny=may.EMBED_LINKS | may.READ_MESSAGE_HISTORY))
    seen = await town.ann.slash(town.general, "settings channels add", channel=bare)
    assert "I need Embed Links and Read Message History there" in plain(seen.text)
    assert "I need" not in (await town.ann.slash(town.general, "settings channels add", channel=town.other)).text


async def test_permissions_that_were_taken_away_are_told_with_the_settings(town: Town) -> None:
    """Nobody would know why a log is silent, or a mention is not answered."""
    local, bot = town.local, town.local.world.bot.id
    log, answers = _channel(town, "diary"), _channel(town, "answers")
    await change(town.ann, town.general, "settings log-channel", log)
    await town.ann.slash(town.general, "settings channels add", channel=answers)
    assert "⚠" not in await town.shown()
    for channel in (log, answers):
        channel.overwrites.append(Overwrite(bot, deny=may.SEND_MESSAGES))
        local._tell(town.guild, "CHANNEL_UPDATE", payloads.channel(channel), events.GUILDS)
    await asyncio.sleep(0.2)
    shown = await town.shown()
    assert f"⚠ To write the log in <#{log.id}>, I need Send Messages there." in shown
    assert f"⚠ To answer mentions in <#{answers.id}>, I need Send Messages and Embed Links there." in shown


async def test_at_most_twenty_five_channels_can_be_chosen(town: Town) -> None:
    """Which fit into the card of the settings."""
    for number in range(25):
        await town.ann.slash(town.general, "settings channels add", channel=_channel(town, f"c{number}"))
    seen = await town.ann.slash(town.general, "settings channels add", channel=town.general)
    assert "25" in seen.text
    shown = await town.shown()
    assert str(town.general.id) not in shown
    assert shown.count("<#") == 25


async def test_a_channel_that_is_chosen_already_is_no_news_in_the_log(town: Town) -> None:
    """It is told where answers are given, as ever."""
    await change(town.ann, town.general, "settings log-channel", town.log)
    for _ in range(2):
        seen = await town.ann.slash(town.general, "settings channels add", channel=town.general)
        assert f"<#{town.general.id}>, and nowhere else" in seen.text
    await town.ann.slash(town.general, "settings channels everywhere")
    assert await town.heard("let me answer in every channel")
    assert sum("to the channels with answers" in each.content for each in town.log.messages.values()) == 1


async def test_answers_are_private_unless_the_question_says_otherwise(town: Town) -> None:
    """The numbers of the server as well."""
    await add(town.ann, town.general, "orchard.txt")
    told = (await change(town.ann, town.general, "settings private", value=True)).text
    assert "only the person who asked sees" in told
    assert "Mentions and replies" in told
    assert "shown only to the person who asked. Mentions and replies" in await town.shown()
    ben = town.newcomer()
    assert (await ask(ben, town.general, QUESTION)).ephemeral
    assert not (await ask(ben, town.general, QUESTION, private=False)).ephemeral
    assert (await ben.slash(town.general, "stats")).ephemeral
    assert "everybody" in (await change(town.ann, town.general, "settings private", value=False)).text
    assert not (await ask(ben, town.general, QUESTION)).ephemeral


async def test_an_answer_shows_as_many_quotes_as_were_chosen(town: Town) -> None:
    """At first no more than that, and only what may be right beside it; the rest is behind More, as many at a time."""
    await add(town.ann, town.general, "orchard.txt", "ferry.md", "clock.md")
    for count in (1, 2):
        await change(town.ann, town.general, "settings quotes", count)
        ben = town.newcomer()
        seen = await ask(ben, town.general, "when did it stop?")
        shown = [_numbers(seen)]
        while "More" in seen.buttons:
            seen = await ben.click(seen.message, "More")
            assert seen.ephemeral
            shown.append(_numbers(seen))
        numbers = [number for group in shown for number in group]
        assert len(numbers) > 1
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(len(group) <= count for group in shown)
    with pytest.raises(NotOffered):
        await change(town.ann, town.general, "settings quotes", 6)


async def test_a_person_may_ask_as_often_as_was_chosen(town: Town) -> None:
    """The next question has to wait; another person's has not."""
    await change(town.ann, town.general, "settings rate", 1)
    ben = town.newcomer()
    assert "wait" not in (await ask(ben, town.general, QUESTION)).text
    assert "wait" in (await ask(ben, town.general, QUESTION)).text
    assert "wait" not in (await ask(town.newcomer(), town.general, QUESTION)).text
    await change(town.ann, town.general, "settings rate", 2)
    assert "wait" not in (await ask(ben, town.general, QUESTION)).text


async def test_settings_outlive_the_process(town: Town) -> None:
    """Whatever was said to be set is set after a restart."""
    await change(town.ann, town.general, "settings quotes", 5)
    await town.ann.slash(town.general, "settings channels add", channel=town.other)
    await change(town.ann, town.general, "settings private", value=True)
    before = await town.shown()
    await town.bot.kill()
    await town.bot.restart()
    assert await town.shown() == before
    assert "Quotes 5" in before


# -- the log --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"quotes": 2, "rate": 9, "private": True},
        {"channels add": "other", "channels remove": "other", "channels everywhere": None},
        {"manager-role": "everyone", "show": None, "log-channel": None},
    ],
)
async def test_the_log_tells_who_changed_what(town: Town, changes: dict[str, Any]) -> None:
    """A line each, which pings nobody; what changes nothing is not told."""
    said = {
        "quotes": "2 quotes",
        "rate": "9 questions",
        "private": "answers private",
        "channels add": "added <#",
        "channels remove": "removed <#",
        "channels everywhere": "every channel",
        "log-channel": "log off",
    }
    things = {"other": town.other, "everyone": town.guild.everyone}
    await change(town.ann, town.general, "settings log-channel", town.log)
    for command, value in changes.items():
        if value is None:
            await town.ann.slash(town.general, f"settings {command}")
        else:
            await change(town.ann, town.general, f"settings {command}", things.get(value, value))
    expected = ["as the log", *(said[command] for command in changes if command in said)]
    lines = await town.lines(len(expected))
    for line, words_of_it in zip(lines, expected, strict=True):
        assert line.startswith(f"<@{town.ann.user.id}> ")
        assert words_of_it in line


async def test_a_log_that_was_turned_off_hears_no_more(town: Town) -> None:
    """Its last line is that it was turned off."""
    await change(town.ann, town.general, "settings log-channel", town.log)
    await town.ann.slash(town.general, "settings log-channel")
    await change(town.ann, town.general, "settings quotes", 3)
    await asyncio.sleep(0.5)
    assert "turned the log off" in (await town.lines(2))[-1]
    assert len(town.log.messages) == 2
    assert "Log off" in await town.shown()


async def test_a_log_that_is_moved_says_so_in_the_old_place(town: Town) -> None:
    """Nobody can make it silent unseen."""
    await change(town.ann, town.general, "settings log-channel", town.log)
    await change(town.ann, town.general, "settings log-channel", town.other)
    assert f"<#{town.other.id}>" in (await town.lines(2))[1]
    await change(town.ann, town.general, "settings quotes", 2)
    (message,) = await settled_log(town.local, town.other, 1)
    assert "2 quotes" in message.content


async def test_a_log_that_the_bot_cannot_write_is_not_taken(town: Town) -> None:
    """It is said which permission is lacking."""
    town.log.overwrites.append(Overwrite(town.local.world.bot.id, deny=may.SEND_MESSAGES))
    town.local._tell(town.guild, "CHANNEL_UPDATE", payloads.channel(town.log), events.GUILDS)
    await asyncio.sleep(0.2)
    seen = await change(town.ann, town.general, "settings log-channel", town.log)
    assert "Send Messages" in seen.text
    assert "Log off" in await town.shown()


# -- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "value"),
    [
        ("show", None), ("manager-role", "role"), ("channels add", "channel"), ("channels remove", "channel"),
        ("channels everywhere", None), ("private", "on"), ("quotes", "count"), ("rate", "per-minute"),
        ("log-channel", "channel"), ("keep-days", "days"), ("purge", None),
    ],
)  # fmt: skip
async def test_who_does_not_manage_the_server_can_do_nothing(town: Town, command: str, value: str | None) -> None:
    """No command is offered, and one that is sent all the same is refused and changes nothing."""
    mallory = town.newcomer()
    role = town.local.role(town.guild, "mallories")
    given = {"role": role, "channel": town.general, "on": True, "count": 1, "per-minute": 1, "days": 0}
    values: dict[str, Any] = {value: given[value]} if value is not None else {}
    before = await town.shown()
    with pytest.raises(NotOffered):
        await mallory.slash(town.general, f"settings {command}", **values)
    seen = await town.forge(mallory, f"settings {command}", **values).settle(10)
    assert MANAGERS_ONLY in seen.text
    assert seen.ephemeral
    assert await town.shown() == before


async def test_who_does_not_manage_the_server_cannot_export_votes(town: Town) -> None:
    """Who does is written down."""
    await change(town.ann, town.general, "settings log-channel", town.log)
    await add(town.ann, town.general, "orchard.txt")
    card = await ask(town.newcomer(), town.general, QUESTION)
    await town.newcomer().click(card.message, "👍")
    refused = await town.forge(town.newcomer(), "feedback export").settle(10)
    assert MANAGERS_ONLY in refused.text
    assert refused.attachments == []
    assert len((await town.ann.slash(town.general, "feedback export")).attachments) == 1
    assert "exported 1 vote" in (await town.lines(3))[-1]


async def test_votes_that_fit_into_no_file_come_in_several(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each within the limit, and every vote in one of them."""
    await add(town.ann, town.general, "orchard.txt")
    card = await ask(town.newcomer(), town.general, QUESTION)
    letters = random.Random(5)  # noqa: S311 -- reasons that pack badly, the same at each run
    reasons = sorted("".join(letters.choices(string.ascii_letters, k=990)) for _ in range(4))
    for reason in reasons:
        down = await town.newcomer().click(card.message, "👎")
        await town.newcomer().submit(down, {fields(down)[0]: reason})
    for module in ("call", "payloads"):
        monkeypatch.setattr(f"tests.discord.{module}.ATTACHMENT_LIMIT", 2**16 + 2_000)
    seen = await town.ann.slash(town.general, "feedback export")
    await seen.until(lambda each: "Votes: 4" in each.text)
    assert len(seen.attachments) > 1
    lines = b"".join(gzip.decompress(file.data) for file in seen.attachments).splitlines()
    assert sorted(json.loads(line)["reason"] for line in lines) == reasons


async def test_every_command_of_the_settings_was_forged(town: Town) -> None:
    """By the test above: a new one must be there, too."""
    forged = test_who_does_not_manage_the_server_can_do_nothing.pytestmark[0].args[1]  # type: ignore[attr-defined]  # pytest's
    (group,) = [each for each in town.local.world.commands if each["name"] == "settings"]
    registered = set()
    for part in group["options"]:
        nested = [f"{part['name']} {each['name']}" for each in part.get("options", []) if each["type"] == 1]
        registered |= set(nested) or {part["name"]}
    assert {command for command, _ in forged} == registered


async def test_a_manager_role_may_change_settings_but_not_who_has_it(town: Town) -> None:
    """Until it is taken away; Discord's own list of who sees the commands is told of."""
    keepers = town.local.role(town.guild, "keepers")
    cleo = town.newcomer(keepers)
    told = await change(town.ann, town.general, "settings manager-role", keepers)
    assert "Integrations → articlebot" in plain(told.text)
    assert "in the menu of a message, Add to articles" in plain(told.text)
    with pytest.raises(NotOffered):
        await change(cleo, town.general, "settings quotes", 1)
    town.guild.command_grants["settings"] = {keepers.id}
    await change(cleo, town.general, "settings quotes", 1)
    assert "Quotes 1" in await town.shown()
    others = town.local.role(town.guild, "others")
    assert ADMINS_ONLY in (await cleo.slash(town.general, "settings manager-role", role=others)).text
    assert ADMINS_ONLY in (await cleo.slash(town.general, "settings manager-role")).text
    assert f"<@&{keepers.id}>" in await town.shown()
    await town.ann.slash(town.general, "settings manager-role")
    assert MANAGERS_ONLY in (await cleo.slash(town.general, "settings show")).text


async def test_everybody_is_no_manager_role(town: Town) -> None:
    """That would be no protection at all."""
    seen = await change(town.ann, town.general, "settings manager-role", town.guild.everyone)
    assert "everybody" in seen.text
    assert MANAGERS_ONLY in (await town.forge(town.newcomer(), "settings show").settle(10)).text


# -- the purge --------------------------------------------------------------------------------------------------------


async def test_the_purge_needs_the_servers_name_and_a_manager(town: Town) -> None:
    """Anything else deletes nothing, and says so; so does a form that was sent by somebody else."""
    await add(town.ann, town.general, "orchard.txt")
    for typed in ("no", "Wangen", "*"):
        wrong = await _purge(town, typed)
        assert "Nothing was deleted" in wrong.text
        assert wrong.ephemeral
    form = await town.ann.slash(town.general, "settings purge")
    assert form.modal is not None
    mallory = town.newcomer()
    forged = await mallory.interact(town.general, MODAL, _submission(form.modal, town.guild.name)).settle(10)
    assert MANAGERS_ONLY in forged.text
    assert ANSWER in plain((await ask(town.newcomer(), town.general, QUESTION)).text)


async def test_a_name_in_ornate_letters_is_typed_in_plain_ones(town: Town) -> None:
    """Many servers have such a name, which no keyboard has."""
    ornate = Town(town.local, town.bot, "𝕃𝕚𝕟𝕕𝕒𝕦 ｃａｆé")
    assert "Deleted for good" in (await _purge(ornate, "Lindau Café")).text


async def test_the_purge_leaves_nothing_of_a_server_and_all_of_the_others(town: Town) -> None:
    """Articles, answers, votes and settings; the log hears of it as its last line."""
    other = Town(town.local, town.bot, "Graz")
    for each in (town, other):
        await add(each.ann, each.general, "orchard.txt")
        await change(each.ann, each.general, "settings log-channel", each.log)
        await change(each.ann, each.general, "settings quotes", 1)
    card = await ask(town.newcomer(), town.general, QUESTION)
    elsewhere = await ask(other.newcomer(), other.general, QUESTION)
    await town.newcomer().click(card.message, "👍")
    seen = await _purge(town, f"  {town.guild.name.upper()} ")
    assert "1 article," in seen.text
    assert await town.heard("deleted everything")
    assert "Quotes 3" in await town.shown()
    assert "Log off" in await town.shown()
    stats = plain((await town.ann.slash(town.general, "stats")).text)
    for said in ("Articles 0", "Passages 0", "Questions 0", "👍 0 · 👎 0"):
        assert said in stats
    assert "no articles" in (await ask(town.newcomer(), town.general, QUESTION)).text
    gone = await town.newcomer().click(card.message, "Context")
    assert "Kiesel" not in gone.text
    assert "don't have that answer any more" in gone.text

    assert ANSWER in plain((await other.newcomer().click(elsewhere.message, "Context")).text)
    assert "Quotes 1" in await other.shown()


async def test_a_purge_that_cannot_delete_everything_says_so(town: Town) -> None:
    """What it has deleted by then is gone, so it must be done again; the log hears of it as well."""
    await add(town.ann, town.general, "orchard.txt")
    await change(town.ann, town.general, "settings log-channel", town.log)
    with refusing(town.bot.data, "DELETE ON articles"):
        seen = await _purge(town, town.guild.name)
    assert "Some of it may be deleted already" in seen.text
    assert await town.heard("not all of it is deleted")
    assert "1 article," in (await _purge(town, town.guild.name)).text


async def test_an_add_that_is_under_way_brings_nothing_back(town: Town) -> None:
    """What it had added is deleted, and the rest is not added; who waits for it is told."""
    text = "The code word of notice {0} is tulip{0}. " + "It was set on a rainy Monday in a small town. " * 40
    corpus = [
        json.dumps({"id": f"n{number}", "title": f"Notice {number}", "text": text.format(number)})
        for number in range(200)
    ]
    file = Upload("notices.jsonl", "\n".join(corpus).encode(), "application/octet-stream")
    adding = town.forge(town.ann, "articles add", file=file)
    await adding.until(lambda seen: "of 200" in seen.text)
    purged = await _purge(town, town.guild.name)
    assert "Deleted for good" in purged.text
    await adding.until(lambda seen: "deleted" in seen.text)
    assert "Articles 0" in plain((await town.ann.slash(town.general, "stats")).text)


# -- about the bot ----------------------------------------------------------------------------------------------------


async def test_the_numbers_of_a_server_count_what_was_done_there(town: Town) -> None:
    """And nothing of another server."""
    other = Town(town.local, town.bot, "Graz")
    await add(other.ann, other.general, "clock.md")
    empty = plain((await town.newcomer().slash(town.general, "stats")).text)
    for said in ("Articles 0", "Questions 0", "nothing was asked yet"):
        assert said in empty
    await add(town.ann, town.general, "orchard.txt", "ferry.md")
    ben = town.newcomer()
    card = await ask(ben, town.general, QUESTION)
    await ask(ben, town.general, "what is the capital of Australia?")
    await ben.click(card.message, "👍")
    await town.ann.click(card.message, "👍")
    down = await town.newcomer().click(card.message, "👎")
    await town.newcomer().submit(down, {fields(down)[0]: "too long"})
    seen = await ben.slash(town.general, "stats")
    assert not seen.ephemeral
    for said in ("Articles 2", "Questions 2", "50 % (1 of 2)", "👍 2 · 👎 1"):
        assert said in plain(seen.text)


@pytest.mark.parametrize("direct", [False, True])
async def test_help_says_how_to_ask_and_what_is_kept(town: Town, direct: bool) -> None:
    """To who asked alone, in a direct message as well; each thing that is kept on a line of its own."""
    ben = town.newcomer()
    seen = await ben.slash(town.local.direct(ben.user) if direct else town.general, "help")
    assert seen.ephemeral
    for said in ("/ask", "@articlebot", "Answer this", "/articles add", "/settings", "forget-me", "not who asked"):
        assert said in seen.text
    assert NOTED in seen.text
    assert {"ask", "articles add", "feeds poll", "settings show", "settings purge"} <= mentioned(town.local, seen)
    assert "`/" not in seen.text
    assert "Rubio" not in seen.text, "an example that would do on any server"
    kept = seen.text.partition("What I keep\n")[2]
    assert [line[:4] == "- **" for line in kept.splitlines()] == [True] * 4 + [False]


async def test_who_wants_to_be_forgotten_is_on_all_servers(town: Town) -> None:
    """From a direct message too; the votes of others stay."""
    other = Town(town.local, town.bot, "Graz")
    ben = town.newcomer()
    town.local.join(other.guild, ben.user)
    for each in (town, other):
        await add(each.ann, each.general, "orchard.txt")
        card = await ask(ben, each.general, QUESTION)
        await ben.click(card.message, "👍")
        await each.ann.click(card.message, "👍")
    seen = await ben.slash(town.local.direct(ben.user), "privacy forget-me")
    assert seen.ephemeral
    assert "Deleted 2 votes" in seen.text
    assert NOTED in seen.text
    for each in (town, other):
        assert "👍 1 · 👎 0" in plain((await each.ann.slash(each.general, "stats")).text)
    assert "no votes" in (await ben.slash(town.general, "privacy forget-me")).text


def _numbers(seen: Seen) -> list[int]:
    """Return the numbers of the quotes that a card shows."""
    return [int(number) for number in re.findall(r"\[(\d)\]", plain(seen.text))]


def _channel(town: Town, name: str, *overwrites: Overwrite) -> Channel:
    """Open another channel on a server."""
    channel = Channel(town.local.snowflakes.next(), name, guild=town.guild, overwrites=list(overwrites))
    town.guild.channels.append(channel)
    town.local._tell(town.guild, "CHANNEL_CREATE", payloads.channel(channel), events.GUILDS)
    return channel


async def _purge(town: Town, typed: str) -> Seen:
    form = await town.ann.slash(town.general, "settings purge")
    (field,) = fields(form)
    return await town.ann.submit(form, {field: typed})


def _submission(modal: dict[str, Any], typed: str) -> dict[str, Any]:
    """Return a form as it is sent, without ever having opened it."""
    field = {"type": 4, "id": 2, "custom_id": modal["components"][0]["components"][0]["custom_id"], "value": typed}
    return {"custom_id": "settings-purge", "components": [{"type": 1, "id": 1, "components": [field]}]}

"""The whole life of a server: the real bot process, the real library and models, and nothing refused on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.discord.options import NotOffered
from tests.discord.people import Person
from tests.discord.process import Bot
from tests.discord.scene import add, ask, change, fields, plain, red_button, settled_log, upload
from tests.discord.seen import words
from tests.discord.server import LocalDiscord
from tests.discord.state import Guild, Message, Role

PUT_COMMANDS = ("PUT", "/applications/{application_id}/commands")
QUESTIONS = {
    "how many Indian nationals were deported?": "over 1,100 Indian nationals",
    "when does the first boat leave Lindau?": "6:40 in the morning",
    "why was the minute hand bent?": "bent by pigeons",
    "who planted the oldest tree?": "Anton Kiesel",
    "who is welcome at the autumn fair?": "@everyone is welcome",
    "how long does the rye bread rest?": "three days",
}


async def test_the_whole_life_of_a_server(tmp_path: Path) -> None:
    """Join, set up, add, ask, vote, restart, remove, purge, leave: all of it works, and nothing is refused."""
    async with LocalDiscord() as local:
        ann, ben, cleo = (Person(local, local.user(name)) for name in ("ann", "ben", "cleo"))
        guild = local.guild("Lindau", ann.user, channels=("general", "log"), with_bot=False)
        keepers = local.role(guild, "keepers")
        local.join(guild, ben.user)
        local.join(guild, cleo.user, keepers)
        async with Bot(local, tmp_path / "data") as bot:
            local.invite(guild)
            await _set_up(ann, guild, keepers)
            await _add(cleo, ben, guild)
            card = await _ask(ben, guild)
            await _talk(ben, guild)
            await _vote(local, ben, ann, guild)
            assert await bot.terminate() == 0
            await bot.restart()
            assert len(local.transcript.of(*PUT_COMMANDS)) == 1, "the commands had not changed"
            again = await ben.click(card, "Context")
            assert "on 1 server. Ctrl-C" in bot.log
            assert again.ephemeral
            assert "ice up to eight centimetres" in plain(again.text)
            await _remove(ann, ben, guild)
            await _purge(ann, ben, guild)
            local.kick(guild)
            assert await bot.terminate() == 0
            for secret in (local.world.token, *QUESTIONS):
                assert secret not in bot.log
        local.transcript.assert_clean()
        assert local.gateway_faults == []


async def _set_up(ann: Person, guild: Guild, keepers: Role) -> None:
    general, log = guild.channel("general"), guild.channel("log")
    assert (await change(ann, general, "settings manager-role", keepers)).ephemeral
    await change(ann, general, "settings log-channel", log)
    await change(ann, general, "settings rate", 60)
    await change(ann, general, "settings quotes", 2)
    shown = plain((await ann.slash(general, "settings show")).text)
    assert "60" in shown
    assert str(log.id) in shown
    # The server's admins open the commands to the role too: to Discord, they were for managers of the server.
    guild.command_grants["articles"] = {keepers.id}


async def _add(cleo: Person, ben: Person, guild: Guild) -> None:
    general = guild.channel("general")
    with pytest.raises(NotOffered):
        await ben.slash(general, "articles add", file=upload("ferry.md"))
    for seen in await add(cleo, general, "seed", "ferry.md", "clock.md", "orchard.txt", "fair.txt"):
        assert seen.ephemeral
    form = await cleo.slash(general, "articles add")
    title, text = fields(form)[:2]
    pasted = upload("bakery.txt").data.decode()
    added = await cleo.submit(form, {title: "The bakery Huber closes", text: pasted})
    await added.until(lambda seen: "dded" in seen.text)
    listed = plain((await cleo.slash(general, "articles list")).text)
    for name in ("Lindau ferry", "clock tower", "Old apple orchard", "autumn fair", "bakery Huber"):
        assert name in listed
    await settled_log(cleo.discord, guild.channel("log"), 6)


async def _ask(ben: Person, guild: Guild) -> Message:
    """Ask everything, and return the card about the ferry."""
    general = guild.channel("general")
    for question, expected in QUESTIONS.items():
        seen = await ask(ben, general, question)
        assert expected in plain(seen.text), seen.text
        assert not seen.ephemeral
        assert {"Context", "👍", "👎"} <= set(seen.buttons)
    choices = await ben.autocomplete(general, "ask", "article", "fery lindau")
    assert "ferry" in choices[0]["name"]
    ferry = await ask(ben, general, "what did the captain say about ice?", article=choices[0]["value"])
    assert "https://example.org/news/ferry" in str(ferry.message.embeds)
    assert "#:~:text=" in str(ferry.message.embeds)
    private = await ask(ben, general, "who forged the spring?", private=True)
    assert private.ephemeral
    nothing = await ask(ben, general, "what is the capital of Australia?")
    assert "don't answer" in nothing.text.replace("’", "'")
    assert "Canberra" not in nothing.text
    context = await ben.click(ferry.message, "Context")
    assert context.ephemeral
    return ferry.message


async def _talk(ben: Person, guild: Guild) -> None:
    general = guild.channel("general")
    answer = await ben.mention(general, "how many sorts of apple are there?")
    await ben.discord.until(lambda: "forty sorts" in plain(words(answer)), 30, "the answer to a mention")
    reply = await ben.reply(answer, "who planted the oldest tree?")
    await ben.discord.until(lambda: "Anton Kiesel" in plain(words(reply)), 30, "the answer to a reply")
    thread = ben.discord.thread(general, "clocks")
    answer = await ben.mention(thread, "who checks the clock every Monday?")
    await ben.discord.until(lambda: "Mira Holzer" in plain(words(answer)), 30, "the answer in a thread")
    overheard = ben.say(general, "what does parking cost at the fair?")
    seen = await ben.menu(overheard, "Answer this")
    await seen.until(lambda each: "5 euros" in plain(each.text))
    refused = await ben.write("who planted the oldest tree?")
    assert "Kiesel" not in words(refused)
    assert "server" in words(refused)


async def _vote(local: LocalDiscord, ben: Person, ann: Person, guild: Guild) -> None:
    general = guild.channel("general")
    card = (await ask(ben, general, "why did the clock in Graz stop?")).message
    several = (await ask(ben, general, "when does it open?")).message
    more = await ben.click(several, "More")
    assert "[3]" in plain(more.text), "two were shown at first"
    assert "Thanks for your 👍!" in (await ben.click(card, "👍")).text
    down = await ben.click(card, "👎")
    (reason,) = fields(down)
    assert "Thanks" in (await ben.submit(down, {reason: "the spring is missing"})).text
    assert "Thanks" in (await ann.click(card, "👍")).text
    stats = plain((await ann.slash(general, "stats")).text)
    assert "6 articles" in stats or "Articles 6" in stats, stats
    exported = await ann.slash(general, "feedback export")
    (file,) = exported.attachments
    votes = [json.loads(line) for line in file.data.decode().splitlines()]
    assert sorted((vote["vote"], vote["reason"]) for vote in votes) == [("down", "the spring is missing"), ("up", "")]
    assert all(vote["question"] == "why did the clock in Graz stop?" for vote in votes)
    for person in (ann, ben):
        assert str(person.user.id) not in file.data.decode()
    assert local.transcript.refused == []


async def _remove(ann: Person, ben: Person, guild: Guild) -> None:
    general = guild.channel("general")
    card = (await ask(ben, general, "who planted the oldest tree?")).message
    (choice,) = await ann.autocomplete(general, "articles remove", "article", "apple orchard")
    confirm = await ann.slash(general, "articles remove", article=choice["value"])
    assert "Removed" in (await ann.click(confirm.message, red_button(confirm.message))).text
    gone = await ben.click(card, "Context")
    assert "Kiesel" not in gone.text
    assert "removed" in gone.text
    after = await ask(ben, general, "who planted the oldest tree?")
    assert "Kiesel" not in after.text
    exported = await ann.slash(general, "articles export")
    (file,) = exported.attachments
    articles = [json.loads(line) for line in file.data.decode().splitlines()]
    assert len(articles) == 5
    assert {"id", "title", "url", "published", "text", "source"} <= set(articles[0])


async def _purge(ann: Person, ben: Person, guild: Guild) -> None:
    general = guild.channel("general")
    form = await ann.slash(general, "settings purge")
    (typed,) = fields(form)
    wrong = await ann.submit(form, {typed: "no"})
    assert "ferry" in plain((await ask(ben, general, "which boat sails between Lindau and Bregenz?")).text), wrong.text
    form = await ann.slash(general, "settings purge")
    purged = await ann.submit(form, {typed: guild.name})
    assert "Deleted for good: 5 articles" in purged.text
    assert "no articles" in (await ask(ben, general, "which boat sails between Lindau and Bregenz?")).text

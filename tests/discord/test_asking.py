"""Asking, every way there is: filters, privacy, limits, the line, direct messages. The articles are there already."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.bot.command import run
from tests.discord import permissions as may
from tests.discord.launcher import READS_ONCE
from tests.discord.options import Upload
from tests.discord.people import Person
from tests.discord.process import Bot
from tests.discord.scene import ANSWER, ARTICLES, QUESTION, ask, change, is_waiting, mentioned, plain, refusing
from tests.discord.seen import Seen, buttons, label, words
from tests.discord.server import LocalDiscord
from tests.discord.state import FORUM, VOICE, Channel, Guild, Message, Overwrite

pytestmark = pytest.mark.asyncio(loop_scope="module")

CROWDED = "Isny"
"""A second server with the same articles."""


class Town:
    """A server whose bot knows all short articles, its owner, the bot, and a channel in which to ask."""

    def __init__(self, local: LocalDiscord, guild: Guild, bot: Bot, general: Channel) -> None:
        self.local = local
        self.guild = guild
        self.bot = bot
        self.ann = Person(local, guild.owner)
        self.general = general

    def newcomer(self, guild: Guild | None = None) -> Person:
        """Return a person who has not asked anything yet, on this server or another one."""
        person = Person(self.local, self.local.user("newcomer"))
        self.local.join(guild or self.guild, person.user)
        return person


def add_articles(data: Path, guild: Guild) -> None:
    """Add the short articles to a server before its bot runs."""
    result = run("add", ARTICLES, "--data", data, "--collection", f"guild:{guild.id}")
    assert result.exit_code == 0, result.output


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """One bot for all tests."""
    data = tmp_path_factory.mktemp("asking") / "data"
    async with LocalDiscord() as local:
        guild = local.guild("Wangen", local.user("ann"), channels=("general", "other"))
        for each in (guild, local.guild(CROWDED, guild.owner)):
            await asyncio.to_thread(add_articles, data, each)
        async with Bot(local, data, **READS_ONCE) as bot:
            await local.until(lambda: local.world.commands, 10, "the commands")
            yield Town(local, guild, bot, guild.channels[0])


@pytest_asyncio.fixture(loop_scope="module")
async def town(running: Town) -> AsyncIterator[Town]:
    """The server, where nothing may be refused by Discord, with a new channel: five messages in a second fill one."""
    general = running.local.channel(running.guild, "general")
    yield Town(running.local, running.guild, running.bot, general)
    assert running.bot.running
    running.local.transcript.assert_clean()


async def test_a_question_is_answered_with_the_articles_words(town: Town) -> None:
    """For everybody to see, with what can be done next."""
    seen = await ask(town.newcomer(), town.general, QUESTION)
    assert ANSWER in plain(seen.text)
    assert not seen.ephemeral
    assert {"Context", "👍", "👎"} <= set(seen.buttons)


async def test_an_answer_that_cannot_be_stored_is_shown_without_buttons(town: Town) -> None:
    """On a full disk people still get their answer."""
    with refusing(town.bot.data, "INSERT ON answers"):
        seen = await ask(town.newcomer(), town.general, QUESTION)
    assert ANSWER in plain(seen.text)
    assert not seen.buttons


async def test_a_private_question_is_answered_to_who_asked_alone(town: Town) -> None:
    """Everybody may choose so."""
    seen = await ask(town.newcomer(), town.general, QUESTION, private=True)
    assert ANSWER in plain(seen.text)
    assert seen.ephemeral


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2025", None, True), ("2025-11", "2025-11", True), ("2025-11-14", "2025-11-14", True),
        ("2025-11-15", None, False), (None, "2025-10", False), ("2030", None, False),
    ],
)  # fmt: skip
async def test_days_limit_the_articles(town: Town, since: str | None, until: str | None, found: bool) -> None:
    """A year or a month is meant from its first day to its last."""
    given: dict[str, Any] = {name: day for name, day in (("since", since), ("until", until)) if day is not None}
    seen = await ask(town.newcomer(), town.general, "what did the captain say about ice?", **given)
    assert ("ice up to eight centimetres" in plain(seen.text)) == found


async def test_one_article_can_be_asked_by_id_or_by_title(town: Town) -> None:
    """Whether it was chosen from the list or typed."""
    ben = town.newcomer()
    (choice,) = await ben.autocomplete(town.general, "ask", "article", "orchard")
    for article in (choice["value"], choice["name"]):
        assert ANSWER in plain((await ask(ben, town.general, QUESTION, article=article)).text)
    (other,) = await ben.autocomplete(town.general, "ask", "article", "clock tower")
    assert ANSWER not in plain((await ask(ben, town.general, QUESTION, article=other["value"])).text)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"since": "yesterday"}, "not a day"),
        ({"since": "2025-02-30"}, "not a day"),
        ({"since": "2025-02-02", "until": "2025-02-01"}, "later"),
        ({"article": "nothing of the kind"}, "nothing of the kind"),
        ({"article": "nothing of the kind", "since": "2025"}, "nothing of the kind"),
        ({"question": "???"}, "Ask me something"),
        ({"since": "2030"}, "No article of this server is from that time."),
    ],
)
async def test_what_cannot_be_asked_is_explained(town: Town, given: dict[str, str], said: str) -> None:
    """In words, without an error's id, and to who asked alone."""
    seen = await ask(town.newcomer(), town.general, **({"question": QUESTION} | given))  # type: ignore[arg-type]  # **str
    assert said in plain(seen.text)
    assert seen.ephemeral
    assert "E-" not in seen.text


async def test_a_question_that_the_articles_do_not_answer_is_not_answered(town: Town) -> None:
    """It is said, and can be voted on."""
    seen = await ask(town.newcomer(), town.general, "what is the capital of Australia?")
    assert "don't answer" in seen.text.replace("’", "'")
    assert "👎" in seen.buttons


async def test_a_misspelt_question_is_asked_again_by_its_button(town: Town) -> None:
    """Or by a "yes" to it, of anybody who sees the refusal; another reply to the refusal is a question as ever."""
    ben, cleo = town.newcomer(), town.newcomer()
    refused = await ask(ben, town.general, "what did Nowak do?")
    assert "don't answer" in refused.text.replace("’", "'")
    assert "Did you mean “what did Novak do?”" in plain(refused.text)
    seen = await cleo.click(refused.message, "Ask that")
    await seen.until(lambda each: "Novak worked on the clock" in plain(each.text))
    assert "“what did Novak do?”" in seen.text
    assert not seen.ephemeral
    assert "don't answer" in words(refused.message).replace("’", "'"), "the refusal stays"
    sent = ben.say(town.general, "and when?", reply_to=refused.message)
    assert "“when did Nowak do?”" in words(await ben.answer_to(sent, 20))
    sent = cleo.say(town.general, "yes please", reply_to=refused.message)
    assert "“what did Novak do?”" in words(await cleo.answer_to(sent, 20))
    nothing = await town.newcomer().reply(seen.message, "yes", within=20)
    assert words(nothing) == "Ask whenever you like."


async def test_what_a_private_refusal_offers_is_answered_privately(town: Town) -> None:
    """Whatever is the custom of the server."""
    ben = town.newcomer()
    refused = await ask(ben, town.general, "what did Nowak do?", private=True)
    assert refused.ephemeral
    seen = await ben.click(refused.message, "Ask that")
    await seen.until(lambda each: "Novak worked on the clock" in plain(each.text))
    assert seen.ephemeral


async def test_a_press_is_a_question_like_any_other(town: Town) -> None:
    """It counts, and waits as long, and is not taken in a channel where nothing is answered."""
    ben = town.newcomer()
    refused = await ask(ben, town.general, "what did Nowak do?")
    for _ in range(5):
        seen = await ben.click(refused.message, "Ask that")
        await seen.until(lambda each: "Novak worked on the clock" in plain(each.text))
    late = await ben.click(refused.message, "Ask that")
    assert "wait" in late.text
    assert late.ephemeral
    await town.ann.slash(town.general, "settings channels add", channel=town.guild.channels[1])
    elsewhere = await town.newcomer().click(refused.message, "Ask that")
    await town.ann.slash(town.general, "settings channels everywhere")
    assert "I answer in" in elsewhere.text
    assert elsewhere.ephemeral


async def test_more_shows_the_next_quotes_and_context_the_words_around(town: Town) -> None:
    """Both to whoever pressed the button, and both without an error."""
    ben = town.newcomer()
    await change(town.ann, town.general, "settings quotes", 1)
    card = await ask(ben, town.general, "what did Novak do?")
    await change(town.ann, town.general, "settings quotes", 3)
    context = await ben.click(card.message, "Context")
    assert context.ephemeral
    assert "[1]" in plain(context.text)
    more = await ben.click(card.message, "More")
    assert more.ephemeral
    assert "[2]" in plain(more.text)
    assert "[1]" not in plain(more.text)
    assert "E-" not in context.text + more.text


async def test_a_reply_that_pings_nobody_is_not_a_question(town: Town) -> None:
    """Discord does not even show its words to a bot without the message-content intent."""
    ben = town.newcomer()
    card = await ask(ben, town.general, QUESTION)
    sent = ben.say(town.general, QUESTION, reply_to=card.message, ping=False)
    later = await ben.mention(town.general, QUESTION, within=20)
    assert [each.reply_to for each in town.general.messages.values() if each.id > sent.id] == [None, later.reply_to]


async def test_a_reply_to_an_answer_takes_its_subject_from_there(town: Town) -> None:
    """The card says what the question was taken for, and a follow-up of a follow-up leans on that."""
    ben = town.newcomer()
    card = await ask(ben, town.general, QUESTION)
    sent = ben.say(town.general, "and when?", reply_to=card.message)
    answer = await ben.answer_to(sent, 20)
    assert "when planted the oldest tree?" in words(answer)
    again = ben.say(town.general, "and why?", reply_to=answer)
    assert "why planted the oldest tree?" in words(await ben.answer_to(again, 20))


async def test_a_follow_up_asks_the_articles_of_the_answer_that_it_is_to(town: Town) -> None:
    """Another question in a reply asks all of them; so does a follow-up whose article is not there any more."""
    (choice,) = await town.ann.autocomplete(town.general, "ask", "article", "orchard")
    card = await ask(town.newcomer(), town.general, QUESTION, article=choice["value"])
    for said in ("and when?", "and how many sorts of apple are there?", "apples?"):
        answer = await town.newcomer().reply(card.message, said, within=20)
        assert words(answer).endswith("· only “Old apple orchard saved by its…” · 1 article searched")
    other = await town.newcomer().reply(card.message, "when does the first boat leave Lindau?", within=20)
    assert words(other).endswith("· 5 articles searched")
    pier = Upload("pier.txt", b"The pier\nThe pier was built by Ida Roth.")
    added = await town.ann.slash(town.general, "articles add", file=pier)
    await added.until(lambda each: "Added" in each.text)
    card = await ask(town.newcomer(), town.general, "who built the pier?", article="The pier")
    removed = await town.ann.slash(town.general, "articles remove", article="The pier")
    await town.ann.click(removed.message, "Remove")
    answer = await town.newcomer().reply(card.message, "and when?", within=20)
    assert words(answer).endswith("“when built the pier?” · 5 articles searched")


async def test_who_asks_for_the_source_of_an_answer_or_for_more_gets_it(town: Town) -> None:
    """In a reply to it: where its quotes are from, with a button for the words around them, and the next quotes."""
    ben = town.newcomer()
    card = await ask(ben, town.general, QUESTION)
    for said in ("and who said so?", "link?"):
        source = await ben.answer_to(ben.say(town.general, said, reply_to=card.message), 20)
        assert plain(words(source)).startswith("[1] Old apple orchard saved by its neighbours")
        assert ANSWER in plain((await ben.click(source, "Context")).text)
    again = ben.say(town.general, "and when?", reply_to=source)
    assert "when planted the oldest tree?" in words(await ben.answer_to(again, 20))
    more = await town.newcomer().reply(card.message, "tell me more", within=20)
    assert "[2]" in plain(words(more))
    assert "The line below each quote" in words(await ben.mention(town.general, "source?", within=20))
    refused = await ask(town.newcomer(), town.general, "what is the capital of Peru?")
    nothing = await town.newcomer().reply(refused.message, "source?", within=20)
    assert "no quotes" in words(nothing)


async def test_who_asks_for_a_source_or_for_more_where_embeds_are_not_allowed_gets_the_words(town: Town) -> None:
    """As they get the answer: without the permission to embed links, a card is refused."""
    ben, local = town.newcomer(), town.local
    bare = local.channel(town.guild, "bare", Overwrite(local.world.bot.id, deny=may.EMBED_LINKS))
    card = await ask(ben, bare, QUESTION)
    source = await ben.answer_to(ben.say(bare, "source?", reply_to=card.message), 20)
    assert plain(words(source)).startswith("[1] Old apple orchard saved by its neighbours")
    assert "[2]" in plain(words(await ben.answer_to(ben.say(bare, "more", reply_to=card.message), 20)))
    assert {entry.refusal["code"] for entry in local.transcript.refused if entry.refusal} == {50013}
    local.transcript.entries.clear()


async def test_who_asks_for_more_again_gets_what_comes_next(town: Town) -> None:
    """In reply to the quotes before, which a follow-up leans on as well."""
    await change(town.ann, town.general, "settings quotes", 1)
    card = await ask(town.newcomer(), town.general, "what did Novak do?")
    ben = town.newcomer()
    more = await ben.reply(card.message, "more", within=20)
    again = await ben.reply(more, "more", within=20)
    when = await ben.reply(more, "and when?", within=20)
    await change(town.ann, town.general, "settings quotes", 3)
    assert [re.findall(r"\[(\d)\]", plain(words(each))) for each in (more, again)] == [["2"], ["3"]]
    assert "“when did Novak do?”" in words(when)


async def test_the_last_quotes_are_talked_about_like_the_first(town: Town) -> None:
    """Their sources and the words around them are theirs, and a follow-up leans on the same question."""
    await change(town.ann, town.general, "settings quotes", 5)
    card = await ask(town.newcomer(), town.general, "what did Novak do?")
    last = await town.newcomer().reply(card.message, "more", within=20)
    assert "More" not in [label(button) for button in buttons(last)]
    when = await town.newcomer().reply(last, "and when?", within=20)
    source = await town.newcomer().reply(last, "source?", within=20)
    none = await town.newcomer().reply(last, "more", within=20)
    around = await town.newcomer().click(last, "Context")
    again = await town.newcomer().click(source, "Context")
    await change(town.ann, town.general, "settings quotes", 3)
    assert "“when did Novak do?”" in words(when)
    assert "no more quotes" in words(none)
    numbers = _numbers(words(last))
    assert numbers == ["2", "3"]
    assert _numbers(words(source)) == sorted(_numbers(around.text)) == sorted(_numbers(again.text)) == numbers


async def test_who_reads_on_is_not_left_without_a_word(town: Town) -> None:
    """An answer has up to ten quotes, which may be asked for one by one; then no more is answered in that minute."""
    card, ben = await ask(town.newcomer(), town.general, QUESTION), town.newcomer()
    for _ in range(9):
        assert "[2]" in plain(words(await ben.reply(card.message, "more", within=20)))
    for _ in range(9):
        ben.say(town.general, "more", reply_to=card.message)
    await ask(town.newcomer(), town.general, QUESTION)
    answered = [each for each in town.general.messages.values() if each.reply_to is not None and each.author.bot]
    assert len(answered) == 10


def _numbers(text: str) -> list[str]:
    """Return the numbers of the quotes that a card names."""
    return re.findall(r"\[(\d+)\]", plain(text))


async def test_a_message_that_is_mended_is_answered_again(town: Town) -> None:
    """Also one that mentions the bot only by then. Not where it asks the same, nor after five minutes."""
    ben, bot = town.newcomer(), f"<@{town.local.world.bot.id}>"
    sent = ben.say(town.general, f"{bot} who planted the odest pier?")
    await ben.answer_to(sent, 20)
    ben.edit(sent, f"{bot} {QUESTION}")
    (_, again) = await _answers(town, sent, 2)
    assert ANSWER in plain(words(again))
    ben.edit(sent, f"{bot} when does the first boat leave Lindau?", after=10.5)
    (*_, third) = await _answers(town, sent, 3)
    assert "when does the first boat leave Lindau?" in words(third)
    ben.edit(sent, f"{bot}  when does the first boat leave Lindau? Thanks!", after=11)
    late = ben.say(town.general, QUESTION)
    ben.edit(late, f"{bot} {QUESTION}", after=301)
    forgotten = ben.say(town.general, QUESTION)
    ben.edit(forgotten, f"{QUESTION} {bot}")
    assert ANSWER in plain(words(await ben.answer_to(forgotten, 20)))
    assert (len(await _answers(town, sent, 3)), await _answers(town, late, 0)) == (3, [])


async def test_a_message_that_was_mended_long_ago_is_not_answered_when_it_is_pinned(town: Town) -> None:
    """Discord tells of that as of an edit, with the moment of the edit that there was."""
    ben, long_ago = town.newcomer(), town.local.snowflakes.next() - (3_600_000 << 22)
    sent = Message(long_ago, town.general, ben.user, QUESTION, edits=1, edited_after=10.0)
    sent.mentions.append(town.local.world.bot)
    town.general.messages[sent.id] = sent
    town.local.message_changed(sent)
    await ben.mention(town.general, QUESTION, within=20)
    assert await _answers(town, sent, 0) == []


async def _answers(town: Town, sent: Message, number: int) -> list[Message]:
    """Wait for so many replies to a message, and return them."""

    def found() -> list[Message]:
        return [each for each in town.general.messages.values() if each.reply_to is sent]

    await town.local.until(lambda: len(found()) >= number, 20, f"{number} answers")
    return found()


async def test_two_people_may_have_the_same_form_open(town: Town) -> None:
    """Both reasons arrive."""
    ben, cleo = town.newcomer(), town.newcomer()
    card = await ask(ben, town.general, QUESTION)
    forms = [(person, await person.click(card.message, "👎")) for person in (ben, cleo)]
    for person, form in forms:
        sent = await person.submit(form, {"Reason": "too short"})
        assert sent.ephemeral
        assert "Thanks for your 👎!" in sent.text


async def test_a_mention_without_a_question_is_told_how_to_ask(town: Town) -> None:
    """Rather than met with silence, or with whatever is nearest to an address."""
    for said in ("", "👍", "https://example.org/who-planted-the-oldest-tree", "can you answer this?", "any ideas?"):
        assert words(await town.newcomer().mention(town.general, said, within=20)).startswith("Ask me something")


async def test_who_wants_something_added_is_told_how(town: Town) -> None:
    """A mention adds nothing; it was searched, and something about adding was quoted."""
    for said in ("please add this", "add https://example.org/page to the articles", "can you read this pdf?"):
        assert "Add to articles" in words(await town.newcomer().mention(town.general, said, within=20))


async def test_who_adds_the_bot_to_a_thread_asks_nothing_by_it(town: Town) -> None:
    """Discord says so in their name, with a mention of the bot; so it does where a question mentions it first."""
    ben = town.newcomer()
    added = Message(town.local.snowflakes.next(), town.general, ben.user, kind=1, mentions=[town.local.world.bot])
    town.local.message_made(added)
    await ben.mention(town.general, QUESTION, within=20)
    assert await _answers(town, added, 0) == []


@pytest.mark.parametrize(
    ("said", "is_told"),
    [("", True), ("can you answer this?", True), ("any ideas?", True), ("is that true?", True), (QUESTION, False)],
)
async def test_who_points_at_anothers_message_is_told_how_it_is_asked(town: Town, said: str, is_told: bool) -> None:
    """Its words are not shown to a bot that it does not mention; but the menu hands them over."""
    ben = town.newcomer()
    asked = town.newcomer().say(town.general, "when will the bakery open again?")
    answer = await ben.answer_to(ben.say(town.general, f"<@{town.local.world.bot.id}> {said}", reply_to=asked), 20)
    assert ("Answer this" in words(answer)) == is_told
    assert (ANSWER in plain(words(answer))) != is_told
    asked = town.newcomer().say(town.general, f"<@{town.local.world.bot.id}> {QUESTION}")
    answer = await ben.answer_to(ben.say(town.general, f"<@{town.local.world.bot.id}> {said}", reply_to=asked), 20)
    assert ANSWER in plain(words(answer)), "one that mentions the bot is shown to it"


async def test_who_mentions_the_bots_role_is_told_to_mention_the_bot(town: Town) -> None:
    """Discord offers both under one name, and shows the words to the bot only where it is mentioned itself."""
    bot = town.local.world.bot
    own, other = (town.local.role(town.guild, "articlebot", of=each) for each in (bot, None))
    answer = await town.ann.answer_to(town.ann.say(town.general, f"<@&{own.id}> {QUESTION}"), 10)
    assert f"Mention <@{bot.id}> instead" in words(answer)
    answer = await town.ann.mention(town.general, f"{QUESTION} <@&{own.id}>", within=20)
    assert ANSWER in plain(words(answer)), "mentioned itself, it answers"
    assert f"“{QUESTION}”" in words(answer)
    sent = town.ann.say(town.general, f"<@&{other.id}> {QUESTION}")
    with pytest.raises(TimeoutError):
        await town.ann.answer_to(sent, 1)


async def test_who_is_polite_is_met_politely(town: Town) -> None:
    """By a mention, a command, the menu and in a direct message; a greeting before a question is not in its way."""
    for said, reply in (
        ("Thank you! 👍", "You're welcome."),
        ("hello", "Ask a question"),
        ("which articles are there?", "`article`"),
    ):
        assert reply in words(await town.newcomer().mention(town.general, said))
    ben = town.newcomer()
    for said, reply in (("hello", "Ask a question"), ("help", "</help:"), ("thanks", "You're welcome.")):
        assert reply in words(await ben.mention(town.general, said, within=20)), "one after the other"
    asked = await ben.slash(town.general, "ask", question="who are you?")
    assert mentioned(town.local, asked) == {"help", "ask"}
    assert asked.ephemeral
    assert "You're welcome." in words(await ben.write("thanks"))
    assert "server" in words(await ben.write("hello"))
    for said in ("ok", "https://example.org/who"):
        assert "asks nothing" in (await ben.menu(ben.say(town.general, said), "Answer this")).text
    answer = await ben.mention(town.general, f"hi, {QUESTION}", within=20)
    assert ANSWER in plain(words(answer))
    assert "hi" not in words(answer).split("“")[-1]


async def test_a_message_is_asked_as_it_reads(town: Town) -> None:
    """Its marks are taken off, those at the front who are addressed are no part of it, and others go by their names."""
    ben, bot = town.newcomer(), f"<@{town.local.world.bot.id}>"
    marked = f"<@{town.ann.user.id}>, ||**who** planted __the oldest tree__?|| <:tree:123456789012345678>"
    seen = await ben.menu(ben.say(town.general, marked), "Answer this")
    for shown in (seen.text, words(await ben.mention(town.general, marked, within=20))):
        assert ANSWER in plain(shown)
        assert shown.endswith("“who planted the oldest tree?” · 5 articles searched")
    answer = await ben.answer_to(ben.say(town.general, f"hi {bot}, did <@{town.ann.user.id}> plant a tree {bot}?"), 20)
    assert "“did @ann plant a tree?”" in words(answer)
    eve = town.newcomer()
    answer = await eve.answer_to(eve.say(town.general, f"{bot} <@{town.ann.user.id}>'s tree?"), 20)
    assert "“@ann's tree?”" in words(answer)
    for asked in (f"{bot}, {QUESTION}", f"{bot}: {QUESTION}", f"who planted the oldest tree, {bot}?"):
        assert f"“{QUESTION}”" in words(await ben.answer_to(ben.say(town.general, asked), 20))


async def test_a_command_asks_what_people_see_in_it(town: Town) -> None:
    """A client shows names where it sends numbers. Those of people are not told to the bot, except its own."""
    role, bot = town.local.role(town.guild, "keepers"), town.local.world.bot
    typed = f"who <:tree:123456789012345678> planted the oldest tree in <#{town.general.id}> on <t:1700000000:d>?"
    assert (
        "“who planted the oldest tree in #general on 14 November 2023?”"
        in (await ask(town.newcomer(), town.general, typed)).text
    )
    typed = f"did <@&{role.id}>, <@{bot.id}> or <@{town.ann.user.id}> plant the **oldest** tree?"
    seen = await ask(town.newcomer(), town.general, typed)
    assert f"“did @keepers, @articlebot or <@{town.ann.user.id}> plant the **oldest** tree?”" in seen.text
    nothing = await town.newcomer().slash(town.general, "ask", question="<:tree:123456789012345678>")
    assert "Ask me something" in nothing.text


async def test_a_channel_is_named_where_all_who_read_it_see_that_channel(town: Town) -> None:
    """Who sees it and asks in public tells its name to nobody, and who has only its number does not get it."""
    local, guild, general = town.local, town.guild, town.general
    role = local.role(guild, "planners", may.VIEW_CHANNEL)
    closed = [Overwrite(guild.id, deny=may.VIEW_CHANNEL)]
    closed += [Overwrite(each, may.VIEW_CHANNEL) for each in (role.id, local.world.bot.id)]
    hidden, beside = (local.channel(guild, name, *closed) for name in ("plans", "budget"))
    number, name = f"“when was <#{hidden.id}> planted?”", "“when was #plans planted?”"
    question, reader, planner = f"when was <#{hidden.id}> planted?", town.newcomer(), town.newcomer()
    guild.members[planner.user.id].roles.append(role)
    for person in (reader, planner):
        assert number in (await ask(person, general, question)).text
        assert number in words(await person.mention(general, question, within=20))
        assert number in (await person.menu(town.ann.say(general, question), "Answer this")).text
        assert (name if person is planner else number) in (await ask(person, general, question, private=True)).text
    assert name in (await ask(planner, hidden, question)).text
    assert name in words(await planner.mention(beside, question, within=20))


async def _tries(town: Town, asked: int) -> list[int]:
    """Return the statuses of all answers to a message, half a second after the first."""

    def statuses() -> list[int]:
        sent = town.local.transcript.of("POST", "/channels/{channel_id}/messages")
        return [each.status for each in sent if each.body["nonce"] == str(asked)]

    await town.local.until(statuses, 20, "an answer that is refused")
    await asyncio.sleep(0.5)
    return statuses()


async def test_a_question_that_is_taken_back_is_not_answered(town: Town) -> None:
    """Nor repeated on a card: whoever deletes it before it is answered does not want it to be read."""
    ben = town.newcomer()
    taken_back = ben.say(town.general, f"<@{town.local.world.bot.id}> {QUESTION}")
    town.local.message_deleted(taken_back)
    assert await _tries(town, taken_back.id) == [400]
    town.local.transcript.entries.clear()


async def test_a_channel_that_is_deleted_is_tried_once(town: Town) -> None:
    """Discord bans whoever sends too much that it must refuse."""
    doomed = town.local.channel(town.guild, "doomed")
    sent = town.newcomer().say(doomed, f"<@{town.local.world.bot.id}> {QUESTION}")
    town.guild.channels.remove(doomed)
    assert await _tries(town, sent.id) == [404]
    town.local.transcript.entries.clear()


async def test_a_question_is_answered_wherever_people_write(town: Town) -> None:
    """In the chat of a voice channel, in a thread, and in a post of a forum that was chosen for answers."""
    voice = town.local.channel(town.guild, "voice", kind=VOICE)
    forum = town.local.channel(town.guild, "questions", kind=FORUM)
    post, thread = town.local.thread(forum, "the oldest tree"), town.local.thread(town.general, "trees")
    await town.ann.slash(town.general, "settings channels add", channel=forum)
    elsewhere = await town.newcomer().mention(voice, QUESTION, within=20)
    there = await town.newcomer().mention(post, QUESTION, within=20)
    await town.ann.slash(town.general, "settings channels everywhere")
    assert words(elsewhere) == f"I answer in <#{forum.id}>."
    for channel in (voice, thread):
        assert ANSWER in plain(words(await town.newcomer().mention(channel, QUESTION, within=20)))
    assert ANSWER in plain(words(there))


async def test_the_title_of_a_post_is_asked(town: Town) -> None:
    """With its first message, which tells the rest, and by later ones that ask nothing themselves."""
    forum, bot = town.local.channel(town.guild, "questions", kind=FORUM), f"<@{town.local.world.bot.id}>"
    titles = []
    for title, said in ((QUESTION, "see title"), (QUESTION, "I love trees"), ("Trees", QUESTION)):
        post, ben = town.local.thread(forum, title), town.newcomer()
        first = Message(post.id, post, ben.user, said)
        town.local.message_made(first)
        titles.append((await ben.menu(first, "Answer this")).text)
        if title == QUESTION:
            for later in ("", "can someone help?"):
                assert ANSWER in plain(words(await ben.answer_to(ben.say(post, f"{bot} {later}"), 20)))
            assert "/ask" in words(await ben.answer_to(ben.say(post, f"{bot} help"), 20))
        assert "“what did she eat?”" in words(await ben.mention(post, "what did she eat?", within=20))
    for text, asked in zip(titles, (QUESTION, f"{QUESTION} I love trees", f"Trees. {QUESTION}"), strict=True):
        assert ANSWER in plain(text)
        assert f"“{asked}”" in text


async def test_a_poll_is_asked_as_its_question(town: Town) -> None:
    """It has no words beside that."""
    ben = town.newcomer()
    poll = Message(town.local.snowflakes.next(), town.general, ben.user, poll=QUESTION)
    town.local.message_made(poll)
    assert ANSWER in plain((await ben.menu(poll, "Answer this")).text)


async def test_a_question_is_not_read_where_it_cannot_be_answered(town: Town) -> None:
    """Discord bans whoever sends too much that it must refuse; and somebody else waits for the reader."""
    ben, bot = town.newcomer(), town.local.world.bot
    mute = town.local.channel(town.guild, "mute", Overwrite(bot.id, deny=may.SEND_MESSAGES))
    no_threads = town.local.channel(town.guild, "no-threads", Overwrite(bot.id, deny=may.SEND_MESSAGES_IN_THREADS))
    for channel in (mute, town.local.thread(no_threads, "trees")):
        ben.say(channel, f"<@{bot.id}> {QUESTION}")
    assert ANSWER in plain(words(await ben.mention(no_threads, QUESTION, within=20)))
    await asyncio.sleep(1.0)
    assert not town.local.transcript.refused


async def test_a_picture_cannot_be_asked(town: Town) -> None:
    """The menu "Answer this" needs words."""
    ben = town.newcomer()
    seen = await ben.menu(ben.say(town.general, ""), "Answer this")
    assert "asks nothing" in seen.text
    assert seen.ephemeral


async def test_a_long_message_is_not_asked_in_part(town: Town) -> None:
    """What a part of it would answer is not what it asks."""
    ben = town.newcomer()
    seen = await ben.menu(ben.say(town.general, f"{'So it goes. ' * 100}{QUESTION}"), "Answer this")
    assert "1,228 characters" in seen.text
    assert ANSWER not in seen.text
    assert seen.ephemeral


async def test_a_direct_message_hears_that_articles_belong_to_servers(town: Town) -> None:
    """By a message and by the command."""
    ben = town.newcomer()
    assert "server" in words(await ben.write(QUESTION))
    assert "/help" in words(await ben.write("help"))
    seen = await ben.slash(town.local.direct(ben.user), "ask", question=QUESTION)
    assert "server" in seen.text
    assert ANSWER not in seen.text


async def test_a_server_without_articles_says_so(town: Town) -> None:
    """And how to add some."""
    empty = town.local.guild("Empty", town.newcomer().user)
    owner = Person(town.local, empty.owner)
    seen = await ask(owner, empty.channels[0], QUESTION)
    assert "/articles add" in seen.text


async def test_a_button_of_an_older_version_says_so(town: Town) -> None:
    """Instead of a failed interaction."""
    ben = town.newcomer()
    parts = [{"type": 1, "components": [{"type": 2, "style": 2, "label": "Old", "custom_id": "old:1"}]}]
    message = Message(town.local.snowflakes.next(), town.general, town.local.world.bot, "old", components=parts)
    town.general.messages[message.id] = message
    seen = await ben.click(message, "Old", within=10)
    assert "another version" in seen.messages[0].content


async def test_who_asks_too_often_is_told_how_long_to_wait(town: Town) -> None:
    """Six questions a minute, unless the server allows more; only who asks sees it."""
    ben = town.newcomer()
    for _ in range(6):
        assert ANSWER in plain((await ask(ben, town.general, QUESTION)).text)
    refused = await ben.slash(town.general, "ask", question=QUESTION)
    assert "wait" in refused.text
    assert refused.ephemeral
    assert "wait" in words(await ben.mention(town.general, QUESTION))


async def test_who_goes_on_all_the_same_is_told_thrice_and_holds_nobody_up(town: Town) -> None:
    """Thirty empty mentions get three answers, and somebody else's question is answered among them."""
    ben, cleo = town.newcomer(), town.newcomer()
    sent = [ben.say(town.general, f"<@{town.local.world.bot.id}>") for _ in range(30)]
    answer = await cleo.mention(town.general, QUESTION, within=10)
    assert ANSWER in plain(words(answer))

    def told() -> list[Message]:
        return [each for each in town.general.visible_to(ben.user) if each.reply_to in sent]

    await town.local.until(lambda: len(told()) >= 3, 10, "the answers to the first of them")
    assert len(told()) == 3
    assert all("Ask me" in words(each) for each in told())


async def test_a_full_line_says_so_and_a_waiting_question_knows_its_place(town: Town) -> None:
    """Nobody is left without a word, and every answer that comes is the right one."""
    # On a server of its own: all people of one may ask 120 questions a minute, and this file asks as many.
    guild = next(each for each in town.local.world.guilds.values() if each.name == CROWDED)
    crowd = [town.newcomer(guild) for _ in range(40)]
    # Each in its own way: what was read before is not read again.
    asked = [begin(person, guild.channels[0], QUESTION + "?" * number) for number, person in enumerate(crowd, 1)]
    shown: set[str] = set()
    for seen in asked:
        await seen.settle(60)
        shown |= {seen.text} if is_waiting(seen.text) else set()
        await seen.until(lambda each: not is_waiting(each.text))
    outcomes = Counter("answered" if ANSWER in plain(seen.text) else "busy" for seen in asked)
    assert outcomes["answered"] >= 25
    assert outcomes["busy"] >= 1
    assert all(ANSWER in plain(seen.text) or "busy" in seen.text for seen in asked)
    assert shown, "nobody was told a place in the line"


def begin(person: Person, channel: Channel, question: str = QUESTION) -> Seen:
    """Ask a question and do not wait."""
    command = next(each for each in person.discord.world.commands if each["name"] == "ask")
    options = [{"type": 3, "name": "question", "value": question}]
    return person.interact(channel, 2, {"id": command["id"], "name": "ask", "type": 1, "options": options})


async def test_the_log_has_neither_tokens_nor_questions(town: Town) -> None:
    """Whatever was asked in this file."""
    assert town.local.world.token not in town.bot.log
    assert QUESTION not in town.bot.log
    assert "Traceback" not in town.bot.log

"""Adding articles in every way there is: files, forms, URLs, messages; what is refused, and how it is told."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from index.storage.database import Database
from index.storage.journal import Journal
from tests.discord import options
from tests.discord import permissions as may
from tests.discord.interactions import COMMAND
from tests.discord.keeping import Place, corpus, ended, new_place, town
from tests.discord.options import Upload
from tests.discord.scene import PICTURE, add, ask, plain, refusing, upload
from tests.discord.state import FORUM, Message, Overwrite
from tests.index.extract.documents import docx, paragraph, pdf

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_file_is_added_told_privately_logged_and_answers(place: Place) -> None:
    """What was said to be added can be asked for at once."""
    (seen,) = await add(place.ann, place.general, "ferry.md")
    assert "Added The Lindau ferry will sail all winter: 1 passage." in plain(seen.text)
    assert seen.ephemeral
    assert (await place.logged(1))[0].endswith("added The Lindau ferry will sail all winter")
    assert "6:40" in plain((await ask(place.ann, place.general, "when does the first boat leave Lindau?")).text)


async def test_a_file_of_the_same_name_is_the_same_article(place: Place) -> None:
    """Unchanged it is left alone; with another text it takes the place of the old one, and both is said."""
    await place.add("market.txt", "The market\nThe market opens at seven.")
    again = await place.add("market.txt", "The market\nThe market opens at seven.")
    assert "has not changed" in plain(again.text)
    later = await place.add("market.txt", "The market\nThe market opens at eight.")
    assert "Refreshed The market" in plain(later.text)
    assert [line.split()[1] for line in await place.logged(2)] == ["added", "refreshed"]
    assert [article["text"] for article in await place.articles()] == ["The market\nThe market opens at eight."]


async def test_files_are_told_apart_by_the_names_that_people_gave_them(place: Place) -> None:
    """Discord leaves only the ASCII characters of a name, so that two become one, or makes up a new one each time."""
    texts = {"नियम-2025.txt": "Dogs stay outside.", "शुल्क-2025.txt": "A ticket costs 4 euros.", "меню.txt": "Soup."}
    for name, text in texts.items():
        assert "Added" in (await place.add(name, text)).text
    for name, text in texts.items():
        assert "Refreshed" in (await place.add(name, f"{text} So it was decided.")).text
    assert {article["source"] for article in await place.articles()} == set(texts)
    seen = await place.add("меню.pdf", b"%PDF-1.7")
    assert "меню.pdf is damaged" in plain(seen.text)


async def test_a_file_with_blanks_in_its_name_stays_the_same_article(place: Place) -> None:
    """Discord puts underscores for them; whether it tells the name as it was differs by time and client."""
    assert "Added" in (await place.add("opening_hours.txt", "The mill opens at seven.")).text
    assert "Refreshed" in (await place.add("opening hours.txt", "The mill opens at eight.")).text
    assert [article["text"] for article in await place.articles()] == ["The mill opens at eight."]


async def test_a_date_that_cannot_be_read_is_told(place: Place) -> None:
    """The article is there, and filters by date leave it out."""
    seen = await place.add("mill.md", "---\ndate: soon\n---\nThe mill turns again.")
    assert "Added The mill turns again.: 1 passage." in plain(seen.text)
    assert 'The date of 1 article could not be read ("soon" in mill.md): it has none.' in plain(seen.text)


async def test_long_pasted_texts_do_not_take_each_others_place(place: Place) -> None:
    """Discord calls each of them message.txt."""
    await place.add("message.txt", "The market opens at seven.")
    seen = await place.add("message.txt", "The harbour closes at nine.")
    assert "Added" in seen.text
    assert len(await place.articles()) == 2


async def test_text_is_pasted_into_a_form(place: Place) -> None:
    """With title, address and date."""
    seen = await place.paste(
        Title="The bakery closes", Text="It closes on Sunday.", URL="example.org/b", Date="2025-08"
    )
    assert "Added The bakery closes" in plain(seen.text)
    assert seen.ephemeral
    (article,) = await place.articles()
    assert {name: article[name] for name in ("title", "text", "url", "published", "source")} == {
        "title": "The bakery closes",
        "text": "It closes on Sunday.",
        "url": "https://example.org/b",
        "published": "2025-08-01",
        "source": None,
    }


async def test_two_pasted_texts_are_two_articles_and_one_text_is_one(place: Place) -> None:
    """Whatever their titles: a title can be put right by pasting the same text again."""
    await place.paste(Title="News", Text="The bakery closes on Sunday.")
    await place.paste(Title="News", Text="The bridge opens on Friday.")
    seen = await place.paste(Title="The bridge", Text="The bridge opens on Friday.")
    assert "Refreshed The bridge" in plain(seen.text)
    assert {article["title"] for article in await place.articles()} == {"News", "The bridge"}


async def test_a_text_pasted_again_keeps_what_the_form_leaves_empty(place: Place) -> None:
    """Its address and its day: an empty field takes nothing away, and a filled one takes the place of what was."""
    text = "The bridge opens on Friday."
    await place.paste(Title="News", Text=text, URL="https://example.org/b", Date="2025-08-01")
    seen = await place.paste(Title="The bridge", Text=text)
    assert "Refreshed The bridge" in plain(seen.text)
    (article,) = await place.articles()
    assert [article[name] for name in ("title", "url", "published")] == [
        "The bridge",
        "https://example.org/b",
        "2025-08-01",
    ]
    await place.paste(Title="The bridge", Text=text, Date="2025-08-02")
    (article,) = await place.articles()
    assert [article[name] for name in ("url", "published")] == ["https://example.org/b", "2025-08-02"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"Date": "yesterday"}, "'yesterday' is not a day"), ({"URL": "the page"}, "not a web address"),
     ({"Text": "\u200b\u200b"}, "not a word")],
)  # fmt: skip
async def test_a_form_with_a_mistake_gives_the_text_back(place: Place, typed: dict[str, str], said: str) -> None:
    """Nobody types four thousand letters twice."""
    seen = await place.paste(**({"Title": "The bakery", "Text": "It closes on Sunday."} | typed))
    assert said in plain(seen.text)
    (file,) = seen.attachments
    assert file.data.decode().startswith("The bakery\n\n")
    assert "no articles" in (await place.ann.slash(place.general, "articles list")).text


async def test_a_text_that_could_not_be_stored_is_given_back(place: Place) -> None:
    """As when the disk is full; one that was added is not."""
    with refusing(place.bot.data, "INSERT ON articles"):
        seen = await place.paste(Title="The bakery", Text="It closes on Sunday.")
    assert "Something went wrong" in plain(seen.text)
    (file,) = seen.attachments
    assert file.data.decode() == "The bakery\n\nIt closes on Sunday."
    assert not (await place.paste(Title="The bakery", Text="It closes on Sunday.")).attachments


async def test_a_url_is_refused_in_the_words_of_the_command_line(place: Place) -> None:
    """Without the small web of another file, the bot knows the real internet, in which loopback is nobody's page."""
    seen = await ended(await place.ann.slash(place.general, "articles add", url="http://127.0.0.1:8080/page"))
    assert "not opened: 127.0.0.1 is the machine that I run on. Only public web sites are read." in plain(seen.text)
    seen = await ended(await place.ann.slash(place.general, "articles add", url="file:///etc/passwd"))
    assert "not a web address" in seen.text


async def test_a_url_and_a_file_at_once_are_not_taken(place: Place) -> None:
    """Nobody guesses which one was meant."""
    seen = await place.ann.slash(place.general, "articles add", url="https://example.org", file=upload("ferry.md"))
    assert "not both" in seen.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("paper.pdf", b"%PDF-1.7 and so on", "paper.pdf is damaged"),
        ("photo.png", b"\x89PNG\r\n\x1a\n0000", "images are not read"),
        ("report.docx", b"PK\x03\x04 word/document.xml", "report.docx is damaged"),
        ("page.html", b"<!doctype html><script>go()</script>", "has no article text"),
        ("empty.txt", b" \n", "empty.txt is empty"),
        ("program.txt", bytes(range(256)) * 20, "not text"),
        ("latin.txt", "Käse für alle".encode("latin-1"), "not UTF-8"),
        ("broken.jsonl.gz", gzip.compress(corpus(3))[:-20], "damaged"),
        ("bomb.jsonl.gz", gzip.compress(b'{"text": "a"}\n') + 101 * gzip.compress(b" " * 2**20), "holds over 100 MiB"),
        ("lines.jsonl", b'{"text": "a"}\n' * 20_001, "over 20,000 lines"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[-9:] else "",
)
async def test_what_cannot_be_read_is_refused_with_its_reason(place: Place, name: str, data: bytes, said: str) -> None:
    """And nothing is added, and nothing logged."""
    seen = await place.add(name, data)
    assert said in plain(seen.text)
    assert "no articles" in (await place.ann.slash(place.general, "articles list")).text
    assert await place.logged(0) == []
    assert "E-" not in seen.text


@pytest.mark.parametrize(("name", "limit"), [("fair.txt", 20), ("fair.pdf", 50), ("fair.xlsm", 50)])
async def test_a_file_that_is_too_large_is_not_even_fetched(place: Place, name: str, limit: int) -> None:
    """Its size is known before. Documents, also those with macros, may be larger than the same words as text."""
    filled = options.fill(place.local, place.general, place.ann.user, "articles add", {"file": Upload(name, b"a fair")})
    (declared,) = filled.resolved["attachments"].values()
    declared["size"] = 10**9
    place.local.world.attachments.pop(int(declared["id"]))
    seen = await place.ann.interact(place.general, COMMAND, filled.data(place.general)).settle(10)
    assert f"over the limit of {limit} MiB" in plain(seen.text)


async def test_a_pdf_is_added_and_cited_by_its_page(place: Place) -> None:
    """And the other kinds beside it, told apart by their content."""
    pages = pdf(["The harbour office is closed."], ["The night ferry to Lindholm stops in October."])
    assert "Added The harbour office is closed.: 1 passage" in plain((await place.add("tides.pdf", pages)).text)
    assert "Added Ferry" in plain((await place.add("report.docx", docx(paragraph("A bus goes."), title="Ferry"))).text)
    seen = await ask(place.ann, place.general, "When does the night ferry to Lindholm stop?")
    assert "tides.pdf · p. 2" in plain(seen.text).replace("\u00a0", " ")


async def test_a_file_that_discord_has_lost_is_told(place: Place) -> None:
    """Instead of an error's id."""
    filled = options.fill(place.local, place.general, place.ann.user, "articles add", {"file": upload("fair.txt")})
    (declared,) = filled.resolved["attachments"].values()
    place.local.world.attachments.pop(int(declared["id"]))
    seen = await place.ann.interact(place.general, COMMAND, filled.data(place.general)).settle(10)
    assert "could not be fetched" in plain(seen.text)


async def test_what_is_broken_in_a_corpus_is_named_and_the_rest_is_added(place: Place) -> None:
    """By line, ten of them, and then by number."""
    seen = await place.add("mixed.jsonl", corpus(12) + b"\n" + b"broken\n" * 15)
    text = plain(seen.text)
    assert "Added 12 articles: 12 passages." in text
    assert "Not added: 15" in text
    assert "mixed.jsonl, line 13 is not JSON" in text
    assert "and 5 more" in text
    assert (await place.logged(1))[0].endswith("added 12 articles from mixed.jsonl")


async def test_long_work_shows_how_far_it_is_and_others_have_their_turn(place: Place) -> None:
    """A corpus of one server does not hold up the article of another."""
    other = await new_place(place.local, place.bot)
    seen = place.begin_adding("notices.jsonl", corpus(160))
    await seen.until(lambda each: " of 160 articles, " in each.text)
    await add(other.ann, other.general, "orchard.txt")
    assert " of 160 articles, " in seen.text, "the other server's article had to wait for all of them"
    await ended(seen)
    assert "Added 160 articles: 160 passages." in plain(seen.text)


async def test_a_purge_ends_an_add_that_is_under_way(place: Place) -> None:
    """What was deleted does not come back with the rest of it."""
    seen = place.begin_adding("notices.jsonl", corpus(300))
    await seen.until(lambda each: " of 300 articles, " in each.text)
    form = await place.ann.slash(place.general, "settings purge")
    await place.ann.submit(form, {"typed": "Wangen"})
    await ended(seen)
    assert "deleted meanwhile" in seen.text
    assert "no articles" in (await place.ann.slash(place.general, "articles list")).text


# -- the menu of a message -------------------------------------------------------------------------------------------


async def test_the_words_of_a_message_become_an_article_that_follows_its_edits(place: Place) -> None:
    """Its first line is the title, its address that of the message; added again after an edit it is refreshed."""
    message = place.ann.say(place.general, "**The fair is moved**\nIt opens ~~4~~ 5 October, says @everyone's mayor.")
    seen = await ended(await place.ann.menu(message, "Add to articles"))
    assert "Added The fair is moved: 1 passage." in plain(seen.text)
    assert seen.ephemeral
    (article,) = await place.articles()
    assert article["text"] == "The fair is moved\nIt opens 5 October, says @everyone's mayor."
    assert article["url"] == f"https://discord.com/channels/{place.guild.id}/{place.general.id}/{message.id}"
    message.content = "The fair is moved\nIt opens on 6 October."
    assert "Refreshed" in (await ended(await place.ann.menu(message, "Add to articles"))).text
    assert [each["text"] for each in await place.articles()] == [message.content]


async def test_an_article_names_only_channels_that_everybody_sees(place: Place) -> None:
    """It is quoted in every channel, and who adds it may see more. What has no name is called as Discord shows it."""
    hidden = place.local.channel(place.guild, "plans", Overwrite(place.guild.id, deny=may.VIEW_CHANNEL))
    asked, ann = f"The fair is discussed in <#{hidden.id}>, not in", place.ann
    message = ann.say(place.general, f"{asked} <#{place.general.id}>, says <@{ann.user.id}> or <@&1{hidden.id}>.")
    await ended(await ann.menu(message, "Add to articles"))
    (article,) = await place.articles()
    assert article["text"] == "The fair is discussed in #unknown, not in #general, says @ann or @unknown-role."
    closed = place.local.channel(place.guild, "budget", Overwrite(place.guild.id, deny=may.VIEW_CHANNEL))
    await ended(await ann.menu(ann.say(hidden, f"It costs what stands in <#{closed.id}>."), "Add to articles"))
    assert (await place.articles())[-1]["text"] == "It costs what stands in #unknown."


async def test_the_attachments_of_a_message_are_added_and_its_words_are_not(place: Place) -> None:
    """Each with what became of it."""
    files = [upload("ferry.md"), Upload("paper.pdf", b"%PDF-1.7"), upload("clock.md")]
    message = place.ann.say(place.general, "Please keep these", files=files)
    text = plain((await ended(await place.ann.menu(message, "Add to articles"))).text)
    for part in ("Added The Lindau ferry", "Added The clock tower", "paper.pdf is damaged", "not its words"):
        assert part in text
    assert (await place.logged(1))[0].endswith("added 2 articles from ferry.md and 2 more")
    assert len(await place.articles()) == 2


async def test_two_files_of_one_name_do_not_take_each_others_place(place: Place) -> None:
    """The name is the article's: the first is added, and the second told. Long pastes all have the same name."""
    files = [Upload("house.txt", b"The red house is old."), Upload("house.txt", b"The blue house is new.")]
    files += [Upload("message.txt", text) for text in (b"A long paste.", b"Another long paste.")]
    message = place.ann.say(place.general, "", files=files)
    text = plain((await ended(await place.ann.menu(message, "Add to articles"))).text)
    assert "Another file of that message is also called house.txt. Send this one under a name of its own." in text
    added = [each["text"] for each in await place.articles()]
    assert added == ["The red house is old.", "A long paste.", "Another long paste."]


async def test_typescript_is_no_film(place: Place) -> None:
    """Its ending is that of a kind of film, by which Discord goes."""
    script = Upload("house.ts", b"// The red house is old.\nconst house = 'red';\n", "video/mp2t")
    message = place.ann.say(place.general, "This is our script.", files=[script])
    text = plain((await ended(await place.ann.menu(message, "Add to articles"))).text)
    assert "Only its attachments were taken, not its words." in text
    assert "red house" in (await place.articles())[0]["text"]


async def test_a_message_cannot_be_added_by_its_address(place: Place) -> None:
    """Discord shows it to nobody but its members; who has the address is told where to add the message."""
    address = f"https://discord.com/channels/{place.guild.id}/{place.general.id}/{place.guild.id}"
    told = "I can't read a message by its address. Choose Apps → Add to articles in the menu of that message."
    assert told in plain((await ended(await place.ann.slash(place.general, "articles add", url=address))).text)
    message = place.ann.say(place.general, f"see {address}")
    assert told in plain((await ended(await place.ann.menu(message, "Add to articles"))).text)


async def test_a_link_with_a_few_words_is_taken_for_the_page(place: Place) -> None:
    """And not for an article."""
    message = place.ann.say(place.general, "look at this: http://10.0.0.1/page.")
    seen = await ended(await place.ann.menu(message, "Add to articles"))
    assert "http://10.0.0.1/page is not opened: 10.0.0.1 is a private network" in plain(seen.text)


async def test_a_forwarded_message_is_added_and_asked_as_what_it_forwards(place: Place) -> None:
    """It has no words of its own. Of those whom it mentions, no names are known, and no numbers are kept."""
    told = place.ann.say(place.general, f"The fair is moved\nIt opens on 6 October, says <@{place.ann.user.id}>.")
    forward = Message(place.local.snowflakes.next(), place.general, place.ann.user, forwarded=told)
    place.local.message_made(forward)
    seen = await ended(await place.ann.menu(forward, "Add to articles"))
    assert "Added The fair is moved: 1 passage." in plain(seen.text)
    (article,) = await place.articles()
    assert article["text"] == "The fair is moved\nIt opens on 6 October, says @unknown-user."
    assert article["url"].endswith(f"/{forward.id}")
    asked = place.ann.say(place.general, "when does the fair open?")
    forward = Message(place.local.snowflakes.next(), place.general, place.ann.user, forwarded=asked)
    place.local.message_made(forward)
    assert "6 October" in plain((await ended(await place.ann.menu(forward, "Answer this"))).text)


async def test_the_page_of_a_card_without_words_is_added(place: Place) -> None:
    """As other bots and webhooks post what is new on a site."""
    message = place.ann.say(place.general, "")
    message.embeds = [{"type": "rich", "title": "News", "url": "http://10.0.0.1/page"}, {"type": "rich", "title": "x"}]
    seen = await ended(await place.ann.menu(message, "Add to articles"))
    assert "http://10.0.0.1/page is not opened: 10.0.0.1 is a private network" in plain(seen.text)


async def test_the_first_message_of_a_post_has_its_title(place: Place) -> None:
    """A later one has its own first line."""
    post = place.local.thread(place.local.channel(place.guild, "guides", kind=FORUM), "How to join the fair")
    first = Message(post.id, post, place.ann.user, "Write to the mayor.")
    place.local.message_made(first)
    for message in (first, place.ann.say(post, "Or ring her.")):
        await ended(await place.ann.menu(message, "Add to articles"))
    assert [each["title"] for each in await place.articles()] == ["How to join the fair", "Or ring her."]


async def test_the_words_on_a_card_are_added(place: Place) -> None:
    """Many bots post rules and news as cards; but what this bot has answered is no article."""
    message = place.ann.say(place.general, "")
    hours = {"name": "Opening", "value": "The hall opens at nine."}
    card = {"type": "rich", "title": "Rules", "description": "**1.** Dogs stay outside.", "fields": [hours]}
    message.embeds = [card, {"type": "rich", "description": "Ask at the desk."}]
    seen = await ended(await place.ann.menu(message, "Add to articles"))
    assert "Added Rules: 1 passage." in plain(seen.text)
    (article,) = await place.articles()
    assert article["text"] == "Rules\n\n1. Dogs stay outside.\n\nOpening\nThe hall opens at nine.\n\nAsk at the desk."
    answer = await place.ann.mention(place.general, "when does the hall open?")
    own = await ended(await place.ann.menu(answer, "Add to articles"))
    assert "my own words" in own.text
    assert len(await place.articles()) == 1


async def test_the_words_on_a_bots_card_are_added_with_those_above_it(place: Place) -> None:
    """Announcements call everybody above their card; below the words of a person, a card is the preview of a page."""
    other = place.local.user("herald")
    other.bot = True
    call = "@everyone: new rules"
    for author, text in ((other, f"{call}\n\nRules\n\nDogs stay outside."), (place.ann.user, call)):
        message = Message(place.local.snowflakes.next(), place.general, author, call)
        message.embeds = [{"type": "rich", "title": "Rules", "description": "Dogs stay **outside**."}]
        message.embeds.append({"type": "link", "title": "A page"})
        place.local.message_made(message)
        await ended(await place.ann.menu(message, "Add to articles"))
        assert (await place.articles())[-1]["text"] == text


async def test_the_words_beside_a_picture_are_added(place: Place) -> None:
    """Nothing in the picture can be read."""
    files = [Upload("banner.png", PICTURE, "image/png")]
    message = place.ann.say(place.general, "The fair is moved to 6 October.", files=files)
    seen = await ended(await place.ann.menu(message, "Add to articles"))
    assert "Added The fair is moved to 6 October.: 1 passage. Its attachments were left out" in plain(seen.text)
    for said in ("", "🎉"):
        message = place.ann.say(place.general, said, files=files)
        seen = await ended(await place.ann.menu(message, "Add to articles"))
        assert plain(seen.text).startswith("banner.png: images are not read.")
    files.append(Upload("rules.txt", b"Dogs stay outside."))
    seen = await ended(await place.ann.menu(place.ann.say(place.general, "Rules", files=files), "Add to articles"))
    for part in ("Added Dogs stay outside.", "banner.png: images are not read.", "not its words"):
        assert part in plain(seen.text)


async def test_a_message_with_nothing_in_it_cannot_be_added(place: Place) -> None:
    """Rather than stored as an empty article."""
    for said in ("", "👍 🎉", "…"):
        seen = await ended(await place.ann.menu(place.ann.say(place.general, said), "Add to articles"))
        assert "no attachment" in seen.text


# -- when the process ends -------------------------------------------------------------------------------------------


async def test_a_terminated_process_says_how_many_articles_are_in(tmp_path: Path) -> None:
    """It ends between two steps, and what was said to be added is there afterwards."""
    async with town(tmp_path / "data") as (local, bot):
        place = await new_place(local, bot)
        seen = place.begin_adding("notices.jsonl", corpus(1_500))
        await seen.until(lambda each: " of 1,500 articles, " in each.text)
        assert await bot.terminate() == 0
        assert "I was stopped before I was done." in seen.text
        count = int(seen.text.partition("Added ")[2].split()[0].replace(",", ""))
        await bot.restart()
        assert len(await place.articles()) == count < 1_500
        await asyncio.sleep(0.2)
        assert seen.interaction.original is not None
        assert "while I was adding" not in seen.text, "it was told already"
        local.transcript.assert_clean()


async def test_who_waits_for_an_add_that_ended_too_long_ago_is_told_in_the_channel(tmp_path: Path) -> None:
    """After 15 minutes the reply cannot be changed any more. It names who waits, once, and pings nobody."""
    async with town(tmp_path / "data") as (local, bot):
        place = await new_place(local, bot)
        await bot.terminate()
        begun = datetime.now(UTC) - timedelta(minutes=20)
        details = {
            "guild": place.guild.id,
            "channel": place.general.id,
            "user": place.ann.user.id,
            "name": "notices.jsonl",
            "response": discord.utils.time_snowflake(begun),
            "application": local.world.application_id,
            "token": "gone",
        }
        with contextlib.closing(Database(bot.data / "articlebot.db")) as database:
            Journal(database, lambda: begun).begin("add", details)
        await bot.restart()
        await local.until(lambda: "Adding has ended" in place.ann.sees(place.general), 10, "a word about it")
        message = place.general.visible_to(place.ann.user)[-1]
        assert message.content.startswith(f"<@{place.ann.user.id}> Adding has ended")
        assert "notices.jsonl" not in message.content, "what a manager adds in private is not told in public"
        assert not message.ephemeral
        await bot.terminate()
        with contextlib.closing(Database(bot.data / "articlebot.db")) as database:
            assert Journal(database, lambda: begun).unfinished() == []
        local.transcript.assert_clean()

"""Keeping articles: the list, showing, removing, refreshing, exporting, and who may."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import sqlite3
from typing import Any

import pytest

from tests.discord import modals, options
from tests.discord.faults import Kind
from tests.discord.interactions import COMMAND, MODAL
from tests.discord.keeping import Place, corpus, ended, new_place
from tests.discord.people import Person
from tests.discord.scene import add, change, plain, red_button, refusing, upload
from tests.discord.seen import buttons, words
from tests.discord.state import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

ONLY_MANAGERS = "Only those who manage this server"


async def test_the_list_has_pages(place: Place) -> None:
    """Newest first; the buttons end where the list ends."""
    seen = await place.ann.slash(place.general, "articles list")
    assert "/articles add" in seen.text
    await place.add("notices.jsonl", corpus(25))
    seen = await place.ann.slash(place.general, "articles list")
    assert seen.ephemeral
    assert "25 articles" in seen.text
    assert "1. Notice 25 · 1 March 2025 · 1 passage" in plain(seen.text)
    assert _disabled(seen.message) == ["Previous"]
    for _ in range(2):
        seen = await place.ann.click(seen.message, "Next")
    assert "25. Notice 1 " in plain(seen.text)
    assert _disabled(seen.message) == ["Next"]
    assert "Page 3 of 3" in seen.text
    seen = await place.ann.click(seen.message, "Previous")
    assert "11. Notice 15 " in plain(seen.text)
    assert len(seen.interaction.messages) == 0, "the page is turned in its own message"


async def test_a_page_that_is_not_there_any_more_is_the_last_one(place: Place) -> None:
    """Somebody removed articles meanwhile."""
    await place.add("notices.jsonl", corpus(11))
    first = (await place.ann.slash(place.general, "articles list")).message
    await place.remove("n11")
    seen = await place.ann.click(first, "Next")
    assert "10 articles" in seen.text
    assert not buttons(first)


def _disabled(message: Message) -> list[str]:
    return [button["label"] for button in buttons(message) if button.get("disabled")]


async def test_an_article_is_shown_with_its_whole_text(place: Place) -> None:
    """By the choice that is offered or by its title."""
    await add(place.ann, place.general, "ferry.md")
    (choice,) = await place.ann.autocomplete(place.general, "articles show", "article", "ferry")
    for article in (choice["value"], choice["name"]):
        seen = await place.ann.slash(place.general, "articles show", article=article)
        for part in (choice["value"], "14 November 2025", "ferry.md", "The lake ferry between Lindau and Bregenz"):
            assert part in plain(seen.text)
        assert seen.ephemeral
        (file,) = seen.attachments
        assert "December and March" in file.data.decode()


@pytest.mark.parametrize("command", ["show", "remove", "refresh"])
async def test_an_article_that_is_not_there_is_told(place: Place, command: str) -> None:
    """With what was typed, and what to do."""
    seen = await place.ann.slash(place.general, f"articles {command}", article="nothing of the kind")
    assert "There is no article 'nothing of the kind' on this server." in plain(seen.text)


async def test_an_article_is_removed_once_that_is_confirmed(place: Place) -> None:
    """And can be kept, too."""
    await add(place.ann, place.general, "orchard.txt", "clock.md")
    (choice,) = await place.ann.autocomplete(place.general, "articles remove", "article", "orchard")
    asked = await place.ann.slash(place.general, "articles remove", article=choice["value"])
    assert asked.ephemeral
    kept = await place.ann.click(asked.message, "Cancel")
    assert "Nothing was removed" in kept.text
    assert not buttons(asked.message)
    assert len(await place.articles()) == 2
    seen = await place.remove(choice["value"])
    assert "Removed Old apple orchard saved by its neighbours." in plain(seen.text)
    assert [article["title"][:9] for article in await place.articles()] == ["The clock"]
    assert any(line.endswith("removed Old apple orchard saved by its neighbours") for line in await place.logged(4))


async def test_a_confirmation_that_comes_too_late_removes_nothing(place: Place) -> None:
    """Neither what was refreshed since, nor twice; and a number of another server's is one that was never there."""
    await place.add("market.txt", "The market opens at seven.")
    asked = await place.ann.slash(place.general, "articles remove", article="The market opens at seven.")
    await place.add("market.txt", "The market opens at eight.")
    refreshed = await place.ann.click(asked.message, red_button(asked.message))
    assert "isn't here any more" in refreshed.text
    (article,) = await place.articles()
    assert "eight" in article["text"]
    other = await new_place(place.local, place.bot)
    asked = await place.ann.slash(place.general, "articles remove", article=article["id"])
    planted = await other.ann.slash(other.general, "articles list")
    answers = []
    for custom_id in (red_button(asked.message), "articles-remove:999999999"):
        planted.message.components = asked.message.components
        for part in planted.message.components[0]["components"][:1]:
            part["custom_id"] = custom_id
        seen = await other.ann.press(planted.message, custom_id).settle(10)
        answers.append(seen.text)
    assert answers == [refreshed.text] * 2
    assert len(await place.articles()) == 1


async def test_a_removal_that_waits_for_its_turn_says_so_and_is_not_forgotten(place: Place) -> None:
    """As behind a book, which is added in one step: if the process is killed meanwhile, nobody takes it for done."""
    await place.add("market.txt", "The market opens at seven.")
    asked = await place.ann.slash(place.general, "articles remove", article="The market opens at seven.")
    book = " ".join(f"Sentence {number} of the book tells of the lake and of its boats." for number in range(25_000))
    adding = place.begin_adding("book.txt", book)
    await adding.until(lambda each: "0 of 1 article" in each.text)
    seen = await place.ann.click(asked.message, red_button(asked.message))
    assert seen.text == "Other changes to articles come first. This waits for its turn."
    await place.bot.kill()
    await place.bot.restart()
    await seen.until(lambda each: "I was stopped before I was done" in each.text, 20)
    assert [article["text"] for article in await place.articles()] == ["The market opens at seven."]


async def test_a_removal_that_fails_is_told_instead_of_the_question(place: Place) -> None:
    """On a full disk, say: the article is there."""
    await place.add("market.txt", "The market opens at seven.")
    asked = await place.ann.slash(place.general, "articles remove", article="The market opens at seven.")
    with refusing(place.bot.data, "DELETE ON articles"):
        seen = await place.ann.click(asked.message, red_button(asked.message))
    assert "E-" in seen.text
    assert not buttons(asked.message)
    assert len(await place.articles()) == 1


async def test_refreshing_says_what_cannot_be_read_again(place: Place) -> None:
    """A file and a text have no source; a page has one, which may not be had."""
    assert "no articles" in (await place.ann.slash(place.general, "articles refresh")).text
    await add(place.ann, place.general, "orchard.txt")
    (choice,) = await place.ann.autocomplete(place.general, "articles refresh", "article", "orchard")
    seen = await place.ann.slash(place.general, "articles refresh", article=choice["value"])
    assert "has no source that could be read again" in seen.text
    seen = await place.ann.slash(place.general, "articles refresh")
    assert "1 article came as files or as text" in seen.text
    line = json.dumps({"id": "page", "text": "A page.", "source": "http://192.168.0.1/page"})
    await place.add("pages.jsonl", line)
    choices: list[dict[str, Any]] = [{}, {"article": "page"}]
    for given in choices:
        seen = await ended(await place.ann.slash(place.general, "articles refresh", **given))
        assert "192.168.0.1 is a private network" in plain(seen.text)


# -- export ----------------------------------------------------------------------------------------------------------


async def test_an_export_added_elsewhere_gives_the_same_articles(place: Place) -> None:
    """Ids, texts, addresses, dates and sources; what had no source has come from the exported file."""
    assert "no articles" in (await place.ann.slash(place.general, "articles export")).text
    await add(place.ann, place.general, "ferry.md", "fair.txt")
    await place.paste(Title="The bakery", Text="It closes on Sunday.", Date="2025")
    seen = await place.ann.slash(place.general, "articles export")
    assert seen.ephemeral
    (file,) = seen.attachments
    other = await new_place(place.local, place.bot)
    added = await other.add(file.filename, file.data)
    assert added.text.count("Added") == 3
    expected = [article | {"source": article["source"] or "articles.jsonl"} for article in await place.articles()]
    assert await other.articles() == expected
    assert any(line.endswith("exported 3 articles") for line in await place.logged(4))


async def test_an_article_that_was_altered_in_the_database_keeps_no_other_from_being_exported(place: Place) -> None:
    """It is named instead, and counted in nothing."""
    await place.add("notices.jsonl", corpus(3))
    with contextlib.closing(sqlite3.connect(place.bot.data / "articlebot.db", timeout=10)) as database, database:
        altered = (
            "UPDATE articles SET text = replace(text, 'rainy', 'sunny') "
            "WHERE id = 'n2' AND collection = (SELECT key FROM collections WHERE name = ?)"
        )
        assert database.execute(altered, (f"guild:{place.guild.id}",)).rowcount == 1
    seen = await place.ann.slash(place.general, "articles export")
    assert "Exported 2 articles" in seen.text
    assert "altered: Notice 2. Add them again." in plain(seen.text)
    (file,) = seen.attachments
    assert [json.loads(line)["id"] for line in file.data.decode().splitlines()] == ["n1", "n3"]


@pytest.fixture
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Discord take no file that holds more than a few articles: 4,000 bytes, and what the bot leaves free."""
    for module in ("call", "payloads"):
        monkeypatch.setattr(f"tests.discord.{module}.ATTACHMENT_LIMIT", 2**16 + 4_000)


def _incompressible(count: int, words: int = 15) -> str:
    """Return a corpus that packs badly. Its words are long: a model reads one of over 100 letters as one word piece."""
    letters = random.Random(3)  # noqa: S311 -- the same articles at each run
    return "\n".join(
        json.dumps(
            {"id": f"n{n}", "text": " ".join("".join(letters.choices("aeioubdgklmnrst", k=120)) for _ in range(words))}
        )
        for n in range(count)
    )


@pytest.mark.usefixtures("_small_files")
async def test_what_fits_into_no_file_is_exported_in_several(place: Place) -> None:
    """It is said that it is done only when it is: each file is a corpus of its own, and no article is missing."""
    await place.add("notices.jsonl", _incompressible(8))
    seen = await place.ann.slash(place.general, "articles export")
    await seen.until(lambda each: "Exported 8 articles" in each.text)
    assert "first of several" in words(seen.messages[0])
    assert "Exported" in words(seen.messages[-1])
    assert len(seen.attachments) > 2
    lines = b"".join(gzip.decompress(file.data) for file in seen.attachments).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [f"n{n}" for n in range(8)]
    assert all(message.ephemeral for message in seen.messages)


@pytest.mark.usefixtures("_small_files")
async def test_an_export_that_is_not_whole_says_so(place: Place) -> None:
    """Whatever keeps the rest away, and the files that came stay."""
    await place.add("notices.jsonl", _incompressible(8))
    place.local.faults.inject(Kind.REFUSED, "POST", r"^/webhooks/", count=1)
    seen = await place.ann.slash(place.general, "articles export")
    await seen.until(lambda each: "not all" in each.text)
    assert len(seen.attachments) == 1
    assert "Exported" not in seen.text
    place.local.faults.clear()
    await place.add("large.jsonl", _incompressible(1, words=100).replace("n0", "large"))
    seen = await place.ann.slash(place.general, "articles export")
    await seen.until(lambda each: "One of the articles is larger than a file" in each.text)
    assert len(seen.attachments) > 1
    assert "not all" in seen.text
    assert "E-" not in seen.text


@pytest.mark.usefixtures("_small_files")
async def test_an_export_that_is_cut_off_leaves_the_files_that_came(place: Place) -> None:
    """Who waits for the others is told by the next process."""
    await place.add("notices.jsonl", _incompressible(8))
    place.local.faults.inject(Kind.CUT_BEFORE, "POST", r"^/webhooks/", count=50)
    seen = await place.ann.slash(place.general, "articles export")
    await place.bot.kill()
    place.local.faults.clear()
    await place.bot.restart()
    await seen.until(lambda each: "I was stopped before I was done" in each.text, 20)
    assert [file.filename for file in seen.attachments] == ["articles-1.jsonl.gz"]


@pytest.mark.usefixtures("_small_files")
async def test_more_files_than_are_sent_end_with_what_helps(place: Place) -> None:
    """Who runs the bot gets the rest."""
    await place.add("notices.jsonl", _incompressible(30))
    seen = await place.ann.slash(place.general, "articles export")
    await seen.until(lambda each: "articlebot export" in each.text)
    assert len(seen.attachments) == 10


# -- who may ---------------------------------------------------------------------------------------------------------


async def test_who_may_not_manage_the_bot_can_do_nothing_of_this(place: Place) -> None:
    """Whatever their client offers them, and whatever they send: commands, menu, buttons, form."""
    await place.add("notices.jsonl", corpus(11))
    listed = (await place.ann.slash(place.general, "articles list")).message
    asked = (await place.ann.slash(place.general, "articles remove", article="n1")).message
    form = await place.ann.slash(place.general, "articles add")
    assert form.modal is not None
    mallory = Person(place.local, place.local.user("mallory"))
    place.local.join(place.guild, mallory.user)
    message = mallory.say(place.general, "The fair is moved\nIt opens on 5 October.")
    # Discord lets a server's admins open a command to anybody: the bot must not take that for a permission.
    place.guild.command_grants |= {"articles": {mallory.user.id}, "Add to articles": {mallory.user.id}}
    attacks = [
        await mallory.slash(place.general, f"articles {command}", **values)
        for command, values in (
            ("list", {}),
            ("show", {"article": "n1"}),
            ("remove", {"article": "n1"}),
            ("refresh", {}),
            ("refresh", {"article": "n1"}),
            ("export", {}),
            ("add", {}),
            ("add", {"file": upload("fair.txt")}),
            ("add", {"url": "https://example.org"}),
        )
    ]
    attacks.append(await mallory.menu(message, "Add to articles"))
    for shown in (listed, asked):
        attacks += [await mallory.press(shown, button["custom_id"]).settle(10) for button in buttons(shown)]
    data = modals.filled(place.local, place.general, form.modal, {"Title": "News", "Text": "Mine."})
    attacks.append(await mallory.interact(place.general, MODAL, data).settle(10))
    for seen in attacks:
        (answer,) = seen.messages
        assert words(answer).startswith(ONLY_MANAGERS)
        assert answer.ephemeral
    assert len(attacks) == 15
    assert len(await place.articles()) == 11
    assert len(buttons(asked)) == 2, "the question is still there for who may answer it"


async def test_the_manager_role_may_manage_articles(place: Place) -> None:
    """Once it is chosen; not before."""
    keepers = place.local.role(place.guild, "keepers")
    cleo = Person(place.local, place.local.user("cleo"))
    place.local.join(place.guild, cleo.user, keepers)
    place.guild.command_grants["articles"] = {keepers.id}
    refused = await cleo.slash(place.general, "articles add", file=upload("fair.txt"))
    assert ONLY_MANAGERS in refused.text
    await change(place.ann, place.general, "settings manager-role", keepers)
    await add(cleo, place.general, "fair.txt")
    listed = await cleo.slash(place.general, "articles list")
    assert "autumn fair" in listed.text


async def test_where_only_the_commands_are_nothing_is_added(place: Place) -> None:
    """As after an invitation without the bot itself: a server that the bot is not on is deleted after 30 days."""
    filled = [
        options.fill(place.local, place.general, place.ann.user, name, given)
        for name, given in (
            ("articles add", {"file": upload("fair.txt")}),
            ("articles add", {}),
            ("feeds add", {"url": "https://news.example/feed.xml"}),
            ("articles list", {}),
        )
    ]
    await place.logged(0)
    place.local.kick(place.guild)
    *refused, listed = [
        await place.ann.interact(place.general, COMMAND, one.data(place.general)).settle(20) for one in filled
    ]
    assert all(each.ephemeral and "with the scope `bot`" in each.text for each in refused)
    assert "no articles" in listed.text
    place.local.invite(place.guild)
    assert await place.articles() == []
    await add(place.ann, place.general, "fair.txt")


# -- words of articles -----------------------------------------------------------------------------------------------


async def test_titles_cannot_ping_format_or_overflow(place: Place) -> None:
    """In the list, on the card, in the question, in the log and in the result: Discord refuses none of it."""
    titles = ["@everyone **bold** <@1> [x](https://example.org)", "𝔘" * 3_000, "`" * 300, "||spoiler|| # x", "\u200b"]
    lines = [
        json.dumps({"id": f"{'i' * 150}{n}", "title": title, "text": f"{title[:99]} {n}. " * 4, "url": f"x y{n}"})
        for n, title in enumerate(titles)
    ]
    seen = await place.add("titles.jsonl", "\n".join(lines))
    assert "@everyone" not in seen.text
    assert "\\*\\*bold\\*\\*" in seen.text
    listed = await place.ann.slash(place.general, "articles list")
    assert "@everyone" not in listed.text
    choices = await place.ann.autocomplete(place.general, "articles show", "article", "")
    assert len(choices) == len(titles)
    for choice in choices:
        shown = await place.ann.slash(place.general, "articles show", article=choice["value"])
        assert "@everyone" not in shown.text
        asked = await place.ann.slash(place.general, "articles remove", article=choice["value"])
        removed = await place.ann.click(asked.message, red_button(asked.message))
        assert "Removed" in removed.text
    await place.logged(6)


async def test_the_log_of_the_process_has_no_words_of_articles(place: Place) -> None:
    """Whatever was done in this file."""
    await place.add("secret.txt", "The password is tulip.")
    assert "tulip" not in place.bot.log
    assert "Traceback" not in place.bot.log
    assert "Unclosed" not in place.bot.log

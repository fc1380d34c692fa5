"""Articles that are kept for some days only: warned of, confirmed, done and said, on a server of the local Discord."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from tests.discord.keeping import Place, corpus
from tests.discord.people import Person
from tests.discord.scene import ask, plain, red_button, refusing

pytestmark = pytest.mark.asyncio(loop_scope="module")


def aged(place: Place, days: int) -> None:
    """Let all articles of the server be some days older."""
    with contextlib.closing(sqlite3.connect(place.bot.data / "articlebot.db", timeout=10)) as database, database:
        here = "collection = (SELECT key FROM collections WHERE name = ?)"
        database.execute(
            "UPDATE articles SET added_at = strftime('%Y-%m-%d %H:%M:%f000', added_at, ?) WHERE " + here,  # noqa: S608 -- ours
            (f"-{days} days", f"guild:{place.guild.id}"),
        )


async def test_what_would_go_is_said_before_it_goes(place: Place) -> None:
    """With a button that only managers can press; then it goes, the log names it, and zero turns it off again."""
    await place.add("old.txt", "The old market opens at seven.")
    aged(place, 40)
    await place.add("new.txt", "The new harbour closes at nine.")
    warned = await place.ann.slash(place.general, "settings keep-days", days=30)
    assert "1 article would go at once: The old market opens at seven" in plain(warned.text)
    assert "files, texts and messages must be added again to stay" in plain(warned.text)
    cancelled = await place.ann.click(warned.message, "Cancel")
    assert "as long as before" in cancelled.text
    assert "old market" in plain((await place.ann.slash(place.general, "articles list")).text)
    assert "kept until they are removed" in plain((await place.ann.slash(place.general, "settings show")).text)

    warned = await place.ann.slash(place.general, "settings keep-days", days=30)
    done = await place.ann.click(warned.message, red_button(warned.message))
    assert "Removed: The old market opens at seven" in plain(done.text)
    listed = plain((await place.ann.slash(place.general, "articles list")).text)
    assert "new harbour" in listed
    assert "old market" not in listed
    *_, chosen, removed = await place.logged(4)
    assert chosen.endswith("chose to keep articles for 30 days without a refresh")
    assert removed.startswith("Removed 1 article that was not added or refreshed for 30 days")
    assert "removed after 30 days" in plain((await place.ann.slash(place.general, "settings show")).text)

    off = await place.ann.slash(place.general, "settings keep-days", days=0)
    assert "until somebody removes them" in off.text


async def test_what_has_gone_is_said_though_the_rest_could_not_go(place: Place) -> None:
    """To who pressed the button and in the log; no day is chosen then."""
    await place.add("notices.jsonl", corpus(51))
    aged(place, 40)
    with refusing(place.bot.data, "DELETE ON articles WHEN old.id = 'n51'"):
        warned = await place.ann.slash(place.general, "settings keep-days", days=30)
        done = plain((await place.ann.click(warned.message, red_button(warned.message))).text)
    assert "E-" in done
    assert "The setting is as it was. Removed already: Notice 1, Notice 2" in done
    assert [each["id"] for each in await place.articles()] == ["n51"]
    _, removed, *_ = await place.logged(2)
    assert removed.startswith("Removed 50 articles that were not added or refreshed for 30 days")
    assert "kept until they are removed" in plain((await place.ann.slash(place.general, "settings show")).text)


async def test_what_has_gone_is_said_though_the_days_could_not_be_stored(place: Place) -> None:
    """On a full disk, say: they are not taken for chosen, either."""
    await place.add("old.txt", "The old tower closes at seven.")
    aged(place, 40)
    with refusing(place.bot.data, "INSERT ON preferences"):
        warned = await place.ann.slash(place.general, "settings keep-days", days=30)
        done = plain((await place.ann.click(warned.message, red_button(warned.message))).text)
    assert "E-" in done
    assert "The setting is as it was. Removed already: The old tower closes at seven" in done
    assert "kept until they are removed" in plain((await place.ann.slash(place.general, "settings show")).text)


async def test_who_does_not_manage_the_server_cannot_press_the_button(place: Place) -> None:
    """As an attacker would: nothing is set, and nothing goes."""
    await place.add("old.txt", "The old mill grinds at seven.")
    aged(place, 40)
    warned = await place.ann.slash(place.general, "settings keep-days", days=30)
    mallory = Person(place.local, place.local.user("mallory"))
    place.local.join(place.guild, mallory.user)
    for custom_id in ("settings-keep:30", "settings-keep:cancel"):
        seen = await mallory.press(warned.message, custom_id).settle(10)
        assert "Only those who manage this server" in seen.text
    assert len(await place.articles()) == 1
    assert "kept until they are removed" in plain((await place.ann.slash(place.general, "settings show")).text)


async def test_an_old_quote_opens_as_it_was_and_says_so(place: Place) -> None:
    """The buttons of an answer outlive a refresh of its article, which is searched in its new text alone."""
    await place.add("market.txt", "The market opens at seven. It was founded in 1890 by Berta Ruh.")
    asked = await ask(place.ann, place.general, "who founded the market?")
    assert "Berta Ruh" in plain(asked.text)
    aged(place, 3)
    await place.add("market.txt", "The market opens at eight. It was founded in 1891 by Carl Ost.")
    opened = plain((await place.ann.click(asked.message, "Context")).text)
    assert "It was founded in 1890 by Berta Ruh." in opened
    assert "there is a newer text" in opened
    again = plain((await ask(place.ann, place.general, "who founded the market?")).text)
    assert "Carl Ost" in again
    assert "Berta Ruh" not in again
    assert "newer text" not in again


async def test_a_story_that_is_added_twice_is_linked_and_quoted_once(place: Place) -> None:
    """The add says so, the card names the other place, and removing the one brings the other into search."""
    story = (
        "The market of Wangen opens at seven on every day but Sunday. It was founded in 1890 by Berta Ruh, who sold "
        "apples from her own garden there. Today, forty farmers bring what grows around the lake, and the mayor says "
        "that it will get a roof before winter. Whoever wants a stall must ask at the town hall by the end of May."
    )
    whole = f"{story} Dogs stay outside."
    await place.paste(Title="The market", Text=whole, URL="https://www.example.org/market")
    added = plain((await place.paste(Title="Our market", Text=story, URL="https://example.com/m")).text)
    assert "Added Our market: 1 passage. It is linked to The market as a copy" in added
    asked = plain((await ask(place.ann, place.general, "who founded the market?")).text)
    assert asked.count("Berta Ruh, who sold") == 1
    assert "according to example.org" in asked
    assert "also at [example.com](https://example.com/m)" in asked
    listed = plain((await place.ann.slash(place.general, "articles list")).text)
    assert "1. Our market · 1 passage · copy of The market" in listed
    await place.remove("The market")
    asked = plain((await ask(place.ann, place.general, "who founded the market?")).text)
    assert "according to example.com" in asked
    assert "also at" not in asked

"""Pages on Discord: added by URL and by message, refreshed, gone, refused, on a small web that is all there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

import pytest
import pytest_asyncio

from tests.discord import options
from tests.discord.interactions import COMMAND
from tests.discord.keeping import Place, ended
from tests.discord.process import QUICK_READER, Bot
from tests.discord.scene import PICTURE, ask, plain
from tests.discord.seen import Seen
from tests.discord.server import LocalDiscord
from tests.index.extract.documents import archive
from tests.web import Request, SmallWeb, answer, redirect

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "The ferry of Lindau\nThe ferry sails at noon and costs five euros, said the captain."


class Site:
    """A site whose pages a test may change: their words by path, None for one that is gone."""

    def __init__(self) -> None:
        self.pages: dict[str, str | bytes | None] = {}
        self.sent: list[str] = []

    def __call__(self, asked: Request) -> bytes:
        """Send a page, unless the client has it."""
        words = self.pages.get(asked.path)
        if words is None:
            return answer("", 404)
        tag = f'"{hash(words)}"'
        if asked.headers.get("if-none-match") == tag:
            return answer("", 304)
        self.sent.append(asked.path)
        return answer(words, etag=tag)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[LocalDiscord, Bot, Site]]:
    """One bot for all tests, which has this web for the internet."""
    async with SmallWeb() as web, LocalDiscord() as local:
        site = Site()
        address = await web.site("news.example", site)
        # Names of their own: no pause between two pages of a site has to be waited for.
        web.roads.names |= {f"{name}.example": [[address]] for name in ("market", "fair")}
        await web.site("short.example", redirect("http://news.example/ferry"))
        await web.site("trap.example", redirect("http://169.254.169.254/latest/meta-data"))
        await web.site("shy.example", answer(WORDS), robots=answer("User-agent: *\nDisallow: /"))
        web.roads.names["inside.example"] = [["10.0.0.1"]]
        data = tmp_path_factory.mktemp("pages") / "data"
        async with Bot(local, data, LOCAL_WEB=web.roads.written(), READER_MODEL=QUICK_READER) as bot:
            await local.until(lambda: local.world.commands, 10, "the commands")
            yield local, bot, site
        assert web.secrets_told == 0


@pytest.fixture
def site(running: tuple[LocalDiscord, Bot, Site]) -> Site:
    """The site, with the ferry's page as it was at first."""
    found = running[2]
    found.pages = {"/ferry": WORDS}
    found.sent.clear()
    return found


async def _added(place: Place, url: str) -> Seen:
    return await ended(await place.ann.slash(place.general, "articles add", url=url))


async def test_a_page_is_added_by_its_url_and_answers(place: Place, site: Site) -> None:
    """With where it was found; added again it is not even sent again."""
    seen = await _added(place, "http://short.example/1")
    assert "Added The ferry of Lindau: 1 passage." in plain(seen.text)
    assert seen.ephemeral
    assert (await place.logged(1))[0].endswith("added The ferry of Lindau")
    assert "noon" in plain((await ask(place.ann, place.general, "when does the ferry sail?")).text)
    (article,) = await place.articles()
    assert {name: article[name] for name in ("id", "url", "source")} == {
        "id": "http://short.example/1",
        "url": "http://news.example/ferry",
        "source": "http://short.example/1",
    }
    assert "has not changed" in plain((await _added(place, "http://short.example/1")).text)
    assert site.sent == ["/ferry"]


async def test_pages_are_refreshed_as_far_as_they_have_changed(place: Place, site: Site) -> None:
    """One, or all; what is gone keeps its text and is told."""
    site.pages |= {"/market": "The market\nIt opens at seven.", "/fair": "The fair\nIt opens in October."}
    for name in ("news.example/ferry", "market.example/market", "fair.example/fair"):
        await _added(place, f"http://{name}")
    site.pages |= {"/market": "The market\nIt opens at eight.", "/fair": None}
    one = await ended(await place.ann.slash(place.general, "articles refresh", article="http://news.example/ferry"))
    assert "The ferry of Lindau has not changed since it was added." in plain(one.text)
    seen = plain((await ended(await place.ann.slash(place.general, "articles refresh"))).text)
    assert "Refreshed The market" in seen
    assert "http://fair.example/fair is not there (any more): the site says 404" in seen
    assert "Not read again, and kept as it was: 1" in seen
    gone = await ended(await place.ann.slash(place.general, "articles refresh", article="http://fair.example/fair"))
    assert plain(gone.text).startswith("Not read again, and kept as it was: 1")
    texts = {article["id"].rpartition("/")[2]: article["text"] for article in await place.articles()}
    assert texts == {
        "ferry": WORDS,
        "market": "The market\nIt opens at eight.",
        "fair": "The fair\nIt opens in October.",
    }
    assert site.sent == ["/ferry", "/market", "/fair", "/market"]


async def test_what_is_removed_while_all_is_refreshed_stays_away(place: Place, site: Site) -> None:
    """Its page may be read a long time later; who refreshes is told."""
    for name in ("ferry", "market"):
        site.pages[f"/{name}"] = f"The {name}\nIt opens at seven."
        await _added(place, f"http://news.example/{name}")
    site.pages |= {f"/{name}": f"The {name}\nIt opens at eight." for name in ("ferry", "market")}
    site.sent.clear()
    filled = options.fill(place.local, place.general, place.ann.user, "articles refresh", {})
    seen = place.ann.interact(place.general, COMMAND, filled.data(place.general))
    await place.local.until(lambda: site.sent, 20, "the first page")
    await place.remove("http://news.example/market")
    assert plain((await ended(seen)).text) == "Refreshed The ferry: 1 passage now. 1 article was removed meanwhile."
    assert [article["text"] for article in await place.articles()] == ["The ferry\nIt opens at eight."]


async def test_who_waits_for_a_refresh_that_is_cut_off_is_told_to_refresh_again(place: Place, site: Site) -> None:
    """Nothing was handed in that could be added again: when the process is ended, and when it is killed."""
    for name in ("ferry", "market"):
        site.pages[f"/{name}"] = f"The {name}\nIt opens at seven."
        await _added(place, f"http://news.example/{name}")
    for hour, end in (("eight", place.bot.terminate), ("nine", place.bot.kill)):
        site.pages |= {f"/{name}": f"The {name}\nIt opens at {hour}." for name in ("ferry", "market")}
        site.sent.clear()
        filled = options.fill(place.local, place.general, place.ann.user, "articles refresh", {})
        seen = place.ann.interact(place.general, COMMAND, filled.data(place.general))
        await place.local.until(lambda: site.sent, 20, "the first page")  # the second waits for its turn
        await end()
        await place.bot.restart()
        await seen.until(lambda each: "efresh again" in each.text, 10)
        assert "add it again" not in seen.text.casefold()


async def test_of_an_archive_what_is_here_is_refreshed_and_nothing_else(place: Place, site: Site) -> None:
    """What was removed stays away, what was refused is not told again; what is not there any more keeps its text."""
    files: dict[str, bytes | str] = {
        "a.txt": "The ferry sails at noon.",
        "b.txt": "The bridge is open.",
        "c.png": PICTURE,
    }
    site.pages["/all.zip"] = archive(files)
    added = plain((await _added(place, "http://news.example/all.zip")).text)
    assert "c.png" in added
    first, second = (article["id"] for article in await place.articles())
    await place.remove(second)
    refresh = partial(place.ann.slash, place.general, "articles refresh")
    for seen in (await ended(await refresh(article=first)), await ended(await refresh())):
        assert plain(seen.text) == "The ferry sails at noon. has not changed since it was added."
    site.pages["/all.zip"] = archive({**files, "a.txt": "The ferry sails at one."})
    seen = await ended(await refresh())
    assert plain(seen.text) == "Refreshed The ferry sails at one.: 1 passage now."
    del files["a.txt"]
    site.pages["/all.zip"] = archive(files)
    seen = await ended(await refresh())
    assert "“The ferry sails at one.” was not found at http://news.example/all.zip this time." in plain(seen.text)
    assert [(article["id"], article["text"]) for article in await place.articles()] == [
        (first, "The ferry sails at one.")
    ]


async def test_the_links_of_a_message_are_added(place: Place, site: Site) -> None:
    """Each with what became of it."""
    message = place.ann.say(place.general, "two more: http://news.example/ferry, and http://news.example/none.")
    seen = plain((await ended(await place.ann.menu(message, "Add to articles"))).text)
    assert "Added The ferry of Lindau" in seen
    assert "http://news.example/none is not there" in seen
    assert site.sent == ["/ferry"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:8080/", "the machine that I run on"),
        ("http://trap.example/", "trap.example redirects elsewhere"),
        ("http://inside.example/", "inside.example is not opened: it leads to a private network"),
        ("http://missing.example/", "There is no site missing.example"),
        ("http://shy.example/", "shy.example does not let bots read"),
        ("http://user:word@news.example/", "user name"),
        ("http://news.example:22/", "port 22"),
    ],
)
async def test_what_is_not_opened_is_told_why(place: Place, site: Site, url: str, said: str) -> None:
    """In words that an admin understands, and nothing is added."""
    seen = await _added(place, url)
    assert said in plain(seen.text)
    assert "E-" not in seen.text
    assert "no articles" in (await place.ann.slash(place.general, "articles list")).text
    assert site.sent == []


async def test_a_feed_that_is_given_as_a_page_is_told_how_it_is_followed(place: Place, site: Site) -> None:
    """By the command for feeds; it becomes no article itself."""
    site.pages["/feed"] = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>'
    assert "is a feed, not an article. Give its address to the command “feeds add”" in plain(
        (await _added(place, "http://news.example/feed")).text
    )


async def test_the_log_of_the_process_has_no_words_of_pages(place: Place, site: Site) -> None:
    """Nor a fault that nobody was told of."""
    site.pages["/secret"] = "The password is tulip."
    await _added(place, "http://news.example/secret")
    assert "tulip" not in place.bot.log
    assert "Traceback" not in place.bot.log
    assert "Unclosed" not in place.bot.log

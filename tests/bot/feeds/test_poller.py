"""Feeds are polled: what is new comes in once, as much as a day allows, and what fails is tried again, ever less."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.feeds.entries import MOST_TRIES
from bot.feeds.pace import Pace
from bot.serving.service import make_service
from bot.sources.pages import articles_of, open_page
from bot.work.worker import Stopped
from index.errors import ArticlebotError, Disallowed, ExtractError, StorageError, UsageError
from index.extract import DocumentProcess
from index.feed import Feed
from index.library import Library
from tests.bot.fetched import PATIENT, fetcher
from tests.bot.polled import Town, town
from tests.fakes import NOON
from tests.feeds import Item, Site, atom, item, long_text, rss, story
from tests.web import SmallWeb, answer

FEED = "http://news.example/feed"


@pytest.fixture(scope="module")
def documents() -> Iterator[DocumentProcess]:
    """One process for all tests."""
    with DocumentProcess() as process:
        yield process


@pytest.fixture
def site() -> Site:
    """A site with a feed of three stories."""
    site = Site()
    site.pages["/feed"] = rss(*site.stories((3, 2, 1)))
    return site


@pytest_asyncio.fixture
async def place(site: Site, tmp_path: Path, documents: DocumentProcess) -> AsyncIterator[Town]:
    """A town on a web with that site, in which four articles a day may come."""
    async with SmallWeb() as web:
        await web.site("news.example", site)
        with town(tmp_path, web, documents, Pace(articles_per_day=4)) as found:
            yield found
        assert web.secrets_told == 0


async def test_entries_become_articles_of_their_pages_full_text(place: Town, site: Site) -> None:
    """Oldest first, once; the page's own title, and the feed's day where the page names none."""
    await place.poller.add("town", FEED)
    assert (await place.poll()).came == [f"Story {number} of the lake" for number in (1, 2, 3)]
    article = place.library.collection("town").article("http://news.example/2")
    assert "tulip2" in article.text
    assert "Home" not in article.text
    assert (article.url, article.source) == ("http://news.example/2", "http://news.example/2")
    assert article.published == NOON.date()
    place.clock.forward(hours=1)
    site.pages["/feed"] = rss(*site.stories((4,)), item(3), item(2))
    assert (await place.poll()).came == ["Story 4 of the lake"]
    assert site.sent.count("/2") == 1


async def test_a_feed_that_has_not_changed_is_not_sent_again(place: Town, site: Site) -> None:
    """And one that is not due is not even asked."""
    await place.poller.add("town", FEED)
    await place.poll()
    before = len(site.asked)
    assert (await place.poll()).feeds == []
    assert len(site.asked) == before
    place.clock.forward(hours=1)
    (polled,) = (await place.poll()).feeds
    assert (polled.new, polled.error) == (0, None)
    assert site.not_changed == ["/feed"]


async def test_an_article_that_was_removed_does_not_come_back(place: Town, site: Site) -> None:
    """Though it is in the feed for ever."""
    await place.poller.add("town", FEED)
    await place.poll()
    place.library.collection("town").remove(["http://news.example/2"])
    place.clock.forward(hours=1)
    site.pages["/feed"] = rss(item(3), item(2), item(1), title="Edited")
    assert (await place.poll()).came == []
    assert place.library.collection("town").count() == 2
    assert place.feed.title == "Edited"


async def test_what_is_over_a_days_number_comes_the_next_day_oldest_first(place: Town, site: Site) -> None:
    """Also when it has left its feed meanwhile; whoever may add as much as they like need not wait."""
    site.pages["/feed"] = rss(*site.stories(range(11, 0, -1)))
    await place.poller.add("town", FEED)
    polled = await place.poll()
    assert ([title.split()[1] for title in polled.came], polled.later) == (["1", "2", "3", "4"], 7)
    place.clock.forward(hours=1)
    site.pages["/feed"] = rss(*site.stories((12,)))
    polled = await place.poll()
    assert (polled.came, polled.later) == ([], 8)
    place.clock.forward(days=1)
    polled = await place.poll()
    assert ([title.split()[1] for title in polled.came], polled.later) == (["5", "6", "7", "8"], 4)
    polled = await place.poll([place.feed], limited=False)
    assert ([title.split()[1] for title in polled.came], polled.later) == (["9", "10", "11", "12"], 0)


async def test_a_failing_feed_is_asked_ever_less_and_says_when_it_begins_and_ends(place: Town, site: Site) -> None:
    """Its entries wait for it, and the reason is kept."""
    await place.poller.add("town", FEED)
    await place.poll()
    feed, site.pages["/feed"] = site.pages["/feed"], answer("", 503)
    told: list[tuple[bool, bool]] = []
    hours: list[float] = []
    for _ in range(7):
        place.clock.now = place.feed.next_poll_at
        (polled,) = (await place.poll()).feeds
        told.append((polled.fails_now, polled.works_again))
        hours.append((place.feed.next_poll_at - place.clock.now).total_seconds() / 3600)
    assert hours == [1, 2, 4, 8, 16, 24, 24]
    assert told == [(True, False)] + [(False, False)] * 6
    assert "503" in (place.feed.error or "")
    place.clock.now, site.pages["/feed"] = place.feed.next_poll_at, feed
    (polled,) = (await place.poll()).feeds
    assert (polled.fails_now, polled.works_again) == (False, True)
    assert (place.feed.failures, place.feed.error) == (0, None)
    assert (place.feed.next_poll_at - place.clock.now).total_seconds() == 1800


async def test_a_feed_waits_as_long_as_its_site_asks(place: Town, site: Site) -> None:
    """Retry-After beats the usual pause."""
    await place.poller.add("town", FEED)
    site.pages["/feed"] = answer("", 429, retry_after="18000")
    place.clock.forward(hours=1)
    await place.poll()
    assert (place.feed.next_poll_at - place.clock.now).total_seconds() == 5 * 3600


@pytest.mark.parametrize(
    ("page", "said"),
    [(answer("", 404), "404"), ("<!doctype html>Words", "is no feed"), ("<rss><channel>", "broken feed"),
     ('<!doctype html><link rel=alternate type=application/rss+xml href="/new">', "is a page, and not a feed")],
    ids=["gone", "page", "broken", "page with a feed"],
)  # fmt: skip
async def test_what_is_no_feed_any_more_says_what_it_is(place: Town, site: Site, page: str | bytes, said: str) -> None:
    """In the words that managers see."""
    await place.poller.add("town", FEED)
    site.pages["/feed"] = page
    place.clock.forward(hours=1)
    (polled,) = (await place.poll()).feeds
    assert said in str(polled.error)
    assert said in (place.feed.error or "")


@pytest.mark.parametrize(
    ("fault", "hours", "said"),
    [("500", 24, "500"), ("robots", 24, "robots.txt is out of order"), ("404", 24, "is not there"),
     ("no network", 7 * 24, "no site"), ("busy", 7 * 24, "asks for patience")],
)  # fmt: skip
async def test_a_page_that_cannot_be_had_is_tried_again_for_a_while(
    place: Town, site: Site, fault: str, hours: int, said: str
) -> None:
    """Ever less often, however often feeds are asked; then it is given up, until somebody names its feed."""
    site.pages["/feed"] = rss(item(1), Item(f"http://{fault.replace(' ', '')}.example/2", "Story 2", NOON))
    if fault != "no network":
        robots = answer("", 503) if fault == "robots" else None
        status = {"busy": 429, "500": 500}.get(fault, 404)
        await place.web.site(f"{fault}.example", answer("", status), robots=robots)
    await place.poller.add("town", FEED)
    polled = await place.poll()
    assert (polled.came, len(polled.put_off), polled.refused) == (["Story 1 of the lake"], 1, [])
    for _ in range(5):
        assert (await place.poll([place.feed])).put_off == [], "its time has not come"
    tries, waited = 1, 0
    while place.feed.waiting:
        place.clock.forward(hours=8)
        waited += 8
        polled = await place.poll()
        tries += len(polled.put_off)
    assert said in str(polled.refused[0])
    assert hours <= waited <= hours + 27
    assert tries < 14
    place.clock.forward(days=1)
    assert (await place.poll([place.feed])).refused == []
    assert len((await place.poll([place.feed], again=True)).put_off) == (fault != "404")


async def test_a_page_is_tried_a_few_times_however_late(place: Town, site: Site) -> None:
    """The process may have been down in between, for longer than the patience with a page."""
    site.pages["/feed"] = rss(Item("http://broken.example/1", "One", NOON))
    await place.web.site("broken.example", answer("", 500))
    await place.poller.add("town", FEED)
    for _ in range(MOST_TRIES - 1):
        polled = await place.poll()
        assert (len(polled.put_off), polled.refused) == (1, [])
        place.clock.forward(days=10)
    assert len((await place.poll()).refused) == 1


async def test_a_page_that_robots_txt_forbids_is_given_up_at_once(place: Town, site: Site) -> None:
    """It is not out of order, and will say the same tomorrow."""
    site.pages["/feed"] = rss(Item("http://shut.example/1", "One", NOON))
    await place.web.site("shut.example", answer(story(1)), robots=answer("User-agent: *\nDisallow: /"))
    await place.poller.add("town", FEED)
    polled = await place.poll()
    assert (polled.put_off, [type(error) for error in polled.refused]) == ([], [Disallowed])


async def test_what_was_given_up_comes_when_its_feed_is_named(place: Town, site: Site) -> None:
    """Also when it has left the feed meanwhile; what leads nowhere that is opened is never tried again."""
    site.pages |= {
        "/2": "<!doctype html><script>show()</script>",
        "/feed": rss(item(2), Item("http://10.0.0.1/3", "Three")),
    }
    await place.poller.add("town", FEED)
    assert len((await place.poll()).refused) == 2
    assert [entry.link for entry in place.feed.lost] == ["http://news.example/2"]
    site.stories((2,))
    site.pages["/feed"] = rss(item(4))
    site.stories((4,))
    polled = await place.poll([place.feed], again=True)
    assert (polled.came, polled.refused) == (["Story 2 of the lake", "Story 4 of the lake"], [])


async def test_entries_of_a_busy_site_do_not_keep_the_others_from_their_turn(place: Town, site: Site) -> None:
    """Though they are the oldest, and as many as come in a day."""
    await place.web.site("busy.example", answer("", 429, retry_after="3600"))
    links = [Item(f"http://busy.example/{number}", f"Busy {number}", NOON.replace(hour=1)) for number in range(4)]
    site.pages["/feed"] = rss(*site.stories((3, 2, 1)), *links)
    await place.poller.add("town", FEED)
    polled = await place.poll()
    assert (polled.came, len(polled.put_off), polled.later) == ([], 4, 3)
    place.clock.forward(minutes=30)
    assert len((await place.poll()).came) == 3


async def test_a_page_that_comes_late_comes(place: Town, site: Site) -> None:
    """With a later poll, though its feed did not know that it was not there yet."""
    site.pages["/2"] = None
    await place.poller.add("town", FEED)
    assert len((await place.poll()).put_off) == 1
    site.stories((2,))
    place.clock.forward(hours=2)
    assert (await place.poll()).came == ["Story 2 of the lake"]


async def test_no_feed_speaks_in_the_name_of_another_site(place: Town, site: Site) -> None:
    """Its words for a page of that site that cannot be had have neither the page's address nor its id."""
    links = {"none": "http://other.example/none", "own": "http://www.news.example/own"}
    site.pages["/feed"] = rss(*(Item(link, name, content=long_text(name)) for name, link in links.items()))
    for name in ("other.example", "www.news.example"):
        await place.web.site(name, answer("", 404))
    await place.poller.add("town", FEED)
    assert len((await place.poll()).from_feed) == 2
    collection = place.library.collection("town")
    found = {each.title: collection.article(each.id) for each in collection.articles()}
    assert (found["own"].id, found["own"].url, found["own"].site) == (links["own"], links["own"], None)
    assert (found["none"].source, found["none"].url, found["none"].site) == (links["none"], None, "news.example")
    assert found["none"].id.startswith("entry-")


@pytest.mark.parametrize("mark", ["#x", "?utm_source=feed", "/", ""])
@pytest.mark.parametrize("there", [True, False])
async def test_an_article_that_is_here_keeps_its_own_words(place: Town, site: Site, mark: str, *, there: bool) -> None:
    """Under whichever address of its page a feed names it, and however much longer the feed's words are."""
    site.pages |= {"/feed": rss(*site.stories((1,))), f"/1{mark.removesuffix('#x')}": story(1)}
    await place.poller.add("town", FEED)
    await place.poll()
    if not there:
        site.pages[f"/1{mark.removesuffix('#x')}"] = None
    await place.web.site(
        "other.example", Site({"/feed": rss(Item(f"http://news.example/1{mark}", content=long_text("evil") * 10))})
    )
    await place.poller.add("town", "http://other.example/feed")
    polled = await place.poll()
    assert (polled.came if not there else polled.from_feed) == []
    collection = place.library.collection("town")
    assert all("tulip1" in collection.article(each.id).text for each in collection.articles())


async def test_the_feeds_own_words_take_the_place_of_a_page_that_cannot_be_had(place: Town, site: Site) -> None:
    """If there are enough of them, which is told; a teaser is never an article."""
    links = [f"http://news.example/{name}" for name in ("gone", "script", "teaser", "short", "whole")]
    site.pages |= {
        "/script": "<!doctype html><script>show()</script>",
        "/whole": story(5),
        "/teaser": "<!doctype html><title>Tides</title><article><p>To read all of this, become a member.</p></article>",
    }
    texts = [long_text("gone"), long_text("script"), long_text("teaser"), "<p>Two words.</p>", long_text("whole")]
    site.pages["/feed"] = atom(
        *(Item(link, f"The {link[20:]}", content=text) for link, text in zip(links, texts, strict=True))
    )
    await place.poller.add("town", FEED)
    polled = await place.poll(limited=False)
    assert [each.title for each in polled.from_feed] == ["The teaser", "The script", "The gone"]
    assert [str(error) for error in polled.put_off] == [
        "http://news.example/short is not there (any more): the site says 410"
    ]
    collection = place.library.collection("town")
    article = collection.article("http://news.example/gone")
    assert (article.title, article.author, article.published) == ("The gone", "Ann Huber", NOON.date())
    assert article.text.startswith("Sentence 0 of gone is about the harbour and its boats.\n\nSentence 1")
    assert "tulip5" in collection.article("http://news.example/whole").text


async def test_an_article_that_is_here_already_is_left_alone(place: Town, site: Site) -> None:
    """It came by its URL before; it counts as nothing that came."""
    site.pages["/feed"] = rss(*site.stories((1,)))
    await place.poller.add("town", FEED)
    await place.poll()
    other = Site({"/feed": rss(item(1))})
    await place.web.site("other.example", other)
    await place.poller.add("town", "http://other.example/feed")
    (done,) = (await place.poll()).done
    assert (done.status, place.library.feeds.entries.came_today("town")) == ("unchanged", 1)


async def test_a_link_to_many_articles_is_not_taken(place: Town, site: Site) -> None:
    """A feed brings an article for an entry, however much is behind a link."""
    site.pages["/all.jsonl"] = answer('{"id": "a", "text": "Words."}\n{"id": "b", "text": "More words."}')
    site.pages["/feed"] = rss(Item("http://news.example/all.jsonl", "All"))
    await place.poller.add("town", FEED)
    polled = await place.poll()
    assert "is not one article" in str(polled.refused[0])
    assert place.library.collection("town").count() == 0


async def test_feeds_that_wait_to_be_read_leave_the_event_loop_its_threads(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As while a large file is read, however many wait: questions and buttons need those threads."""
    may_read, waiting = threading.Event(), threading.Event()

    def reading(*_: object) -> Feed:
        waiting.set()
        may_read.wait(20)
        return Feed("Lake News")

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    async with SmallWeb() as web:
        await web.site("news.example", site)
        service = make_service(library, fetcher(web, PATIENT))
        monkeypatch.setattr(service.documents, "read_feed", reading)
        finding = asyncio.create_task(service.feeds.find(FEED))
        try:
            while not waiting.is_set():
                await asyncio.sleep(0.01)
            assert await asyncio.wait_for(asyncio.to_thread(lambda: "noted"), 5) == "noted"
        finally:
            may_read.set()
        assert (await finding).feed.title == "Lake News"
    for worker in (service.asking, service.indexing):
        await worker.close(0)


async def test_feeds_and_entries_lead_nowhere_that_is_not_public(place: Town, site: Site) -> None:
    """They are opened like any page that somebody names."""
    place.web.roads.names["inside.example"] = [["10.0.0.1"]]
    with pytest.raises(ArticlebotError, match="private network"):
        await place.poller.add("town", "http://inside.example/feed")
    site.pages["/feed"] = rss(Item("http://inside.example/1", "Inside"), Item("http://169.254.169.254/", "Metadata"))
    await place.poller.add("town", FEED)
    polled = await place.poll()
    assert len(polled.refused) == 2
    assert place.feed.waiting == 0


async def test_a_page_leads_to_the_feed_that_it_names(place: Town, site: Site) -> None:
    """The first that can be read, and it is told which page it was; without one it is refused."""
    links = "".join(f'<link rel=alternate type="application/rss+xml" href="{path}">' for path in ("/no", "/feed", "/c"))
    site.pages |= {"/": f"<!doctype html><head>{links}</head><p>Home", "/plain": "<!doctype html><p>Home"}
    polled, found = await place.poller.add("town", "HTTP://News.example")
    assert (polled.feed.url, polled.new) == (FEED, 3)
    assert (found.url, found.page) == (FEED, "http://news.example")
    assert found.others == ("http://news.example/no", "http://news.example/c")
    with pytest.raises(ExtractError, match="is no feed, and names none"):
        await place.poller.add("town", "http://news.example/plain")
    with pytest.raises(UsageError, match="not a web address"):
        await place.poller.add("town", "the news")
    with pytest.raises(UsageError, match="here already"):
        await place.poller.add("town", FEED)


async def test_nothing_is_offered_to_two_at_a_time(place: Town, site: Site) -> None:
    """Neither an entry nor its share of the day; what was not taken is offered again."""
    site.pages["/feed"] = rss(*site.stories(range(6, 0, -1)))
    await place.poller.add("town", FEED)
    async with place.poller.offered("town") as one, place.poller.offered("town") as two:
        assert [(len(each.sources), each.later) for each in (one, two)] == [(4, 2), (0, 2)]
        async with place.poller.offered("town", limited=False) as three:
            assert len(three.sources) == 2
    async with place.poller.offered("town") as again:
        assert len(again.sources) == 4


@pytest.mark.parametrize("named", [False, True])
async def test_what_has_come_is_counted_once_while_the_rest_is_under_way(
    place: Town, site: Site, *, named: bool
) -> None:
    """Of four a day, two have come and one is on its way: there is room for one more, of all feeds or of one."""
    await place.poller.add("town", FEED)
    async with place.poller.offered("town") as offered:
        for source in offered.sources[:2]:
            contents = await source.open(lambda _: None)
            for done in place.library.collection("town").add(contents.articles):
                contents.stored(done)
        site.pages["/feed"] = rss(*site.stories((5, 4, 3)))
        await place.poller.poll([place.feed])
        async with place.poller.offered("town", [place.feed] if named else None) as more:
            assert (len(more.sources), more.later) == (1, 1)


async def test_the_end_of_the_process_is_nobodys_fault(tmp_path: Path, site: Site) -> None:
    """A feed that is not read any more has not failed, and an entry that is not read any more still waits."""
    async with SmallWeb() as web:
        await web.site("news.example", site)
        with DocumentProcess() as documents, town(tmp_path, web, documents) as place:
            await place.poller.add("town", FEED)
            documents.close()
            assert len((await place.poll()).refused) == 3
            site.pages["/feed"] = rss(title="Edited")
            with pytest.raises(Stopped):  # and not as if there were nothing new
                await place.poller.poll([place.feed])
            assert (place.feed.failures, place.feed.waiting) == (0, 3)


async def test_a_feed_that_is_removed_meanwhile_brings_nothing_more(place: Town, site: Site) -> None:
    """Neither from what was offered nor from what it is asked."""
    polled, _ = await place.poller.add("town", FEED)
    feed = polled.feed
    async with place.poller.offered("town") as offered:
        place.library.feeds.remove("town", feed.key)
        for source in offered.sources:
            assert list((await source.open(lambda _: None)).articles) == []
    assert await place.poller.poll([feed]) == []
    assert site.sent.count("/1") == 0


async def test_a_feed_that_cannot_be_stored_keeps_no_other_from_being_polled(
    place: Town, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it could be read or not; it has not failed, and is asked again."""
    links = ("/feed", "/other", "/none")
    site.pages |= {link: rss(title=link) for link in links}
    keys = {link: (await place.poller.add("town", f"http://news.example{link}"))[0].feed.key for link in links}
    site.pages |= {"/feed": rss(*site.stories((4,))), "/other": rss(*site.stories((5,))), "/none": None}

    def refusing(key: int, *rest: Any) -> int:
        if key == keys["/feed"]:
            raise StorageError("the disk is full", "make room on it")
        return note_read(key, *rest)

    def failing(*_: object) -> None:
        raise StorageError("the disk is full", "make room on it")

    feeds, note_read = place.library.feeds, place.library.feeds.note_read
    monkeypatch.setattr(feeds, "note_read", refusing)
    monkeypatch.setattr(feeds, "note_failed", failing)
    polled = {each.feed.key: each for each in await place.poller.poll(feeds.all("town"))}
    assert [(polled[keys[link]].new, polled[keys[link]].is_own_fault) for link in links] == [
        (0, True),
        (1, False),
        (0, True),
    ]
    assert not any(each.fails_now for each in polled.values())


async def test_a_refresh_keeps_what_only_the_feed_has_said(place: Town, site: Site) -> None:
    """The day is not lost because the page does not name it."""
    await place.poller.add("town", FEED)
    await place.poll()
    url, collection = "http://news.example/1", place.library.collection("town")
    site.pages["/1"] = story(1, "The code word of story 1 is crocus.")
    found = await open_page(fetcher(place.web), url, place.library.pages.known("town", url))
    (done,) = collection.add(articles_of(found))
    assert done.status == "refreshed"
    assert (collection.article(url).published, "crocus" in collection.article(url).text) == (NOON.date(), True)

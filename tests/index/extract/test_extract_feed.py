"""A feed is read, whatever is wrong with it; a page that names feeds says which; all else says what it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.errors import ExtractError
from index.extract import DocumentProcess
from index.extract.extractors import Begun, steps
from index.extract.feed import feed_from
from index.feed import MOST_ENTRIES, Entry, Feed
from tests.fakes import NOON
from tests.feeds import Item, atom, long_text, rss
from tests.index.extract.mutation import mutated

URL = "http://news.example/feed.xml"


def read(data: str | bytes) -> Feed:
    """Read a feed."""
    return feed_from(data.encode() if isinstance(data, str) else data, URL)


@pytest.mark.parametrize("make", [rss, atom])
def test_rss_and_atom_say_the_same(make: object) -> None:
    """Title, links, ids, moments in UTC, and the words without markup."""
    assert callable(make)
    when = datetime.fromisoformat("2026-03-03T10:00:00+01:00")
    feed = read(make(Item("/one", "One & all", when, "<p>Hello <b>you</b></p><p>there</p>", "tag:1"), title="Lake"))
    assert feed.title == "Lake"
    (entry,) = feed.entries
    assert (entry.id, entry.title, entry.link) == ("tag:1", "One & all", "http://news.example/one")
    assert entry.published == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert entry.text == "Hello you\n\nthere"
    assert not entry.whole


@pytest.mark.parametrize("make", [rss, atom])
def test_the_day_of_an_entry_is_the_one_that_is_written(make: object) -> None:
    """Also where another one has begun in UTC, and after it was kept."""
    assert callable(make)
    when = datetime.fromisoformat("2026-03-03T22:30:00-08:00")
    (entry,) = read(make(Item("/one", "One", when))).entries
    assert entry.published == when
    assert entry.day == Entry.read(entry.written()).day == date(2026, 3, 3)
    named = rss(Item("/one", "One")).replace("</item>", "<pubDate>Tue, 03 Mar 2026 22:30:00 EST</pubDate></item>")
    assert read(named).entries[0].day == date(2026, 3, 3)
    exact = atom(Item("/one", "One", when)).replace("22:30:00", "22:30:00.123")  # as Blogger has it
    assert read(exact).entries[0].day == date(2026, 3, 3)


def test_an_entry_without_an_id_or_a_link_is_the_same_in_another_time_zone() -> None:
    """It is known by its words and its moment, as what is kept of earlier polls has it."""
    moments = (datetime.fromisoformat("2026-03-03T22:30:00-08:00"), datetime.fromisoformat("2026-03-04T06:30:00+00:00"))
    ids = {read(rss(Item("", "One", when, "Words."))).entries[0].id for when in moments}
    assert len(ids) == 1
    assert ids.pop().startswith("text:")


def test_the_text_of_an_entry_is_read_like_a_page() -> None:
    """The rows of its tables say their columns, and what is struck out is left out."""
    shown = "<table><tr><th>Room<th>Fee</tr><tr><td>Loft<td><del>£5</del> £4</tr></table><dl><dt>Hut<dd>£2</dl>"
    assert read(rss(Item("/one", content=shown))).entries[0].text == "Room: Loft | Fee: £4\n\nHut: £2"


def test_old_rss_is_read() -> None:
    """RSS 1.0, whose entries stand beside the channel, and 0.91."""
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lake</title></channel>'
        '<item rdf:about="http://news.example/1"><title>One</title><link>http://news.example/1</link>'
        "<dc:date>2026-03-03T10:00:00Z</dc:date><dc:creator>Ann Huber</dc:creator></item></rdf:RDF>"
    )
    (entry,) = read(rdf).entries
    assert (entry.link, entry.author, entry.day) == ("http://news.example/1", "Ann Huber", NOON.date())
    old = '<rss version="0.91"><channel><title>Lake</title><item><link>http://news.example/1</link></item></channel></rss>'
    assert [entry.link for entry in read(old).entries] == ["http://news.example/1"]


def test_what_a_feed_asks_for_is_known() -> None:
    """Its ttl, its update period, and the hours that it wants to be left alone in; all 24 are a mistake."""
    hours = "".join(f"<hour>{hour}</hour>" for hour in (2, 3, 24))
    feed = read(rss(more=f"<ttl>90</ttl><skipHours>{hours}</skipHours>"))
    assert (feed.every_minutes, feed.skip_hours) == (90, frozenset((0, 2, 3)))
    sy = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    often = f"<sy:updatePeriod {sy}>daily</sy:updatePeriod><sy:updateFrequency {sy}>4</sy:updateFrequency>"
    assert read(rss(more=often)).every_minutes == 360
    assert read(rss(more="<ttl>soon</ttl>")).every_minutes is None
    every = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert read(rss(more=f"<skipHours>{every}</skipHours>")).skip_hours == frozenset()


def test_a_feed_carries_whole_articles_or_teasers() -> None:
    """By how long they are, and whether they are cut off."""
    texts = [long_text("a"), long_text("b") + "<p>Read more</p>", long_text("c")[:-4] + " […]</p>", "<p>Short.</p>"]
    feed = read(rss(*(Item(f"http://news.example/{n}", content=text) for n, text in enumerate(texts))))
    assert [entry.whole for entry in feed.entries] == [True, False, False, False]


def test_the_newest_entries_are_taken_newest_first_and_each_id_once() -> None:
    """By their days where all have one, else as they stand."""
    days = [NOON - timedelta(days=day) for day in (2, 0, 1)]
    feed = read(rss(*(Item(f"http://news.example/{n}", when=day) for n, day in enumerate(days))))
    assert [entry.link for entry in feed.entries] == [f"http://news.example/{n}" for n in (1, 2, 0)]
    many = rss(*(Item(f"http://news.example/{n}") for n in range(MOST_ENTRIES + 50)))
    assert [entry.link for entry in read(many).entries][-1] == f"http://news.example/{MOST_ENTRIES - 1}"
    twice = read(rss(Item("http://news.example/1", guid="g"), Item("http://news.example/2", guid="g")))
    assert [entry.link for entry in twice.entries] == ["http://news.example/1"]


def test_links_that_no_browser_opens_are_none() -> None:
    """An entry that says nothing either is left out."""
    feed = read(rss(Item("javascript:alert(1)", "a"), Item("file:///etc/passwd", "b", content="Words.")))
    assert [(entry.link, entry.text) for entry in feed.entries] == [(None, "Words.")]


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    """And when there is nothing to be read, it says what is wrong."""
    whole = rss(Item("http://news.example/1", "One"), Item("http://news.example/2", "Two & three"))
    for broken in (whole[: whole.rindex("<item>") + 10], whole.replace("&amp;", "&"), whole.replace("</rss>", "")):
        assert read(broken).entries[0].link == "http://news.example/1"
    with pytest.raises(ExtractError, match=r"is a broken feed: .*\(line 1\)"):
        read("<rss version='2.0'><channel><title>Lake")
    assert read(rss()).entries == ()


@pytest.mark.parametrize("data", ["", "words", "<p>A page", '{"version": 1}', "<svg/>", b"\x00\xff\xfe%PDF-1.7"])
def test_what_is_no_feed_says_so(data: str | bytes) -> None:
    """With the address of what was read."""
    with pytest.raises(ExtractError, match="is no feed, and names none") as caught:
        read(data)
    assert caught.value.hint


def test_a_page_names_its_feeds() -> None:
    """In its order; only feeds, only of the web, and never itself."""
    links = (
        '<link rel="stylesheet" href="/s.css"><link rel="alternate" hreflang="de" href="/de">'
        '<link REL="Alternate feed" type="application/rss+xml; charset=utf-8" href="/rss">'
        '<link rel=alternate type=application/atom+xml href="//other.example/atom">'
        '<link rel=alternate type=application/rss+xml href="javascript:x"><link rel=alternate '
        f'type=application/rss+xml href="{URL}"><link rel=alternate type=application/rss+xml href="http://[broken">'
    )
    feed = read(f"<!doctype html><html><head>{links}</head><body>Words")
    assert feed.named == ("http://news.example/rss", "http://other.example/atom")


def test_nothing_that_a_feed_names_is_opened(tmp_path: Path) -> None:
    """No file by its whole content, none by an entity, and entities do not grow."""
    secret = tmp_path / "secret"
    secret.write_text(rss(Item("http://news.example/1", "the secret word")))
    with pytest.raises(ExtractError):
        read(str(secret))
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    feed = read(entity + rss(Item("http://news.example/1", content="words")).replace("words", "&x;").partition("?>")[2])
    assert "secret word" not in str(feed)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = rss(Item("http://news.example/1", "T")).replace(">T<", ">&l9;<")
    feed = read(bomb.replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss', 1))
    assert len(str(feed)) < 10_000


def test_a_feed_comes_whole_through_the_bounded_process() -> None:
    """And its errors do, too; what takes too long is given up."""
    data = rss(Item("http://news.example/1", "One", NOON, long_text("a"), "g1"), more="<ttl>90</ttl>").encode()
    with DocumentProcess(seconds=1) as process:
        assert process.read_feed(data, URL) == feed_from(data, URL)
        with pytest.raises(ExtractError, match="is no feed"):
            process.read_feed(b"words", URL)
        deep = b"<rss version='2.0'><channel><item><description>" + b"<" * 3_000_000
        with pytest.raises(ExtractError, match=r"took over|memory|broken|cannot be read"):
            process.read_feed(deep, URL)
        assert process.read_feed(data, URL).title == "Lake News"


def test_of_a_feed_that_takes_too_long_the_pages_can_be_added() -> None:
    """Saved as a text, it would be no feed any more."""
    with DocumentProcess(seconds=60, patience=1e-4) as process, pytest.raises(ExtractError, match="took over") as error:
        process.read_feed(b"words", URL)
    assert error.value.hint.endswith("or add its pages by their own addresses")


_words = st.text(max_size=40)
_moments = st.none() | st.datetimes(
    NOON.replace(tzinfo=None) - timedelta(days=9_000), NOON.replace(tzinfo=None), timezones=st.just(UTC)
)


@given(st.builds(Entry, _words, _words, st.none() | _words, _moments, st.none() | _words, _words, st.booleans()))
@settings(max_examples=40)
def test_an_entry_is_the_same_when_it_was_written_and_read(entry: Entry) -> None:
    """Whatever is in it."""
    assert Entry.read(entry.written()) == entry


WHOLE = [make(*(Item(f"/{n}", f"T{n}", NOON, long_text("x")[:200], f"g{n}") for n in range(3))) for make in (rss, atom)]


@given(st.sampled_from(WHOLE), st.integers(0, 2**64))
@settings(max_examples=20)
def test_a_mutated_feed_is_a_feed_or_an_error_of_ours(whole: str, seed: int) -> None:
    """Nothing is raised from inside, and no entry leads where no page is."""
    for step in steps("feed", mutated(whole.encode(), seed), URL):
        if isinstance(step, Feed):
            assert all(entry.link is None or entry.link.startswith("http") for entry in step.entries)
            assert all(entry.id for entry in step.entries)
            assert Feed.read(step.written()) == step
        elif not isinstance(step, Begun):
            assert isinstance(step, ExtractError)
            assert step.hint


@pytest.mark.slow
def test_thousands_of_mutated_feeds_end_no_process() -> None:
    """Each is read within its time and memory, all by one process."""
    with DocumentProcess() as process:

        @given(st.sampled_from(WHOLE), st.integers(0, 2**64))
        @example(WHOLE[1], 50_415)  # an author of 46,000 letters
        @settings(max_examples=3_000, suppress_health_check=list(HealthCheck))
        def read_it(whole: str, seed: int) -> None:
            try:
                process.read_feed(mutated(whole.encode(), seed), URL)
            except ExtractError as error:
                if any(words in error.message for words in ("took over", "ended the process")):
                    raise AssertionError(error.message) from error

        read_it()

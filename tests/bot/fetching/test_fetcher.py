"""Fetching pages: what is sent, what comes back, conditions, patience, packing, certificates, turns."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import pytest
import trustme

from bot.fetching.body import Body
from bot.fetching.fetched import Page, Unchanged
from bot.fetching.fetcher import Fetcher, user_agent
from bot.fetching.limits import Limits
from bot.fetching.network import Internet
from bot.work.worker import Stopped
from index.errors import SiteBusy, Unreachable, UnsafeUrl
from index.extract import MAX_BYTES
from index.storage.pages import Validators
from tests.bot.fetched import PATIENT, SMALL, fetcher, listening, looked_up, page
from tests.web import Behaviour, Request, SmallWeb, answer, redirect


async def test_a_page_comes_with_all_that_is_known_of_it(web: SmallWeb) -> None:
    """Where it was found, what it says of itself, and what it is known again by."""
    await web.site(
        "news.example",
        answer(
            "words",
            content_type="Text/Markdown; Charset=utf-8",
            etag='"a"',
            last_modified="Tue, 03 Mar 2026 12:00:00 GMT",
        ),
    )
    found = await page(web, "HTTP://News.Example:80/story?id=1#part")
    landed = "http://news.example/story?id=1"
    assert found == Page(
        "HTTP://News.Example:80/story?id=1#part",
        landed,
        b"words",
        "text/markdown",
        "utf-8",
        Validators(landed, '"a"', "Tue, 03 Mar 2026 12:00:00 GMT"),
    )
    assert web.asked == [("news.example", "/robots.txt"), ("news.example", "/story?id=1")]


async def test_a_site_sees_who_asks_and_nothing_else(web: SmallWeb) -> None:
    """The name with its version, the host as it is called, gzip alone; neither cookies nor where one came from."""
    await web.site("news.example", redirect("http://next.example/"))
    await web.site("next.example", answer("words", set_cookie="a=b"))
    web.asked.clear()
    cookies = redirect("/2").replace(b"\r\n\r\n", b"\r\nSet-Cookie: id=7; Path=/\r\n\r\n")
    await web.site("cookie.example", lambda asked: answer("words") if asked.path == "/2" else cookies)
    name = user_agent("https://example.org/bot")
    for url in ("http://news.example/", "http://cookie.example/"):
        await Fetcher(web.roads, agent=name, limits=SMALL).fetch(url)
    assert name == f"articlebot/{version('articlebot')} (+https://example.org/bot)"
    assert {request.headers["user-agent"] for request in web.requests} == {name}
    assert {request.headers["accept-encoding"] for request in web.requests} == {"gzip"}
    assert {request.headers["host"] for request in web.requests} == {"news.example", "next.example", "cookie.example"}
    assert not {"cookie", "referer", "authorization"} & {header for each in web.requests for header in each.headers}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_five_redirects_are_followed(web: SmallWeb, status: int) -> None:
    """Relative and absolute; the page is the one at their end."""

    def step(asked: Request) -> bytes:
        number = int(asked.path.strip("/") or 0)
        if number == 5:
            return answer("words")
        return redirect([f"/{number + 1}", f"http://news.example/{number + 1}"][number % 2], status)

    await web.site("news.example", step)
    assert (await page(web, "http://news.example/0")).landed == "http://news.example/5"


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(b"words " * 99), "gzip"),
        (gzip.compress(b"words " * 99), "X-GZip"),
        (gzip.compress(b"words " * 50) + gzip.compress(b"words " * 49), "gzip"),
        (gzip.compress(b"words " * 99) + b"\0\0\0", "gzip"),
        (zlib.compress(b"words " * 99), "deflate"),
        (zlib.compress(b"words " * 99)[2:-4], "deflate"),
        (b"words " * 99, "identity"),
    ],
    ids=["gzip", "x-gzip", "two members", "padded", "zlib", "bare deflate", "not packed"],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_what_is_packed_is_unpacked(packed: bytes, encoding: str, size: int) -> None:
    """In whatever pieces it comes."""
    body = Body(encoding, 10_000, "page")
    for start in range(0, len(packed), size):
        body.take(packed[start : start + size])
    assert body.end() == b"words " * 99


def test_padding_behind_what_is_packed_is_not_kept() -> None:
    """Put together anew with each small piece, 20 MiB of it kept a processor busy for minutes."""
    body = Body("gzip", 10_000, "page")
    body.take(gzip.compress(b"words"))
    for _ in range(99):
        body.take(bytes(50))
    assert (body.end(), len(body._behind)) == (b"words", 50)


async def test_an_empty_packed_answer_is_empty(web: SmallWeb) -> None:
    """Some servers announce gzip for nothing."""
    await web.site("news.example", answer(b"", content_encoding="gzip"))
    assert (await page(web, "http://news.example/")).body == b""


async def test_a_page_may_be_as_large_as_the_limit(web: SmallWeb) -> None:
    """Which is that of every article, to the byte."""
    assert Limits().most_bytes == MAX_BYTES
    await web.site("news.example", answer(b"a" * SMALL.most_bytes))
    assert len((await page(web, "http://news.example/")).body) == SMALL.most_bytes


async def test_slow_is_not_too_slow(web: SmallWeb) -> None:
    """A body in pieces is read to its end."""

    async def slow(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(4):
            writer.write(b"5\r\nwords\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)
        writer.write(b"0\r\n\r\n")

    await web.site("news.example", slow)
    found = await page(web, "http://news.example/")
    assert (found.body, found.media_type, found.charset) == (b"words" * 4, "", None)


# -- conditions ------------------------------------------------------------------------------------------------------


async def test_a_page_that_has_not_changed_is_not_sent_again(web: SmallWeb) -> None:
    """By its tag, and by its date where it has no tag; what an empty answer leaves out still holds."""

    def respond(asked: Request) -> bytes:
        same = asked.headers.get("if-none-match") == '"a"' or asked.headers.get("if-modified-since") == "yesterday"
        return answer("", 304) if same else answer("words", etag='"a"')

    await web.site("news.example", respond)
    fetching = fetcher(web)
    first = await fetching.fetch("http://news.example/")
    assert isinstance(first, Page)
    assert await fetching.fetch("http://news.example/", first.validators) == Unchanged(first.validators)
    dated = Validators("http://news.example/", None, "yesterday")
    assert await fetching.fetch("http://news.example/", dated) == Unchanged(dated)
    assert isinstance(await fetching.fetch("http://news.example/", Validators("http://news.example/", '"b"')), Page)


async def test_conditions_are_told_to_no_other_page_than_theirs(web: SmallWeb) -> None:
    """Behind a redirect, only the page that gave them is asked by them."""
    await web.site("short.example", redirect("http://news.example/"))
    await web.site("news.example", lambda asked: answer("", 304) if "if-none-match" in asked.headers else answer("w"))
    known = Validators("http://news.example/", '"a"')
    assert await fetcher(web).fetch("http://short.example/", known) == Unchanged(known)
    assert [("if-none-match" in request.headers) for request in web.requests] == [False, False, False, True]
    elsewhere = Validators("http://other.example/", '"a"')
    assert isinstance(await fetcher(web).fetch("http://short.example/", elsewhere), Page)


@pytest.mark.parametrize("tag", ['"' + "a" * 2_000 + '"', '"ü"'])
async def test_a_tag_that_could_not_be_sent_is_not_kept(web: SmallWeb, tag: str) -> None:
    """Nothing that a site says goes into a header unseen."""
    await web.site("news.example", answer("words", etag=tag))
    assert (await page(web, "http://news.example/")).validators.etag is None


# -- patience --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("given", ["number", "date"])
async def test_a_site_that_asks_for_patience_is_left_alone(web: SmallWeb, status: int, given: str) -> None:
    """For as long as it says, in its own words, on all its pages; other sites are not."""
    later = "90" if given == "number" else format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    await web.site("busy.example", answer("", status, retry_after=later))
    await web.site("news.example", answer("words"))
    fetching = fetcher(web)
    for path in ("a", "b"):
        with pytest.raises(SiteBusy) as raised:
            await fetching.fetch(f"http://busy.example/{path}")
        assert raised.value.retry_after == pytest.approx(90, abs=3)
        assert "try again in " in raised.value.hint
        assert "seconds" in raised.value.hint
    assert [path for _, path in web.asked] == ["/robots.txt", "/a"]
    assert isinstance(await fetching.fetch("http://news.example/"), Page)


async def test_patience_ends(web: SmallWeb) -> None:
    """And a site that does not say for how long is asked again when somebody asks."""
    told = ("soon", f"Mon, 01 Jan {'9' * 30} 00:00:00 GMT")
    answers = [answer("", 503, retry_after="0"), answer("", 429), *(answer("", 429, retry_after=each) for each in told)]
    answers.append(answer("words"))
    await web.site("busy.example", lambda _: answers.pop(0))
    fetching = fetcher(web)
    for seconds in (0.0, None, None, None):
        with pytest.raises(SiteBusy) as raised:
            await fetching.fetch("http://busy.example/")
        assert raised.value.retry_after == seconds
    assert isinstance(await fetching.fetch("http://busy.example/"), Page)


# -- turns -----------------------------------------------------------------------------------------------------------


async def test_a_site_is_asked_for_one_page_at_a_time_and_all_sites_for_a_few(web: SmallWeb) -> None:
    """However many pages are wanted at once."""
    busy: dict[str, int] = {}
    most: dict[str, int] = {"all": 0}

    def counted(name: str) -> Behaviour:
        async def slow(_: Request, writer: asyncio.StreamWriter) -> None:
            busy[name] = busy.get(name, 0) + 1
            most[name] = max(most.get(name, 0), busy[name])
            most["all"] = max(most["all"], sum(busy.values()))
            await asyncio.sleep(0.05)
            busy[name] -= 1
            writer.write(answer("words"))

        return slow

    for name in "abcd":
        await web.site(f"{name}.example", counted(name))
    fetching = fetcher(web, replace(SMALL, at_once=3))
    await asyncio.gather(*(fetching.fetch(f"http://{name}.example/{n}") for name in "abcd" for n in range(4)))
    assert most == {"all": 3, "a": 1, "b": 1, "c": 1, "d": 1}


async def test_two_pages_of_a_site_have_a_pause_between_them(web: SmallWeb) -> None:
    """And waiting for it takes nothing from the time of a page."""
    times: list[float] = []

    def noted(_: Request) -> bytes:
        times.append(asyncio.get_running_loop().time())
        return answer("words")

    await web.site("news.example", noted)
    fetching = fetcher(web, replace(SMALL, total_seconds=0.3, delay_seconds=0.2))
    await asyncio.gather(*(fetching.fetch(f"http://news.example/{n}") for n in range(3)))
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


# -- certificates ----------------------------------------------------------------------------------------------------


@pytest.fixture
def authority() -> trustme.CA:
    """Who gives certificates on the small web."""
    return trustme.CA()


def _served(authority: trustme.CA, *names: str, **options: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **options).configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_a_site_with_a_certificate_of_its_name_is_read(web: SmallWeb, authority: trustme.CA) -> None:
    """The name that is asked for in the handshake is the site's, though the connection goes to a number."""
    context, asked = _served(authority, "news.example"), []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    await web.site("news.example", answer("words"), tls=context, port=443)
    found = await fetcher(web, tls=_trusting(authority)).fetch("https://news.example/")
    assert isinstance(found, Page)
    assert found.landed == "https://news.example/"
    assert asked == ["news.example"] * 2


@pytest.mark.parametrize("fault", ["unknown", "other name", "expired"])
async def test_a_certificate_that_proves_nothing_is_not_taken(web: SmallWeb, authority: trustme.CA, fault: str) -> None:
    """Of an authority that nobody trusts, of another name, of yesterday."""
    authorities = {"unknown": trustme.CA()}
    names = {"other name": "other.example"}
    options = {"expired": {"not_after": datetime.now(UTC) - timedelta(days=1)}}
    context = _served(authorities.get(fault, authority), names.get(fault, "news.example"), **options.get(fault, {}))
    await web.site("news.example", answer("words"), tls=context, port=443)
    with pytest.raises(Unreachable, match="no certificate that can be trusted"):
        await fetcher(web, tls=_trusting(authority)).fetch("https://news.example/")
    assert web.asked == []


async def test_what_speaks_no_tls_is_not_read(web: SmallWeb, authority: trustme.CA) -> None:
    """A plain server behind an https address."""
    await web.site("plain.example", answer("words"), port=443)
    with pytest.raises(Unreachable):
        await fetcher(web, replace(SMALL, idle_seconds=0.3), _trusting(authority)).fetch("https://plain.example/")


async def test_nobody_is_led_from_https_to_http(web: SmallWeb, authority: trustme.CA) -> None:
    """Up is well, down is not: what comes then could be anybody's words."""
    context = _served(authority, "safe.example")
    await web.site("safe.example", redirect("http://open.example/"), tls=context, port=443)
    await web.site("open.example", answer("words"))
    await web.site("up.example", redirect("https://up.example:8443/"))
    context = _served(authority, "up.example")
    address = await web.site("up.example", answer("words"), tls=context, port=8443)
    web.roads.places[f"{web.roads.names['up.example'][0][0]} 8443"] = web.roads.places[f"{address} 8443"]
    fetching = fetcher(web, tls=_trusting(authority))
    with pytest.raises(UnsafeUrl, match="from https to http"):
        await fetching.fetch("https://safe.example/")
    found = await fetching.fetch("http://up.example/")
    assert isinstance(found, Page)
    assert found.landed == "https://up.example:8443/"


async def test_a_fetcher_that_is_closed_keeps_nobody_waiting(web: SmallWeb) -> None:
    """Neither who waits for a site, nor who waits for its turn, nor who comes later."""

    async def never(asked: Request, writer: asyncio.StreamWriter) -> None:
        del asked, writer
        await asyncio.Event().wait()

    await web.site("slow.example", never)
    fetching = fetcher(web, PATIENT)
    waiting = [asyncio.create_task(fetching.fetch(f"http://slow.example/{number}")) for number in range(2)]
    while ("slow.example", "/0") not in web.asked:
        await asyncio.sleep(0.01)
    fetching.close()
    fetching.close()
    for each in (*waiting, fetching.fetch("http://slow.example/2")):
        with pytest.raises(Stopped):
            await asyncio.wait_for(each, 5)


# -- the real network ------------------------------------------------------------------------------------------------


async def test_the_real_network_refuses_loopback_whatever_it_is_called() -> None:
    """The fetcher that production makes: no argument, no environment."""
    for url in ("http://127.0.0.1:8080/", "http://localhost:8080/", "http://localhost.localdomain:8080/"):
        with pytest.raises((UnsafeUrl, Unreachable)):
            await Fetcher().fetch(url)


async def test_the_real_network_looks_a_name_up_once() -> None:
    """With the system's resolver, and every address as itself."""
    network = Internet()
    with listening() as ear:
        addresses = await network.addresses("localhost")
    assert looked_up(ear) == ["localhost"]
    assert all(address.is_loopback for address in addresses)
    assert network.endpoint(addresses[0], 80) == (str(addresses[0]), 80)

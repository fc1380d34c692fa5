"""Hostile addresses and servers: each is refused or limited, with its reason, and nothing inside is ever reached."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.addresses import why_not_public
from bot.fetching.fetcher import Fetcher
from bot.fetching.limits import Limits
from bot.fetching.urls import parsed
from index.errors import (
    ArticlebotError,
    BadAnswer,
    FetchError,
    PageGone,
    SiteBusy,
    TooLarge,
    Unreachable,
    UnsafeUrl,
)
from tests.bot.fetched import SMALL, connected, fetcher, listening, looked_up, silent
from tests.web import Behaviour, Request, SmallWeb, answer, redirect

# -- addresses that are not opened -----------------------------------------------------------------------------------

FORMS = [
    ("file:///etc/passwd", "http and https only"),
    ("ftp://site.example/", "http and https only"),
    ("gopher://site.example/_GET", "http and https only"),
    ("javascript://site.example/%0aalert(1)", "http and https only"),
    ("ws://site.example/", "http and https only"),
    ("data://text/plain,hello", "http and https only"),
    ("jar:http://site.example/!/x", "http and https only"),
    ("//site.example/", "http and https only"),
    ("http:///etc/passwd", "names no site"),
    ("http://user:secret@site.example/", "user name"),
    ("http://site.example@127.0.0.1/", "user name"),
    ("http://@site.example/", "user name"),
    ("http://127.0.0.1#@site.example/", "the machine that I run on"),
    ("http://site.example:22/", "port 22"),
    ("http://site.example:25/", "port 25"),
    ("http://site.example:6379/", "port 6379"),
    ("https://site.example:80/", "port 80"),
    ("http://site.example:0/", "port 0"),
    ("http://site.example:99999/", "not a web address"),
    ("http://site.example:80a/", "not a web address"),
    ("http://site.example\\@127.0.0.1/", "backslashes"),
    ("http://site.example/ HTTP/1.1\r\nHost: inside", "control characters"),
    ("http://127.0.0.1\t.site.example/", "control characters"),
    ("http://site\u200b.example/", "control characters"),
    ("http://site\ud800.example/", "control characters"),
    ("http://site.example/" + "a" * 5_000, "over 4,096 characters"),
    ("javascript:alert(1)", "http and https only"),
    ("data:text/html,<p>Words.</p>", "http and https only"),
    ("http:127.0.0.1/", "names no site"),
    ("http://localhost/", "inside a network"),
    ("http://LOCALHOST./", "inside a network"),
    ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "inside a network"),
    ("http://router/admin", "inside a network"),
    ("http://127.0.0.1/", "the machine that I run on"),
    ("http://127.0.0.1./", "the machine that I run on"),
    ("http://127.0.0.1:8080/", "the machine that I run on"),
    ("http://127.255.255.254/", "the machine that I run on"),
    ("http://１２７.0.0.1/", "the machine that I run on"),
    ("http://127。0。0。1/", "the machine that I run on"),
    ("http://①②⑦.⓪.⓪.①/", "the machine that I run on"),
    ("http://127.1/", "odd form"),
    ("http://2130706433/", "odd form"),
    ("http://0x7f000001/", "odd form"),
    ("http://0x7f.0.0.1/", "odd form"),
    ("http://0177.0.0.1/", "odd form"),
    ("http://127.0.0.0x1/", "odd form"),
    ("http://127.0.0.1.1/", "odd form"),
    ("http://site.0x/", "odd form"),
    ("http://127.0.0.1%2f.site.example/", "no name of a site"),
    ("http://ex%61mple.org/", "no name of a site"),
    ("http://site..example/", "no name of a site"),
    ("http://.example/", "no name of a site"),
    ("http://site.example../", "no name of a site"),
    (f"http://{'a' * 64}.example/", "no name of a site"),
    (f"http://{'a.' * 130}example/", "no name of a site"),
    ("http://0.0.0.0/", "no address of a machine"),
    ("http://10.0.0.1/", "a private network"),
    ("http://172.31.255.255/", "a private network"),
    ("http://192.168.1.1/", "a private network"),
    ("http://100.64.0.1/", "a provider's inner network"),
    ("http://169.254.1.1/", "a link-local network"),
    ("http://169.254.169.254/latest/meta-data/", "the metadata of a cloud machine"),
    ("http://168.63.129.16/", "the metadata of a cloud machine"),
    ("http://192.0.2.1/", "a network for documentation"),
    ("http://192.88.99.1/", "a 6to4 relay"),
    ("http://198.18.0.1/", "a network for measurements"),
    ("http://224.0.0.1/", "a multicast group"),
    ("http://255.255.255.255/", "a reserved network"),
    ("http://[::1]/", "the machine that I run on"),
    ("http://[::]/", "no address of a machine"),
    ("http://[::ffff:127.0.0.1]/", "IPv6 clothes"),
    ("http://[::ffff:93.184.216.34]/", "IPv6 clothes"),
    ("http://[::7f00:1]/", "IPv6 clothes"),
    ("http://[64:ff9b::7f00:1]/", "NAT64"),
    ("http://[64:ff9b:1::1]/", "NAT64"),
    ("http://[2002:7f00:1::]/", "6to4"),
    ("http://[2001:0:53aa:64c::1]/", "Teredo"),
    ("http://[2001:db8::1]/", "documentation"),
    ("http://[fd00:ec2::254]/", "the metadata of a cloud machine"),
    ("http://[fc00::1]/", "a private network"),
    ("http://[fe80::1]/", "a link-local network"),
    ("http://[fe80::1%25eth0]/", "no"),
    ("http://[ff02::1]/", "a multicast group"),
    ("http://[4000::1]/", "a reserved network"),
    ("http://[100::1]/", "a reserved network"),
    ("http://[v1.127]/", "n"),
    ("http://[::1/", "not a web address"),
]


@pytest.mark.parametrize(
    ("url", "reason"), FORMS, ids=[url[:60].encode("ascii", "replace").decode() for url, _ in FORMS]
)
async def test_an_address_of_this_form_is_not_opened(web: SmallWeb, url: str, reason: str) -> None:
    """No name is looked up and no socket connected; the reason is one that people understand, with what to do."""
    with listening() as ear, pytest.raises(UnsafeUrl) as raised:
        await fetcher(web).fetch(url)
    assert reason in raised.value.message
    assert raised.value.hint
    assert len(raised.value.message) < 300
    assert not connected(ear)
    assert not looked_up(ear)
    assert not web.roads.lookups


INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.10", "169.254.169.254", "100.100.100.200", "0.0.0.1",
    "224.0.0.251",
    "240.0.0.1", "255.255.255.255", "192.0.0.192", "198.51.100.7", "203.0.113.7", "::1", "::", "::ffff:10.0.0.1",
    "::10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001::1", "2001:db8::1", "fd00:ec2::254", "fd12:3456::1",
    "fe80::1%eth0", "fec0::1", "ff02::fb", "3fff::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_not_followed(web: SmallWeb, address: str) -> None:
    """Alone, and beside a public address, in either order."""
    public = await web.site("good.example", answer("words"))
    for number, answers in enumerate(([address], [public, address], [address, public])):
        web.roads.names[f"trap{number}.example"] = [answers]
        with listening() as ear, pytest.raises(UnsafeUrl, match=r"^[a-z0-9.]+ is not opened: it leads to"):
            await fetcher(web).fetch(f"http://trap{number}.example/")
        assert not connected(ear)


@pytest.mark.parametrize("address", INSIDE)
async def test_a_redirect_inside_is_not_followed(web: SmallWeb, address: str) -> None:
    """By number and by name, from the page and from its robots.txt."""
    web.roads.names["inside.example"] = [[address]]
    host = f"[{address.partition('%')[0]}]" if ":" in address else address
    for number, target in enumerate((f"http://{host}/secret", "http://inside.example/secret")):
        await web.site(f"page{number}.example", redirect(target))
        await web.site(f"robots{number}.example", answer("words"), robots=redirect(target))
        with pytest.raises(UnsafeUrl):
            await fetcher(web).fetch(f"http://page{number}.example/")
        with pytest.raises(FetchError):
            await fetcher(web).fetch(f"http://robots{number}.example/")
    assert ("robots0.example", "/") not in web.asked


@given(st.ip_addresses(v=4))
def test_every_address_that_python_calls_not_global_is_closed(address: IPv4Address) -> None:
    """Our table is at least as strict as the standard library's."""
    assert why_not_public(address) is not None or address.is_global


@given(st.one_of(st.ip_addresses(v=6), st.ip_addresses(v=4).map(lambda v4: IPv6Address(int(v4) | 0xFFFF << 32))))
def test_every_ipv6_address_that_is_not_global_or_holds_another_is_closed(address: IPv6Address) -> None:
    """Whatever it holds: an IPv4 address inside may be public, and its way is not ours to know."""
    if why_not_public(address) is None:
        assert address.is_global
        assert (address.ipv4_mapped, address.sixtofour, address.teredo) == (None, None, None)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:2800:220:1::1", "2a00:1450::1"])
def test_public_addresses_are_open(address: str) -> None:
    """Or nothing could be read at all."""
    assert why_not_public(ip_address(address)) is None


@given(st.text(max_size=60))
def test_any_text_is_a_checked_url_or_a_refusal(text: str) -> None:
    """What comes through is in normal form: parsing it again changes nothing."""
    for candidate in (text, f"http://{text}", f"https://site.example/{text}"):
        try:
            url = parsed(candidate)
        except UnsafeUrl:
            continue
        assert parsed(str(url)) == url
        assert url.scheme in ("http", "https")
        assert url.user is None
        assert url.fragment == ""


# -- names that change -----------------------------------------------------------------------------------------------


async def test_a_name_that_changes_after_it_was_checked_leads_nowhere_else(web: SmallWeb) -> None:
    """Each connection goes to what was checked for it; the next one is looked up, checked and refused by itself."""
    public = await web.site("good.example", answer("words"))
    web.roads.names["rebound.example"] = [[public], ["127.0.0.1"]]
    with listening() as ear, pytest.raises(UnsafeUrl, match=r"^[a-z0-9.]+ is not opened: it leads to"):
        await fetcher(web).fetch("http://rebound.example/")
    assert web.roads.lookups == ["rebound.example"] * 2
    assert connected(ear) == {("127.0.0.1", web.roads.places[f"{public} 80"])}, "robots.txt alone was asked for"
    assert web.asked == [("good.example", "/robots.txt")]


async def test_one_connection_takes_one_look_up_and_the_system_is_asked_for_none(web: SmallWeb) -> None:
    """Nothing is left that could have another answer."""
    public = await web.site("good.example", answer("words"))
    with listening() as ear:
        await fetcher(web).fetch("http://good.example/")
    assert web.roads.lookups == ["good.example"] * 2, "robots.txt and the page"
    assert looked_up(ear) == []
    assert connected(ear) == {("127.0.0.1", web.roads.places[f"{public} 80"])}


async def test_a_socket_to_what_was_not_checked_is_not_made(web: SmallWeb) -> None:
    """Even when aiohttp is sure of an address: a number in a URL is not handed to any resolver."""
    address = await web.site("good.example", answer("words"))
    with listening() as ear, pytest.raises(Unreachable):
        await fetcher(web).fetch(f"http://{address}/")
    assert connected(ear) == set(), "it was checked to lead to loopback, in this web, and to nothing else"


async def test_the_environment_sends_nothing_through_a_proxy(web: SmallWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would connect to what nobody checked."""
    await web.site("good.example", answer("words"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{web.roads.inside}")
    monkeypatch.delenv("no_proxy", raising=False)
    await fetcher(web).fetch("http://good.example/")
    assert ("good.example", "/") in web.asked


# -- servers that misbehave ------------------------------------------------------------------------------------------

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


async def _slow_head(_: Request, writer: asyncio.StreamWriter) -> None:
    for letter in _HEAD * 100:
        writer.write(bytes([letter]))
        await writer.drain()
        await asyncio.sleep(0.1)


async def _slow_body(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"Content-Length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.1)


async def _endless(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"\r\n")
    while True:
        writer.write(b"words " * 10_000)
        await writer.drain()


async def _endless_chunks(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"6\r\nwords \r\n" * 5_000)
        await writer.drain()


async def _endless_header(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"X-Long: ")
    while True:
        writer.write(b"a" * 60_000)
        await writer.drain()


async def _endless_headers(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD)
    while True:
        writer.write(b"X-Again: a\r\n" * 1_000)
        await writer.drain()


async def _endless_continue(_: Request, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        await writer.drain()
        await asyncio.sleep(0.01)


async def _reset(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(_HEAD + b"Content-Length: 1000\r\n\r\nwords")
    await writer.drain()
    writer.transport.abort()


def _bomb(packed: bytes, encoding: str) -> bytes:
    return answer(packed, content_encoding=encoding)


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


_ZEROS = bytes(8 * 2**20)
_PACKED, _DEFLATED = gzip.compress(_ZEROS), zlib.compress(_ZEROS)
assert max(len(_PACKED), len(_DEFLATED)) < SMALL.most_bytes, "they would be refused without being unpacked"
_LAYERS = gzip.compress(gzip.compress(_PACKED))

SERVERS: list[tuple[str, Behaviour, type[ArticlebotError], str]] = [
    ("accepts and says nothing", silent, Unreachable, "did not answer within"),
    ("drips its head", _slow_head, Unreachable, "took longer than"),
    ("drips its body", _slow_body, Unreachable, "took longer than"),
    ("never stops talking", _endless, TooLarge, "over the limit"),
    ("never stops talking in chunks", _endless_chunks, TooLarge, "over the limit"),
    ("has a header out of this world", _HEAD + b"X-Y: \x01\x00\r\n\r\nwords", BadAnswer, "not HTTP"),
    ("has a header without end", _endless_header, BadAnswer, "not HTTP"),
    ("has headers without end", _endless_headers, BadAnswer, "not HTTP"),
    ("says 100 Continue for ever", _endless_continue, Unreachable, "took longer than"),
    ("announces too much", answer("", content_length="5000000000"), TooLarge, "5,000,000,000 bytes"),
    ("announces nonsense", answer("", content_length="many"), BadAnswer, "not HTTP"),
    ("announces less than nothing", answer("", content_length="-1"), BadAnswer, "not HTTP"),
    ("announces two lengths", _HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nwords", BadAnswer, "not HTTP"),
    ("gives less than announced", answer("words", content_length="500"), Unreachable, "broke off"),
    ("resets in the middle", _reset, Unreachable, "broke off"),
    ("hangs up at once", b"", Unreachable, "broke off"),
    ("hangs up in its head", _HEAD, Unreachable, "broke off"),
    ("breaks its chunks", _HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nwords\r\n", BadAnswer, "not HTTP"),
    ("breaks off its chunks", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwor", Unreachable, "broke off"),
    ("speaks SSH", b"SSH-2.0-OpenSSH_9.6\r\n", BadAnswer, "not HTTP"),
    ("speaks noise", bytes(range(256)) * 40, BadAnswer, "not HTTP"),
    ("bombs with gzip", _bomb(_PACKED, "gzip"), TooLarge, "over the limit"),
    ("bombs with deflate", _bomb(_DEFLATED, "deflate"), TooLarge, "over the limit"),
    ("bombs with bare deflate", _bomb(_raw_deflate(_ZEROS), "deflate"), TooLarge, "over the limit"),
    ("bombs in layers", _bomb(_LAYERS, "gzip, gzip, gzip"), BadAnswer, "packed as"),
    ("bombs in members", _bomb(gzip.compress(bytes(50_000)) * 200, "gzip"), TooLarge, "over the limit"),
    ("packs nothing over and over", _bomb(gzip.compress(b"") * 4_000, "gzip"), BadAnswer, "damaged"),
    ("packs with brotli", _bomb(b"\x0b\x02\x80hello\x03", "br"), BadAnswer, "packed as 'br'"),
    ("packs with zstd", _bomb(b"\x28\xb5\x2f\xfd", "zstd"), BadAnswer, "packed as 'zstd'"),
    ("packs with a secret recipe", _bomb(b"words", "x-" + "y" * 500), BadAnswer, "packed as"),
    ("breaks off its gzip", _bomb(gzip.compress(b"words" * 99)[:-12], "gzip"), BadAnswer, "damaged"),
    ("lies about gzip", _bomb(b"just words", "gzip"), BadAnswer, "damaged"),
    ("lies about deflate", _bomb(b"just words", "deflate"), BadAnswer, "damaged"),
    ("redirects to itself", redirect("/"), BadAnswer, "redirects more than 5 times"),
    ("redirects ever on", lambda asked: redirect(asked.path + "a"), BadAnswer, "redirects more than 5 times"),
    ("redirects to nowhere", answer("", 302), BadAnswer, "redirects to nowhere"),
    ("redirects to a file", redirect("file:///etc/passwd"), UnsafeUrl, "http and https only"),
    ("redirects to a script", redirect("javascript:alert(1)"), UnsafeUrl, "http and https only"),
    ("redirects to data", redirect("data:text/plain,words"), UnsafeUrl, "http and https only"),
    ("redirects to a password", redirect("http://a:b@good.example/"), UnsafeUrl, "user name"),
    ("redirects to a mail server", redirect("http://good.example:25/"), UnsafeUrl, "port 25"),
    ("redirects to a number", redirect("http://2130706433/"), UnsafeUrl, "odd form"),
    ("redirects to a neighbour", redirect("//localhost/"), UnsafeUrl, "inside a network"),
    ("redirects to the metadata", redirect("http://169.254.169.254/latest"), UnsafeUrl, "metadata"),
    ("redirects to half a number", redirect("http://[::1"), UnsafeUrl, "not a web address"),
    ("redirects to a very long address", redirect("/" + "a" * 5_000), UnsafeUrl, "over 4,096"),
    ("redirects to a name that is not there", redirect("http://gone.example/"), Unreachable, "there is no site"),
    ("chooses among pages", answer("", 300), BadAnswer, "300"),
    ("says 304 unasked", answer("", 304), BadAnswer, "304"),
    ("gives a part", answer("words", 206), BadAnswer, "206"),
    ("has nothing", answer("", 204), BadAnswer, "204"),
    ("wants a login", answer("", 401, www_authenticate="Basic"), BadAnswer, "not for everybody"),
    ("wants money", answer("", 402), BadAnswer, "not for everybody"),
    ("forbids it", answer("", 403), BadAnswer, "not for everybody"),
    ("obeys a court", answer("", 451), BadAnswer, "not for everybody"),
    ("lost the page", answer("", 404), PageGone, "404"),
    ("took the page away", answer("", 410), PageGone, "410"),
    ("asks for patience", answer("", 429, retry_after="300"), SiteBusy, "asks for patience"),
    ("is closed for repairs", answer("", 503, retry_after="300"), SiteBusy, "asks for patience"),
    ("is broken", answer("", 500), BadAnswer, "500"),
    ("has a status of its own", answer("", 999), BadAnswer, "999"),
    ("is a video", answer("", content_type="video/mp4", content_length="99"), BadAnswer, "it is video/mp4"),
    ("is an image", answer("", content_type="IMAGE/PNG; x=y"), BadAnswer, "it is image/png"),
]  # fmt: skip


HASTY = replace(SMALL, total_seconds=1.2)
"""For those who are waited for to the end."""


@pytest.mark.parametrize(
    ("behaviour", "kind", "reason"), [row[1:] for row in SERVERS], ids=[row[0].replace(" ", "-") for row in SERVERS]
)
async def test_a_server_like_this_does_no_harm(
    web: SmallWeb, behaviour: Behaviour, kind: type[ArticlebotError], reason: str
) -> None:
    """It is refused with its reason, within the limits, and only what was checked was connected to."""
    await web.site("bad.example", behaviour)
    await web.site("good.example", answer("words"))
    limits = HASTY if kind is Unreachable and reason.endswith(("longer than", "answer within")) else SMALL
    with listening() as ear, pytest.raises(kind) as raised:
        await asyncio.wait_for(fetcher(web, limits).fetch("http://bad.example/"), SMALL.total_seconds + 3)
    assert reason in raised.value.message
    assert raised.value.hint
    assert connected(ear) == {("127.0.0.1", web.roads.places[f"{web.roads.names['bad.example'][0][0]} 80"])}


async def test_nobody_listens(web: SmallWeb) -> None:
    """A connection that is refused, and one to a name that is not there."""
    address = await web.site("there.example", answer("words"))
    web.roads.names["shut.example"] = [[address]]
    with pytest.raises(Unreachable, match=r"there is no site missing\.example"):
        await fetcher(web).fetch("http://missing.example/")
    web.roads.places[f"{address} 80"] = 1
    with pytest.raises(Unreachable, match=r"shut\.example does not take connections"):
        await fetcher(web).fetch("http://shut.example/")


async def test_a_name_server_that_never_answers_is_left(web: SmallWeb) -> None:
    """Within the time of a page."""

    class Silent:
        endpoint = web.roads.endpoint

        async def addresses(self, _host: str) -> list[IPv4Address]:
            await asyncio.sleep(60)
            return []

    with pytest.raises(Unreachable, match="took longer than"):
        await Fetcher(Silent(), limits=Limits(total_seconds=0.2)).fetch("http://slow.example/")


async def test_a_bomb_is_left_before_it_has_grown(web: SmallWeb) -> None:
    """What is kept in memory is the limit and not what was packed."""
    import tracemalloc

    await web.site("bomb.example", _bomb(_PACKED, "gzip"))
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            await fetcher(web).fetch("http://bomb.example/")
        assert tracemalloc.get_traced_memory()[1] < 5 * 2**20
    finally:
        tracemalloc.stop()


def test_the_table_is_as_long_as_it_should_be() -> None:
    """Sixty rows at the least, and no row twice."""
    assert len({url for url, _ in FORMS} | {name for name, *_ in SERVERS}) == len(FORMS) + len(SERVERS) >= 60

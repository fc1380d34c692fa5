"""What people give as an address -> a URL that may be requested. Only its form; where it leads is checked later."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from bot.fetching.addresses import Address, why_not_public
from index.errors import UnsafeUrl

if TYPE_CHECKING:
    from yarl import URL

MAX_URL = 4_096
"""The most characters of a URL."""

PORTS = {"http": (80, 8080), "https": (443, 8443)}
"""The allowed ports, those of web servers. On others there may be mail, databases and printers."""

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BARE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
"""An address as browsers show it and people copy it by hand."""

_UNWRITTEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]")
_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*"
)
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")

_IN_FULL = "give the page's whole address, beginning with https://"


def is_url(source: str) -> bool:
    """Tell whether a source is a URL, of any scheme, and not a file name."""
    return _URL.match(source) is not None


def in_full(typed: str) -> str:
    """Return an address as it was typed, with https:// added if there is no scheme: "example.org/page".

    Angle brackets around it, by which people on Discord suppress its preview, are left out.
    """
    typed = re.sub(r"^<(.*)>$", r"\1", typed.strip())
    return f"https://{typed}" if _BARE.fullmatch(typed) else typed


def shown(url: str) -> str:
    """Return a URL for a sentence: shortened, and without unprintable characters."""
    clean = _UNWRITTEN.sub(lambda found: " " if found[0] == " " else "?", url)
    return clean if len(clean) <= 120 else f"{clean[:119]}…"


def parsed(text: str) -> URL:
    """Return an address as a URL in normal form: http or https, lower-case host, no fragment, no default port.

    A host in digits must be a public address. Raises UnsafeUrl, with a reason that people understand.
    """
    from yarl import URL  # here, as `--help` would wait for it

    if len(text) > MAX_URL:
        raise UnsafeUrl(
            f"{shown(text)} has over {MAX_URL:,} characters",
            "give the page's own address, without what was put behind it",
        )
    # Programs interpret these differently, so what one of them checks another might open differently.
    if _UNWRITTEN.search(text) or "\\" in text:
        raise UnsafeUrl(f"{shown(text)} holds spaces, control characters or backslashes", _IN_FULL)
    try:
        url = URL(text)
        port = url.port
    except ValueError as error:  # UnicodeError is one
        raise UnsafeUrl(f"{shown(text)} is not a web address", _IN_FULL) from error
    if url.scheme not in PORTS:
        raise UnsafeUrl(f"{shown(text)} is not opened: I read http and https only", _IN_FULL)
    if "@" in text.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]:
        raise UnsafeUrl(
            f"{shown(str(url.with_user(None)) if url.raw_host else 'the address')} was given with a user name",
            "pages behind a login are not read; give the address without the part before the @",
        )
    if not url.raw_host:
        raise UnsafeUrl(f"{shown(text)} names no site", _IN_FULL)
    if port not in PORTS[url.scheme]:
        raise UnsafeUrl(
            f"{shown(text)} is not opened: port {port} is no web server's",
            "the ports are 80 and 8080 for http, 443 and 8443 for https",
        )
    host = _checked_host(url.raw_host.lower(), text)
    url = url.with_host(host).with_fragment(None)
    return url if url.raw_path else url.with_path("/")


def literal(host: str) -> Address | None:
    """Return the address that a host is, or None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _checked_host(host: str, text: str) -> str:
    """Return the host without the dot of an absolute name. Raises UnsafeUrl if it may not be opened."""
    address = literal(host)
    name = host.removesuffix(".") if address is None else host
    if address is None and (found := literal(name)) is not None:
        address = found
    if address is not None:
        what = why_not_public(address)
        if isinstance(address, IPv6Address) and address.scope_id is not None:
            what = "a link-local network"
        if what is not None:
            raise UnsafeUrl(f"{shown(text)} is not opened: {address} is {what}", "only public web sites are read")
        return str(address)
    if not _NAME.fullmatch(name):
        raise UnsafeUrl(f"{shown(text)} is not opened: {shown(host)!r} is no name of a site", _IN_FULL)
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        # 127.1, 0x7f.0.0.1, 2130706433: some programs take these for addresses, each in its own way.
        raise UnsafeUrl(f"{shown(text)} is not opened: {name} is a number in an odd form", "give the name of the site")
    if "." not in name:
        raise UnsafeUrl(
            f"{shown(text)} is not opened: {name} is a name inside a network", "only public web sites are read"
        )
    return name

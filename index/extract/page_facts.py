"""What a web page says about itself: title, author, site, date and address, from JSON-LD, meta tags and its title."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from index.text.days import parsed_date

_ARTICLE_TYPES = re.compile(r"article|posting|report|webpage|recipe|review", re.IGNORECASE)
_TITLES = ("dc:title", "og:title", "twitter:title", "parsely-title")
_AUTHORS = ("dc:creator", "author", "article:author", "parsely-author", "byl")
_DATES = ("article:published_time", "dc:date:issued", "date", "publishdate", "parsely-pub-date", "datepublished")
_BY = re.compile(r"\A(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i)\s+(?=[A-Z])")
_SEPARATOR = re.compile(r"\s+[|\\/>»«·•–—-]\s+|\s*::\s*|\s*[|»]\s+|_")
_NO_TITLES = frozenset(("document", "home", "homepage", "index", "untitled", "untitleddocument"))
"""What programs put there by themselves, and what says only which page of a site it is."""

_SMALLER_PART = 0.4
"""The name of a site has less than this share of a title's characters."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page; None if the page does not say."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """JSON-LD and meta tags as they are: the values of each name, in order."""

    linked: Mapping[str, list[str]]
    meta: Mapping[str, list[str]]

    def first(self, linked: Sequence[str], meta: Sequence[str]) -> str | None:
        found = [*(self.linked.get(name) for name in linked), *(self.meta.get(name) for name in meta)]
        return next((values[0] for values in found if values), None)


def page_facts(tree: HtmlElement) -> PageFacts:
    """Return what a page says about itself. The tree is not changed."""
    said = _Said(_linked(tree), _meta(tree))
    site = said.first((), ("og:site_name",)) or said.first(("publisher",), ("application-name",))
    address = _address(tree, said)
    authors = said.linked.get("author") or next((v for name in _AUTHORS if (v := said.meta.get(name))), [])
    author = ", ".join(dict.fromkeys(_BY.sub("", each) for each in authors if "//" not in each))
    return PageFacts(
        title=_title(tree, said, site, address),
        author=author or None,
        site=site,
        published=parsed_date(said.first(("datePublished",), _DATES)),
        url=address,
    )


def _clean(value: object) -> str:
    """Return a value as one line, without the escapes that some sites leave in it."""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _linked(tree: HtmlElement) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>")
        try:
            data = json.loads(text, strict=False)  # real pages carry raw line breaks inside strings
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if _ARTICLE_TYPES.search(str(item.get("@type", ""))):
                # A page about an article names both: what the article says of itself comes first.
                for key in ("headline", "datePublished", "url"):
                    found[key] += filter(None, [_clean(item.get(key))])
                for key in ("author", "publisher"):
                    found[key] += _names(item.get(key))
    return found


def _items(data: object) -> Iterator[dict[str, object]]:
    """Yield the objects of a JSON-LD document: alone, in a list, or in a graph."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (each for each in graph if isinstance(each, dict)) if isinstance(graph, list) else ()


def _names(value: object) -> list[str]:
    each = value if isinstance(value, list) else [value]
    return list(filter(None, (_clean(item.get("name") if isinstance(item, dict) else item) for item in each)))


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for tag in tree.iterfind(".//meta"):
        if content := _clean(tag.get("content")):
            # `property` may hold several names; Dublin Core is written with dots or colons.
            for attribute in ("property", "name", "itemprop"):
                for name in (tag.get(attribute) or "").lower().split():
                    found[name.replace(".", ":")].append(content)
    return found


def _address(tree: HtmlElement, said: _Said) -> str | None:
    """Return the page's canonical address. That of the whole site does not count: every page would share it."""
    links = [tag.get("href") or "" for tag in tree.iterfind(".//link[@rel='canonical']")]
    for link in (*links, *said.meta.get("og:url", ()), *said.linked.get("url", ())):
        with suppress(ValueError):
            parts = urlsplit(link.strip())
            if parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query):
                return str(link.strip())
    return None


def _title(tree: HtmlElement, said: _Said, site: str | None, address: str | None) -> str | None:
    headings = [text for tag in tree.iterfind(".//h1") if (text := " ".join(tag.text_content().split()))]
    titles = tree.xpath("//title[not(ancestor::svg)]")  # a drawing in the page has its own
    written = next((text for tag in titles if (text := " ".join(tag.text_content().split()))), "")
    # Some headlines in JSON-LD describe the page instead: a title has most of its words from another one.
    tags = said.first((), _TITLES)
    others = [each for each in (tags, written, *headings) if each]
    named = said.linked.get("headline", ())
    headline = next((one for one in named if not others or any(_akin(one, other) for other in others)), None)
    title = headline or tags or written
    names = {_plain(name) for name in (site or "", _label(address)) if name}
    if not title or _plain(title) in names | _NO_TITLES:
        return next((each for each in headings if _plain(each) not in names), title or None)
    return _without_site(title, names, headings)


def _without_site(title: str, names: Collection[str], headings: Sequence[str]) -> str:
    """Return a title without the name of its site at either end; a heading of the page may show which part to keep."""
    cuts = list(_SEPARATOR.finditer(title))
    plain = {_plain(heading) for heading in headings}
    if not cuts or _plain(title) in plain:
        return title
    whole = [(title[: cut.start()], title[cut.end() :]) for cut in cuts]
    for front, back in reversed(whole):
        for kept in (front, back):
            # The heading of some pages is the site's: what is kept is not the smaller part.
            if len(kept) >= _SMALLER_PART * len(title) and _plain(kept) in plain:
                return kept
    front, back = whole[-1]
    if _plain(back) in names or (not names and len(back.split()) <= 3 and len(front.split()) >= 4):
        return front
    front, back = whole[0]
    return back if _plain(front) in names and len(back.split()) >= 2 else title


def _akin(one: str, other: str) -> bool:
    """Tell whether the shorter title has over half of its words in the longer one."""
    first, second = ({*re.findall(r"\w+", each.casefold())} for each in (one, other))
    return len(first & second) > min(len(first), len(second)) / 2


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text.removeprefix("www.")).casefold()


def _label(address: str | None) -> str:
    """Return the part of a host that people call a site by: "example" of www.example.com."""
    labels = (urlsplit(address or "").hostname or "").removeprefix("www.").split(".")
    return labels[-2] if len(labels) > 1 else ""

"""A site that leads its pages to one of consent, or to log in: that is none of the articles behind it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from bot.sources.pages import articles_of, open_page, remember
from index.adding import Added
from index.errors import ExtractError
from index.extract import DocumentProcess
from index.library import Library
from tests.bot.fetched import PATIENT, fetcher
from tests.bot.polled import town
from tests.feeds import Site
from tests.web import SmallWeb, redirect

CONSENT = (
    "<!doctype html><title>Before you go on</title>"
    "<article><p>We and our partners read what your browser tells.</p></article>"
)
URL = "http://news.example/{}".format


async def _added(web: SmallWeb, library: Library, documents: DocumentProcess, *numbers: int) -> list[Added]:
    """Add stories by their URLs, all of which are opened before the first is stored."""
    pages = library.pages
    found = [
        await open_page(
            fetcher(web, PATIENT), URL(number), pages.known("town", URL(number)), partial(pages.led_to, "town")
        )
        for number in numbers
    ]
    done = []
    for each in found:
        for item in library.collection("town").add(articles_of(each, None, documents)):
            remember(pages, "town", each, item)
            done.append(item)
    return done


async def test_a_wall_takes_no_articles_place_and_makes_no_single_article(tmp_path: Path) -> None:
    """What is here stays, what comes is told to lead elsewhere, and everything comes when the wall is gone."""
    site = Site()
    site.stories((1, 2, 3))
    open_pages = dict(site.pages)
    async with SmallWeb() as web:
        await web.site("news.example", site)
        with DocumentProcess() as documents, town(tmp_path, web, documents) as place:
            add = partial(_added, web, place.library, documents)
            await add(1)
            site.pages = {f"/{number}": redirect("/consent") for number in range(1, 5)} | {"/consent": CONSENT}
            with pytest.raises(ExtractError, match="which says something else"):
                await add(1)
            # Nothing tells the first ones from articles, when neither is here; but they are two.
            assert [(each.status, each.article_id) for each in await add(2, 3)] == [
                ("added", URL(2)),
                ("added", URL(3)),
            ]
            with pytest.raises(ExtractError, match=r"/4 leads to .*/consent, as .*/2 did"):
                await add(4)
            site.pages = open_pages
            assert [each.article_id for each in await add(1, 2, 3)] == [URL(2), URL(3)], "the first has not changed"
            collection = place.library.collection("town")
            assert all(f"tulip{number}" in collection.article(URL(number)).text for number in (1, 2, 3))
            # A page that has moved has most of its words still.
            site.pages = {"/1": redirect("/one"), "/one": str(open_pages["/1"]).replace("tulip1", "crocus")}
            assert [(each.status, each.article_id) for each in await add(1)] == [("refreshed", URL(1))]
            assert (collection.article(URL(1)).url, "crocus" in collection.article(URL(1)).text) == (URL("one"), True)

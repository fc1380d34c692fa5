"""A live run, end to end: articles on a small web and a feed that changes; the index ends exactly right.

The command line is the real one, with its models, its database and its fetching; only the last step of each
connection leads to loopback. With fifty articles: `pytest -m slow tests/bot/cli/test_live.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.compose import open_library
from bot.settings import Settings
from index.filters import Filters
from tests.bot.command import fault, output
from tests.bot.shapes import shaped
from tests.fakes import NOON
from tests.feeds import Item, Site, rss, story
from tests.web import WebThread, answer

FEED = "http://feed.example/feed"


class Harbour:
    """Fifty quays with an article each, on one server, and a feed of some of them."""

    def __init__(self, web: WebThread, data: Path) -> None:
        self._web = web
        self.data = data
        self.site = Site({f"/{number}": story(number) for number in range(1, 51)})
        address = web.run(web.web.site("feed.example", self.site))
        # A name for each quay, so that no pause between two pages of a site has to be waited for.
        web.web.roads.names |= {f"quay{number}.example": [[address]] for number in range(1, 51)}

    @staticmethod
    def url(number: int) -> str:
        """Return where an article is, which is its id, too."""
        return f"http://quay{number}.example/{number}"

    def feed(self, numbers: range) -> None:
        """List these articles, newest first."""
        self.site.pages["/feed"] = rss(
            *(Item(self.url(n), f"Story {n}", NOON.replace(minute=n), guid=f"g{n}") for n in reversed(numbers))
        )

    def run(self, *arguments: str) -> Result:
        """Run `articlebot` with this web for the internet, as `main` does."""
        given = [*arguments, "--data", str(self.data), "--json"]
        return CliRunner().invoke(cli, given, prog_name="articlebot", obj=self._web.web.roads)

    def done(self, *arguments: str) -> Any:
        """Run it, and return what it wrote."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return shaped(arguments, output(result))


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    """The harbour, on a web that tells no secret."""
    with WebThread() as web:
        yield Harbour(web, tmp_path / "data")
        assert web.web.secrets_told == 0


@pytest.mark.parametrize("count", [12, pytest.param(50, marks=pytest.mark.slow)])
def test_the_index_ends_exactly_right_whatever_was_done(harbour: Harbour, tmp_path: Path, count: int) -> None:
    """Added, polled, refreshed, removed: ids, revisions, both arms, texts and quotes."""
    url, site = harbour.url, harbour.site
    added, changed = 2 * count // 5, range(1, count // 10 + 1)
    gone = range(changed.stop, changed.stop + 3)
    removed = (added + 1, count - 5)
    urls = tmp_path / "urls.txt"
    urls.write_text("\n".join(map(url, range(1, added + 1))))
    assert harbour.done("add", "--urls", str(urls))["summary"]["added"] == added

    harbour.feed(range(added - 1, count - 3))
    summary = harbour.done("feeds", "add", FEED)["summary"]
    assert (summary["added"], summary["unchanged"]) == (count - 4 - added, 2)
    harbour.feed(range(count - 8, count + 1))
    polled = harbour.done("feeds", "poll", FEED)
    assert [item["id"] for item in polled["added"]] == [url(number) for number in range(count - 3, count + 1)]

    before = len(site.not_changed)
    for number in changed:
        site.pages[f"/{number}"] = story(number, f"The code word of story {number} is now crocus{number}.")
    site.pages |= dict(zip((f"/{number}" for number in gone), (None, answer("", 404), None), strict=True))
    result = harbour.run("refresh")
    assert result.exit_code == 3, "three pages have gone"
    same = count - len(changed) - 3
    again = shaped(("refresh",), output(result))
    assert again["summary"] == {"refreshed": len(changed), "unchanged": same, "missing": 3, "refused": 0}
    assert again["missing"] == [url(number) for number in gone]
    assert len(site.not_changed) - before == same, "what has not changed was not sent again"

    harbour.done("remove", *map(url, removed))
    harbour.feed(range(2, count + 1))
    assert harbour.done("feeds", "poll", FEED)["summary"]["added"] == 0, "what was removed does not come back"
    (feed,) = harbour.done("feeds", "list")["feeds"]
    assert (feed["articles"], feed["waiting"], feed["failures"]) == (count - added, 0, 0)

    left = [number for number in range(1, count + 1) if number not in removed]
    listed = {each["id"]: each for each in harbour.done("list")["articles"]}
    assert set(listed) == set(map(url, left))
    assert {number: listed[url(number)]["revision"] for number in left} == {n: 1 + (n in changed) for n in left}
    _check_index(tmp_path / "data", left, changed)


def _check_index(data: Path, left: Sequence[int], changed: range) -> None:
    """Hold both arms to the catalogue, each text to its page, and quotes to their texts."""
    library = open_library(Settings(articlebot_data=data))
    try:
        collection, url = library.collection("local"), Harbour.url
        keys = sorted(passage.key for number in left for passage in collection.passages(url(number)))
        assert [sorted(arm) for arm in collection.indexed_keys()] == [keys, keys]
        for number in left:
            text = collection.article(url(number)).text
            assert (f"crocus{number}." in text, f"tulip{number}," in text) == (number in changed, number not in changed)
        for number in (left[0], left[3], left[-1]):
            found = collection.ask(
                f"what is the code word of story {number}?", filters=Filters(frozenset((url(number),)))
            )
            quote = found.quotes[0]
            assert f"{'crocus' if number in changed else 'tulip'}{number}" in quote.text
            assert collection.article(url(number)).text[quote.span.start : quote.span.end] == quote.text
        hits = collection.search(f"code word tulip{left[-1]}", arm="bm25", top=1)
        assert [hit.article.id for hit in hits] == [url(left[-1])]
        assert library.catalogue.check() == []
    finally:
        library.close()


@pytest.mark.slow
def test_a_failing_feed_and_a_refused_entry_end_with_three(harbour: Harbour) -> None:
    """In words, and in JSON as the contract has it; other feeds and entries come in all the same."""
    harbour.feed(range(1, 3))
    harbour.site.pages["/2"] = None
    result = harbour.run("feeds", "add", "http://feed.example/page")
    assert (result.exit_code, fault(result)["code"]) == (3, "gone")
    result = harbour.run("feeds", "add", FEED)
    assert result.exit_code == 3
    assert output(result)["summary"] == {"added": 1, "unchanged": 0, "refreshed": 0, "refused": 1, "waiting": 0}
    assert shaped(("feeds", "add"), output(result))["refused"][0]["source"] == "Story 2"
    (feed,) = harbour.done("feeds", "list")["feeds"]
    assert (feed["given_up"], feed["given_up_entries"]) == (1, [{"title": "Story 2", "url": harbour.url(2)}])
    shown = CliRunner().invoke(cli, ["feeds", "list", "--data", str(harbour.data)], prog_name="articlebot")
    assert f"1 given up; poll this feed by its URL to try them again:\n    Story 2  {harbour.url(2)}\n" in shown.output
    harbour.site.pages["/feed"] = None
    result = harbour.run("feeds", "poll", FEED)
    assert result.exit_code == 3
    assert shaped(("feeds", "poll"), output(result))["feeds"][0]["error"]["code"] == "gone"
    assert harbour.done("feeds", "list")["feeds"][0]["failures"] == 1
    assert harbour.done("feeds", "remove", "Lake News") == {"removed": FEED}
    assert harbour.done("feeds", "list")["feeds"] == []
    assert harbour.run("feeds", "remove", FEED).exit_code == 3
    assert len(harbour.done("list")["articles"]) == 1

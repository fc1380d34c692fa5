"""robots.txt as RFC 9309 has it: what it says, where it is, and what happens when it cannot be had."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.fetching.fetched import Page
from bot.fetching.robots import MAX_BYTES, MOST_WORK, Robots, parsed
from bot.fetching.urls import MAX_URL
from index.errors import ArticlebotError, Disallowed, FetchError, SiteBusy
from tests.bot.fetched import SMALL, fetcher, page, silent
from tests.web import Behaviour, Request, SmallWeb, answer, redirect

RULES = [
    ("", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /a", "/about", False),
    ("User-agent: *\nDisallow: /a/", "/a", True),
    ("User-agent: *\nDisallow: /A", "/a", True),
    ("user-AGENT : *\n  DISALLOW : /a  # why", "/a", False),
    ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
    ("User-agent: *\rDisallow: /a\r", "/a", False),
    ("Disallow: /a", "/a", True),
    ("User-agent: otherbot\nDisallow: /", "/a", True),
    ("User-agent: ArticleBot\nDisallow: /", "/a", False),
    ("User-agent: articlebot/2.0\nDisallow: /", "/a", False),
    ("User-agent: articlebot-news\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: articlebot\nAllow: /", "/a", True),
    ("User-agent: articlebot\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
    ("User-agent: articlebot\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: articlebot\nDisallow: /b", "/b",
     False),
    ("User-agent: x\nUser-agent: articlebot\nDisallow: /a", "/a", False),
    ("User-agent: x\nCrawl-delay: 3\nUser-agent: articlebot\nDisallow: /a", "/a", False),
    ("User-agent: *\nSitemap: http://x\nDisallow: /a", "/a", False),
    ("User-agent: *\nnonsense\nDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf", "/x/y.pdf?z", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
    ("User-agent: *\nDisallow: /a$", "/ab", True),
    ("User-agent: *\nDisallow: /a$", "/a", False),
    ("User-agent: *\nDisallow: /*/b*/c", "/a/bbb/c", False),
    ("User-agent: *\nDisallow: /*/b*/c", "/a/c/b", True),
    ("User-agent: *\nDisallow: /*b$", "/b", False),
    ("User-agent: *\nDisallow: /b*b$", "/b", True),
    ("User-agent: *\nDisallow: *a", "/x/a", False),
    ("User-agent: *\nDisallow: /*?", "/x?y=1", False),
    ("User-agent: *\nDisallow: /ü", "/%C3%BC", False),
    ("User-agent: *\nDisallow: /%c3%bc", "/%C3%BC", False),
    ("User-agent: *\nDisallow: /%61", "/a", False),
    ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
    ("User-agent: *\nDisallow: /a%2A", "/abc", True),
    ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ("<!doctype html><title>Not found</title>", "/a", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
def test_rules_mean_what_the_rfc_says(text: str, path: str, allowed: bool) -> None:
    """The longest rule decides, our own group before everybody's, * and $ and escapes as they are written."""
    assert parsed(text).allows(path) is allowed


@given(st.lists(st.tuples(st.text(alphabet="/ab*$", min_size=1), st.booleans())), st.text(alphabet="/ab"))
def test_the_longest_rule_that_fits_decides(rules: list[tuple[str, bool]], path: str) -> None:
    """As regular expressions would find it: * is anything, a last $ the end; of equal rules the kinder one counts."""
    written = "".join(f"{'Allow' if allowed else 'Disallow'}: {rule}\n" for rule, allowed in rules)

    def fits(rule: str) -> bool:
        pattern = ".*".join(re.escape(part) for part in rule.removesuffix("$").split("*"))
        return re.match(pattern + ("$" if rule.endswith("$") else ""), f"/{path}") is not None

    _, expected = max(((len(rule), allowed) for rule, allowed in rules if fits(rule)), default=(0, True))
    assert parsed(f"User-agent: *\n{written}").allows(f"/{path}") is expected


@given(
    st.text(alphabet="/ab*$%2fF?:# \nUuser-agent:Disallow", max_size=300), st.text(alphabet="/ab%2fF?*$ü", max_size=50)
)
def test_nothing_else_in_a_file_opens_a_site_that_is_closed(text: str, path: str) -> None:
    """Whatever stands around the rule that shuts everybody out; robots.txt itself may always be read."""
    assume("llow" not in text)
    assume("gent" not in text)
    closed = parsed(f"{text}\nUser-agent: *\nDisallow: /\n{text}")
    assert not closed.allows(f"/x{path}")
    assert closed.allows("/robots.txt")


def test_a_rule_of_many_stars_takes_no_time() -> None:
    """A regular expression of it would take years."""
    robots = Robots((("/" + "a*" * 2_000 + "b$", False),))
    assert robots.allows("/" + "a" * 4_000)


def test_rules_with_stars_are_tried_up_to_a_bound_of_work() -> None:
    """One character more, of a rule or of the path, and the path may not be asked for; none of them fits it."""
    path = "/" + "x" * (MAX_URL - 1)
    count, rest = divmod(MOST_WORK // len(path), 100)
    rules = ((f"/*{'a' * 98}", False),) * count + ((f"/*{'a' * (rest - 2)}", False),)
    assert Robots(rules).allows(path)
    assert not Robots((*rules, ("*", True))).allows(path)
    assert not Robots(rules).allows(f"{path}x")
    without_stars = (("/" + "x" * MAX_URL, False), ("/b", False)) * 100
    assert Robots((*rules, *without_stars, *((f"/b*{'a' * 98}", False),) * 100)).allows(path), "these take no time"


def test_a_file_of_stars_shuts_out_the_longest_paths_alone() -> None:
    """As long as such a file may be, and as much work as it can make."""
    rule = f"Disallow: /*{'a' * 90}b{'a' * 5}\n"
    robots = parsed("User-agent: *\n" + rule * (MAX_BYTES // len(rule)))
    assert robots.allows("/" + "a" * 800)
    assert not robots.allows("/" + "a" * (MAX_URL - 1))
    assert robots.allows("/robots.txt")


async def test_a_page_that_robots_may_not_read_is_not_asked_for(web: SmallWeb) -> None:
    """Nor one that a page redirects to; the reason names the file."""
    robots = answer("User-agent: *\nDisallow: /private")
    await web.site(
        "news.example",
        lambda asked: redirect("/private/2") if asked.path == "/open" else answer("words"),
        robots=robots,
    )
    fetching = fetcher(web)
    for path in ("private", "open"):
        with pytest.raises(Disallowed, match=r"does not let bots read .*robots\.txt"):
            await fetching.fetch(f"http://news.example/{path}")
    assert [path for _, path in web.asked] == ["/robots.txt", "/open"], "and the file was read once"
    assert isinstance(await fetching.fetch("http://news.example/"), Page)


async def _endless(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\n")
    while True:
        writer.write(b"# words\n" * 10_000)
        await writer.drain()


@pytest.mark.parametrize(
    "robots",
    [
        answer("", 404),
        answer("", 403),
        answer("", 401),
        answer("", 400),
        answer("", 204),
        answer("", 410),
        redirect("/robots.txt"),
        answer("", 302),
    ],
)
async def test_a_site_without_rules_may_be_read(web: SmallWeb, robots: Behaviour) -> None:
    """Whatever a site says instead of a file, and where redirects never end."""
    await web.site("news.example", answer("words"), robots=robots)
    assert (await page(web, "http://news.example/")).body == b"words"


@pytest.mark.parametrize(
    "robots",
    [
        answer("", 500),
        answer("", 503),
        answer("", 429),
        silent,
        b"",
        b"no HTTP\r\n\r\n",
        redirect("http://127.0.0.1/r"),
        redirect("http://gone.example/"),
    ],
)
async def test_a_site_whose_rules_cannot_be_had_may_not(web: SmallWeb, robots: Behaviour) -> None:
    """It has some, and nobody knows which."""
    await web.site("news.example", answer("words"), robots=robots)
    limits = replace(SMALL, idle_seconds=0.3) if robots is silent else SMALL
    with pytest.raises(FetchError) as raised:
        await fetcher(web, limits).fetch("http://news.example/")
    assert "robots.txt" in raised.value.message
    assert ("news.example", "/") not in web.asked


async def test_rules_are_followed_to_where_they_are(web: SmallWeb) -> None:
    """On another site, too; they are for the site that sent us."""
    await web.site("news.example", answer("words"), robots=redirect("http://www.news.example/r.txt"))
    await web.site("www.news.example", answer("User-agent: *\nDisallow: /"), robots=answer("", 404))
    with pytest.raises(Disallowed):
        await fetcher(web).fetch("http://news.example/")


async def test_of_a_long_file_the_beginning_is_read(web: SmallWeb) -> None:
    """As much as the RFC asks for."""
    long = b"# words\n" * (MAX_BYTES // 8)
    await web.site("news.example", answer("words"), robots=answer(long + b"User-agent: *\nDisallow: /"))
    assert (await page(web, "http://news.example/private")).body == b"words"
    await web.site("other.example", answer("words"), robots=_endless)
    with pytest.raises(Disallowed):
        await fetcher(web).fetch("http://other.example/private")


async def test_the_rules_of_many_sites_take_no_more_memory_than_allowed(
    web: SmallWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that are kept for longest are let go, and asked for again when they are needed."""
    monkeypatch.setattr("bot.fetching.robots_cache._MOST_CHARACTERS", 8_000)
    names = [f"{number}.example" for number in range(4)]
    for name in names:
        rules = "".join(f"Disallow: /{number}{'private' * 20}\n" for number in range(10))
        await web.site(name, answer("words"), robots=answer(f"User-agent: *\n{rules}"))
    fetching = fetcher(web)
    for name in (*names, *reversed(names)):
        await fetching.fetch(f"http://{name}/")
    assert [name for name, path in web.asked if path == "/robots.txt"] == [*names, names[0]]


async def test_rules_whose_time_is_over_are_let_go(web: SmallWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the next site whose rules are kept."""
    monkeypatch.setattr("bot.fetching.robots_cache._KEPT_SECONDS", 0.0)
    fetching = fetcher(web)
    for number in range(3):
        await web.site(f"{number}.example", answer("words"), robots=answer("User-agent: *\nDisallow: /private"))
        await fetching.fetch(f"http://{number}.example/")
    assert len(fetching._robots._kept) == 1


async def test_a_failure_is_kept_for_a_while_and_no_longer_asked_about(web: SmallWeb) -> None:
    """A site that is down is not asked for its robots.txt with every page."""
    await web.site("news.example", answer("words"), robots=answer("", 503))
    fetching = fetcher(web)
    for _ in range(3):
        with pytest.raises(ArticlebotError):
            await fetching.fetch("http://news.example/")
    assert web.asked == [("news.example", "/robots.txt")]


@pytest.mark.parametrize("status", [429, 503])
async def test_a_site_that_asks_for_patience_instead_of_its_rules_is_left_alone(web: SmallWeb, status: int) -> None:
    """As long as its Retry-After says, for all of its pages; another site is asked meanwhile."""
    moved = redirect("http://other.example/r.txt")
    await web.site("news.example", answer("words"), robots=answer("", status, retry_after="120"))
    await web.site("moved.example", answer("words"), robots=moved)
    await web.site("other.example", answer("", status, retry_after="7200"), robots=answer("", 404))
    fetching = fetcher(web)
    for path in ("a", "b"):
        with pytest.raises(SiteBusy, match=r"news\.example asks for patience") as raised:
            await fetching.fetch(f"http://news.example/{path}")
        assert raised.value.retry_after == pytest.approx(120, abs=5)
    with pytest.raises(SiteBusy, match=r"moved\.example asks for patience"):
        await fetching.fetch("http://moved.example/")
    assert web.asked == [("news.example", "/robots.txt"), ("moved.example", "/robots.txt"), ("other.example", "/r.txt")]


async def test_patience_without_a_time_is_a_failure_like_others(web: SmallWeb) -> None:
    """Also where the time has passed, or cannot be read: it is asked again after some minutes."""
    for number, when in enumerate(("0", "soon", "Tue, 03 Mar 2020 10:00:00 GMT")):
        await web.site(f"{number}.example", answer("words"), robots=answer("", 503, retry_after=when))
        with pytest.raises(Disallowed, match="out of order"):
            await fetcher(web).fetch(f"http://{number}.example/")


def test_blanks_without_end_cost_nothing() -> None:
    """A line as long as the file may be is read once."""
    rules = parsed("user-agent: *\ndisallow: /a" + " " * 400_000 + "b\nno rule at all\n: /c\n")
    assert len(rules.rules) == 1
    assert rules.allows("/c")

"""URLs on the command line: added, refreshed, gone, refused, from a file of URLs, on a small web."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from index.storage.catalogue import Catalogue
from tests.bot.command import fault, output
from tests.index.extract.documents import archive
from tests.web import Behaviour, Request, WebThread, answer, redirect

TEXT = "The ferry of Lindau\nIt sails at noon and costs five euros, said the captain."


@pytest.fixture
def web() -> Iterator[WebThread]:
    """A small web that tells no secret."""
    with WebThread() as thread:
        yield thread
        assert thread.web.secrets_told == 0


def _run(web: WebThread, *arguments: object, stdin: str | None = None) -> Result:
    """Run `articlebot` with the small web for the internet, as `main` does."""
    given = [str(argument) for argument in arguments]
    return CliRunner().invoke(cli, given, input=stdin, prog_name="articlebot", obj=web.web.roads)


def _site(web: WebThread, name: str, behaviour: Behaviour) -> None:
    web.run(web.web.site(name, behaviour))


class _Story:
    """A page that can be edited, with a tag that follows its words."""

    def __init__(self, words: str = TEXT) -> None:
        self.words: str | None = words
        self.sent = 0

    def __call__(self, asked: Request) -> bytes:
        if self.words is None:
            return answer("", 410)
        tag = f'"{hash(self.words)}"'
        if asked.headers.get("if-none-match") == tag:
            return answer("", 304)
        self.sent += 1
        return answer(self.words, etag=tag)


def test_a_url_is_added_and_asked(web: WebThread, tmp_path: Path) -> None:
    """Under its own address; the link of the answer leads to where it was found."""
    _site(web, "short.example", redirect("http://news.example/ferry"))
    _site(web, "news.example", answer(TEXT))
    added = output(_run(web, "add", "http://short.example/1", "--data", tmp_path, "--json"))
    assert added["summary"] == {"added": 1, "unchanged": 0, "refreshed": 0, "refused": 0}
    shown = output(_run(web, "show", "http://short.example/1", "--data", tmp_path, "--json"))
    assert (shown["title"], shown["url"], shown["source"]) == (
        "The ferry of Lindau",
        "http://news.example/ferry",
        "http://short.example/1",
    )
    answered = output(_run(web, "ask", "when does the ferry sail?", "--data", tmp_path, "--json"))
    assert answered["quotes"][0]["link"].startswith("http://news.example/ferry#:~:text=")


def test_a_web_page_is_read_without_its_menu_and_known_by_its_own_address(web: WebThread, tmp_path: Path) -> None:
    """Title, site, author, day and canonical address are those that the page gives itself."""
    words = " ".join(f"The ferry of Lindau sails at noon on day {day}, said the captain." for day in range(9))
    page = f"""<!doctype html><html><head><title>The winter ferry | Lake News</title>
    <link rel="canonical" href="http://news.example/ferry"><meta property="og:title" content="The winter ferry">
    <meta property="og:site_name" content="Lake News"><meta name="author" content="Ann Huber">
    <meta property="article:published_time" content="2025-11-14"></head>
    <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
    <article><h1>The winter ferry</h1><p>{words}</p></article></body></html>"""
    _site(web, "news.example", answer(page, content_type="text/html; charset=utf-8"))
    added = output(_run(web, "add", "http://news.example/ferry?from=mail", "--data", tmp_path, "--json"))
    assert [each["id"] for each in added["added"]] == ["http://news.example/ferry"]
    shown = output(_run(web, "show", "http://news.example/ferry", "--data", tmp_path, "--json"))
    facts = [shown[name] for name in ("title", "site", "author", "published", "url")]
    assert facts == ["The winter ferry", "Lake News", "Ann Huber", "2025-11-14", "http://news.example/ferry"]
    assert "captain" in shown["text"]
    assert "Sport" not in shown["text"]


def test_a_page_that_has_not_changed_is_neither_sent_nor_read_again(web: WebThread, tmp_path: Path) -> None:
    """By `add` and by `refresh`; a page that has is refreshed, and one that is gone keeps its text."""
    story, url = _Story(), "http://news.example/ferry"
    _site(web, "news.example", story)
    assert output(_run(web, "add", url, "--data", tmp_path, "--json"))["summary"]["added"] == 1
    assert output(_run(web, "add", url, "--data", tmp_path, "--json"))["summary"]["unchanged"] == 1
    refreshed = output(_run(web, "refresh", "--data", tmp_path, "--json"))
    assert (refreshed["unchanged"], story.sent) == ([url], 1)
    story.words = TEXT.replace("noon", "one")
    refreshed = output(_run(web, "refresh", url, "--data", tmp_path, "--json"))
    assert (refreshed["refreshed"], story.sent) == ([url], 2)
    story.words = None
    result = _run(web, "refresh", "--data", tmp_path, "--json")
    assert result.exit_code == 3
    assert output(result)["missing"] == [url]
    assert output(result)["refused"] == []
    shown = output(_run(web, "show", url, "--data", tmp_path, "--json"))
    assert "at one" in shown["text"]


def test_a_removed_page_is_sent_and_read_again(web: WebThread, tmp_path: Path) -> None:
    """What the site gave with it is forgotten with it."""
    story, url = _Story(), "http://news.example/ferry"
    _site(web, "news.example", story)
    for _ in range(2):
        assert output(_run(web, "add", url, "--data", tmp_path, "--json"))["summary"]["added"] == 1
        assert _run(web, "remove", url, "--data", tmp_path).exit_code == 0
    assert story.sent == 2


def test_what_is_removed_while_it_is_refreshed_does_not_come_back(web: WebThread, tmp_path: Path) -> None:
    """A refresh of many pages takes hours; neither is it missing."""
    story, url = _Story(), "http://news.example/ferry"

    def site(asked: Request) -> bytes:
        with closing(Catalogue.open(tmp_path / "articlebot.db")) as catalogue:
            if catalogue.has("local", url):
                catalogue.remove("local", [url])
        return story(asked)

    _site(web, "news.example", site)
    assert output(_run(web, "add", url, "--data", tmp_path, "--json"))["summary"]["added"] == 1
    story.words = TEXT.replace("noon", "one")
    result = _run(web, "refresh", "--data", tmp_path, "--json")
    assert (result.exit_code, set(output(result)["summary"].values())) == (0, {0})
    assert output(_run(web, "list", "--data", tmp_path, "--json"))["articles"] == []


def test_what_is_removed_after_it_was_read_again_does_not_come_back(web: WebThread, tmp_path: Path) -> None:
    """It waits for the pages behind it, with which it is stored."""
    ferry, story = "http://news.example/ferry", _Story()
    is_removed = False

    async def slow(asked: Request, writer: asyncio.StreamWriter) -> None:
        if is_removed:
            await asyncio.sleep(0.5)
            with closing(Catalogue.open(tmp_path / "articlebot.db")) as catalogue:
                catalogue.remove("local", [ferry])
        writer.write(answer(f"The bridge\nIt is closed. {asked.path * is_removed}"))

    _site(web, "news.example", story)
    _site(web, "slow.example", slow)
    bridge = "http://slow.example/bridge"
    assert output(_run(web, "add", ferry, bridge, "--data", tmp_path, "--json"))["summary"]["added"] == 2
    is_removed, story.words = True, TEXT.replace("noon", "one")
    told = output(_run(web, "refresh", "--data", tmp_path, "--json"))
    assert (told["refreshed"], told["unchanged"], told["missing"]) == ([bridge], [], [])
    listed = output(_run(web, "list", "--data", tmp_path, "--json"))["articles"]
    assert [each["id"] for each in listed] == [bridge]


def test_urls_come_from_a_file(web: WebThread, tmp_path: Path) -> None:
    """One a line, each once, beside other sources; what is no URL is refused with its line, the rest is added."""
    for number in range(12):
        _site(web, f"site{number}.example", answer(f"Ferry {number}\nIt sails at {number} o'clock."))
    lines = [f"http://site{number}.example/" for number in range(12)]
    urls, story = tmp_path / "urls.txt", tmp_path / "story.txt"
    urls.write_text("\ufeff# ferries\n\n" + "\r\n".join([*lines, "site1.example", lines[0]]) + "\n", encoding="utf-8")
    story.write_text("The bridge is open.")
    result = _run(web, "add", story, "--urls", urls, "--data", tmp_path / "data", "--json")
    assert result.exit_code == 3
    assert output(result)["summary"] == {"added": 13, "unchanged": 0, "refreshed": 0, "refused": 1}
    assert "line 15 is no URL: site1.example" in output(result)["refused"][0]["message"]
    assert [item["id"] for item in output(result)["added"]][1:] == lines, "in the order in which they were given"
    piped = _run(web, "add", "--urls", "-", "--data", tmp_path / "data", "--json", stdin=lines[3])
    assert output(piped)["summary"]["unchanged"] == 1


REFUSED = {
    "http://127.0.0.1:8080/": ("unsafe_url", "the machine that I run on"),
    "http://169.254.169.254/latest/meta-data": ("unsafe_url", "metadata"),
    "ftp://news.example/": ("unsafe_url", "http and https only"),
    "http://missing.example/": ("unreachable", "there is no site"),
    "http://inside.example/": ("unsafe_url", "leads to a private"),
    "http://gone.example/": ("gone", "404"),
    "http://broken.example/": ("bad_answer", "500"),
    "http://busy.example/": ("site_busy", "asks for patience"),
    "http://empty.example/": ("empty", "not a word"),
    "http://picture.example/": ("unsupported", "images"),
}


def test_refused_urls_are_told_with_their_reasons(web: WebThread, tmp_path: Path) -> None:
    """In their order; the rest is added, and the exit code is 3."""
    sites = {
        "gone": answer("", 404),
        "broken": answer("", 500),
        "busy": answer("", 429),
        "empty": answer(" "),
        "picture": answer(b"\x89PNG\r\n\x1a\n0000"),
        "news": answer(TEXT),
    }
    for name, said in sites.items():
        _site(web, f"{name}.example", said)
    web.web.roads.names["inside.example"] = [["10.0.0.1"]]
    result = _run(web, "add", *REFUSED, "http://news.example/", "--data", tmp_path, "--json")
    assert result.exit_code == 3
    assert output(result)["summary"] == {"added": 1, "unchanged": 0, "refreshed": 0, "refused": len(REFUSED)}
    told = output(result)["refused"]
    assert [(each["source"], each["code"]) for each in told] == [(url, code) for url, (code, _) in REFUSED.items()]
    assert all(words in each["message"] for each, (_, words) in zip(told, REFUSED.values(), strict=True))
    errors = [json.loads(line)["error"] for line in result.stderr.splitlines()]
    assert errors == [{key: each[key] for key in ("code", "message", "hint")} for each in told]


def test_nothing_to_add_is_wrong_usage(web: WebThread, tmp_path: Path) -> None:
    """As it was before there were URLs."""
    assert _run(web, "add", "--data", tmp_path).exit_code == 2
    missing = _run(web, "add", "--urls", tmp_path / "none.txt", "--data", tmp_path, "--json")
    assert (missing.exit_code, fault(missing)["code"]) == (3, "source")
    assert not list(tmp_path.iterdir())


def test_a_corpus_on_the_web_is_a_corpus(web: WebThread, tmp_path: Path) -> None:
    """Its articles keep their ids behind its address, and are found again when they are refreshed."""
    lines = ['{"id": "a", "text": "The ferry sails."}', '{"id": "b", "text": "The bridge is open."}']
    pages = [answer("\n".join(lines), etag='"1"'), answer(lines[0].replace("sails", "is late"))]
    _site(web, "news.example", lambda _: pages.pop(0))
    url = "http://news.example/all.jsonl"
    added = output(_run(web, "add", url, "--data", tmp_path, "--json"))
    assert [item["id"] for item in added["added"]] == [f"{url}#a", f"{url}#b"]
    result = _run(web, "refresh", "--data", tmp_path, "--json")
    assert output(result)["summary"] == {"refreshed": 1, "unchanged": 0, "missing": 1, "refused": 0}


def test_an_address_that_is_no_text_is_refused_and_the_rest_is_added(web: WebThread, tmp_path: Path) -> None:
    """Typed in another encoding than UTF-8, say: it could not even be looked up among the known ones."""
    _site(web, "news.example", answer(TEXT))
    result = _run(web, "add", "http://caf\udce9.example/1", "http://news.example/ferry", "--data", tmp_path)
    assert (result.exit_code, "refused    http://caf?.example/1 holds" in result.stderr) == (3, True)
    assert "added      http://news.example/ferry" in result.stdout


@pytest.mark.parametrize("files", [{"a.txt": "The ferry sails.", "b.txt": "The bridge is open."}, {"b.txt": "Open."}])
def test_a_removed_article_of_an_archive_comes_back_when_that_is_added_again(
    web: WebThread, tmp_path: Path, files: dict[str, str]
) -> None:
    """That the archive has not changed says nothing of what is not here, however many of its articles are."""
    data, url, known = archive(files), "http://news.example/all.zip", []

    def serve(asked: Request) -> bytes:
        known.append(asked.headers.get("if-none-match"))
        return answer("", 304) if known[-1] else answer(data, etag='"1"')

    _site(web, "news.example", serve)
    added = output(_run(web, "add", url, "--data", tmp_path, "--json"))["added"]
    assert [item["title"] for item in added] == [*files.values()]
    assert _run(web, "remove", added[-1]["id"], "--data", tmp_path).exit_code == 0
    if len(files) > 1:
        refreshed = output(_run(web, "refresh", "--data", tmp_path, "--json"))
        assert refreshed["summary"] == {"refreshed": 0, "unchanged": 1, "missing": 0, "refused": 0}
    again = output(_run(web, "add", url, "--data", tmp_path, "--json"))
    assert [item["id"] for item in again["added"] if item["status"] == "added"] == [added[-1]["id"]]
    assert again["summary"] == {"added": 1, "unchanged": len(files) - 1, "refreshed": 0, "refused": 0}
    third = output(_run(web, "add", url, "--data", tmp_path, "--json"))
    assert third["summary"]["unchanged"] == len(files)
    assert not any(known), "it is sent whole each time"

"""Copies and older revisions on the command line: said when they are added, and shown beside quotes and articles."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from bot import wire
from bot.cli.drawing import answers as draw
from index.article import Answer, Copy, Quote, Span
from tests.bot.command import fault, output, run
from tests.index.stories import ADDED, STORY, story


def test_a_story_that_is_added_twice_is_linked(tmp_path: Path) -> None:
    """The second says so, and `list` and `show` tell of both."""
    lines = [
        {
            "id": name,
            "title": "The lighthouse",
            "text": STORY,
            "url": f"https://{site}/tower",
            "published": "2026-03-01",
        }
        for name, site in (("first", "www.example.org"), ("second", "example.com"))
    ]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(json.dumps(line) for line in lines))
    added = output(run("add", corpus, "--data", tmp_path, "--json"))
    assert [(each["status"], each["copy_of"]) for each in added["added"]] == [("added", None), ("added", "first")]
    listed = output(run("list", "--data", tmp_path, "--json"))["articles"]
    assert [each["copy_of"] for each in listed] == [None, "first"]
    assert "copy of first" in run("list", "--data", tmp_path).stdout
    assert [each["id"] for each in output(run("show", "second", "--data", tmp_path, "--json"))["also_at"]] == ["first"]


def _answer(*copies: Copy) -> Answer:
    article = story("first", url="https://www.example.org/tower", published=date(2026, 3, 1))
    quote = Quote(article, Span(0, 20), 0.7, also_at=copies)
    return Answer("Where?", "local", True, 0.7, (quote,), undated=2)


def test_a_quote_names_its_source_and_where_its_story_stands_too(capsys: pytest.CaptureFixture[str]) -> None:
    """In JSON whole, and drawn up to three places; articles without a date are counted."""
    copies = [Copy(str(n), "T", f"https://example.com/{n}", None, None, None) for n in range(5)]
    written = wire.answer(_answer(*copies))
    (quote,) = written["quotes"]
    assert quote["according_to"] == "example.org, 1 March 2026"
    assert [copy["url"] for copy in quote["also_at"]] == [copy.url for copy in copies]
    assert quote["also_at"][0] == {
        "id": "0",
        "title": "T",
        "url": "https://example.com/0",
        "published": None,
        "site": "example.com",
    }
    assert written["undated"] == 2
    draw.answer(_answer(*copies), 9)
    drawn = capsys.readouterr().out
    assert "The lighthouse (first) · according to example.org, 1 March 2026 · likely" in drawn
    assert "\n    also at https://example.com/0, https://example.com/1, https://example.com/2 and 2 more\n" in drawn
    assert drawn.endswith("9 articles searched in 0.0 s · 2 articles without a date left out\n")
    draw.answer(_answer(), 9)
    assert "also at" not in capsys.readouterr().out


def test_what_an_article_said_before_can_be_shown(tmp_path: Path) -> None:
    """`show --revision` gives the text as it was, and `show` which revisions there are."""
    note = tmp_path / "note.txt"
    for text in ("The bridge is closed.", "The bridge is open."):
        note.write_text(text)
        article_id = output(run("add", note, "--data", tmp_path, "--json"))["added"][0]["id"]
    now = output(run("show", article_id, "--data", tmp_path, "--json"))
    assert (now["text"], now["revision"]) == ("The bridge is open.", 2)
    assert [(each["revision"], each["replaced_at"] is None) for each in now["revisions"]] == [(1, False), (2, True)]
    then = output(run("show", article_id, "--revision", "1", "--data", tmp_path, "--json"))
    assert (then["text"], then["revision"], then["passages"]) == ("The bridge is closed.", 1, [])
    drawn = run("show", article_id, "--revision", "1", "--data", tmp_path).stdout
    assert "there is a newer text" in drawn
    assert "The bridge is closed." in drawn
    beyond = run("show", article_id, "--revision", 10**20, "--data", tmp_path, "--json")
    assert (beyond.exit_code, fault(beyond)["code"]) == (3, "not_found")
    missing = run("show", article_id, "--revision", "7", "--data", tmp_path)
    assert missing.exit_code == 3
    assert "These are there: 1, 2" in missing.stderr


def test_what_was_not_refreshed_for_some_days_can_be_removed(tmp_path: Path) -> None:
    """`remove --older-than` says what would go, removes it, and takes no ids beside it."""
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(json.dumps({"id": name, "text": f"The {name} is red."}) for name in ("old", "new")))
    run("add", corpus, "--data", tmp_path)
    stale = ("remove", "--older-than", "300", "--data", tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "articlebot.db")) as database, database:
        database.execute("UPDATE articles SET added_at = '2016-01-01 00:00:00.000000' WHERE id = 'old'")
    assert output(run(*stale, "--dry-run", "--json")) == {"would_remove": ["old"]}
    assert run(*stale).stdout == "old  The old is red.\n1 removed\n"
    assert output(run(*stale, "--json")) == {"removed": []}
    assert run(*stale, "new").exit_code == 2
    assert run("remove", "--data", tmp_path).exit_code == 2


def test_copies_among_many_articles_are_counted(tmp_path: Path) -> None:
    """Also an earlier article whose place a later one has taken, since it says more."""
    texts = [*(f"Notice {number}: the word is tulip." for number in range(20)), STORY, f"{STORY} {ADDED}"]
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines))
    told = run("add", tmp_path / "corpus.jsonl", "--data", tmp_path / "data").output
    assert "linked as copies: 1; each story is searched once" in told

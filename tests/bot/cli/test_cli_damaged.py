"""One article that is damaged inside the database takes no other with it, and can be mended or removed."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from tests.bot.command import CORPUS, fault, output, run

COST = "what did the bridge cost?"
ALTERED = "UPDATE articles SET text = replace(text, '4.2 million', '9.9 million') WHERE id = 'bridge'"
NO_TEXT = "UPDATE articles SET text = CAST(x'ff' || text AS TEXT) WHERE id = 'bridge'"
NO_TITLE = "UPDATE articles SET title = CAST(x'ff' || title AS TEXT) WHERE id = 'bridge'"
DAMAGES = pytest.mark.parametrize("damage", [ALTERED, NO_TEXT], ids=["another figure", "no UTF-8"])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The source of the articles."""
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in CORPUS), encoding="utf-8")
    return file


def _altered(data: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(data / "articlebot.db")) as raw, raw:
        assert raw.execute(statement).rowcount == 1


@DAMAGES
def test_a_question_is_answered_from_the_others(data: Path, damage: str, tmp_path: Path) -> None:
    """The article is named beside the answer, once in a batch, and its words are in none."""
    _altered(data, damage)
    asked = run("ask", "who asked for the library of Graz to stay open?", "--data", data, "--json")
    assert (asked.exit_code, output(asked)["quotes"][0]["article"]["id"]) == (0, "library")
    assert fault(asked)["code"] == "damaged"
    assert "'bridge'" in fault(asked)["message"]
    (tmp_path / "q.jsonl").write_text(f'{{"question": "{COST}"}}\n' * 2)
    batch = run("ask", "--batch", tmp_path / "q.jsonl", "--data", data, "--json")
    assert batch.exit_code == 0
    assert "million" not in batch.stdout
    assert fault(batch)["code"] == "damaged"


@DAMAGES
@pytest.mark.parametrize("command", [["show", "bridge"], ["export", "-"]])
def test_its_words_are_not_handed_out(data: Path, damage: str, command: list[str]) -> None:
    """Showing and exporting say which article it is, and what to do."""
    _altered(data, damage)
    refused = run(*command, "--data", data, "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (3, "damaged")
    assert "'bridge'" in fault(refused)["message"]
    assert "add it again" in fault(refused)["hint"]
    assert "million" not in refused.stdout


@DAMAGES
@pytest.mark.parametrize("command", ["add", "refresh"])
def test_its_source_mends_it(corpus: Path, tmp_path: Path, damage: str, command: str) -> None:
    """Added again or refreshed, it is quoted as it was, and the doctor finds nothing."""
    data = tmp_path / "data"
    assert run("add", corpus, "--data", data).exit_code == 0
    _altered(data, damage)
    assert run("doctor", "--data", data).exit_code == 3
    again = run(command, corpus if command == "add" else "bridge", "--data", data, "--json")
    assert (again.exit_code, output(again)["summary"]["refreshed"]) == (0, 1), again.output
    assert "4.2 million" in output(run("ask", COST, "--data", data, "--json"))["quotes"][0]["text"]
    assert run("doctor", "--data", data).exit_code == 0


@pytest.mark.parametrize("damage", [NO_TEXT, NO_TITLE, ALTERED], ids=["text", "title", "figure"])
def test_a_damaged_article_can_be_removed(data: Path, damage: str) -> None:
    """Whatever its bytes are: the others are listed and answer, and the database is sound again."""
    _altered(data, damage)
    assert len(output(run("list", "--data", data, "--json"))["articles"]) == 3
    assert output(run("remove", "bridge", "--data", data, "--json")) == {"removed": ["bridge"]}
    assert run("ask", "who directs the library of Graz?", "--data", data, "--json").exit_code == 0
    assert run("doctor", "--data", data).exit_code == 0


def test_others_are_added_beside_a_damaged_article(data: Path, tmp_path: Path) -> None:
    """Also one that tells its story."""
    _altered(data, NO_TEXT)
    (tmp_path / "ferry.txt").write_text("The ferry of Lindau sails every hour.")
    (tmp_path / "bridge.jsonl").write_text(json.dumps({**CORPUS[0], "id": "other", "url": "https://example.org/2"}))
    added = run("add", tmp_path / "ferry.txt", tmp_path / "bridge.jsonl", "--data", data, "--json")
    assert (added.exit_code, output(added)["summary"]["added"]) == (0, 2), added.output
    assert "4.2 million" in output(run("ask", COST, "--data", data, "--json"))["quotes"][0]["text"]

"""In a data directory that may not be written, what only reads works, and what writes says that it may not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bot.command import SEEDS, fault, output, run


@pytest.fixture
def protected(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory of which the system says that it may not be written: nothing binds root, who may run this."""
    real = os.access

    def access(path: str | Path, mode: int) -> bool:
        return not (mode & os.W_OK and Path(path).is_relative_to(data)) and real(path, mode)

    monkeypatch.setattr(os, "access", access)
    return data


def test_what_only_reads_works(protected: Path, tmp_path: Path) -> None:
    """A question, lists, and what is put elsewhere; and the directory is as it was."""
    before = {each.name: each.read_bytes() for each in protected.iterdir()}
    question = "what did the bridge cost?"
    assert output(run("ask", question, "--data", protected, "--json"))["answered"]
    for command in (
        ["search", question],
        ["list"],
        ["show", "bridge"],
        ["export", tmp_path / "corpus.jsonl"],
        ["backup", tmp_path / "backup.db"],
        ["feeds", "list"],
        ["remove", "bridge", "--dry-run"],
    ):
        result = run(*command, "--data", protected, "--json")
        assert result.exit_code == 0, (command, result.output)
    assert run("chat", "--data", protected, stdin=f"{question}\n").exit_code == 0
    checks = output(run("doctor", "--data", protected, "--json"))["checks"]
    assert [each["check"] for each in checks if not each["ok"]] == ["data directory"]
    assert {each.name: each.read_bytes() for each in protected.iterdir()} == before
    assert (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "who?"],
        ["search", "who?"],
        ["list"],
        ["export", "-"],
        ["show", "bridge"],
        ["chat"],
        ["feeds", "list"],
        ["refresh"],
        ["feeds", "poll"],
        ["feeds", "remove", "x"],
        ["remove", "--older-than", "9"],
    ],
)
def test_a_misspelt_collection_is_named_with_those_that_are_there(
    seeded: Path, tmp_path: Path, command: list[str]
) -> None:
    """An empty list, or "the articles do not answer", would not be true of the one that was meant."""
    refused = run(*command, "--collection", "lokal", "--data", seeded, "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (3, "not_found")
    assert fault(refused)["message"] == "there is no collection 'lokal'"
    assert fault(refused)["hint"] == "there are: local"
    nothing = run(*command, "--collection", "lokal", "--data", tmp_path / "new", "--json")
    assert "no collection" not in nothing.stderr


@pytest.mark.parametrize("command", [["refresh"], ["feeds", "poll"], ["feeds", "poll", "https://feed.example/"]])
def test_no_data_directory_is_made_to_look_for_what_is_new(tmp_path: Path, command: list[str]) -> None:
    """There is nothing yet that could be newer."""
    refused = run(*command, "--data", tmp_path / "new", "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (3, "not_found")
    assert not (tmp_path / "new").exists()


def test_that_there_is_no_feed_is_not_called_not_due(data: Path) -> None:
    """Nothing could be named, either."""
    assert "No feeds yet. Add one" in run("feeds", "poll", "--data", data).stderr


@pytest.mark.parametrize("command", [["list"], ["feeds", "list"]])
def test_a_list_of_nothing_has_no_line(tmp_path: Path, command: list[str]) -> None:
    """Whoever counts the lines counts none; what there is to do is told beside them."""
    listed = run(*command, "--data", tmp_path / "new")
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert " yet. Add " in listed.stderr


def test_the_command_lines_own_collection_is_always_there(tmp_path: Path) -> None:
    """Also where the bot alone has added something."""
    (tmp_path / "a.txt").write_text("The ferry sails every hour.")
    assert run("add", tmp_path / "a.txt", "--collection", "guild:1", "--data", tmp_path / "data").exit_code == 0
    assert output(run("list", "--data", tmp_path / "data", "--json"))["articles"] == []
    assert run("ask", "when does the ferry sail?", "--data", tmp_path / "data").exit_code == 1


@pytest.mark.parametrize(
    "command", [["add", SEEDS], ["remove", "bridge"], ["refresh", "bridge"], ["feeds", "remove", "x"]]
)
def test_what_writes_says_that_it_may_not(protected: Path, command: list[object]) -> None:
    """Before it does anything."""
    refused = run(*command, "--data", protected, "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (3, "read_only")
    assert "may not be written" in fault(refused)["message"]

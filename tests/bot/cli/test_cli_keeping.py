"""What is kept is not lost unasked, nothing is made for nothing, and what is wrong is said as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.command import SEEDS, fault, output, run


def _restored_at_a_terminal(data: Path, backup: Path, answer: bytes) -> tuple[int, bytes]:
    """Answer what `restore` asks; return its exit code and what it said."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "bot", "restore", str(backup), "--data", str(data)]
    with subprocess.Popen(command, cwd=SEEDS.parent, stdin=theirs, stderr=subprocess.PIPE) as process:
        os.write(ours, answer)
        _, said = process.communicate()
    os.close(ours)
    os.close(theirs)
    return process.returncode, said


def test_who_says_no_is_told_that_nothing_was_restored(data: Path, tmp_path: Path) -> None:
    """With the exit code of a no, which is not that of Ctrl-C."""
    assert run("backup", tmp_path / "b.db", "--data", data).exit_code == 0
    assert run("remove", "bridge", "--data", data).exit_code == 0
    code, said = _restored_at_a_terminal(data, tmp_path / "b.db", b"n\n")
    assert (code, b"Nothing was restored." in said) == (1, True)
    assert run("show", "bridge", "--data", data).exit_code == 3
    assert _restored_at_a_terminal(data, tmp_path / "b.db", b"y\n")[0] == 0
    assert run("show", "bridge", "--data", data).exit_code == 0


def test_what_restores_a_backup_can_be_pasted(data: Path, tmp_path: Path) -> None:
    """Whatever the file is called."""
    said = run("backup", tmp_path / "a b.db", "--data", data).stdout
    assert said.endswith(f"articlebot restore '{tmp_path / 'a b.db'}'\n")


def test_restoring_where_nothing_may_be_written_says_so(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not that a file cannot be opened."""
    assert run("backup", tmp_path / "b.db", "--data", data).exit_code == 0
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != data or not mode & os.W_OK)
    refused = run("restore", tmp_path / "b.db", "--yes", "--data", data, "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (3, "read_only")
    assert "make the data directory writable" in fault(refused)["hint"]


@pytest.mark.parametrize("sources", [["none.txt"], ["none.txt", "gone/*.md", "folder"], ["--urls", "empty"]])
def test_what_is_missing_makes_no_database(tmp_path: Path, sources: list[str]) -> None:
    """Each is named with its reason, as beside others that are there."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    added = run("add", *sources, "--data", tmp_path / "new" / "data", "--json")
    missing = [] if "--urls" in sources else sources
    assert [each["source"] for each in output(added)["refused"]] == missing
    assert added.exit_code == (3 if missing else 0)
    assert not (tmp_path / "new").exists()


def test_one_file_that_is_there_is_added_beside_what_is_missing(tmp_path: Path) -> None:
    """In a data directory that is made for it."""
    (tmp_path / "a.txt").write_text("The ferry sails every hour.")
    added = run("add", "none.txt", "a.txt", "--data", tmp_path / "new", "--json")
    assert output(added)["summary"] == {"added": 1, "unchanged": 0, "refreshed": 0, "refused": 1}


@pytest.mark.parametrize("left", ["log", "snapshot"])
@pytest.mark.parametrize("command", [["list"], ["ask", "who?"], ["add", SEEDS], ["doctor"]])
def test_an_empty_file_where_a_database_was_is_damage(data: Path, left: str, command: list[object]) -> None:
    """What lies beside it tells that it held something; and the log, in which that may be, stays."""
    beside = data / ("articlebot.db-wal" if left == "log" else "index/1.npz")
    beside.parent.mkdir(exist_ok=True)
    beside.write_bytes(b"something")
    os.truncate(data / "articlebot.db", 0)
    refused = run(*command, "--data", data)
    assert refused.exit_code == 3
    assert "is an empty file now" in refused.output
    assert "articlebot restore FILE" in refused.output
    assert beside.exists()


def test_an_empty_file_alone_is_a_database_that_is_being_made(tmp_path: Path) -> None:
    """A process that was killed at that moment has lost nothing."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "articlebot.db").touch()
    assert output(run("list", "--data", tmp_path / "data", "--json"))["articles"] == []


@pytest.mark.parametrize("command", [["add", "-"], ["read", "-", "what colour is the boat?"]])
def test_a_text_is_typed_at_a_terminal(tmp_path: Path, command: list[str]) -> None:
    """What ends it is said, one Ctrl-D does, and no bar is drawn over it."""
    ours, theirs = os.openpty()
    os.write(ours, b"The boat is painted red.\n\x04")
    whole = [sys.executable, "-m", "bot", *command, "--data", str(tmp_path / "data")]
    at_terminal = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(
        whole, cwd=SEEDS.parent, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=at_terminal, check=False,
        timeout=60,
    )  # fmt: skip
    shown = os.read(ours, 10_000)
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, b"The boat is painted red." in done.stdout) == (0, True)
    assert b"Ctrl-D on a new line ends it." in shown
    assert b"adding" not in shown


def test_a_data_directory_that_cannot_be_made_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most likely the current folder was deleted, which no check of the database would find."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    refused = fault(run("add", SEEDS, "--data", "data", "--json"))
    assert (refused["code"], refused["message"]) == ("storage", "the folder data is not there, and cannot be made")
    assert "change to another one" in refused["hint"]

"""Bad input, a bad disk and a bad terminal: one clear line, the right exit code, and nothing lost."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from bot import compose
from bot.__main__ import main
from bot.cli import cli
from bot.cli.failing import EXIT_CODES, explain
from index.reading.cross_reading import CrossEncoderReader
from tests.bot.command import SEEDS, fault, output, run
from tests.fakes import WordEmbedder, WordScorer
from tests.index.extract.documents import archive


def test_before_anything_was_added_that_is_said(tmp_path: Path) -> None:
    """Asking an absent data directory is an error that says what to do, and makes no directory."""
    result = run("ask", "who?", "--data", tmp_path / "none", "--json")
    assert result.exit_code == 3
    assert (fault(result)["code"], "articlebot add" in fault(result)["hint"]) == ("not_found", True)
    assert output(run("list", "--data", tmp_path / "none", "--json"))["articles"] == []
    assert not (tmp_path / "none").exists()


def test_a_misspelt_command_is_told_with_one_stop() -> None:
    """What asks "Did you mean …?" needs none behind it."""
    assert run("aks").stderr == "error: No such command 'aks'. Did you mean 'ask'? articlebot --help shows how\n"


def test_what_cannot_be_read_is_refused_with_its_reason_and_the_rest_is_added(tmp_path: Path) -> None:
    """Each bad source is named with code and hint; good ones beside it are added; the exit code is 3."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a-empty.txt").write_text(" \n")
    (folder / "b-binary.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "c-latin.txt").write_bytes("Ein Satz über Käse.".encode("latin-1"))
    (folder / "d-page.pdf").write_bytes(b"%PDF-1.7 and so on")
    (folder / "e-corpus.jsonl").write_text('{"id": "one", "text": "A first line that is fine."}\nbroken\n')
    (folder / "f-large.txt").write_text("words and words " * 1_400_000)
    (folder / "g-good.txt").write_text("The mayor opened the market on Monday.")
    (folder / ".hidden.txt").write_text("Nobody should read this.")
    gone = tmp_path / "gone.txt"
    result = run("add", folder, gone, "http://10.0.0.1/page", "--data", tmp_path / "data", "--json")
    report = output(result)
    assert result.exit_code == 3
    assert [item["title"] for item in report["added"]] == [
        "A first line that is fine.",
        "The mayor opened the market on Monday.",
    ]
    codes = {Path(item["source"]).name: item["code"] for item in report["refused"]}
    assert codes == {
        "a-empty.txt": "empty",
        "b-binary.bin": "not_text",
        "c-latin.txt": "not_text",
        "d-page.pdf": "unreadable",
        "e-corpus.jsonl": "unreadable",
        "f-large.txt": "too_large",
        "gone.txt": "source",
        "page": "unsafe_url",
    }
    assert all(item["message"] and item["hint"] for item in report["refused"])
    assert report["summary"] == {"added": 2, "unchanged": 0, "refreshed": 0, "refused": 8}
    assert [json.loads(line)["error"]["code"] for line in result.stderr.splitlines()] == [
        item["code"] for item in report["refused"]
    ]
    assert any("line 2" in item["message"] for item in report["refused"] if item["code"] == "unreadable")


class Landlubber(WordEmbedder):
    """Fails at ferries."""

    def embed_passages(self, texts: Iterable[str]) -> np.ndarray:
        """Return unit rows. Raises RuntimeError for ferries."""
        wanted = list(texts)
        if any("ferry" in text for text in wanted):
            raise RuntimeError("index out of range in self")
        return super().embed_passages(wanted)


def test_what_the_model_cannot_take_is_refused_by_name_and_the_rest_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is added, when its file has changed, and when the model has changed: then it is named, and kept."""
    data, bridge, ferry = tmp_path / "data", tmp_path / "bridge.txt", tmp_path / "ferry.txt"
    ferry.write_text("The ferry sails every hour.")
    bridge.write_text("The bridge opens on Monday.")
    monkeypatch.setattr(compose, "open_reader", lambda _: CrossEncoderReader(WordScorer()))
    monkeypatch.setattr(compose, "open_embedder", lambda _: Landlubber("other"))
    result = run("add", ferry, bridge, "--data", data, "--json")
    (refused,) = output(result)["refused"]
    assert (result.exit_code, refused["source"], refused["code"]) == (3, str(ferry), "model")
    assert output(result)["summary"] == {"added": 1, "unchanged": 0, "refreshed": 0, "refused": 1}
    bridge.write_text("The bridge is closed: take the ferry.")
    result = run("refresh", "--data", data, "--json")
    assert (result.exit_code, output(result)["summary"]["refused"]) == (3, 1)
    monkeypatch.setattr(compose, "open_embedder", lambda _: WordEmbedder())
    assert run("add", ferry, "--data", data).exit_code == 0
    monkeypatch.setattr(compose, "open_embedder", lambda _: Landlubber("other"))
    result = run("search", "What opens on Monday?", "--data", data, "--json")
    assert (result.exit_code, [hit["text"] for hit in output(result)["hits"]]) == (0, ["The bridge opens on Monday."])
    assert "can make nothing of a passage of 'ferry-" in result.stderr
    assert output(run("list", "--data", data, "--json"))["articles"][1]["title"] == "The ferry sails every hour."


def test_adding_again_changes_nothing_and_refresh_sees_what_has_changed(tmp_path: Path) -> None:
    """The same file is unchanged; refresh takes a changed file, keeps the id, and names a file that has gone."""
    data, kept, lost = tmp_path / "data", tmp_path / "kept.txt", tmp_path / "lost.txt"
    kept.write_text("The bridge opens on Monday.")
    lost.write_text("The library closes on Friday.")
    ids = [
        item["id"] for item in output(run("add", kept, lost, "-", "--data", data, "--json", stdin="Typed in."))["added"]
    ]
    assert output(run("add", kept, "--data", data, "--json"))["summary"]["unchanged"] == 1
    assert output(run("refresh", ids[0], "--data", data, "--json"))["unchanged"] == [ids[0]]
    kept.write_text("The bridge opens on Tuesday.")
    lost.unlink()
    result = run("refresh", "--data", data, "--json")
    assert result.exit_code == 3
    report = output(result)
    # What was typed in has no file to be read again from: that is said, and no fault.
    assert (report["refreshed"], report["missing"], report["left_out"]) == ([ids[0]], [ids[1]], [ids[2]])
    assert "Left out: 1 article, which came from standard input" in run("refresh", "--data", data).stderr
    assert output(run("refresh", ids[2], "--data", data, "--json"))["missing"] == [ids[2]]
    assert output(run("show", ids[0], "--data", data, "--json"))["text"] == "The bridge opens on Tuesday."
    assert run("show", ids[1], "--data", data).exit_code == 0
    kept.write_text("The bridge opens on Wednesday.")
    assert f"refreshed  {ids[0]}  The bridge opens on Wednesday." in run("refresh", ids[0], "--data", data).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", ""],
        ["ask", "who? " * 300],
        ["ask", "who?", "--quotes", "0"],
        ["ask", "who?", "--nonsense"],
        ["ask", "who?", "--collection", " "],
        ["ask", "who?", "--collection", "\udcff"],
        ["ask", "who?", "--since", ""],
        ["ask", "who?", "--until", " "],
        ["list", "--data", ""],
        ["ask", "who?", "--batch", "f"],
        ["ask", "who?", "--out", "f"],
        ["search", "who?", "--arm", "left"],
        ["search", "who?", "--top", "0"],
        ["read", "file"],
        ["add"],
        ["nonsense"],
    ],
)
def test_wrong_usage_exits_2_with_a_reason(seeded: Path, arguments: list[str]) -> None:
    """Whatever is wrong with the call is an error object with --json, and a line without."""
    command, *rest = arguments
    data = ["--data", str(seeded)] if command != "nonsense" else []
    result = run(command, *data, *rest, "--json")
    assert (result.exit_code, fault(result)["code"], result.stdout) == (2, "usage", "")
    plain = run(command, *data, *rest)
    assert plain.exit_code == 2
    assert plain.stderr.startswith("error: ")
    assert plain.stderr.count("\n") == 1


def test_an_option_before_the_command_is_told_where_it_belongs() -> None:
    """The help of all commands, to which another wrong option leads, does not name it."""
    early = fault(run("--json", "list"))
    assert early["message"] == "no such option before the command: --json"
    assert "follow the command" in early["hint"]
    assert "list --help shows how" in fault(run("list", "--nonsense", "--json"))["hint"]


def test_what_begins_with_a_dash_is_told_where_it_goes(data: Path) -> None:
    """An id or a question may; a command that takes neither has no place for it."""
    assert "goes behind --;" in run("show", "-bridge", "--data", data).stderr
    assert "no article '-bridge'" in run("show", "--data", data, "--", "-bridge").stderr
    for others in (["list", "-x"], ["ask", "who?", "--jsn"]):
        assert "behind --" not in run(*others).stderr


def test_a_current_folder_that_was_deleted_is_told_as_such(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has a full path works on."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for command in (["add", "a.txt"], ["export", "a.jsonl"]):
        assert "the current folder is not there any more" in run(*command, "--data", data).stderr
    assert run("export", tmp_path / "a.jsonl", "--data", data).exit_code == 0


def test_a_machine_without_a_place_for_temporary_files_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a container that may write nothing: its current folder is there."""
    (tmp_path / "a.txt").write_text("The ferry leaves at nine.")
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(tmp_path / "none")])
    said = fault(run("read", tmp_path / "a.txt", "when does the ferry leave?", "--json"))
    assert (said["message"], "TMPDIR" in said["hint"]) == ("no folder for temporary files can be written", True)


def test_a_question_without_quotes_is_told_that_it_needs_them() -> None:
    """To click its words are arguments too many."""
    assert "in quotes" in run("ask", "when", "does", "it", "leave").stderr


def test_a_damaged_database_is_named_as_such(data: Path) -> None:
    """Asking fails with `damaged`, doctor finds it too, and both say how to go on."""
    (data / "articlebot.db").write_bytes(b"this was a database once" * 1000)
    result = run("ask", "who?", "--data", data, "--json")
    assert (result.exit_code, fault(result)["code"]) == (3, "damaged")
    assert "restore" in fault(result)["hint"]
    checked = run("doctor", "--data", data, "--json")
    assert checked.exit_code == 3
    assert next(c for c in output(checked)["checks"] if c["check"] == "database")["ok"] is False


def test_a_data_directory_that_is_a_file_is_a_storage_error(tmp_path: Path) -> None:
    """Nothing can be stored there, and that is said without a traceback."""
    (tmp_path / "file").write_text("x")
    for arguments in (["add", SEEDS], ["list"], ["ask", "who?"]):
        result = run(*arguments, "--data", tmp_path / "file", "--json")
        assert (result.exit_code, fault(result)["code"]) == (3, "storage")
        assert "is not a directory" in fault(result)["message"]


def test_a_data_directory_that_leads_nowhere_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    """A link to a disk that is not mounted: that nothing was added yet would not be true, and adding would fail."""
    (tmp_path / "data").symlink_to(tmp_path / "not mounted")
    for arguments in (["add", SEEDS], ["list"], ["feeds", "list"], ["ask", "who?"]):
        result = run(*arguments, "--data", tmp_path / "data", "--json")
        assert (result.exit_code, fault(result)["code"]) == (3, "storage")
        assert "is not a directory" in fault(result)["message"]
    checks = output(run("doctor", "--data", tmp_path / "data", "--json"))["checks"]
    assert [check["check"] for check in checks if not check["ok"]] == ["data directory"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--data", "LONG"],
        ["add", SEEDS, "--data", "LONG"],
        ["restore", "LONG"],
        ["backup", "LONG"],
        ["ask", "--batch", "BATCH", "--out", "LONG"],
    ],
)
def test_a_name_that_is_too_long_is_named_as_such(seeded: Path, tmp_path: Path, arguments: list[object]) -> None:
    """It is no fault of ours that should be reported, and none of the database."""
    (tmp_path / "batch").write_text('{"question": "who?"}')
    places = {"LONG": tmp_path / ("n" * 300), "BATCH": tmp_path / "batch"}
    given = [places.get(str(each), each) for each in arguments]
    result = run(*given, *([] if "--data" in given else ["--data", seeded]), "--json")
    assert (result.exit_code, fault(result)["hint"]) == (3, "choose a shorter one")
    assert "nnn" in fault(result)["message"]


def test_a_name_that_is_too_long_does_not_end_the_checks(tmp_path: Path) -> None:
    """It is named, and the token is still checked."""
    checks = output(run("doctor", "--json", "--data", tmp_path / ("n" * 300)))["checks"]
    assert [check["check"] for check in checks if not check["ok"]] == ["database"]
    assert checks[-1]["check"] == "Discord token"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_directory_is_named_as_such(tmp_path: Path) -> None:
    """The error is `read_only` and says what to do."""
    (tmp_path / "locked").mkdir(mode=0o500)
    result = run("add", SEEDS, "--data", tmp_path / "locked" / "data", "--json")
    assert (result.exit_code, fault(result)["code"]) == (3, "read_only")


def test_a_place_that_is_denied_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Such as a data directory in a folder that may not be looked into: that is no fault of ours."""
    assert explain(PermissionError(errno.EACCES, "Permission denied", "closed/data"), as_json=False) == 3
    said = "error: closed/data cannot be used: Permission denied. Give yourself the right to it, or name another\n"
    assert capsys.readouterr().err == said


def test_article_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and control characters are left out of the drawing and kept in the JSON; markup is text."""
    evil = (
        "The key\x1b[31m of the [bold]vault[/bold]\x1b]0;owned\x07 is hidden\x9b under the \x08mat\u202e by Erna Blum."
    )
    corpus = tmp_path / "evil.jsonl"
    corpus.write_text(json.dumps({"id": "e\x1b[2J", "title": "A \x1b[5mtitle", "text": evil}))
    data = tmp_path / "data"
    shown = [
        run(*arguments, "--data", data).output
        for arguments in (
            ("add", corpus),
            ("ask", "where is the key of the vault hidden?", "--explain"),
            ("search", "vault key"),
            ("list",),
            ("show", "e\x1b[2J"),
            ("show", "e\x1b[2K"),
        )
    ]
    for drawn in shown:
        assert not set(drawn) & set("\x1b\x07\x08\x9b\u202e")
    assert "The key of the [bold]vault[/bold] is hidden under the mat by Erna Blum." in shown[1]
    assert output(run("show", "e\x1b[2J", "--data", data, "--json"))["text"] == evil


def test_a_wrong_setting_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, seeded: Path) -> None:
    """The setting is named."""
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    result = run("list", "--data", seeded, "--json")
    assert (result.exit_code, "LOG_LEVEL" in fault(result)["message"]) == (2, True)


def test_an_unknown_model_is_a_model_error(monkeypatch: pytest.MonkeyPatch, seeded: Path, tmp_path: Path) -> None:
    """A model folder that is not there is named, with the setting that named it."""
    monkeypatch.setenv("READER_MODEL", str(tmp_path / "no-model"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    result = run("ask", "who?", "--data", seeded, "--json")
    assert (result.exit_code, fault(result)["code"]) == (3, "model")
    assert "READER_MODEL" in fault(result)["hint"]


def _started(*arguments: object) -> subprocess.Popen[bytes]:
    """Start the command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        cwd=SEEDS.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        preexec_fn=_ignore_nothing,  # noqa: PLW1509 -- no thread is between
    )


def _ignore_nothing() -> None:
    """Hear what a process ignores whose parent does: who runs the tests in the background, or by `nohup`."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A data directory with more than a pipe holds, nearly all of it white space, which takes no time to index."""
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(
        "".join(json.dumps({"id": f"n{n}", "text": f"Bridge {n}." + " " * 20_000}) + "\n" for n in range(40))
    )
    assert run("add", corpus, "--data", tmp_path / "data").exit_code == 0
    return tmp_path / "data"


def test_an_export_leaves_out_what_is_removed_meanwhile(wide: Path) -> None:
    """By another process: the rest is whole."""
    with _started("export", "-", "--data", wide) as process:
        assert process.stdout is not None
        first = process.stdout.read(10)
        assert run("remove", "n38", "--data", wide).exit_code == 0
        lines = (first + process.stdout.read()).splitlines()
    assert process.returncode == 0
    assert [json.loads(line)["id"] for line in lines] == [f"n{n}" for n in range(40) if n != 38]


def test_a_reader_that_goes_away_is_no_fault(wide: Path) -> None:
    """`export - | head` ends quietly, with the code that a shell gives to a closed pipe."""
    with _started("export", "-", "--data", wide) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10) == b'{"id": "n0'
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def _until_it_waits_at(end: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the process has its end of a pipe, which it shares with this one, block. It must not have ended."""
    while not os.get_blocking(end):
        assert process.poll() is None
        time.sleep(0.01)


def test_what_has_not_arrived_yet_is_waited_for() -> None:
    """Also if a parent process, with which the pipe is shared, wanted no waiting: half of the input is not all."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    command = [sys.executable, "-m", "bot", "ask", "--batch", "-"]
    with subprocess.Popen(command, cwd=SEEDS.parent, stdin=reading, stderr=subprocess.PIPE) as process:
        _until_it_waits_at(reading, process)
        assert process.stderr is not None
        with open(writing, "wb") as late, contextlib.suppress(BrokenPipeError):  # noqa: PTH123 -- a number, and no path
            late.write(b"late\n")
        os.close(reading)
        assert b"standard input, line 1 is not JSON" in process.stderr.read()


def test_a_slow_reader_is_waited_for(wide: Path) -> None:
    """Also if a parent process, with which the pipe is shared, wanted no waiting."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    command = [sys.executable, "-m", "bot", "export", "-", "--data", str(wide)]
    with subprocess.Popen(command, cwd=SEEDS.parent, stdout=writing, stderr=subprocess.PIPE) as process:
        _until_it_waits_at(writing, process)
        os.close(writing)
        with open(reading, "rb") as late:  # noqa: PTH123 -- a number, and no path
            assert late.read().count(b"\n") == 40
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("ask", "--help")])
def test_help_that_nobody_reads_ends_as_any_output(arguments: tuple[str, ...]) -> None:
    """And not with the code of "the articles do not answer"."""
    with _started(*arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux that is always full")
def test_a_full_disk_behind_standard_output_is_said_in_a_line(tmp_path: Path) -> None:
    """Nothing is to be reported; where standard error is there, too, the exit code is all that can be said."""
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "bot", "list", "--json", "--data", str(tmp_path)]
        told = subprocess.run(command, cwd=SEEDS.parent, stdout=full, stderr=subprocess.PIPE, check=False)
        silent = subprocess.run(command, cwd=SEEDS.parent, stdout=full, stderr=full, check=False)
    assert (told.returncode, silent.returncode) == (3, 3)
    assert json.loads(told.stderr)["error"] == {
        "code": "failed",
        "message": "the output cannot be written: No space left on device",
        "hint": "make room on the disk, or write it elsewhere",
    }


@pytest.mark.parametrize(("closed", "command", "code"), [("<&-", ["add", "-"], 3), (">&-", ["list"], 0)])
def test_a_closed_stream_is_an_empty_one(data: Path, closed: str, command: list[str], code: int) -> None:
    """Nothing comes out of it, and what goes into it is gone; neither is a fault of ours."""
    line = shlex.join([sys.executable, "-m", "bot", *command, "--data", str(data)])
    ended = subprocess.run(["/bin/sh", "-c", f"{line} {closed}"], cwd=SEEDS.parent, capture_output=True, check=False)
    assert (ended.returncode, b"unexpected" in ended.stderr) == (code, False)


def test_an_answer_that_nobody_reads_is_not_told_as_none(seeded: Path) -> None:
    """What people read ends with the code of a closed pipe, too, and not with that of "the articles do not answer"."""
    with _started("chat", "--data", seeded) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b"who designed the bridge?\n")
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)])
def test_ctrl_c_and_sigterm_end_quietly(seeded: Path, number: int, code: int) -> None:
    """An interrupted chat exits with a shell's code for it and without a traceback."""
    with _started("chat", "--data", seeded, "--json") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"who designed the bridge?\n")
        process.stdin.flush()
        process.stdout.readline()  # it is up, and waits for the next question
        process.send_signal(number)
        assert process.stderr.read().strip() == b""
    assert process.returncode == code


def test_sigterm_leaves_no_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`eval` keeps its articles in one, and may be ended at any time."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    corpus, questions = tmp_path / "corpus.jsonl", tmp_path / "questions.jsonl"
    corpus.write_text(
        "".join(json.dumps({"id": f"n{n}", "text": f"Bridge {n} opened. " * 300}) + "\n" for n in range(40))
    )
    questions.write_text(json.dumps({"id": "1", "question": "when did it open?", "answers": []}) + "\n")
    with _started("eval", corpus, questions) as process:
        assert process.stderr is not None
        while not [*tmp_path.glob("articlebot-*/*.db")]:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        assert b"Traceback" not in process.stderr.read()
    assert (process.returncode, [*tmp_path.glob("articlebot-*")]) == (143, [])


def test_ctrl_c_ends_quietly_before_the_command_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """While its modules are imported, here in the place of the first one."""

    class Interrupting:
        def find_spec(self, *_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "bot.cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupting()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130


def test_ctrl_c_once_more_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while the command is ending already, here with an error that is being told."""

    class Interrupted(io.StringIO):
        def write(self, _text: str) -> int:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stderr", Interrupted())
    with pytest.raises(SystemExit) as ended:
        cli.main(["ask"])
    assert ended.value.code == 130


def test_what_is_refused_is_named_as_it_was_given(tmp_path: Path) -> None:
    """Each kind of file, alone and as a part of another; nobody asked where the working directory lies."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "empty.txt").write_text(" ")
    (folder / "page.pdf").write_bytes(b"%PDF-1.7 and so on")
    (folder / "corpus.jsonl").write_text('{"text": "A line that is fine."}\nbroken\n')
    (folder / "all.zip").write_bytes(archive({"good.txt": "Some words.", "empty.txt": " "}))
    (folder / "damaged.txt.gz").write_bytes(b"\x1f\x8b and so on")
    result = run("add", "folder", "--data", tmp_path / "data", "--json")
    refused = {item["source"]: item["message"] for item in output(result)["refused"]}
    named = ["all.zip", "corpus.jsonl", "damaged.txt.gz", "empty.txt", "page.pdf"]
    assert list(refused) == [f"folder/{name}" for name in named]
    assert [message.startswith(source) for source, message in refused.items()] == [True] * 5
    (folder / "corpus.jsonl").write_text(" \n")
    assert str(tmp_path) not in result.stderr + run("refresh", "--data", tmp_path / "data").stderr


def test_what_to_do_is_a_sentence_wherever_it_stands(tmp_path: Path) -> None:
    """Behind an error and behind a refusal alike; a command keeps its name, and programs get the words as they are.

    Of a name that may be an address, it says how one begins.
    """
    (tmp_path / "empty.txt").write_text(" ")
    place = ("--data", tmp_path / "data")
    said = run("add", "art", "example.com", "site.example/a", tmp_path / "empty.txt", *place).stderr.splitlines()
    assert said[0] == "refused    there is no file art. Check the name"
    page = "Check the name; for a page, begin with https://"
    assert said[1:3] == [f"refused    there is no file {each}. {page}" for each in ("example.com", "site.example/a")]
    assert said[3].endswith("not a word in it. Add a file that holds the article's text")
    assert run("read", "art", "who?").stderr == "error: there is no file art. Check the name\n"
    assert fault(run("read", "art", "who?", "--json"))["hint"] == "check the name"
    assert run("read", tmp_path, "who?").stderr == f"error: {tmp_path} is a folder. Name a file in it\n"
    page = (
        "error: https://site.example/a is a web page, and not a file. Save the page, or add it and ask the articles\n"
    )
    assert run("read", "https://site.example/a", "who?").stderr == page
    assert "'SOURCE...'. articlebot add --help shows how" in run("add", *place).stderr


@pytest.mark.parametrize(
    ("command", "given", "said"),
    [
        (["add", "-"], " ", "standard input is empty: "),
        (["add", "-"], b"\x00\x01" * 99, "standard input is not text: "),
        (["add", "-"], '{"text": "A - b"}\nbroken\n', "standard input, line 2 is not JSON. "),
        (["add", "--urls", "-"], "ferry - at ten", "standard input, line 1 is no URL: ferry - at ten"),
        (["read", "-", "when?"], " ", "standard input is empty: "),
        (["ask", "--batch", "-"], "{", "standard input, line 1 is not JSON: "),
        (["ask", "--batch", "-"], "", "standard input holds no question"),
        (["eval", "CORPUS", "-"], "{", "standard input, line 1 is not JSON: "),
    ],
)
def test_standard_input_is_called_so(tmp_path: Path, command: list[str], given: str | bytes, said: str) -> None:
    """A sentence about "-" names nothing."""
    result = run(*command, "--data", tmp_path / "data", stdin=given)
    assert said in result.stderr.replace("refused    ", "").replace("error: ", "")


@pytest.mark.parametrize(
    "command", [["add", "-", "-"], ["add", "-", "--urls", "-"], ["eval", "-", "-"], ["bench", "-", "--questions", "-"]]
)
def test_standard_input_is_read_once(tmp_path: Path, command: list[str]) -> None:
    """The second time it would be empty, or the questions would be looked for in what is left of the corpus."""
    refused = run(*command, "--data", tmp_path / "data", "--json", stdin='{"text": "The ferry sails."}')
    assert (refused.exit_code, fault(refused)["code"]) == (2, "usage")
    assert "named twice" in fault(refused)["message"]
    assert not (tmp_path / "data").exists()


def test_a_date_from_standard_input_is_told_as_it_was_given(tmp_path: Path) -> None:
    """Its dashes stand for nothing; nor do those of the source, by which programs know it."""
    given = '{"id": "ferry", "text": "The ferry leaves at ten.", "published": "2025 - 13"}'
    report = output(run("add", "-", "--data", tmp_path / "data", "--json", stdin=given))
    assert [(each["source"], each["message"]) for each in report["remarks"]] == [
        ("-", '"2025 - 13" in standard input, line 1 is no date')
    ]


def test_an_error_is_a_line_whatever_a_file_is_called(tmp_path: Path) -> None:
    """Its name may hold a line break; programs get it as it is."""
    name = tmp_path / "a\nb"
    assert run("read", name, "who?").stderr.count("\n") == 1
    assert str(name) in fault(run("read", name, "who?", "--json"))["message"]


def test_an_empty_name_is_told_as_one(tmp_path: Path) -> None:
    """It names no file, and a sentence about a file without a name says nothing."""
    (refused,) = output(run("add", "", "--data", tmp_path / "data", "--json"))["refused"]
    assert (refused["code"], refused["message"]) == ("source", "the name of a file is empty")


def test_two_files_of_one_name_are_two_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name alone does not make an article, and one file named in two ways is one article."""
    data = tmp_path / "data"
    for folder, text in (("a", "The bridge opens."), ("b", "The ferry sails.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "n.txt").write_text(text)
        monkeypatch.chdir(tmp_path / folder)
        (added,) = output(run("add", "n.txt", "--data", data, "--json"))["added"]
        assert added["status"] == "added"
    assert output(run("add", tmp_path / "b" / "n.txt", "--data", data, "--json"))["summary"]["unchanged"] == 1


def test_a_text_that_is_there_under_another_name_is_told_as_such(tmp_path: Path) -> None:
    """It is stored once, and the id is none that was given; a file that is given again is just unchanged."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The bridge opens on Friday.")
    data = tmp_path / "data"
    assert "same text" not in run("add", tmp_path / "a.txt", "--data", data).stdout
    assert "same text" not in run("add", tmp_path / "a.txt", "--data", data).stdout
    said = run("add", tmp_path / "b.txt", "--data", data).stdout
    assert said.startswith("unchanged  ")
    assert "(the same text, which is there under this id)" in said


def test_a_broken_corpus_line_does_not_stop_the_next(tmp_path: Path) -> None:
    """What cannot be read is named with its line, and the rest is added all the same."""
    corpus = tmp_path / "c.jsonl"
    corpus.write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": ""}\nnonsense\n{"id": "d", "text": "Four."}\n')
    result = run("add", corpus, "--data", tmp_path / "data", "--json")
    assert result.exit_code == 3
    report = output(result)
    assert [item["id"] for item in report["added"]] == ["a", "d"]
    assert ["line 2" in report["refused"][0]["message"], "line 3" in report["refused"][1]["message"]] == [True, True]


@pytest.mark.parametrize("command", ["ask", "search", "read"])
def test_answers_never_overwrite_their_questions(seeded: Path, tmp_path: Path, command: str) -> None:
    """The file of a batch cannot be its output."""
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": 1, "question": "Who?", "context": "The mayor came."}\n')
    result = run(command, "--batch", questions, "--out", questions, "--data", seeded)
    assert result.exit_code == 2
    assert "Who?" in questions.read_text()


def test_a_backup_replaces_no_pipe(seeded: Path, tmp_path: Path) -> None:
    """A database cannot be written into one."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refused = run("backup", pipe, "--data", seeded, "--json")
    assert (refused.exit_code, fault(refused)["code"], pipe.is_fifo()) == (3, "source", True)


@pytest.mark.parametrize("command", ["backup", "export"])
def test_a_link_is_followed(seeded: Path, tmp_path: Path, command: str) -> None:
    """What is written is where it leads."""
    link, there = tmp_path / "link", tmp_path / "there"
    link.symlink_to(there)
    assert run(command, link, "--data", seeded).exit_code == 0
    assert (link.is_symlink(), there.is_file()) == (True, True)


def test_every_exit_code_is_explained_in_the_help_and_in_the_readme() -> None:
    """Both say the same of the same codes."""
    told = {str(code): meaning for code, meaning in EXIT_CODES.items()}
    assert dict(re.findall(r"^ +(\d+)  (.+)$", run("--help").output, re.MULTILINE)) == told
    table = (
        (SEEDS.parent / "README.md").read_text(encoding="utf-8").partition("| exit code | |")[2].partition("\n\n")[0]
    )
    assert dict(re.findall(r"^\| (\d+) \| (.+) \|$", table.replace(r"\|", "|"), re.MULTILINE)) == told

"""Commands that write a file never write into what articlebot keeps, and put a file in its place when it is whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import batch, outputs
from bot.compose import is_own_file
from bot.settings import Settings
from index.errors import SourceError
from tests.bot.command import CORPUS, fault, output, run


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two articles, and a snapshot to be, without a model; it is copied and never used itself."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "corpus.jsonl").write_text("".join(json.dumps(line) + "\n" for line in CORPUS), encoding="utf-8")
    assert run("add", folder / "corpus.jsonl", "--data", folder / "data").exit_code == 0
    (folder / "data" / "index").mkdir()
    (folder / "data" / "index" / "1.npz").write_bytes(b"snapshot")
    (folder / "data" / "articlebot.db-wal").write_bytes(b"")
    return folder / "data"


@pytest.fixture
def kept(filled: Path, tmp_path: Path) -> Path:
    """A copy of that directory."""
    return Path(shutil.copytree(filled, tmp_path / "data"))


def _questions(tmp_path: Path, *questions: str) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps({"question": each, "context": each}) + "\n" for each in questions))
    return file


WRITERS: dict[str, Callable[[Path, Path, Path], list[object]]] = {
    "export": lambda data, file, _: ["export", file, "--data", data],
    "backup": lambda data, file, _: ["backup", file, "--data", data],
    "ask": lambda data, file, questions: ["ask", "--batch", questions, "--out", file, "--data", data],
    "search": lambda data, file, questions: ["search", "--batch", questions, "--out", file, "--data", data],
    "read": lambda data, file, questions: ["read", "--batch", questions, "--out", file, "--data", data],
}


@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize(
    "place",
    [
        "articlebot.db", "articlebot.db-wal", "articlebot.db-shm", ".articlebot.db.part", "index/new.npz", "symlink",
        "hard link", "beside",
    ],
)  # fmt: skip
def test_what_articlebot_keeps_is_no_place_for_a_file(kept: Path, tmp_path: Path, command: str, place: str) -> None:
    """Nor is it by another name: the command is refused, and the database as it was."""
    names = {"symlink": tmp_path / "link", "hard link": tmp_path / "hard", "beside": tmp_path / "index-link" / "1.npz"}
    file = names.get(place, kept / place)
    (tmp_path / "link").symlink_to(kept / "articlebot.db")
    (tmp_path / "hard").hardlink_to(kept / "articlebot.db")
    (tmp_path / "index-link").symlink_to(kept / "index")
    before = (kept / "articlebot.db").read_bytes()
    refused = run(*WRITERS[command](kept, file, _questions(tmp_path, "who?")), "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (2, "usage"), refused.output
    assert "keeps" in fault(refused)["message"]
    assert (kept / "articlebot.db").read_bytes() == before
    assert not (kept / "index" / "new.npz").exists()


@pytest.mark.parametrize("name", ["articlebot.db", ".articlebot.db.part"])
def test_what_articlebot_keeps_is_no_backup(kept: Path, name: str) -> None:
    """Nor is what a killed restore has left, where the next one makes its copy: it would be deleted first."""
    if name != "articlebot.db":
        shutil.copy(kept / "articlebot.db", kept / name)
    refused = run("restore", kept / name, "--yes", "--data", kept, "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (2, "usage")
    assert (kept / name).stat().st_size


@pytest.mark.parametrize("command", ["eval", "bench"])
def test_a_picture_does_not_take_the_place_of_the_database(kept: Path, tmp_path: Path, command: str) -> None:
    """Whatever a link calls it. It is looked at before the corpus is, which is not there."""
    (tmp_path / "growth.png").symlink_to(kept / "articlebot.db")
    plot = tmp_path / "growth.png" if command == "eval" else tmp_path
    corpus = [tmp_path / "none.jsonl"] + ([_questions(tmp_path, "who?")] if command == "eval" else [])
    refused = run(command, *corpus, "--plot", plot, "--data", kept, "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (2, "usage"), refused.output


@pytest.mark.parametrize("command", ["eval", "bench"])
def test_a_picture_that_may_not_be_written_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Hours before it would be drawn. It is looked at before the corpus is, which is not there."""
    real = os.access
    # Nothing binds root, who may run this.
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and real(path, mode))
    plot = tmp_path / "growth.png" if command == "eval" else tmp_path
    corpus = [tmp_path / "none.jsonl"] + ([tmp_path / "none"] if command == "eval" else [])
    refused = run(command, *corpus, "--plot", plot, "--json")
    assert (refused.exit_code, fault(refused)["message"]) == (3, f"the folder {tmp_path} may not be written")


def test_a_picture_that_is_there_may_be_written_in_a_closed_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not replaced, as other files are. What is missing here is the file of questions."""
    real, plot = os.access, tmp_path / "growth.png"
    plot.touch()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path and real(path, mode))
    refused = run("eval", tmp_path / "none.jsonl", tmp_path / "none", "--plot", plot, "--json")
    assert fault(refused)["message"] == f"there is no file {tmp_path / 'none'}"


@pytest.mark.parametrize("command", ["export", "backup"])
def test_a_file_elsewhere_in_the_data_directory_is_written(kept: Path, tmp_path: Path, command: str) -> None:
    """Only what articlebot keeps is refused; and a folder that is not there is not made."""
    assert run(*WRITERS[command](kept, kept / "mine", tmp_path)).exit_code == 0
    assert (kept / "mine").stat().st_size
    refused = run(*WRITERS[command](kept, tmp_path / "none" / "mine", tmp_path), "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (3, "source")
    assert "folder that exists" in fault(refused)["hint"]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("name", "leads_to", "packed"),
    [("c.jsonl.gz", "today", True), ("c.jsonl", "today.gz", False), ("C.JSONL.GZ", "C.JSONL.GZ", True)],
)
def test_an_export_is_packed_as_it_is_called(
    kept: Path, tmp_path: Path, name: str, leads_to: str, packed: bool
) -> None:
    """Whatever a link leads to, and in capitals too: other programs go by the name."""
    if name != leads_to:
        (tmp_path / name).symlink_to(tmp_path / leads_to)
    assert run("export", tmp_path / name, "--data", kept).exit_code == 0
    assert (tmp_path / leads_to).read_bytes().startswith(b"\x1f\x8b") == packed


def test_a_batch_that_fails_leaves_the_answers_of_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it has answered is beside them, each line as soon as it is there; people are told where, programs know."""
    out = tmp_path / "answers.jsonl"
    out.write_text("of before")
    lines = [batch.Line(n, "who?") for n in range(3)]

    def answer(line: batch.Line) -> dict[str, object]:
        if line.id == 2:
            assert len((tmp_path / "answers.jsonl.part").read_text().splitlines()) == 2
            raise KeyboardInterrupt
        return {"id": line.id}

    with pytest.raises(KeyboardInterrupt):
        batch.run(lines, out, answer)
    assert out.read_text() == "of before"
    assert (tmp_path / "answers.jsonl.part").read_text() == '{"id": 0}\n{"id": 1}\n'
    assert capsys.readouterr().err == f"Stopped. The answers so far are in {out}.part.\n"
    with pytest.raises(KeyboardInterrupt):
        batch.run(lines, out, answer, as_json=True)
    assert capsys.readouterr().err == ""
    batch.run(lines[:1], out, answer)
    assert out.read_text() == '{"id": 0}\n'
    assert not (tmp_path / "answers.jsonl.part").exists()


def test_a_file_is_written_by_one_process_at_a_time(kept: Path, tmp_path: Path) -> None:
    """The other is refused, and takes neither the answers away nor half of its own for all of them."""
    out, questions = tmp_path / "answers.jsonl", _questions(tmp_path, "who?", "when?")
    again = [sys.executable, "-m", "bot", *map(str, WRITERS["search"](kept, out, questions))]

    def answer(line: batch.Line) -> dict[str, object]:
        if line.id == 2:
            refused = subprocess.run(again, cwd=Path(__file__).parents[3], capture_output=True, check=False)
            said = f"error: another process is writing {out}. Let it finish, or name another file\n"
            assert (refused.returncode, refused.stderr.decode()) == (3, said)
        return {"id": line.id}

    batch.run([batch.Line(n, "who?") for n in (1, 2)], out, answer)
    assert out.read_text() == '{"id": 1}\n{"id": 2}\n'


def test_a_link_beside_is_not_followed(tmp_path: Path) -> None:
    """Whoever may write into the folder could have put it there, to have another file overwritten."""
    other, out = tmp_path / "other", tmp_path / "answers.jsonl"
    other.write_text("not an answer")
    (tmp_path / "answers.jsonl.part").symlink_to(other)
    batch.run([batch.Line(0, "who?")], out, lambda line: {"id": line.id})
    assert (other.read_text(), out.read_text()) == ("not an answer", '{"id": 0}\n')
    assert not out.is_symlink()


def test_what_is_beside_is_not_the_questions_either(tmp_path: Path) -> None:
    """They would be gone before the first answer."""
    questions = _questions(tmp_path, "who?").rename(tmp_path / "answers.part")
    refused = run("read", "--batch", questions, "--out", tmp_path / "answers", "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (2, "usage")
    assert questions.read_text()


def test_a_batch_goes_into_a_pipe(tmp_path: Path) -> None:
    """A pipe stays one: its place is not taken by a file."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reading = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reading.start()
    batch.run([batch.Line(1, "who?")], pipe, lambda line: {"id": line.id})
    reading.join()
    assert got == ['{"id": 1}\n']
    assert pipe.is_fifo()


def test_an_export_goes_into_a_pipe(kept: Path, tmp_path: Path) -> None:
    """As the shell makes one of >(command)."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reading = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reading.start()
    told = output(run("export", pipe, "--data", kept, "--json"))
    reading.join(10)
    assert (told["articles"], got[0].count("\n"), pipe.is_fifo()) == (2, 2, True)


@pytest.mark.parametrize("command", WRITERS)
def test_a_dash_is_standard_output_and_no_file(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A backup is refused there: what reads the pipe would keep a line of words for one."""
    monkeypatch.chdir(tmp_path)
    done = run(*WRITERS[command](kept, Path("-"), _questions(tmp_path, "who?")))
    assert (done.exit_code, bool(done.stdout)) == ((2, False) if command == "backup" else (0, True))
    assert not Path("-").exists()


def _typed(command: str, kept: Path, tmp_path: Path, name: str) -> list[str]:
    """Return a command that writes into the file `name`, as it is typed: a path would lose its "./" and its slash."""
    given = WRITERS[command](kept, Path("FILE"), _questions(tmp_path, "who?"))
    return [name if each == Path("FILE") else str(each) for each in given]


@pytest.mark.parametrize("command", WRITERS)
def test_a_dash_in_a_folder_is_a_file(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """That is how a file of this name is written everywhere."""
    monkeypatch.chdir(tmp_path)
    assert run(*_typed(command, kept, tmp_path, "./-")).exit_code == 0
    assert Path("-").stat().st_size


@pytest.mark.parametrize("command", WRITERS)
def test_a_folder_that_is_not_there_does_not_become_a_file(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A slash at the end says that a folder is meant."""
    monkeypatch.chdir(tmp_path)
    refused = run(*_typed(command, kept, tmp_path, "new/"))
    assert (refused.exit_code, "new/ is the name of a folder" in refused.stderr) == (2, True)
    assert not Path("new").exists()


@pytest.mark.parametrize("command", ["export", "backup", "ask"])
def test_a_name_that_is_too_long_is_told_as_such(kept: Path, tmp_path: Path, command: str) -> None:
    """Also one that only becomes too long with the ending that the file has until it is complete."""
    file = tmp_path / ("a" * 255)
    refused = run(*WRITERS[command](kept, file, _questions(tmp_path, "who?")), "--json")
    assert (refused.exit_code, fault(refused)["hint"]) == (3, "choose a shorter one")


def test_an_export_into_standard_output_by_its_path_says_nothing_else_there(kept: Path) -> None:
    """Whoever reads it wants lines of a corpus."""
    whole = [sys.executable, "-m", "bot", "export", "/dev/stdout", "--data", str(kept)]
    done = subprocess.run(whole, cwd=Path(__file__).parents[3], capture_output=True, check=True, timeout=60)
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2


def test_a_link_to_a_corpus_stays_a_link(kept: Path, tmp_path: Path) -> None:
    """The file is written where it leads."""
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    assert output(run("export", tmp_path / "link.jsonl", "--data", kept, "--json"))["articles"] == 2
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_a_folder_that_is_missing_is_named_where_a_link_leads(kept: Path, tmp_path: Path) -> None:
    """The folder of the link itself is there."""
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "none" / "real.jsonl")
    refused = run("export", tmp_path / "link.jsonl", "--data", kept, "--json")
    assert fault(refused)["message"] == f"there is no folder {tmp_path / 'none'}"


@pytest.mark.parametrize("mode", [0, 0o500])
def test_a_folder_that_may_not_be_written_is_told_as_such(unprivileged: Path, mode: int) -> None:
    """Before a minute of work, and not as a fault of the database or of ours."""
    closed = unprivileged / "closed"
    closed.mkdir(mode)
    with pytest.raises(SourceError, match=f"the folder {closed} may not be written"):
        outputs.write_target(closed / "file")
    (unprivileged / "link").symlink_to(closed / "file")
    with pytest.raises(SourceError, match=f"the folder {closed} may not be written"):
        outputs.write_target(unprivileged / "link")
    assert not outputs.is_stream(closed / "file")


@pytest.mark.parametrize(
    "arguments", [["export", ""], ["backup", ""], ["restore", ""], ["ask", "--batch", "q", "--out", ""]]
)
def test_an_empty_name_is_no_folder(kept: Path, arguments: list[str]) -> None:
    """As a path it is the current folder, which nobody has named."""
    refused = run(*arguments, "--data", kept)
    assert (refused.exit_code, "the name of a file is empty" in refused.stderr) == (2, True)


def test_a_folder_is_added_without_what_articlebot_keeps_in_it(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data directory is in the current folder by default, and `add .` would make an article of what was asked."""
    for name in ("chat_history", "run.lock", "mine.txt"):
        (kept / name).write_text(f"The words of {name}.")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "chat_history").write_text("The history of chats is short.")
    monkeypatch.chdir(tmp_path)
    for source in (".", "**"):
        told = output(run("add", source, "--data", kept, "--json"))
        titles = {each["title"] for each in told["added"]}
        assert (titles, told["refused"]) == ({"The words of mine.txt.", "The history of chats is short."}, [])
    assert run("add", "data/articlebot.db", "--data", kept).exit_code == 3


def test_what_is_kept_is_told_apart_whatever_the_data_directory_is_called(tmp_path: Path) -> None:
    """Also if it is called like the folder of snapshots in it."""
    data = tmp_path / "index"
    data.mkdir()
    settings = Settings(articlebot_data=data)
    kept = ("articlebot.db", "articlebot.db-wal", "chat_history", "run.lock", "index/1.npz")
    assert all(is_own_file(settings, str(data / name)) for name in kept)
    assert not any(is_own_file(settings, str(data / name)) for name in ("mine.txt", "texts/chat_history"))
    assert not is_own_file(settings, str(tmp_path / "chat_history"))

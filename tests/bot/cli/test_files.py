"""What a source names: the files of a pattern and of a folder, and no more bytes than may be taken."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli.adding import files, sources
from bot.cli.json_lines import read_json_lines
from index.errors import ExtractError, SourceError


def test_a_pattern_goes_through_no_links_for_its_folders(tmp_path: Path) -> None:
    """Two links that lead round in circles would never end; a link that is named, and one to a file, are followed."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.md").write_text("Some words.")
    for name in ("one", "two"):
        (tmp_path / "news" / name).symlink_to(tmp_path / "news")
    (tmp_path / "b.md").symlink_to(tmp_path / "news" / "a.md")

    def named(pattern: str) -> list[str]:
        return [str(Path(file).relative_to(tmp_path)) for file in files.files_of(str(tmp_path / pattern))]

    assert named("**/*.md") == ["b.md", "news/a.md"]
    assert named("news/one/*.md") == ["news/one/a.md"]
    assert named("**") == ["b.md", "news/a.md"]


def test_folders_that_a_pattern_names_are_read_like_others(tmp_path: Path) -> None:
    """Beside files, alone where the pattern ends so, and by way of the folder above."""
    for name in ("news.md", "news/a.md", "news/.b.md", "empty/.c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Some words.")

    def named(pattern: str) -> list[str]:
        return [os.path.relpath(file, tmp_path) for file in files.files_of(f"{tmp_path}/{pattern}")]

    assert named("*") == named("news*") == ["news/a.md", "news.md"]
    assert named("n*/") == ["news/a.md"]
    assert named("e*/../news/*.md") == ["news/a.md"]
    assert named("news/.*.md") == ["news/.b.md"]
    with pytest.raises(SourceError, match="nothing matches"):
        named("empty*")


@pytest.mark.parametrize("source", ["", "/*", "/**/*.md"])
def test_a_folder_that_may_not_be_read_leaves_the_others(unprivileged: Path, source: str) -> None:
    """It is named; and so it is where it is all there is."""
    for name in ("a/a.md", "closed/b.md", "z.md"):
        (unprivileged / name).parent.mkdir(exist_ok=True)
        (unprivileged / name).write_text("Some words.")
    closed, refused = unprivileged / "closed", list[str]()
    closed.chmod(0)
    found = sorted(files.files_of(f"{unprivileged}{source}", lambda name, _: refused.append(name)))
    assert [os.path.relpath(file, unprivileged) for file in found] == ["a/a.md", "z.md"]
    assert refused == ([] if "**" in source else [str(closed)])  # a pattern passes over it, as in a shell
    assert list(files.files_of(str(closed), lambda name, _: refused.append(name))) == []
    assert refused[-1] == str(closed)
    closed.chmod(0o700)


def test_two_stars_inside_a_name_are_one(tmp_path: Path) -> None:
    """As in a shell, folders in folders are a part of the pattern by itself; a hidden file is named by its dot."""
    for name in ("a.md", "deep/a.md", ".hidden.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Some words.")
    assert list(files.files_of(str(tmp_path / "**.md"))) == [str(tmp_path / "a.md")]
    assert list(files.files_of(str(tmp_path / ".h*.md"))) == [str(tmp_path / ".hidden.md")]


def test_what_never_ends_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of URLs from a pipe, and a document."""

    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return b"y" * size

    for most in (sources._MAX_URLS, 3 * 2**20):
        endless = Endless()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=endless, isatty=lambda: False))
        with pytest.raises(ExtractError, match="over"):
            files.content("-", most)
        assert endless.given <= most + 2**20


def test_a_pipe_is_read_where_it_is_named_and_not_where_it_is_found(tmp_path: Path) -> None:
    """As the shell makes one of <(command); in a folder it may never end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for given, read in (
        (b'{"question": "who?"}', lambda: [line.fields for line in read_json_lines(str(pipe), "{}")]),
        (b"https://a.example/b", lambda: sources.urls_in(str(pipe), sources.Refusals())),
    ):
        writer = threading.Thread(target=pipe.write_bytes, args=(given,), daemon=True)
        writer.start()
        assert read() in ([{"question": "who?"}], ["https://a.example/b"])
        writer.join()
    with pytest.raises(SourceError, match="is not a file") as refused:
        files.content(str(pipe))
    assert "- for standard input" in refused.value.hint


def test_a_link_to_nothing_is_told_as_one(tmp_path: Path) -> None:
    """There is a file of that name for whoever lists the folder."""
    (tmp_path / "a.md").symlink_to(tmp_path / "gone.md")
    with pytest.raises(SourceError, match=f"{tmp_path}/a.md is a link to what is not there"):
        files.content(str(tmp_path / "a.md"))


def test_what_may_not_be_read_is_not_gone(unprivileged: Path) -> None:
    """Neither behind a folder that may not be entered; what is gone may have become something else."""
    (unprivileged / "folder").mkdir()
    (unprivileged / "closed").mkdir()
    (unprivileged / "file").write_text("Some words.")
    (unprivileged / "closed" / "file").write_text("Some words.")
    for each in ("file", "closed"):
        (unprivileged / each).chmod(0)

    def gone(name: str) -> bool:
        with pytest.raises(SourceError) as error:
            files.content(str(unprivileged / name))
        return files.is_gone(error.value)

    assert [gone(name) for name in ("file", "closed/file")] == [False, False]
    assert [gone(name) for name in ("none", "none/file", "file/file", "folder")] == [True, True, True, True]

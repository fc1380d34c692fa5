"""Sources as people name them: how many articles they hold, before one is read."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from bot.cli.adding.sources import Refusals, articles, count, read
from index.errors import SourceError
from index.extract import DocumentProcess
from tests.index.extract.documents import archive, pdf

LINES = b"\n".join(b'{"id": "%d", "text": "Some words."}' % number for number in range(7))


def test_articles_are_counted_before_they_are_read(tmp_path: Path) -> None:
    """A folder's files and a corpus's lines, packed or not: as many as are read then."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("One article.")
    (tmp_path / "folder" / "b.md").write_text("# Another one\n\nIt has words.")
    (tmp_path / "corpus.jsonl").write_bytes(LINES + b"\n")
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(LINES))
    (tmp_path / "both.zip").write_bytes(archive({"a.txt": "One article.", "b.pdf": pdf(["Another."])}))
    sources = [str(tmp_path / name) for name in ("folder", "corpus.jsonl", "packed.jsonl.gz", "both.zip")]
    with DocumentProcess() as process:
        assert count(sources) == 2 + 7 + 7 + 2 == len(list(articles(sources, Refusals(), process)))


def test_what_cannot_be_read_counts_nothing_or_one(tmp_path: Path) -> None:
    """It is refused later, with its reason; counting raises nothing."""
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    (tmp_path / "damaged.jsonl.gz").write_bytes(gzip.compress(LINES)[:-9])
    (tmp_path / "empty").mkdir()
    assert count([str(tmp_path / "binary.txt"), str(tmp_path / "missing"), str(tmp_path / "empty")]) == 0
    assert count(["https://example.org/news"]) == 1
    assert count([str(tmp_path / "damaged.jsonl.gz")]) == 1


def test_gzip_data_of_nothing_but_beginnings_is_left_alone(tmp_path: Path) -> None:
    """Each of them takes time; a file packed in blocks is read."""
    (tmp_path / "many.txt.gz").write_bytes(gzip.compress(b"") * 2_000 + gzip.compress(b"Some words."))
    (tmp_path / "blocks.txt.gz").write_bytes(
        b"".join(gzip.compress(os.urandom(1_000).hex().encode()) for _ in range(1_100))
    )
    refusals = Refusals()
    with DocumentProcess() as process:
        (article,) = articles([str(tmp_path / "many.txt.gz"), str(tmp_path / "blocks.txt.gz")], refusals, process)
    assert len(article.text) == 1_100 * 2_000
    assert "2,001 gzip files one after another" in refusals.errors[0][1].message
    assert count([str(tmp_path / "many.txt.gz")]) == 0


def test_nobody_knows_how_much_standard_input_holds() -> None:
    """It can be read only once."""
    assert count(["-"]) is None


def test_a_document_is_refreshed_and_a_member_of_an_archive_too(tmp_path: Path) -> None:
    """The source of a member is its archive, by which it is found again; its id stays the same."""
    file = tmp_path / "both.zip"
    refusals = Refusals()
    with DocumentProcess() as process:
        file.write_bytes(archive({"a.pdf": pdf(["Some words."])}))
        (before,) = read(str(file), refusals, process)
        file.write_bytes(archive({"a.pdf": pdf(["Other words."])}))
        (after,) = read(str(file), refusals, process)
    assert before.source == after.source == str(file)
    assert before.id == after.id
    assert (before.text, after.text, refusals.errors) == ("Some words.", "Other words.", [])


def test_another_file_of_the_same_name_is_not_read_for_one_that_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is read at its path; the name stays the source, and only what is its own has the path.

    What was stored without a path is read by its name.
    """
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "c.jsonl").write_text(
            f'{{"text": "The {folder} ferry."}}\n{{"text": "Its tram.", "source": "t.md"}}'
        )
    monkeypatch.chdir(tmp_path / "new")
    old, new = (str(tmp_path / folder / "c.jsonl") for folder in ("old", "new"))
    with DocumentProcess() as process:
        for path, text in ((old, "The old ferry."), (None, "The new ferry.")):
            ferry, tram = read("c.jsonl", Refusals(), process, path)
            assert (ferry.text, ferry.source, ferry.path) == (text, "c.jsonl", path or new)
            assert (tram.source, tram.path) == ("t.md", None)
        with pytest.raises(SourceError, match="there is no file"):
            list(read("c.jsonl", Refusals(), process, f"{old}.gone"))


def test_a_pattern_names_its_files_and_a_file_of_that_name_is_a_file(tmp_path: Path) -> None:
    """As a shell would fill it in, folders in folders, too; hidden files stay out, and each file comes once."""
    for name in ("a.txt", "b.txt", "c.md", "deep/d.txt", "deep/er/e.txt", ".hidden.txt", "deep/[1].txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"Words of {name}.")

    def named(pattern: str) -> list[str]:
        refusals = Refusals()
        with DocumentProcess() as process:
            found = [article.text[9:-1] for article in articles([str(tmp_path / pattern)], refusals, process)]
        assert count([str(tmp_path / pattern)]) == len(found)
        return found if not refusals.errors else [refusals.errors[0][1].message.replace(str(tmp_path), "")]

    assert named("*.txt") == ["a.txt", "b.txt"]
    assert named("?.md") == ["c.md"]
    assert named("**/*.txt") == ["a.txt", "b.txt", "deep/[1].txt", "deep/d.txt", "deep/er/e.txt"]
    assert named("**") == ["a.txt", "b.txt", "c.md", "deep/[1].txt", "deep/d.txt", "deep/er/e.txt"]
    assert named("d[ae]ep") == named("deep") == ["deep/[1].txt", "deep/d.txt", "deep/er/e.txt"]
    assert named("deep/[1].txt") == ["deep/[1].txt"]
    assert named("*.pdf") == ["nothing matches /*.pdf"]


def test_a_name_that_no_system_takes_is_one_refusal(tmp_path: Path) -> None:
    """Whether it is a file's or a pattern's; what stands beside it is read."""
    (tmp_path / "a.md").write_text("Some words.")
    names = ["a" * 300, f"{tmp_path}/{'b' * 300}*", f"{tmp_path}/*/{'c' * 300}", "d\0"]
    refusals = Refusals()
    with DocumentProcess() as process:
        (article,) = articles([*names, str(tmp_path / "a.md")], refusals, process)
    assert article.text == "Some words."
    assert [source for source, _ in refusals.errors] == names


def test_folders_without_end_are_one_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python looks into each of them in a call of its own, about a thousand at most."""

    def walk(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(os, "walk", walk)
    refusals = Refusals()
    with DocumentProcess() as process:
        assert list(articles([str(tmp_path)], refusals, process)) == []
    assert "folders in folders without end" in refusals.errors[0][1].message
    assert count([str(tmp_path)]) == 0


def test_a_file_may_be_called_like_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked for first; where there is none, a hint says how addresses are written."""
    monkeypatch.chdir(tmp_path)
    Path("file: notes.txt").write_text("Some words.")
    refusals = Refusals()
    with DocumentProcess() as process:
        (article,) = articles(["file: notes.txt", "javascript:alert(1)", "http:site.example/a"], refusals, process)
    assert article.source == "file: notes.txt"
    assert [error.message for _, error in refusals.errors] == [
        f"{name} is no file and no web address" for name in ("javascript:alert(1)", "http:site.example/a")
    ]

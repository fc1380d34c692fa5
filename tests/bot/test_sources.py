"""Sources as people name them: how many articles they hold, before one is read."""

from __future__ import annotations

import gzip
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli import sources as naming
from bot.cli.sources import Refusals, articles, count, read
from index.errors import ExtractError
from index.extract import DocumentProcess
from tests.index.documents import archive, pdf

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


def test_a_pattern_goes_through_no_links_for_its_folders(tmp_path: Path) -> None:
    """Two links that lead round in circles would never end; a link that is named, and one to a file, are followed."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.md").write_text("Some words.")
    for name in ("one", "two"):
        (tmp_path / "news" / name).symlink_to(tmp_path / "news")
    (tmp_path / "b.md").symlink_to(tmp_path / "news" / "a.md")

    def named(pattern: str) -> list[str]:
        return [str(Path(file).relative_to(tmp_path)) for file in naming._files(str(tmp_path / pattern))]

    assert named("**/*.md") == ["b.md", "news/a.md"]
    assert named("news/one/*.md") == ["news/one/a.md"]
    assert named("**") == ["b.md", "news/a.md"]


def test_two_stars_inside_a_name_are_one(tmp_path: Path) -> None:
    """As in a shell, folders in folders are a part of the pattern by itself; a hidden file is named by its dot."""
    for name in ("a.md", "deep/a.md", ".hidden.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Some words.")
    assert list(naming._files(str(tmp_path / "**.md"))) == [str(tmp_path / "a.md")]
    assert list(naming._files(str(tmp_path / ".h*.md"))) == [str(tmp_path / ".hidden.md")]


def test_what_never_ends_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of URLs from a pipe, and a document."""

    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return b"y" * size

    for most in (naming._MAX_URLS, 3 * 2**20):
        endless = Endless()
        monkeypatch.setattr(naming.sys, "stdin", SimpleNamespace(buffer=endless))
        with pytest.raises(ExtractError, match="over"):
            naming.content("-", most)
        assert endless.given <= most + 2**20

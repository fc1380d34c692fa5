"""Rich documents are read in a process that is bounded in every way, and that takes nothing with it when it ends."""

from __future__ import annotations

import functools
import io
import signal
import stat
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.errors import EmptyText, ExtractError, TooLarge
from index.extract import MAX_DOCUMENT, DocumentProcess, articles_from, process_pipes
from index.extract.counting import count_articles
from index.extract.extractors import Begun, steps
from tests.index.extract.documents import STORY, archive, docx, epub, mail, page, paragraph, pdf


@pytest.fixture(scope="module")
def process() -> Iterator[DocumentProcess]:
    """One process for many documents."""
    with DocumentProcess() as running:
        yield running


@functools.cache
def slow() -> bytes:
    """Return a PDF that takes pypdf very long: one page on which many words are shown, each by itself."""
    return pdf(["a) Tj (b" * 200_000]).replace(rb"\)", b")").replace(rb"\(", b"(")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (page(), "a", STORY[0]),
        (pdf(["Some words."]), "a.txt", "Some words."),
        (docx(paragraph("Some words.")), "a.zip", "Some words."),
        (epub({"a.xhtml": "<p>Some words.</p>"}), "a.docx", "Some words."),
        (mail("Some words."), "a.txt", "Some words."),
    ],
)
def test_every_kind_is_known_by_its_content(process: DocumentProcess, data: bytes, name: str, words: str) -> None:
    """Whatever it is called."""
    (article,) = articles_from(data, name, None, process)
    assert words in article.text
    assert article.source == name


def test_a_mail_of_parts_in_one_another_is_read_in_time(process: DocumentProcess) -> None:
    """To look at everything below a part, at each part, takes half a minute for these."""
    nested = "Content-Type: text/plain\n\nSome words.\n"
    for number in range(600):
        kind = f"multipart/alternative; boundary=b{number}x"
        nested = f"Content-Type: {kind}\n\n--b{number}x\n{nested}--b{number}x--\n"
    (article,) = articles_from(f"MIME-Version: 1.0\nFrom: a\nTo: b\n{nested}".encode(), "a.eml", None, process)
    assert article.text == "Some words."


def test_styles_based_on_one_another_are_read_in_time(process: DocumentProcess) -> None:
    """To follow all of them from each takes a minute for these."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:basedOn w:val="s{number + 1}"/></w:style>'
        for number in range(4_000)
    )
    (article,) = articles_from(docx(paragraph("Some words."), styles=styles), "a.docx", None, process)
    assert article.text == "Some words."


def test_a_document_is_read_without_a_process_at_hand() -> None:
    """One is started for it, and ended."""
    (article,) = articles_from(pdf(["Some words."]), "a.pdf")
    assert article.page_starts == (0,)


def test_what_is_wrong_with_a_document_is_the_same_error_as_here(process: DocumentProcess) -> None:
    """Its class, message and hint come through the pipe."""
    with pytest.raises(EmptyText, match="pictures of text") as caught:
        list(articles_from(pdf([]), "scan.pdf", None, process))
    assert caught.value.hint.startswith("run text recognition")


def test_an_archive_gives_its_articles_and_a_reason_for_every_other_file(process: DocumentProcess) -> None:
    """In the order of their names; hidden files are nobody's articles, and an archive inside is not opened."""
    data = archive(
        {
            "b/two.pdf": pdf(["Two."]),
            "a.txt": "One.",
            ".hidden": "x",
            "__MACOSX/a.txt": "x",
            "c.jsonl": '{"id": "c", "text": "Three."}\n{"title": "no text"}',
            "d.png": b"\x89PNG\r\n\x1a\n\x00",
            "e.zip": archive({"x.txt": "deep"}),
            "f.apk": archive({"AndroidManifest.xml": "x"}),
            "f.xlsb": archive({"xl/workbook.bin": "x", "docProps/app.xml": "<Properties>Excel</Properties>"}),
            "g.docx": docx(paragraph("Four.")),
        }
    )
    refused: list[ExtractError] = []
    found = list(articles_from(data, "all.zip", refused.append, process))
    assert [article.text for article in found] == ["One.", "Two.", "Three.", "Four."]
    assert {article.source for article in found} == {"all.zip"}
    assert len({article.id for article in found}) == 4
    reasons = (
        "line 2 has no",
        "d.png: images are not read",
        "e.zip: archives inside archives",
        "f.apk: programs",
        "f.xlsb: binary Excel workbooks",
    )
    assert all(reason in error.message for reason, error in zip(reasons, refused, strict=True))


def test_an_archive_whose_name_is_not_utf8_is_read(process: DocumentProcess) -> None:
    """As systems hand such names over, with halves of surrogate pairs; the articles can be stored."""
    data = archive({"a.txt": "One.", "b.jsonl": '{"text": "Two."}'})
    found = list(articles_from(data, "\udcff.zip", None, process))
    assert [(article.text, article.source) for article in found] == [("One.", "?.zip"), ("Two.", "?.zip")]


def test_a_link_in_an_archive_is_no_article() -> None:
    """What is in it is the name of another file."""
    link = zipfile.ZipInfo("b.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO(archive({"a.txt": "One."}))
    with zipfile.ZipFile(out, "a") as container:
        container.writestr(link, "a.txt")
    found = [each for each in steps("zip", out.getvalue(), "all.zip") if not isinstance(each, Begun)]
    assert [each.text if isinstance(each, Article) else each for each in found] == ["One."]


def test_a_name_in_an_archive_is_read_in_utf_8_though_it_does_not_say_so() -> None:
    """As macOS writes it. Another name is in the characters of MS-DOS."""
    for given, packed in (("Übung", "Übung".encode()), ("Übung", "Übung".encode("cp437")), ("Uebun", b"Uebun")):
        data = archive({f"{'x' * len(packed)}.csv": "a;b\n1;2"}).replace(b"x" * len(packed), packed)
        titles = [each.title for each in steps("zip", data, "all.zip") if isinstance(each, Article)]
        assert titles == [given]


def test_an_archive_tells_how_many_files_it_has(tmp_path: Path) -> None:
    """For progress; a Word document is an archive of one article."""
    for data, count in ((archive({"a.txt": "a", "b.txt": "b"}), 2), (docx(paragraph("a")), 1), (b"PK\x03\x04x", 1)):
        (tmp_path / "file").write_bytes(data)
        with (tmp_path / "file").open("rb") as stream:
            assert count_articles(stream, "file") == count


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    """The process is killed, the error says so, and a new process reads on."""
    with DocumentProcess(seconds=1, patience=60) as process:
        (error,) = process.read("pdf", slow(), "slow.pdf")
        assert isinstance(error, ExtractError)
        assert error.message == "slow.pdf took over 1 seconds of work, and was given up"
        assert process._running is not None
        assert process._running.worked_too_long or not hasattr(signal, "SIGPROF"), "by its own time, not by the clock"
        (article,) = process.read("pdf", pdf(["Some words."]), "a.pdf")
        assert isinstance(article, Article)


@pytest.mark.parametrize(("patience", "whole"), [(0.01, 60.0), (3.0, 0.6)])
def test_a_document_that_the_clock_ended_names_the_limit_of_the_clock(patience: float, whole: float) -> None:
    """And not that of its own work, which was not reached."""
    with DocumentProcess(seconds=60, patience=patience, whole=whole) as process:
        (error,) = process.read("pdf", slow(), "slow.pdf")
    assert isinstance(error, ExtractError)
    assert error.message == "slow.pdf took over 0.6 seconds by the clock, and was given up"
    assert "less is being done on this machine" in error.hint


def test_a_process_that_does_not_start_in_time_says_nothing_about_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is very busy, the document is neither broken nor too large; later it is read."""
    with DocumentProcess() as process:
        monkeypatch.setattr(process_pipes, "START_SECONDS", 0.001)
        (error,) = process.read("pdf", pdf(["Some words."]), "a.pdf")
        assert isinstance(error, ExtractError)
        assert error.message.startswith("a.pdf was not read: the process for it did not start in")
        assert error.hint == "try again when less is being done on this machine"
        monkeypatch.undo()
        (article,) = process.read("pdf", pdf(["Some words."]), "a.pdf")
        assert isinstance(article, Article)


def test_a_member_that_takes_too_long_takes_no_other_with_it() -> None:
    """What came before it stays, what comes behind it is read."""
    data = archive({"a.txt": "One.", "b.pdf": slow(), "c.pdf": pdf(["Three."])}, zipfile.ZIP_STORED)
    with DocumentProcess(seconds=1) as process:
        one, error, three = process.read("zip", data, "all.zip")
    assert isinstance(one, Article)
    assert isinstance(three, Article)
    assert isinstance(error, ExtractError)
    assert error.message.startswith("all.zip/b.pdf took over")


def test_between_two_files_of_an_archive_others_have_their_turn() -> None:
    """Whoever asks next is read next; the rest of the archive waits until somebody asks for it."""
    data = archive({"a.txt": "One.", "b.png": b"\x89PNG\r\n\x1a\n\x00", "c.txt": "Three.", "d.txt": "Four."})
    refused: list[ExtractError] = []
    with DocumentProcess(part=0) as process:
        found = articles_from(data, "all.zip", refused.append, process)
        assert next(found).text == "One."
        (other,) = process.read("pdf", pdf(["Some words."]), "a.pdf")
        assert isinstance(other, Article)
        assert next(found).text == "Three."
        process.close()
        assert list(found) == []
    assert [error.message.partition(":")[0] for error in refused] == ["all.zip/b.png", "all.zip was not read"]


def test_an_archive_takes_no_longer_than_it_may() -> None:
    """What is behind is named, and what came before it stays."""
    data = archive({"a.txt": "One.", "b.pdf": slow(), "c.txt": "Three."}, zipfile.ZIP_STORED)
    with DocumentProcess(part=0, whole=2) as process:
        one, error = process.read("zip", data, "all.zip")
    assert isinstance(one, Article)
    assert isinstance(error, ExtractError)
    assert error.message == "all.zip takes over 2 seconds: what follows all.zip/b.pdf was not read"


def test_an_archive_of_what_cannot_be_read_is_left_after_a_few_of_its_files() -> None:
    """Each may take its whole time while others wait; what was not looked at is named."""
    files: dict[str, str | bytes] = {"a.txt": "One."} | {f"b{number}.pdf": slow() for number in range(8)}
    with DocumentProcess(seconds=0.2, patience=60) as process:
        found = list(process.read("zip", archive(files, zipfile.ZIP_STORED), "all.zip"))
    assert [type(each) for each in found] == [Article, *[ExtractError] * 6]
    last = found[-1]
    assert isinstance(last, ExtractError)
    assert last.message == "5 files of all.zip could not be read to their end: what follows all.zip/b4.pdf was not read"


def test_a_document_that_needs_too_much_memory_says_so() -> None:
    """The limit is on the address space, beyond what the empty process has."""
    with DocumentProcess(memory=48 * 2**20, seconds=60) as process:
        (error,) = process.read("html", page("many words " * 2_000_000), "big.html")
    assert isinstance(error, ExtractError)
    assert "MiB of memory" in error.message or "cannot be read" in error.message


def test_what_a_document_gives_is_bounded_and_what_it_is_too() -> None:
    """In characters of text, and in bytes as it comes."""
    with DocumentProcess(output=1_000) as process:
        data = archive({"a.txt": "a" * 600, "b.txt": "b" * 600, "c.txt": "c"})
        one, error = process.read("zip", data, "all.zip")
        assert isinstance(one, Article)
        assert isinstance(error, TooLarge)
        (error,) = process.read("pdf", b"%PDF-" + bytes(MAX_DOCUMENT), "a.pdf")
        assert isinstance(error, TooLarge)


def test_several_threads_share_a_process(process: DocumentProcess) -> None:
    """Each gets its own document's words."""
    found: dict[int, list[Article | ExtractError]] = {}

    def read(number: int) -> None:
        found[number] = list(process.read("pdf", pdf([f"Words {number}."]), f"{number}.pdf"))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(item, Article) and item.text == f"Words {n}." for n, (item,) in found.items())
    assert len(found) == 8


def test_a_closed_process_reads_nothing_and_closing_ends_what_is_read() -> None:
    """Another thread that waits is told why and is not left waiting: nothing is wrong with its document."""
    process = DocumentProcess(seconds=60)
    found: list[Article | ExtractError] = []
    thread = threading.Thread(target=lambda: found.extend(process.read("pdf", slow(), "slow.pdf")))
    thread.start()
    while process._running is None:
        thread.join(0.01)
    thread.join(0.2)  # by then it reads
    process.close()
    thread.join(20)
    assert not thread.is_alive()
    found += process.read("pdf", pdf(["Some words."]), "a.pdf")
    assert [each.message for each in found if isinstance(each, ExtractError)] == [
        "slow.pdf was not read: articlebot is ending",
        "a.pdf was not read: articlebot is ending",
    ]

"""Broken documents of every kind: an article or an error of ours, never anything else, never without end.

They are read as whoever adds them reads them, in the bounded process. The long run reads thousands:
`pytest -m slow tests/index/extract/test_extract_fuzz.py`; `python -m tests.index.extract.extraction FOLDER --fuzz N`
breaks real files.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import ExtractError, NotText
from index.extract import DocumentProcess, articles_from
from index.extract.sniff import HEAD_BYTES, kind_of
from tests.index.extract import extraction
from tests.index.extract.documents import (
    STORY,
    archive,
    docx,
    epub,
    mail,
    odf,
    page,
    paragraph,
    pdf,
    rtf,
    saved_page,
    shape,
    slides,
    table,
    workbook,
)
from tests.index.extract.mutation import mutated

HEADED = page(
    *STORY,
    head="<title>Ferry | Post</title><meta property='og:site_name' content='Post'>"
    '<script type="application/ld+json">{"@type": "Article", "headline": "Ferry", "author": {"name": "Ada"}}</script>',
)
WORDS = "\n\n".join(("Night ferry to stop", *STORY)).encode()
MARKED = (
    "---\ntitle: Ferry\ndate: 2026-03-03\n---\n# Night *ferry*\n\n- one\n  1. two\n\n> quoted [link](http://a.example)\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n```\n\n<div>raw</div> &amp; ![p](i.png)\n\n" + STORY[0]
).encode()
LINES = "\n".join(
    json.dumps({"id": f"a{n}", "title": "Ferry", "url": f"https://post.example/{n}", "published": "2026-03-03",
                "text": text, "author": "Ada", "site": "Post", "source": "a.pdf", "page_starts": [0, 9]})
    for n, text in enumerate(STORY)
).encode()  # fmt: skip
TWO_PARTS = (
    "--x\nContent-Type: text/plain; charset=latin-1\nContent-Transfer-Encoding: base64\n\nRmVycnk=\n"
    "--x\nContent-Type: text/html; charset=latin-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>F=E4hre</p>\n"
    "--x--\n"
)
SEEDS = {
    "text": WORDS,
    "text in UTF-16": WORDS.decode().encode("utf-16"),
    "Markdown": MARKED,
    "corpus": LINES,
    "table": b'Name,Age,"Place"\nAda,36,"Lindholm, old"\n"Bo ""B"" Ek",41,\nCy,7,"two\nlines"\n',
    "subtitles": b"1\n00:00:01,000 --> 00:00:02,500\n<i>The ferry</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n- stops.\n",
    "captions": b"WEBVTT\n\nNOTE\n\n00:01.000 --> 00:02.000\n<v Ann>Ann &amp; I\n\n00:03.000 --> 00:04.000\nstop.\n",
    "packed corpus": gzip.compress(LINES, mtime=0),
    "packed text": gzip.compress(WORDS, mtime=0),
    "page": HEADED,
    "page of marks": page(
        *STORY, "<ol start=4><li>One<li>Two</ol><table><tr><th>a<th>b<tr><td rowspan=2>a<td>b</table><pre>x\n y</pre>"
    ),
    "PDF": pdf(["Some words here.", "More words."], ["Page two."], info="/Title (Tides)"),
    "mail": mail("The ferry stops."),
    "mail of two parts": mail(TWO_PARTS, kind='multipart/alternative; boundary="x"'),
    "page in a mail": saved_page(HEADED),
    "Word document": docx(
        paragraph("Ferry", "Heading1") + table(("a", "b"), ("c", "d"), ("e", "f")) + paragraph(STORY[0]), title="Ferry"
    ),
    "workbook": workbook((("a", "b"), ("c", 1), ("d", 2.5)), {"B3": "0.0%"}),
    "presentation": slides(shape("Ferry", kind="title") + shape("It stops.", "A bus goes.", kind="body"), shape("x")),
    "OpenDocument text": odf("text", f"<text:h>Ferry</text:h><text:p>{STORY[0]}<text:s/></text:p>", title="Ferry"),
    "OpenDocument spreadsheet": odf(
        "spreadsheet",
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>a</text:p>'
        "</table:table-cell></table:table-row></table:table>",
    ),
    "Rich Text": rtf(
        r"\trowd\cellx1000\clvmgf\cellx2000\intbl a\cell b\cell\row\trowd\cellx900\clvmrg\cellx2000 c\cell\cell\row"
        r"\pard{\listtext 1.\tab}\ls1\ilvl1 One{\super\chftn}{\footnote\pard Note.}\par "
        r"\u8364?5, \u-10179?\u-8704?\'e9\par " + STORY[0]
    ),
    "book": epub({"a.xhtml": "<h1>Flood</h1><p>Water comes.</p>", "b.xhtml": "<p>Water goes.</p>"}),
    "archive": archive({"a.txt": WORDS, "b.pdf": pdf(["Two."]), "c.html": HEADED, "d.jsonl": LINES, "e.md": MARKED}),
}
NAMES = (
    "a",
    "a.txt",
    "a.md",
    "a.csv",
    "a.jsonl",
    "a.json",
    "a.html",
    "a.pdf",
    "a.docx",
    "a.xlsx",
    "a.eml",
    "a.gz",
    "-",
    "\udcff.txt",
)
KINDS = frozenset(("text", "subtitles", "markdown", "table", "corpus", "html", "pdf", "mail", "mhtml", "rtf", "zip"))
OTHERS = frozenset(("feeds", "XML files", "JSON files other than JSON lines", "gzip files inside gzip files"))


@pytest.fixture(scope="module")
def process() -> Iterator[DocumentProcess]:
    """One process for all of them: whatever ends it is an error that says so."""
    with DocumentProcess() as running:
        yield running


def read(data: bytes, name: str, process: DocumentProcess) -> list[Article]:
    """Read a document as it is read when it is added, and hold what comes of it to what is promised of every one."""
    found: list[Article] = []
    refused: list[ExtractError] = []
    try:
        for article in articles_from(data, name, refused.append, process):
            found.append(article)  # noqa: PERF402 -- those before the error count, too
    except ExtractError as error:
        refused.append(error)
    assert found or refused
    for article in found:
        assert article.text.strip()
        assert article.title.strip()
        assert not article.page_starts or article.page_starts[-1] <= len(article.text)
        "".join((article.id, article.title, article.text, str(article.source))).encode()
    for each in refused:
        assert each.hint
        assert "took over" not in each.message
        assert "ended the process" not in each.message
    return found


def name_of(kind: str) -> str:
    """Return a name under which a document is what it is."""
    return {"Markdown": "a.md", "table": "a.csv"}.get(kind, "a")


@pytest.mark.parametrize("kind", SEEDS)
def test_a_broken_document_gives_an_article_or_an_error_of_ours(kind: str, process: DocumentProcess) -> None:
    """Nothing is raised from inside, whatever the parsers trip over, and no process is ended by it.

    Some of them are read, and hardly two are the same: else the fuzzing would only knock at the door. Of workbooks,
    it is a quarter, of most others the larger part.

    A workbook holds the time at which it was made, so each run breaks another one.
    """
    broken: set[bytes] = set()
    tried = came_in = 0

    @given(st.integers(0, 2**64))
    @settings(max_examples=30)
    def check(seed: int) -> None:
        nonlocal tried, came_in
        document = mutated(SEEDS[kind], seed)
        broken.add(document)
        tried += 1
        came_in += bool(read(document, name_of(kind), process))

    check()
    assert len(broken) > 0.8 * tried
    assert came_in


@given(st.sampled_from(sorted(SEEDS)), st.integers(0, 2**64), st.sampled_from(NAMES))
@settings(max_examples=100)
def test_every_beginning_is_of_some_kind(kind: str, seed: int, name: str) -> None:
    """One that is read, one that is refused by its name, or none at all."""
    try:
        found = kind_of(mutated(SEEDS[kind], seed)[:HEAD_BYTES], name)
    except NotText:
        return
    assert found in KINDS or found in OTHERS


def test_real_documents_are_measured_and_broken(
    process: DocumentProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages against their expected text and title, others by their reasons; and what comes of them broken."""
    folder = tmp_path / "ferry"
    folder.mkdir()
    (folder / "source.html").write_bytes(page())
    (folder / "expected.html").write_text(f"<h1>Night ferry to stop</h1>{''.join(f'<p>{each}</p>' for each in STORY)}")
    (folder / "expected-metadata.json").write_text('{"title": "Night ferry to stop | Post"}')
    line = "The harbour office keeps the tide tables of every year since the first pier."
    (tmp_path / "a.pdf").write_bytes(pdf([f"One. {line}"], [f"Two. {line[:-1]} was built."]))
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 and no more")
    paths = extraction.documents(tmp_path)
    assert len(paths) == 3
    assert extraction.measure(paths, process)
    assert extraction.fuzz(paths, process, 3, 1)
    told = capsys.readouterr().out
    for line in (
        "page: 1 of 1 read",
        "token F1 of 1: mean 1.000",
        "titles right: 1 of 1",
        "PDF: 1 of 1 read",
        "of 2 sentences of those with several pages, 2 stand on the page cited",
        "Word document: 0 of 1 read",
        "b.docx is damaged",
        "broken 3 times each",
        "crashes, and given up at the limit of time: none",
        "crashes: none",
    ):
        assert line in told


@pytest.mark.slow
def test_thousands_of_broken_documents_end_no_process() -> None:
    """Each is read within its 10 seconds and its memory, all by one process, under any name."""
    with DocumentProcess() as process:

        @given(st.sampled_from(sorted(SEEDS)), st.integers(0, 2**64), st.sampled_from(NAMES))
        @settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
        def check(kind: str, seed: int, name: str) -> None:
            read(mutated(SEEDS[kind], seed), name, process)

        check()

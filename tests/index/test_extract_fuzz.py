"""Broken documents of every rich kind: an article or an error of ours, never anything else, never without end.

The long run reads thousands of them in the bounded process: `pytest -m slow tests/index/test_extract_fuzz.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import ExtractError
from index.extract import DocumentProcess
from index.extract.kinds import Begun, steps
from tests.index.documents import STORY, archive, docx, epub, mail, page, paragraph, pdf, table

HEADED = page(
    *STORY,
    head="<title>Ferry | Post</title><meta property='og:site_name' content='Post'>"
    '<script type="application/ld+json">{"@type": "Article", "headline": "Ferry", "author": {"name": "Ada"}}</script>',
)
SEEDS = {
    "html": (HEADED, page(*STORY, "<ul><li>One<li>Two</ul><table><tr><td>a<td>b</table><pre>x\n y</pre>")),
    "pdf": (pdf(["Some words here.", "More words."], ["Page two."], info="/Title (Tides)"), pdf([], ["7"])),
    "mail": (
        mail("The ferry stops."),
        mail(
            "--x\nContent-Type: text/html; charset=latin-1\nContent-Transfer-Encoding: quoted-printable\n\n"
            "<p>F=E4hre</p>\n--x--\n",
            kind='multipart/alternative; boundary="x"',
        ),
    ),
    "zip": (
        docx(paragraph("Ferry", "Heading1") + table(("a", "b")), title="Ferry"),
        epub({"a.xhtml": "<h1>Flood</h1><p>Water comes.</p>", "b.xhtml": "<p>Water goes.</p>"}),
        archive({"a.txt": "One.", "b.pdf": pdf(["Two."]), "c.html": HEADED, "d.jsonl": '{"text": "Three."}'}),
    ),
}


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a kind and a document of it with some bytes changed, taken out, doubled, put in, or cut off."""
    kind = draw(st.sampled_from(sorted(SEEDS)))
    data = bytearray(draw(st.sampled_from(SEEDS[kind])))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 60))
        change = draw(st.sampled_from(["flip", "drop", "double", "put", "cut", "number"]))
        if change == "flip":
            data[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
        elif change == "drop":
            del data[at : at + length]
        elif change == "double":
            data[at:at] = data[at : at + length] * draw(st.integers(1, 200))
        elif change == "put":
            data[at:at] = draw(st.binary(max_size=40))
        elif change == "number":
            data[at : at + 4] = draw(st.sampled_from([b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"9999", b"-1 0"]))
        elif draw(st.booleans()):
            del data[at:]
    return kind, bytes(data)


def check(found: Iterator[object] | list[Article | ExtractError]) -> None:
    """Hold what came of a document to what is promised of every one."""
    for item in found:
        if isinstance(item, Article):
            assert item.text.strip()
            assert item.title.strip()
            assert not item.page_starts or item.page_starts[-1] <= len(item.text)
        elif not isinstance(item, Begun):
            assert isinstance(item, ExtractError)
            assert item.hint


@given(broken())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_broken_document_gives_an_article_or_an_error_of_ours(document: tuple[str, bytes]) -> None:
    """Nothing is raised from inside, whatever the parsers trip over."""
    kind, data = document
    check(steps(kind, data, "a"))


@pytest.mark.slow
def test_thousands_of_broken_documents_end_no_process() -> None:
    """Each is read within its 10 seconds and its memory, all by one process."""
    with DocumentProcess() as process:

        @given(broken())
        @settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
        def read(document: tuple[str, bytes]) -> None:
            kind, data = document
            found = process.read(kind, data, "a")
            check(found)
            assert not any(
                isinstance(item, ExtractError) and ("took over" in item.message or "ended the process" in item.message)
                for item in found
            )

        read()

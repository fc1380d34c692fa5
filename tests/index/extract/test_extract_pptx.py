"""PowerPoint presentations: what the slides show, and on which of them it stands."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from index.article import Article
from index.errors import EmptyText, ExtractError
from index.extract import DocumentProcess, articles_from
from index.extract.pptx import article_from_pptx
from tests.index.extract.documents import archive, article_from, shape, slides


def read(*made: str, hidden: tuple[int, ...] = ()) -> Article:
    """Return a presentation as an article."""
    return article_from_pptx(slides(*made, hidden=hidden), "plan.pptx")


def test_each_slide_is_a_page() -> None:
    """Titles are headings, the paragraphs of a list its items; a hidden slide is not shown, and counts."""
    article = read(
        shape("Harbour plan", kind="ctrTitle") + shape("Ada Lind", kind="subTitle"),
        shape("Nobody sees this."),
        shape("What changes", kind="title") + shape("The ferry stops.", "A bus leaves.", kind="body"),
        hidden=(1,),
    )
    assert article.text == "Harbour plan\n\nAda Lind\n\nWhat changes\n\n- The ferry stops.\n- A bus leaves."
    assert article.title == "Harbour plan"
    assert [article.page_of(article.text.index(words)) for words in ("Ada", "The ferry")] == [1, 3]


def test_slides_come_in_their_order_and_not_by_their_names() -> None:
    """The presentation says which comes first."""
    data = slides(shape("Second."), shape("First."), order=(1, 0))
    assert article_from_pptx(data, "plan.pptx").text == "First.\n\nSecond."


def test_a_strict_presentation_is_read_like_any_other() -> None:
    """Its namespaces have other names."""
    made = zipfile.ZipFile(io.BytesIO(slides(shape("Ferry", kind="title"), shape("It stops."))))
    files = {
        entry: re.sub(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", words)
        for entry in made.namelist()
        if (words := made.read(entry))
    }
    assert article_from_pptx(archive(files), "a.pptx").text == "Ferry\n\nIt stops."


def test_lists_have_the_numbers_and_levels_that_a_slide_shows() -> None:
    """In a box as well, where only what has a mark is an item. A list goes on behind the items below one of its own."""
    looks = (
        ("<a:buAutoNum type='arabicPeriod' startAt='3'/>", ""), ("<a:buChar char='•'/>", "lvl='1'"),
        ("<a:buChar char='•'/>", "lvl='1'"), ("<a:buAutoNum type='arabicPeriod'/>", ""), ("<a:buNone/>", ""),
        ("<a:buAutoNum type='arabicPeriod'/>", ""), ("", ""),
    )  # fmt: skip
    made = "".join(
        f"<a:p><a:pPr {level}>{look}</a:pPr><a:r><a:t>{number}</a:t></a:r></a:p>"
        for number, (look, level) in enumerate(looks)
    )
    items = "3. 0\n  - 1\n  - 2\n4. 3\n\n4\n\n1. 5"
    for kind, last in (("body", "\n\n- 6"), (None, "\n\n6")):
        words = shape("x", kind=kind)
        paragraph = re.search("<a:p>.*</a:p>", words)
        assert paragraph is not None
        assert read(words.replace(paragraph[0], made)).text == items + last


def test_words_are_read_as_they_look() -> None:
    """Raised figures are raised, and what is struck out is left out."""
    looks = ('baseline="30000"', 'baseline="-25000"', 'baseline="0"', 'strike="sngStrike"', 'strike="noStrike"', "")
    runs = "".join(f"<a:r><a:t> 10</a:t></a:r><a:r><a:rPr {look}/><a:t>6</a:t></a:r>" for look in looks)
    made = shape("x").replace("<a:r><a:t>x</a:t></a:r>", runs)
    assert runs in made
    assert read(made).text == "10⁶ 106 106 10 106 106"


def test_a_table_says_its_columns_names() -> None:
    """If it says that its first row is a header, or that looks like one; a cell that reaches down is said again."""

    def row(*cells: str, more: str = "") -> str:
        made = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in cells)
        return f"<a:tr>{more}{made}</a:tr>"

    def frame(*rows: str) -> str:
        inside = f'<a:tbl><a:tblPr firstRow="1"/>{"".join(rows)}</a:tbl>'
        return f"<p:graphicFrame><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></p:graphicFrame>"

    tall = '<a:tc rowSpan="2"><a:txBody><a:p><a:r><a:t>Adult</a:t></a:r></a:p></a:txBody></a:tc>'
    under = '<a:tc vMerge="1"><a:txBody><a:p/></a:txBody></a:tc>'
    article = read(frame(row("Who", "Trip", "Fare"), row("Single", "£4", more=tall), row("Return", "£7", more=under)))
    assert article.text == "Who: Adult | Trip: Single | Fare: £4\nWho: Adult | Trip: Return | Fare: £7"


def test_what_is_no_part_of_a_slides_words_is_left_out() -> None:
    """Its number, day and foot, and what stands there once more for older programs; a line break parts words."""
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{shape('Once.')}</mc:Choice><mc:Fallback>{shape('Once.')}</mc:Fallback></mc:AlternateContent>"
    )
    broken = shape("Night</a:t></a:r><a:br/><a:r><a:t>ferry")
    feet = "".join(shape(kind, kind=kind) for kind in ("dt", "ftr", "sldNum"))
    assert read(twice + broken + feet).text == "Once.\n\nNight ferry"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (slides("<p:pic/>"), EmptyText, "is empty"),
        (archive({"ppt/presentation.xml": "<p"}), ExtractError, "is damaged"),
        (archive({"ppt/presentation.xml": "<p/>"}), ExtractError, "is damaged"),
    ],
)
def test_what_has_no_slides_with_words_is_refused(data: bytes, error: type[ExtractError], words: str) -> None:
    """With one line that says what is wrong."""
    with pytest.raises(error, match=words) as caught:
        article_from("zip", data, "a.pptx")
    assert type(caught.value) is error


def test_a_presentation_is_read_where_documents_are() -> None:
    """By what is in it, whatever it is called."""
    with DocumentProcess() as process:
        (article,) = articles_from(slides(shape("Words.")), "plan", None, process)
    assert (article.text, article.page_starts) == ("Words.", (0,))

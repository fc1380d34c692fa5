"""PDFs become articles whose quotes cite their page."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from index.errors import EmptyText, ExtractError
from index.extract.pdf import article_from_pdf
from index.extract.pdf_text import assembled
from tests.index.extract.documents import article_from, pdf

FULL = "The harbour office keeps the tide tables of every year since the first pier"


def test_a_quote_cites_its_page() -> None:
    """The offset of each page's first words is kept, also of an empty one."""
    article = article_from_pdf(pdf(["One stands here."], ["Two stands here."], [], ["Four stands here."]), "a.pdf")
    assert article.text == "One stands here.\n\nTwo stands here.\n\nFour stands here."
    assert [article.page_of(article.text.index(word)) for word in ("One", "Two", "Four")] == [1, 2, 4]


def test_lines_are_paragraphs_again_and_cut_words_whole() -> None:
    """A hyphen at a line's end goes, unless the word has one elsewhere."""
    lines = (
        "Harbour",
        f"{FULL} and the well-",
        "known storm, when the well-known light went out for a whole week of Octo-",
        "ber.",
        "A new paragraph begins here with words enough to fill the line up to its margin again.",
        "- a bullet",
    )
    text, _ = assembled(["\n".join(lines)])
    assert text.split("\n\n") == [
        "Harbour",
        f"{FULL} and the well-known storm, when the well-known light went out for a whole week of October.",
        "A new paragraph begins here with words enough to fill the line up to its margin again.",
        "- a bullet",
    ]


def test_raised_figures_stay_raised() -> None:
    """A power, and the mark of a note; lowered figures, smaller ones on the line and raised letters are no such."""
    pieces = (
        (11, 0, "It has 10"), (7, 4, "6"), (11, 0, "boats and H"), (7, -2, "2"), (11, 0, "O, in 1990"), (7, 4, "12"),
        (11, 0, "it pays"), (7, 0, "5"), (11, 0, "euros on the 5"), (7, 4, "th"),
    )  # fmt: skip
    shown = "".join(
        f"/F1 {size} Tf 1 0 0 1 {60 + 75 * at} {760 + raised} Tm ({words}) Tj "
        for at, (size, raised, words) in enumerate(pieces)
    )
    data = pdf([], start=f"11 Tf {shown}")
    assert article_from_pdf(data, "a.pdf").text == "It has 10 ⁶ boats and H 2 O, in 1990 ¹² it pays 5 euros on the 5 th"


def test_small_figures_far_from_the_words_before_are_not_raised() -> None:
    """They are a cell, which is drawn in the middle of its row or at its top."""
    pieces = ((11, 60, 760, "Fee per night"), (8, 300, 763, "25"), (8, 340, 763, "30"), (11, 380, 760, "or 10"))
    shown = "".join(
        f"/F1 {size} Tf 1 0 0 1 {left} {height} Tm ({words}) Tj "
        for size, left, height, words in (*pieces, (7, 409, 764, "2"))
    )
    assert article_from_pdf(pdf([], start=f"11 Tf {shown}"), "a.pdf").text == "Fee per night 25 30 or 10 ²"


def test_a_hyphen_that_is_soft_by_its_code_is_a_hyphen() -> None:
    """Some programs write it in the place of each: a page shows what it draws."""
    data = pdf([f"{FULL} and its exam\xad", "ple, when the well\xadknown light went out."])
    data = data.replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding")
    assert article_from_pdf(data, "a.pdf").text == f"{FULL} and its example, when the well-known light went out."


def test_a_gap_between_two_lines_ends_a_paragraph() -> None:
    """However full the line above it is, unless a sentence runs on; nobody measures what is printed sideways."""
    lines = [FULL, f"and {FULL[4:]}.", "", "2 Ferries", "", FULL, "", f"as far as the mayor knows. {FULL[:40]}."]
    wanted = [" ".join(lines[:2]), "2 Ferries", f"{FULL} {lines[-1]}"]
    upright, scaled, sideways = (
        article_from_pdf(pdf(lines, start=start), "a.pdf").text.split("\n\n")
        for start in ("11 Tf 14 TL 60 760 Td", "1 Tf 1.3 TL 11 0 0 11 60 760 Tm", "11 Tf 14 TL 0 1 -1 0 60 60 Tm")
    )
    assert upright == scaled == wanted
    assert f"{wanted[0]} {wanted[1]}" in sideways


def drawn(*cells: tuple[int, int, str]) -> bytes:
    """Return a PDF of a page that draws words one by one, each where it stands."""
    shown = "".join(f"1 0 0 1 {left} {height} Tm ({words}) Tj T* " for left, height, words in cells)
    return pdf([], start=f"11 Tf 14 TL {shown}")


def test_cells_that_stand_side_by_side_are_a_row() -> None:
    """Behind the names of their columns; what follows a mark or goes on in other letters is no cell."""
    rows = (("Code", "Meaning", "Remedy"), ("E1", "Imbalance", "Level it"), ("E2", "Lid open", "Close it"))
    cells = [(60 + 90 * at, 700 - 20 * line, words) for line, row in enumerate(rows) for at, words in enumerate(row)]
    page = drawn(
        *cells,
        (60, 640, "1."),
        (75, 640, "Turn it off."),
        (60, 620, "2."),
        (75, 620, "Wait."),
        (60, 600, "Never"),
        (90, 600, "lift it."),
        (60, 590, "7"),
        (69, 590, "bolts"),
        (60, 580, "Weight"),
        (150, 580, "9 kg"),
    )
    assert article_from_pdf(page, "a.pdf").text.replace("\n\n", "\n").split("\n") == [
        "Code: E1 | Meaning: Imbalance | Remedy: Level it",
        "Code: E2 | Meaning: Lid open | Remedy: Close it",
        "1. Turn it off.",
        "2. Wait.",
        "Never lift it.",
        "7 | bolts",
        "Weight | 9 kg",
    ]


def in_lines(*lines: tuple[tuple[int, str], ...]) -> str:
    """Return the text of a page with these lines of words, at their distances from the left."""
    shown = "".join(
        f"/F1 11 Tf 1 0 0 1 {left} {700 - 20 * at} Tm ({words}) Tj "
        for at, line in enumerate(lines)
        for left, words in line
    )
    return article_from_pdf(pdf([], start=f"11 Tf {shown}"), "a.pdf").text


def test_lines_whose_words_stand_in_columns_are_rows() -> None:
    """Most programs draw a row as one line; its cells may be full, in the middle of a column or at its right."""
    names = ((100, "Item"), (250, "Size"), (330, "Price"))
    soap = ((60, "Soap"), (230, "100 g"), (330, "4.50"))
    candle = ((60, "Candle of beeswax, hand made"), (230, "2 kg"), (324, "19.00"))
    assert in_lines(names, soap, candle, ((60, "Sent free of charge."),)).split("\n\n") == [
        "Item: Soap | Size: 100 g | Price: 4.50\nItem: Candle of beeswax, hand made | Size: 2 kg | Price: 19.00",
        "Sent free of charge.",
    ]
    assert in_lines(((60, "Mon"), (150, "closed")), ((60, "Tue"), (150, "9-5"))) == "Mon | closed\nTue | 9-5"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((((60, "Mon"), (150, "closed")),), "Mon closed"),  # one line alone
        ((((60, "1."), (150, "Wait.")), ((60, "2."), (150, "Stop."))), "1. Wait.\n\n2. Stop."),
        ((((60, "Name:"), (150, "Ada")), ((60, "Born:"), (150, "1980"))), "Name: Ada Born: 1980"),
        ((((60, "IT IS"), (92, "HERE")), ((60, "IN AN"), (92, "INN."))), "IT IS HERE IN AN INN."),  # in other letters
        ((((60, "It is"), (150, "here")), ((60, "at the"), (170, "inn."))), "It is here at the inn."),  # not aligned
    ],
)
def test_words_with_a_gap_are_no_rows(lines: tuple[tuple[tuple[int, str], ...], ...], text: str) -> None:
    """Neither are the items of a list, values behind their names, nor what only begins at the same place."""
    assert " ".join(in_lines(*lines).split()) == " ".join(text.split())


def test_a_clause_with_a_letter_begins_a_paragraph() -> None:
    """With a bracket behind the letter as well as in brackets, however full the line above is."""
    for first, second in (("(a)", "(b)"), ("a)", "b)")):
        lines = [f"{first} {FULL}.", f"{second} {FULL}."]
        assert assembled(["\n".join(lines)])[0].split("\n\n") == lines


def test_a_sentence_runs_on_over_the_end_of_a_page() -> None:
    """And the second page still begins where its words do."""
    text, starts = assembled([f"{FULL} was re-", "built. The end."])
    assert text == f"{FULL} was rebuilt. The end."
    assert text[starts[1] :] == "built. The end."


def test_running_heads_and_page_numbers_are_left_out() -> None:
    """Whether they repeat, count, or change with the chapter beside a number that counts."""
    pages = [
        f"Tide Report\n{word} is told here.\nIt fills the page.\nIt is all there is.\n{n}"
        for n, word in enumerate("ABCD", 7)
    ]
    assert "Tide" not in assembled(pages)[0]
    assert not any(character.isdigit() for character in assembled(pages)[0])
    chapters = [
        f"{n} 1.{n} Chapter {word}\nText {word} of it.\nMore {word}.\nLast {word}." for n, word in enumerate("ABCD", 3)
    ]
    assert "Chapter" not in assembled(chapters)[0]
    footed = [
        f"Tide Report\n{n}\nHarbour office, rev. C\n{word} is told here.\nIt fills.\nIt is all."
        for n, word in enumerate("ABC", 7)
    ]
    assert assembled(footed)[0].startswith("A is told here."), "what is drawn first is a page's head and foot"
    short = ["12 boats", "12 boats", "12 boats"]
    assert assembled(short)[0].count("boats") == 3


@given(st.lists(st.text("ab-. \n1é", max_size=60), max_size=6))
def test_pages_begin_in_order_and_every_word_stays(pages: list[str]) -> None:
    """Whatever the lines are: a start for each page, inside the text."""
    text, starts = assembled(pages)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)
    if len(pages) == 1:
        assert "".join(text.split()).replace("-", "") == "".join(pages[0].split()).replace("-", "")


def test_a_file_says_its_title_author_and_day_unless_a_program_wrote_it() -> None:
    """A file name is no title; the day is the one on which it was made."""
    info = "/Title (Tides of Lindholm) /Author (Ada Holm) /CreationDate (D:20260303120000Z)"
    article = article_from_pdf(pdf(["Some words."], info=info), "a.pdf")
    assert (article.title, article.author, article.published) == ("Tides of Lindholm", "Ada Holm", date(2026, 3, 3))
    assert article_from_pdf(pdf(["Some words."], info="/Author (\\(anonymous\\))"), "a.pdf").author is None
    nameless = article_from_pdf(pdf(["First line.", "More."], info="/Title (Microsoft Word - x.doc)"), "a.pdf")
    assert nameless.title == "First line."


@pytest.mark.parametrize(
    "info",
    [
        "/Creator (Mozilla/5.0 \\(X11; Linux x86_64\\) HeadlessChrome/150.0) /Producer (Skia/PDF m150)",
        "/Creator (Mozilla Firefox 145.0) /Producer (cairo 1.18.0 \\(https://cairographics.org\\))",
        "/Creator (Safari) /Producer (macOS Version 14.4 Quartz PDFContext)",
        "/Producer (Microsoft: Print To PDF)",
    ],
)
def test_the_day_on_which_a_page_was_printed_is_not_that_of_the_article(info: str) -> None:
    """Nor is what the browser writes around a page, also a single one, a part of it. In any other file it may be."""
    lines = (
        "11/27/26, 7:15 AM House rules",
        "Rent is due.",
        "See https://a.example/ page 1/1",
        "It is.",
        "file:///home/ann/lease.html 1/1",
    )
    article = article_from_pdf(pdf(lines, info=f"{info} /CreationDate (D:20261127071520Z)"), "a.pdf")
    assert article.published is None
    assert article.title == "Rent is due."
    assert article.text.split() == " ".join(lines[1:4]).split()
    made = article_from_pdf(pdf(lines, info="/Producer (LibreOffice 24.2) /CreationDate (D:20261127071520Z)"), "a.pdf")
    assert made.published == date(2026, 11, 27)
    assert "ann" in made.text
    assert "7:15" in made.text


def test_pictures_of_text_and_encrypted_and_broken_files_say_so() -> None:
    """Each with what to do about it."""
    with pytest.raises(EmptyText, match="pictures of text") as caught:
        article_from_pdf(pdf([], []), "scan.pdf")
    assert "ocrmypdf" in caught.value.hint
    with pytest.raises(ExtractError, match="damaged"):
        article_from("pdf", b"%PDF-1.4\nnothing more", "a.pdf")
    for algorithm in ("RC4-128", "AES-256"):
        with pytest.raises(ExtractError, match="password"):
            article_from_pdf(encrypted("secret", algorithm), "a.pdf")
        assert article_from_pdf(encrypted("", algorithm), "a.pdf").text == "Some words."


def encrypted(password: str, algorithm: str) -> bytes:
    """Return a PDF that opens with a password, which may be empty."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["Some words."]))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

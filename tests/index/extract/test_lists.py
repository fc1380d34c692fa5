"""Ordered lists keep the numbers that they give themselves."""

from __future__ import annotations

import re

import pytest
from lxml import html

from index.extract.epub import article_from_epub
from index.extract.html import article_from_html
from index.extract.markdown import article_from_markdown
from index.extract.tree_text import text_of
from tests.index.extract.documents import STORY, epub, page


@pytest.mark.parametrize(
    ("attributes", "items", "marks"),
    [
        ("start=8", "<li>a<li>b", "8. a\n9. b"),
        ("reversed", "<li>a<li>b", "2. a\n1. b"),
        ("reversed start=10", "<li>a<li>b", "10. a\n9. b"),
        ("", "<li>a<li value=7>b<li>c", "1. a\n7. b\n8. c"),
        ("start=0", "<li>a<li>b", "0. a\n1. b"),
        ("start=x", "<li value=''>a<li value=9999999999>b", "1. a\n2. b"),
        ("type=a start=2", "<li>a<li>b", "b. a\nc. b"),
        ("type=I", "<li>a<li value=4>b", "I. a\nIV. b"),
        ("type=1", "<li>a<li>b", "1. a\n2. b"),
        ("type=a start=0", "<li>a<li>b", "0. a\na. b"),
        ("start=3", "<li>a<ol><li>b</ol><li>c", "3. a\n  1. b\n4. c"),
    ],
)
def test_a_list_is_numbered_as_it_says(attributes: str, items: str, marks: str) -> None:
    """On a page, too, where trafilatura keeps none of its attributes."""
    shown = f"<ol {attributes}>{items}</ol>"
    assert text_of(html.fromstring(f"<body>{shown}</body>"))[0] == marks
    if "<ol>" not in items:  # lists in lists are flat there
        long = shown.replace("<li", "<li class=x").replace("a<", f"a {STORY[0]}<")
        assert marks.replace("a\n", f"a {STORY[0]}\n") in article_from_html(page(*STORY, f"</p>{long}<p>"), "a").text


def test_a_number_that_is_none_does_not_count() -> None:
    """A page may have it where we write the number of an item."""
    for own in ("--5", "x", ""):
        assert text_of(html.fromstring(f"<body><ol><div><li rend='{own}'>a</div></ol></body>"))[0] == "1. a"


def test_the_mark_of_an_empty_item_is_of_no_other_text() -> None:
    """A document may end a list with a number that nobody wrote at."""
    for shown in ("<ol><li>a<li></ol><ol><div>b) b</div></ol>", "<ol><li>a</ol><ol><li><ol><div>b) b</div></ol></ol>"):
        assert re.fullmatch(r"1\. a\n\n +b\) b", text_of(html.fromstring(f"<body>{shown}</body>"))[0])


def test_a_list_of_markdown_may_begin_at_nought() -> None:
    """As it may at any number."""
    assert article_from_markdown(b"0. a\n1. b", "a.md").text == "0. a\n1. b"
    assert article_from_markdown(b"7. a\n1. b", "a.md").text == "7. a\n8. b"


def test_lines_of_markdown_that_begin_as_items_stay_lines() -> None:
    """Letters, numbers in brackets, clauses and dots are no marks of its own; an amount and a day are none of ours."""
    clauses = "4.1 The boat is washed with fresh water after each outing.\n4.2 The oars are dried."
    for text in (
        "After it\n\na) wash the boat\nb) hang up the oars",
        clauses,
        "\u2022 eggs, of which\n\u2022 two are hot",
    ):
        assert article_from_markdown(text.encode(), "a.md").text == text
    wrapped = "The box of apples that came on the morning of May\n14. It weighs about\n2.5 kilos."
    assert article_from_markdown(wrapped.encode(), "a.md").text == wrapped.replace("\n", " ")


def test_a_term_stands_before_what_is_said_of_it() -> None:
    """On the same line, where that is short; a question and a long text stay apart, and so does what has two."""
    shown = (
        "<dl><dt>Adults<dd>€8<dt>Students: <dd><b>€5</b>, with a card<dt>Do you take cards?<dd>Yes."
        f"<dt>Groups<dd>{STORY[0]} {STORY[1]}<dt>Fridays<dd>morning<dd>evening<div><dt>Hall<dd>2</div></dl>"
    )
    text = article_from_html(page(*STORY, f"</p>{shown}<p>"), "a").text
    for line in ("Adults: €8", "Students: €5, with a card", "Hall: 2"):
        assert f"- {line}\n" in f"{text}\n"
    for word in ("Do you take cards?", "Groups", "Fridays"):
        assert f"{word}\n" in text


def test_pairs_of_elements_are_names_with_their_values() -> None:
    """At least three in a row, of a few words, and nothing else."""
    pairs = [("Weight", "118 kg"), ("Sound", "<b>47</b> dB"), ("Coolant:", "R290")]
    made = [
        "".join(f"<div><{tag}>{name}</{tag}><{tag}>{value}</{tag}></div>" for name, value in pairs)
        for tag in ("div", "span")
    ]
    for rows in made:
        text = article_from_html(page(*STORY, f"</p><div>{rows}</div><p>"), "a").text
        for line in ("Weight: 118 kg", "Sound: 47 dB", "Coolant: R290"):
            assert f"- {line}\n" in f"{text}\n"
    rows = made[0]
    for other in (
        rows.replace("Weight", "How heavy?"),
        rows.replace("Weight", "7"),
        rows.replace("118 kg", "<a href='/a'>118 kg</a>"),
        rows.replace("118 kg", STORY[0] * 3),
        rows.partition("<div><div>Coolant")[0],
        f"{rows}<p>Ask us.</p>",
        f"See {rows}",
    ):
        assert "Sound: 47 dB" not in article_from_html(page(*STORY, f"</p><div>{other}</div><p>"), "a").text


def test_struck_out_words_of_markdown_may_go_on_in_the_next_line() -> None:
    """The lines around them stay, and so does the file: it could not be read."""
    text = article_from_markdown(b"Soup is ~~two\nor three~~ four\npounds.\n\n~~Tea\nis free.~~\n\nBye.", "a.md").text
    assert text == "Soup is four pounds.\n\nBye."


def test_a_term_of_markdown_goes_on_with_what_is_said_of_it() -> None:
    """In the kinds of Markdown that have such lists, a colon begins the line below the term."""
    text = article_from_markdown(b"`LANG`\n: The language. Defaults\n  to `en`.\n\n`DB`\n:   A URL.", "a.md").text
    assert text == "LANG: The language. Defaults to en.\n\nDB: A URL."
    assert article_from_markdown(b"Key:\n: Under the mat.", "a.md").text == "Key: Under the mat."


def test_a_term_of_documentation_is_said_without_its_link_and_in_one_line() -> None:
    """Sphinx writes a paragraph into each description, and a sign behind each term that links to it."""
    shown = (
        '<dl class="std option"><dt id="quiet">--quiet<a class="headerlink" href="#quiet">¶</a></dt>'
        "<dd><p>Print <em>errors</em> only.</p></dd>"
        '<dt id="all">--all<a class="headerlink" href="#all">¶</a></dt><dd><p>Print all.</p><p>Slow.</p></dd></dl>'
    )
    text = article_from_html(page(*STORY, f"</p>{shown}<p>"), "a").text
    assert "- --quiet: Print errors only.\n- --all\n" in text


def test_words_beside_a_paragraph_of_a_description_stay_apart() -> None:
    """Not "Four metresat low tide"."""
    shown = "<dl><dt>Depth</dt><dd>Four metres<p>at low tide</p>or less</dd></dl>"
    assert "- Depth: Four metres at low tide or less" in article_from_html(page(*STORY, f"</p>{shown}<p>"), "a").text


def test_terms_that_all_ask_are_questions_with_their_answers() -> None:
    """Each stands over its answer and is no item beside it, through every extractor."""
    asked = (
        "<dl><dt>Do you take cards?</dt><dd>Yes, from €5 on.</dd>"
        "<div><dt>May dogs come?</dt><dd><p>On a lead.</p><p>Not inside.</p></dd></div></dl>"
    )
    wanted = "Do you take cards?\n\nYes, from €5 on.\n\nMay dogs come?\n\nOn a lead.\n\nNot inside."
    assert wanted in article_from_html(page(*STORY, f"</p>{asked}<p>"), "a").text
    assert article_from_epub(epub({"one.xhtml": asked}), "a.epub").text == wanted


def test_what_a_reader_unfolds_stands_below_its_heading_or_question() -> None:
    """The buttons for it are words of the page, as far as they say what is below, and a tab shows its part."""
    folds = (
        "<h2 class='accordion-header'><button class='accordion-button' aria-controls='a'>Groups</button></h2>"
        "<div id='a' hidden><p>From ten on.</p></div>"
        "<button aria-expanded='false' aria-controls='b'>May dogs come?</button>"
        "<div id='b' style='display: none'><p>On a lead.</p></div><div hidden='until-found'><p>Not inside.</p></div>"
        "<button role='tab' aria-controls='c'>Fees</button><div id='c' hidden><p>It is free.</p></div>"
        "<button aria-expanded='false' aria-controls='d'>Share</button><div id='d' hidden><p>Copy link.</p></div>"
        "<button>Want to know more?</button>"
    )
    text = article_from_html(page(*STORY, f"</p>{folds}<p>"), "a").text
    assert text.endswith("Groups\n\nFrom ten on.\n\nMay dogs come?\n\nOn a lead.\n\nNot inside.\n\nIt is free.")


def test_a_button_beside_the_words_of_a_heading_is_none_of_them() -> None:
    """It does something else, such as copying a link; nor is one that nobody sees a heading."""
    buttons = "<h2>Fares <button>Copy link</button></h2><p>It is free.<h2><button hidden>Edit</button></h2><p>Come."
    text = article_from_html(page(*STORY, f"</p>{buttons}</p><p>"), "a").text
    assert text.endswith("\n\nFares\n\nIt is free.\n\nCome.")


def test_a_line_of_markdown_that_begins_with_a_bold_name_is_one() -> None:
    """As "**Chair:** Ada Holm" below others, however long they are; other bold words may be wrapped."""
    long = "Ada Holm, Ben Ode, Cato Lind, Dora Falk, Edda Moen, Finn Berg and Greta Dahl"
    values = f"**Present:** {long}\n**Chair**: Ada Holm\n**Away:** nobody"
    assert article_from_markdown(values.encode(), "a.md").text == values.replace("*", "")
    wrapped = f"They were {long}\n**all of them:** it was a feast"
    assert article_from_markdown(f"{long},\n**all** of them.".encode(), "a.md").text == f"{long}, all of them."
    assert article_from_markdown(wrapped.encode(), "a.md").text == wrapped.replace("*", "").replace("\n", " ")

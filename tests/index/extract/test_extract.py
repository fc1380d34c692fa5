"""Bytes become articles, or one error that says what is wrong and what to do."""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import EmptyText, ExtractError, NotText, TooLarge, UnsupportedKind
from index.extract import MAX_BYTES, PLAIN, articles_from
from index.extract.archive import INSIDES
from index.extract.extractors import extractor
from index.extract.naming import MAX_TITLE
from index.extract.sniff import RICH, kind_of
from index.extract.words import MAX_PIECES, normalised
from index.text.days import parsed_date


def only(data: bytes | str, name: str = "a.txt") -> Article:
    """Return the one article in `data`."""
    (article,) = articles_from(data.encode() if isinstance(data, str) else data, name)
    return article


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.pdf", "a", "-", "\udcff.txt", ""]))
@settings(max_examples=200)
def test_any_bytes_give_articles_or_an_error_of_ours(data: bytes, name: str) -> None:
    """Nothing else is ever raised, every article can be stored, and every error says what to do."""
    hint = "not needed"
    try:
        for article in articles_from(data, name):
            (article.id + article.title + article.text + str(article.source)).encode()
    except ExtractError as error:
        hint = error.hint
    assert hint


@given(st.text(min_size=1))
def test_markdown_of_any_text_gives_an_article_or_an_error_of_ours(text: str) -> None:
    """The renderer takes whatever a Markdown file can hold."""
    try:
        article = only(text, "a.md")
    except ExtractError:
        return
    assert article.text.strip()
    assert len(article.title) <= MAX_TITLE


@given(
    st.text(min_size=1).filter(str.strip),
    st.one_of(st.none(), st.text(min_size=1)),
    st.one_of(st.none(), st.dates(min_value=date(1000, 1, 1))),
)
def test_a_corpus_line_keeps_text_and_id_exactly(text: str, article_id: str | None, published: date | None) -> None:
    """Not even a line break or a composed letter is changed: other programs speak of the text in offsets."""
    line = {"id": article_id, "text": text, "published": published and published.isoformat()}
    try:
        article = only(json.dumps(line), "c.jsonl")
    except EmptyText:
        return
    assert article.text == text
    assert article.published == published
    assert article.id == (article_id or article.id)


def test_plain_text_is_normalised_once() -> None:
    """The byte order mark goes, line breaks are one character and letters are composed."""
    article = only(b"\xef\xbb\xbf" + "Cafe\u0301\r\nOpens\rtoday".encode())
    assert article.text == "Café\nOpens\ntoday"
    assert article.title == "Café"
    assert only("Grüße".encode("utf-16")).text == "Grüße"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  A   headline \nText.", "A headline"),
        ("word " * 60, ("word " * 24).strip() + "…"),
        ("x" * 300, "x" * 119 + "…"),
        ("=========\n A headline\n=========\n\nText.", "A headline"),
        ("\n***\n", "***"),
    ],
)
def test_the_first_line_is_the_title(text: str, title: str) -> None:
    """A long one is cut after a word, and inside a word only where there is no space."""
    assert only(text).title == title
    assert len(title) <= MAX_TITLE


@pytest.mark.parametrize("source", ["people.csv", "old/people.csv", "C:\\old\\people.csv", "all.zip/people.csv"])
def test_a_table_is_called_by_its_file(source: str) -> None:
    """By the words of its name: its first line names the columns."""
    assert only("name;age\nAnn;31", source).title == "people"
    assert only("name\tage\nAnn\t31", "P.TSV").title == "P"
    assert only("name;age\nAnn;31", "choir_trip-people 2026-05.csv").title == "choir trip people 2026-05"
    assert only("name;age\nAnn;31", "-.csv").title == "name;age"
    assert only("name;age\nAnn;31", "people.txt").title == "name;age"


def test_an_id_depends_on_the_path_and_not_on_the_text() -> None:
    """A file that is added again with other words replaces itself; its namesake in another folder does not."""
    first = only("one", "news/My Ärticle.txt")
    assert first.id.startswith("my-ärticle-")
    assert first.source == "news/My Ärticle.txt"
    assert only("two", "./news/My Ärticle.txt").id == first.id
    assert only("one", "old/My Ärticle.txt").id != first.id
    assert only("one", "-").id != only("two", "-").id


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Rar!\x1a\x07\x00", "a.txt", "RAR archives"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "old or encrypted Office files"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.txt", "images"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a", "images"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>Fees</text></svg>", "a.svg", "images"),
        (b"<?xml version='1.0'?><svg/>", "a", "images"),
        (b"<?xml version='1.0'?><fees/>", "feed", "XML files"),
        (b'{"a": 1}', "a.json", "JSON files"),
        (b'{\n "cells": []\n}', "a.ipynb", "Jupyter notebooks"),
        (gzip.compress(gzip.compress(b"a", mtime=0), mtime=0), "a.gz", "gzip files inside gzip files"),
    ],
)
def test_a_known_kind_that_is_not_read_is_refused_by_its_content(data: bytes, name: str, kind: str) -> None:
    """The message names the kind, and the hint offers the way round."""
    with pytest.raises(UnsupportedKind, match=kind) as caught:
        list(articles_from(data, name))
    assert "save the article as text or Markdown" in caught.value.hint


def test_each_kind_that_is_read_has_its_extractor() -> None:
    """A kind without one would be recognised and then refused."""
    inside = {kind for _, kind in INSIDES if " " not in kind and kind != "programs"}
    assert [kind for kind in ({*PLAIN, *RICH} - {"zip"}) | inside if extractor(kind) is None] == []
    assert extractor("programs") is None


def test_a_memo_is_not_a_mail_and_a_text_called_pdf_is_a_text() -> None:
    """The content decides before the name does."""
    memo = "From: Ann\nTo: Bob\nSubject: Tea\n\nThe tea is gone."
    assert (only(memo).text, only(memo).author) == (memo, None)
    assert only("Just words.", "a.pdf").text == "Just words."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("From: Ann\nTo: Bob\nSubject: The  tea\n\nIt is gone.", "The tea"),
        ("Title: Of tea\n\nIt is gone.", "Of tea"),
        ("From: Ann\nIt is gone.\nSubject: The tea", "From: Ann"),
        ("From: Ann\nSubject:\nIt is gone.", "From: Ann"),
        ("Subjects: tea\nIt is gone.", "Subjects: tea"),
    ],
)
def test_a_text_that_begins_with_a_head_has_its_subject_for_a_title(text: str, title: str) -> None:
    """A pasted mail begins with whom it is from; its other lines are words of the text."""
    assert only(text).title == title


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", "\u200b\n\u200b".encode()])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    """An invisible character is no word."""
    with pytest.raises(EmptyText):
        only(data)
    with pytest.raises(EmptyText):
        only(data, "a.md")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"caf\xe9 noir", "byte at offset 3"),
        (b"\xef\xbb\xbfcaf\xe9", "byte at offset 6"),
        (b"\xff\xfea\x00\x00\xd8", "not UTF-16"),
        (b"a\x00b", "NUL"),
        (b"ok " * 30_000 + b"\x00", "binary"),
        (b"\x01\x02\x03\x04\x05\x06\x07 abc", "binary"),
    ],
)
def test_bytes_that_are_not_text_are_refused(data: bytes, words: str) -> None:
    """The message says where the first misfit stands."""
    with pytest.raises(NotText, match=words):
        only(data)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.txt.gz"])
def test_a_text_over_the_limit_is_refused(name: str) -> None:
    """Packed or not, with the limit in the message."""
    data = b"word " * (MAX_BYTES // 5 + 1)
    with pytest.raises(TooLarge, match="20 MiB"):
        only(gzip.compress(data, 1) if name.endswith("gz") else data, name)


MARKDOWN = """---
title: "A \\"plain\\" title"   # the one on the page
date: 2023/01/05
url: https://example.org/a
tags:
  - tea
---
# Head *line* `x`

A **bold** [link](http://example.org "t") and ![a picture](i.png)
goes on.<br>Here <span>too</span>.

- one
- two
  more

  second
  1. inner

* * *

> quoted

| a | b |
|---|---|
| 1 | *2* |

```py
x = 1
```

<div>raw</div>

Tea &amp; milk
"""


def test_markdown_leaves_its_words_and_loses_its_marks() -> None:
    """Paragraphs are a blank line apart, items and rows stand on lines; tags and rules are gone."""
    article = only(MARKDOWN, "a.md")
    assert article.text == (
        "Head line x\n\nA bold link and a picture goes on.\nHere too.\n\n"
        "- one\n- two more\n  second\n  1. inner\n\nquoted\n\na: 1 | b: 2\n\nx = 1\n\nraw\n\nTea & milk"
    )
    assert (article.title, article.published, article.url) == (
        'A "plain" title',
        date(2023, 1, 5),
        "https://example.org/a",
    )


def test_tags_in_markdown_keep_their_words() -> None:
    """A README opens with a centred heading, and folds its answers; a table may be one of tags, too."""
    readme = (
        '<h1 align="center">Larch</h1>\n<!-- no words -->\n\n<details><summary>How do I leave?</summary>\n\n'
        "Type `/leave` *twice*.\n\n</details>\n\n<table><tr><th>Rank</th><th>Fee</th></tr>\n"
        "<tr><td>Squire</td><td>5</td></tr></table>\n\n<script>\nnone\n</script>\n"
    )
    article = only(readme, "a.md")
    assert article.text == "Larch\n\nHow do I leave?\n\nType /leave twice.\n\nRank: Squire | Fee: 5"
    assert article.title == "Larch"


def test_tags_in_a_line_of_markdown_say_what_they_say_on_a_page() -> None:
    """Raised figures stay raised, and what is struck out is left out, unless the tag is never closed."""
    text = "10<sup>6</sup> a week, not <del>5 *or* 6</del> <s>x</s>7.\n\nA Set<s> holds x<sup>n</sup> of `y`."
    assert only(text, "a.md").text == "10⁶ a week, not 7.\n\nA Set holds xn of y."


def test_what_is_struck_out_in_markdown_is_left_out() -> None:
    """An old price is none, and an item that is done with is none."""
    text = "The fee is ~~20 gold~~ **15 gold** a week.\n\n1. ~~all *of* it~~\n2. a ~~b~~"
    assert only(text, "a.md").text == "The fee is 15 gold a week.\n\n2. a"


def test_lines_of_markdown_stay_lines_where_they_are_too_short_to_be_wrapped() -> None:
    """People type timetables and addresses so; a line that goes on, or is as long as wrapped ones, goes on."""
    timetable = "07:30 Breakfast\n*09:00* Canoeing\n12:30 Lunch"
    assert only(timetable, "a.md").text == timetable.replace("*", "")
    assert (
        only("We hire out bikes,\nfrom April on,\nevery day.", "a.md").text
        == "We hire out bikes, from April on, every day."
    )
    wrapped = "We hire out bikes from April to October, and in\nMay boats as well.\nCome."
    assert only(wrapped, "a.md").text == wrapped.replace("\n", " ")


def test_lines_of_markdown_stay_lines_where_two_had_room_for_the_next_word() -> None:
    """A programme has long lines and short ones; only the last line of a wrapped paragraph is short."""
    programme = (
        "Sat 3 May — the boats go back into the water, bring gloves\nSun 4 May — regatta\nFri 9 May — quiz\nSat — rest"
    )
    assert only(programme, "a.md").text == programme
    linked = f"The boats are hired out by the family, whose page is\nHTTPS://moss.example/{'a' * 120}\nAsk there."
    assert only(linked, "a.md").text == linked.replace("\n", " ")
    prose = "The upper boat house is old.\nMia and her brother look after the lower one, below the weir.\nIt is new."
    assert only(prose, "a.md").text == prose.replace("\n", " ")


def test_a_record_in_markdown_has_a_line_for_each_of_its_names() -> None:
    """As people type minutes, its long lines are no wrapped ones; a single name may begin a wrapped line."""
    record = "**Board of the rowing club**\nPlace: the upper boat house by the weir, second door\nPresent: Ole, Mia"
    assert only(record, "a.md").text == record.replace("*", "")
    wrapped = "The gate by the weir stays shut all through the winter, so please mind our\nsign: do not climb over it."
    assert only(wrapped, "a.md").text == wrapped.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Intro.\n\n## A *heading*\n\nText.", "A heading"),
        ("Just *words*.", "Just words."),
        ("---\n\nA rule above.\n\n---\n", "A rule above."),
        ("---\ntitle: 'It''s late'\n---\nText.", "It's late"),
        ('---\ntitle: "Never again": a talk with Ada Lind\n---\nText.', '"Never again": a talk with Ada Lind'),
        ("---\ntitle: 'Late' # for now\n---\nText.", "Late"),
        ("---\ntitle: >-\n  Folded\n  title\n---\nText.", "Folded title"),
    ],
)
def test_a_markdown_title_comes_from_front_matter_heading_or_first_line(text: str, title: str) -> None:
    """A rule across the page is no front matter."""
    assert only(text, "a.md").title == title


def test_marks_nested_a_thousand_deep_are_read() -> None:
    """The depth of the marks is not the depth of our calls."""
    assert only("*a **b " * 3_000 + "c" + "b** a*" * 3_000, "a.md").text.startswith("a b a b")


def corpus(*lines: object) -> bytes:
    """Return a corpus file of these lines; strings are taken as they are."""
    return "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()


def test_an_exported_line_is_read_back_whole() -> None:
    """All six fields survive, in a plain and in a packed file, whatever the file is called."""
    line = {
        "id": "7",
        "title": "T",
        "url": "http://x.org",
        "published": "2023-01-05",
        "text": " a\r\nb ",
        "source": "x.md",
    }
    expected = Article("7", "T", " a\r\nb ", "http://x.org", date(2023, 1, 5), "x.md")
    assert only(corpus(line), "export") == expected
    assert only(gzip.compress(corpus(line)), "export.jsonl.gz") == expected


@pytest.mark.parametrize("published", ["2025-01", "2025/01", "2025", 2025, "2025-01-01T23:00:00Z", "20250101"])
def test_a_month_or_a_year_in_a_corpus_is_its_first_day(published: object) -> None:
    """A filter by date finds the article, which it would not find without a date."""
    assert only(corpus({"text": "a", "published": published}), "c.jsonl").published == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("published", "unread"),
    [
        ("31/31/2020", '"31/31/2020" in c.jsonl, line 1'),
        (20253131, '"20253131" in c.jsonl, line 1'),
        ("2025-00", '"2025-00" in c.jsonl, line 1'),
        ("\ud800" + "x" * 100, f'"?{"x" * 39}" in c.jsonl, line 1'),
        ("2025", None),
        (" ", None),
        (None, None),
    ],
)
def test_a_date_that_cannot_be_read_is_kept_as_it_stands(published: object, unread: str | None) -> None:
    """Whoever adds the article can be told; where none is given, there is nothing to tell."""
    assert only(corpus({"text": "a", "published": published}), "c.jsonl").unread_date == unread


@pytest.mark.parametrize("name", ["a.txt", "a.md", "-"])
def test_front_matter_gives_title_day_and_address_and_is_no_text(name: str) -> None:
    """In plain text as in Markdown: between two rules stands what is said of the article, and below them its words."""
    article = only("---\ntitle: A recall: heaters\ndate: 2024-11-05\nurl: https://x.example/a\n---\nUnplug it.", name)
    assert (article.title, article.published, article.url) == (
        "A recall: heaters",
        date(2024, 11, 5),
        "https://x.example/a",
    )
    assert article.text == "Unplug it."
    assert only("---\ndate: soon\n---\nUnplug it.", name).unread_date == f'"soon" in {name}'
    with pytest.raises(EmptyText):
        only("---\ntitle: A recall\n---\n", name)


@pytest.mark.parametrize(
    "text",
    [
        "---\nWarning: wet paint\n---\nThe pier is closed.",
        "---\nChapter one\n---\nTitle: none.",
        "---\ntitle: " + "\n on" * 10_000 + "\n---\nWords.",
    ],
)
def test_rules_across_a_plain_text_are_no_front_matter(text: str) -> None:
    """Where nothing between them is a title, a date or an address, or no end is near."""
    article = only(text)
    assert (article.text, article.title) == (text, text.splitlines()[1].strip())


@pytest.mark.parametrize(
    ("line", "unread"),
    [("date: soon", '"soon" in a.md'), ("published: ~", None), ("date: null", None), ("date: 2025-03-01", None)],
)
def test_a_date_of_front_matter_that_cannot_be_read_is_kept_too(line: str, unread: str | None) -> None:
    """YAML has two words for nothing."""
    assert only(f"---\n{line}\n---\nSome words.".encode(), "a.md").unread_date == unread


@pytest.mark.parametrize("day", ["2025", "2025-01", "2025-01-01"])
def test_a_month_or_a_year_in_front_matter_is_its_first_day(day: str) -> None:
    """As in a corpus, and as where it is typed."""
    assert only(f"---\ndate: {day}\n---\nSome words.".encode(), "a.md").published == date(2025, 1, 1)


def test_what_a_corpus_line_leaves_out_is_filled_in() -> None:
    """The id falls back to the URL and then to the text, the title to the first line; a bad date is no date."""
    data = corpus(
        {"text": "One.\nMore."},
        "",
        {"text": "Two.", "url": "u", "title": None, "published": "2025-02-30"},
        {"id": 3, "text": "x"},
        {"id": 3.0, "text": "y"},
        {"id": 10**400, "text": "z"},
    )
    first, second, third, fourth, fifth = articles_from(data, "c.jsonl")
    assert first.id.startswith("text-")
    assert (first.title, first.source) == ("One.", "c.jsonl")
    assert (second.id, second.title, second.published) == ("u", "Two.", None)
    assert (third.id, fourth.id, fifth.id) == ("3", "3.0", "1" + "0" * 400)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("not json", ExtractError),
        ("[1]", ExtractError),
        ('{"id": "a"}', ExtractError),
        ('{"text": 5}', ExtractError),
        ('{"text": "a", "url": 5}', ExtractError),
        ('{"text": "a", "id": true}', ExtractError),
        ('{"text": "a", "id": NaN}', ExtractError),
        ('{"text": " "}', EmptyText),
        ('{"text": "\\ud800"}', NotText),
        ('{"text": "a", "title": "\\ud800"}', NotText),
        ("[" * 100_000, ExtractError),
    ],
)
def test_a_broken_corpus_line_is_named_after_the_lines_before_it_were_read(
    line: str, error: type[ExtractError]
) -> None:
    """The iterator yields the good lines, then says which one is not an article."""
    found = articles_from(corpus({"text": "fine"}, "", line, {"text": "never read"}), "c.jsonl")
    assert next(found).text == "fine"
    with pytest.raises(ExtractError, match="line 3") as caught:
        next(found)
    assert type(caught.value) is error


def test_a_corpus_line_that_is_not_utf8_is_named() -> None:
    """With the byte in the line."""
    with pytest.raises(NotText, match="line 2 is not UTF-8: byte 10"):
        list(articles_from(b'{"text": "a"}\n{"text": "\xe9"}', "c.jsonl"))


def test_a_corpus_is_known_by_a_first_line_longer_than_the_part_looked_at() -> None:
    """A long first article does not turn the corpus into one text."""
    assert len(list(articles_from(corpus({"id": "a", "text": "word " * 50_000}, {"text": "b"}), "export"))) == 2


def test_a_corpus_is_known_by_a_first_line_that_is_broken() -> None:
    """The line is refused, and not the others with it."""
    refused: list[ExtractError] = []
    found = list(articles_from(b'{"text": "One.", broken}\n{"text": "Two."}', "export", refused.append))
    assert [article.text for article in found] == ["Two."]
    assert ["line 1 is not JSON" in str(each) for each in refused] == [True]


def test_a_first_line_that_speaks_of_text_deeper_down_makes_no_corpus() -> None:
    """As an example at the head of a note, or a transcript; its lines are no articles."""
    note = b'{"type": "text", "id": 3}\nThe harbour is shut.'
    (article,) = articles_from(note, "note.txt")
    assert article.text == note.decode()
    with pytest.raises(UnsupportedKind, match="JSON files other than JSON lines are not read"):
        list(articles_from(b'{"segments": [{"text": "The harbour is shut."}]}', "talk.json"))


def test_one_text_of_a_corpus_may_not_be_over_the_limit() -> None:
    """The file may be larger than the limit, each of its articles may not."""
    half = "word " * (MAX_PIECES * 2 // 3)
    assert len(list(articles_from(corpus({"text": half}, {"text": half}), "c.jsonl"))) == 2
    with pytest.raises(TooLarge, match="line 1"):
        list(articles_from(corpus({"text": half + half}), "c.jsonl"))


@pytest.mark.parametrize("text", ["word " * (MAX_PIECES + 1), ". " * (MAX_PIECES + 1), "語" * (MAX_PIECES + 1)])
def test_an_article_longer_than_a_long_book_is_refused(text: str) -> None:
    """What counts is how many pieces a model makes of it, and not its bytes."""
    for name in ("a.txt", "a.md"):
        with pytest.raises(TooLarge, match="over 500,000 word pieces"):
            only(text.encode(), name)


def test_blanks_make_no_article_too_long() -> None:
    """However many there are."""
    assert only(("Some words." + " " * (MAX_PIECES + 1) + "And more.").encode(), "a.txt").title


def test_a_rich_document_may_be_no_longer() -> None:
    """Read in its process or not."""
    page = b"<html><body><article>" + b"<p>" + b"word " * (MAX_PIECES + 1) + b"</p></article></body></html>"
    with pytest.raises(TooLarge, match="too long for one article"):
        only(page, "a.html")


def test_a_corpus_line_is_not_made_into_a_million_values() -> None:
    """They would take forty times the memory that the line takes; marks in a text are letters, and stay."""
    many = json.dumps({"text": "a", "more": [[]] * 600_000}).encode()
    for line in (many, many[:-2] + b', "\\"' + b'\\"' * 2_000_000, many[:-2] + b', "a\\'):
        with pytest.raises(TooLarge, match="line 1 holds over a million values"):
            list(articles_from(line, "c.jsonl"))
    marks = '[] , {} "quoted" \\\\ ' * 49_000
    assert only(corpus({"text": marks}), "c.jsonl").text == marks


def test_what_a_corpus_line_says_beside_its_text_has_an_end() -> None:
    """A title goes before each passage: long names are cut. An id or an address cannot be, so its line is refused."""
    names = ("title", "author", "site")
    whole, cut = articles_from(
        corpus(
            {"text": "One.", **dict.fromkeys(names, "x" * 500)},
            {"text": "Two.", **dict.fromkeys(names, "lake " * 99_999)},
        ),
        "c.jsonl",
    )
    assert {whole.title, whole.author, whole.site} == {"x" * 500}
    assert {cut.title, cut.author, cut.site} == {("lake " * 100).strip()}
    for key in ("id", "url", "source"):
        refused: list[ExtractError] = []
        lines = corpus({"text": "One.", key: "x" * 4_097}, {"text": "Two.", key: "x" * 4_096})
        assert [each.text for each in articles_from(lines, "c.jsonl", refused.append)] == ["Two."]
        assert [str(each) for each in refused] == [f'c.jsonl, line 1: "{key}" has over 4,096 characters']


def test_a_corpus_without_a_line_is_empty() -> None:
    """The name says that it is a corpus, and there is nothing in it."""
    with pytest.raises(EmptyText, match="holds no article"):
        list(articles_from(b"\n \n", "a.jsonl"))


def test_damaged_gzip_data_is_one_clear_error() -> None:
    """Cut short or altered, it is said to be damaged."""
    packed = gzip.compress(corpus(*({"text": f"number {n}"} for n in range(50))))
    for broken in (packed[:-20], packed[:40] + b"\x00\xff\x00" + packed[43:], packed[:5]):
        with pytest.raises(ExtractError, match="damaged"):
            list(articles_from(broken, "c.jsonl.gz"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-01-05", date(2023, 1, 5)),
        ("2023/1/5", date(2023, 1, 5)),
        ("20230105", date(2023, 1, 5)),
        ("2023-01-05T23:30:00-05:00", date(2023, 1, 5)),
        ("3 May 2025", date(2025, 5, 3)),
        ("March 5th 2025", date(2025, 3, 5)),
        ("5 March, 2025", date(2025, 3, 5)),
        ("May 3, 2025", date(2025, 5, 3)),
        ("Sept. 30, 2025 at noon", date(2025, 9, 30)),
        ("1st of DECEMBER 2025", date(2025, 12, 1)),
        ("Tue, 03 Mar 2026 23:30:00 +0200", date(2026, 3, 3)),
        ("Saturday 9 March 2024", date(2024, 3, 9)),
        ("9 \u017fept. 1790", date(1790, 9, 9)),
        ("03/05/2025", None),
        ("3.5.2025", None),
        ("30 February 2025", None),
        ("May 3-5, 2025", None),
        ("3 Maybe 2025", None),
        ("3 Mai 2025", None),
        ("May 2025", None),
        ("before 3 May 2025", None),
        ("2023-02-30", None),
        ("yesterday", None),
        (None, None),
        (20230105, date(2023, 1, 5)),
        (1.5, None),
    ],
)
def test_dates_are_read_as_written_or_not_at_all(value: object, expected: date | None) -> None:
    """The day is the one on the page, in whatever time zone that was."""
    assert parsed_date(value) == expected


def test_a_corpus_keeps_author_site_and_pages() -> None:
    """As an export writes them; pages that lie outside the text are an error and not a wrong page."""
    line = {"text": "One. Two.", "author": "Ada Holm", "site": "The Post", "page_starts": [0, 5]}
    article = only(json.dumps(line), "c.jsonl")
    assert (article.author, article.site, article.page_of(6)) == ("Ada Holm", "The Post", 2)
    for starts in ([5, 0], [99], [-1], ["0"], [True], 7, {"a": 1}):
        with pytest.raises(ExtractError, match="page_starts"):
            only(json.dumps({"text": "One. Two.", "page_starts": starts}), "c.jsonl")


def test_odd_spaces_become_plain_and_invisible_marks_go() -> None:
    """Nobody types them in a question; a corpus keeps them, since its text is others' too."""
    text = "10\u00a0000\u202fkm of foot\u00adpaths"
    assert only(text).text == "10 000 km of footpaths"
    assert only(json.dumps({"text": text}), "c.jsonl").text == text


def test_comments_in_a_row_are_told_apart_in_one_way() -> None:
    """A page that opens with thousands of them is looked at once, and not for ever."""
    assert kind_of(b"<!-- a -->\n<!-- b -->" * 2000 + b"<html>", "page") == "html"
    assert kind_of(b"<!---->" * 2000 + b"<foo>", "page") == "text"
    assert kind_of(b"<!-- never closed " + b"<html>" * 2000, "page") == "text"


def test_accents_without_end_are_cut() -> None:
    """Thirty on a letter stay; more are nobody's word, and would take minutes to order."""
    assert normalised("e\u0301") == "é"
    assert normalised("a" + "\u0316" * 30) == "a" + "\u0316" * 30
    assert normalised("a" + "\u0316\u0317" * 300_000 + " b") == "a" + "\u0316\u0317" * 15 + " b"
    first = min(char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(char))
    assert normalised("a" + first * 31) == unicodedata.normalize("NFC", "a" + first * 30)


@pytest.mark.parametrize(
    "head",
    [b"<rss version='2.0'><channel>", b"<?xml version='1.0'?>\n<!-- ours -->\n<feed xmlns='x'>", b"<rdf:RDF a='b'>"],
)
def test_a_feed_is_no_article(head: bytes) -> None:
    """It is told how to keep it."""
    with pytest.raises(UnsupportedKind, match="is a feed") as refused:
        list(articles_from(head + b"<title>News</title>", "feed"))
    assert "feeds add" in refused.value.hint

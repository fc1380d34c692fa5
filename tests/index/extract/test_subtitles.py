"""Subtitles: what is said, without numbers and times."""

from __future__ import annotations

import pytest

from index.article import Article
from index.errors import EmptyText
from index.extract import articles_from

SUBRIP = """1
00:00:01,000 --> 00:00:03,000 X1:40 X2:600
{\\an8}<i>The ferry to Moss</i>
leaves at nine.

2
00:00:03,200 --> 00:00:04,000
[Music]

3
00:00:04,000 --> 00:00:06,000
- Every day?
- Not on Sundays.

4
00:00:20,000 --> 00:00:22,000
In 1998 there were
12

5
00:00:22,000 --> 00:00:23,000
boats.
"""

CAPTIONS = """WEBVTT - Council meeting
Kind: captions

NOTE checked by Bo

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.000 align:start position:0%
<v.loud Ann Lee>The budget is <b>4 million</b> &amp; no more.</v>

00:03.000 --> 00:04.000
<v Ann Lee>We vote on Monday.

01:00:04.000 --> 01:00:05.000
<v Bo Ek>So we do.
"""


def read(text: str, name: str = "a.srt") -> Article:
    """Return the one article of a file."""
    (article,) = articles_from(text.encode(), name)
    return article


def test_subrip_is_what_is_said() -> None:
    """A figure on a line of its own is said, too, unless it is the number of what comes next."""
    article = read(SUBRIP, "films/The_ferry.srt")
    assert article.title == "The ferry"
    assert article.text.split("\n\n") == [
        "The ferry to Moss leaves at nine.",
        "Every day?",
        "Not on Sundays.",
        "In 1998 there were 12 boats.",
    ]


@pytest.mark.parametrize("name", ["council.vtt", "council.txt", "council"])
def test_captions_name_who_speaks(name: str) -> None:
    """Whatever the file is called; what a program or an author noted is not said."""
    assert (
        read(CAPTIONS, name).text
        == "Ann Lee: The budget is 4 million & no more. We vote on Monday.\n\nBo Ek: So we do."
    )


def test_lines_that_roll_up_are_there_once() -> None:
    """Each is shown a second time above the next one."""
    rolling = ["WEBVTT", "", *(f"00:0{n}.000 --> 00:0{n + 1}.000\nline {n}\nline {n + 1}\n" for n in range(1, 5))]
    assert read("\n".join(rolling), "a.vtt").text == "line 1 line 2 line 3 line 4 line 5"


def test_words_without_the_end_of_a_sentence_are_parted() -> None:
    """Machines write none."""
    cues = (f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\none two three four {n}\n" for n in range(1, 20))
    assert [len(each.split()) for each in read("\n".join(cues)).text.split("\n\n")] == [40, 40, 15]


def test_line_ends_and_byte_order_marks_do_not_matter() -> None:
    """As Windows writes them."""
    (article,) = articles_from(b"\xef\xbb\xbf" + SUBRIP.replace("\n", "\r\n").encode(), "a.srt")
    assert article.text == read(SUBRIP).text


def test_a_text_about_times_is_a_text() -> None:
    """Subtitles begin with the first of them."""
    text = "The format\n\n1\n00:00:01,000 --> 00:00:03,000\nHello."
    assert read(text, "a.txt").text == text


@pytest.mark.parametrize("text", ["WEBVTT\n", "1\n00:00:01,000 --> 00:00:03,000\n\n[Music]\n"])
def test_where_nobody_speaks_there_is_no_article(text: str) -> None:
    """It is refused like any empty file."""
    with pytest.raises(EmptyText):
        read(text)


def test_the_same_words_of_another_are_said_again() -> None:
    """Only lines that roll up are repeated."""
    times = "00:01.000 --> 00:02.000"
    assert read(f"WEBVTT\n\n{times}\n<v Ann>Yes.\n\n{times}\n<v Bo>Yes.\n", "a.vtt").text == "Ann: Yes.\n\nBo: Yes."
    assert read("1\n00:00:01,000 --> 00:00:02,000\n- No.\n- No.\n").text == "No.\n\nNo."


def test_signs_that_are_written_out_are_no_tags() -> None:
    """A tag is one by its signs."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nthe &lt;b&gt; <b>tag</b>\n"
    assert read(text, "a.vtt").text == "the <b> tag"


def test_subtitles_may_be_in_utf_16() -> None:
    """As Windows may save them."""
    (article,) = articles_from(SUBRIP.encode("utf-16"), "a.srt")
    assert article.text == read(SUBRIP).text


def test_what_is_about_the_format_is_a_text() -> None:
    """Its name alone makes no subtitles."""
    assert read("WEBVTT is a format.", "a.txt").text == "WEBVTT is a format."


def test_a_tag_that_nothing_closes_takes_no_time() -> None:
    """However long it is."""
    assert read(f"WEBVTT\n\n00:01.000 --> 00:02.000\nHello <v{' ' * 300_000}\n", "a.vtt").text.startswith("Hello")

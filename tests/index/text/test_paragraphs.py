"""Where a line break ends something, and where it only wraps a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Span
from index.text.paragraphs import paragraphs, unwrapped
from index.text.segment import sentences

LEASE = """AGREEMENT

1. Parties
   The owner is Wim Terborg, Harbour Street 4. The tenant is the rowing club
   Vrij Water, represented by its chair.

2. Rent
   2.1 The rent is 640 euros a month, due by the third working day of the
       month.
   2.2 It rises every two years by the rate of inflation, but by no more
       than 3 percent.

3. Use
   The tenant may
   (a) store up to thirty boats in the hall and on the meadow beside it,
   (b) use the workshop on weekdays.
"""


def said(text: str) -> list[str]:
    """Return the sentences of a text, each on one line."""
    return [" ".join(sentence.of(text).split()) for sentence in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The tenant is the rowing club Vrij Water, represented by its chair.",
        "2.1 The rent is 640 euros a month, due by the third working day of the month.",
        "2.2 It rises every two years by the rate of inflation, but by no more than 3 percent.",
        "(a) store up to thirty boats in the hall and on the meadow beside it,",
        "The tenant may",
    ],
)
def test_a_sentence_is_whole_where_only_some_lines_are_wrapped(sentence: str) -> None:
    """In a contract of short and long lines a long line without an end goes on, and an item begins a new one."""
    assert sentence in said(LEASE)


def test_one_wrapped_line_among_short_ones_goes_on() -> None:
    """A mail of four lines has no column by which all of it is wrapped."""
    text = "Hi Rob,\n\nplease send the rest of the order next week. We can unload\nuntil two in the afternoon.\n\nBea"
    assert "We can unload until two in the afternoon." in said(text)


def test_lines_of_a_wide_window_go_on() -> None:
    """Many editors wrap at 120 columns."""
    text = (
        "All who keep a boat in the lower hall are asked by the rowing club to come and move it upstairs before\n"
        "the first frost, as the gate will stay closed until the river is free of ice and all of the jetties\n"
        "have been put back. Keys are with Ines."
    )
    first, last = said(text)
    assert first.endswith("and all of the jetties have been put back.")
    assert last == "Keys are with Ines."


@pytest.mark.parametrize(
    "text",
    [
        "rain jacket\nheadlamp\nswimming things\ncash, as the hut takes no cards",
        "You need a tent with room for four people, and moreover:\nrain jacket\nheadlamp",
        "a) the kitchen on the first floor must be cleaned on Fridays\nb) the hall on the ground floor on Mondays",
        "Item: a lamp of the old kind with a green shade | Price: 4.50\nitem: soap | Price: 1.20",
        "lamp oil of the clear kind, a can          4.50 with a can back\nlamp wick, a yard           0.80 by the yard",
        "sudo cp /etc/larch/larch.conf /etc/larch/larch.conf.bak\nsudo systemctl restart larch",
        "export LARCH_PASSWORD_FILE=/root/.larch-password\nlarch init",
        "larch stop\nlarch backup /srv/boats --exclude '*.tmp' --tag boats\nlarch start",
        "larchctl --adapter of-the-harbour-in-the-west-of-the-bay --verbose scan on\nlarchctl --adapter west show",
        "The Council Votes to Close the Old Bridge Over the River\nPolice Look for a Lion That Nobody Has Ever Seen",
    ],
)
def test_lines_that_are_whole_stay_apart(text: str) -> None:
    """Short ones, items, rows, headlines, commands, and what a colon announces."""
    assert len(paragraphs(text)) == text.count("\n") + 1


def test_prose_with_a_path_goes_on() -> None:
    """Only what begins with a command is code."""
    text = "The file is kept in /etc/larch/larch.conf, where an editor\nfinds it, and with --verbose it is shown too."
    assert said(text) == [" ".join(text.split())]


def test_a_line_inside_a_paragraph_is_no_command() -> None:
    """It begins in the middle of a sentence, and may do so with any word."""
    text = (
        "The file that an editor is looking for is kept in the\nfolder of the programme and shown with --all, where\n"
        "nobody else looks for it before the day is over."
    )
    assert said(text) == [" ".join(text.split())]


def test_a_line_that_ends_with_a_small_word_is_no_command() -> None:
    """As in a manual, where prose begins in lower case and has paths and options, too."""
    text = "directory with the constants of all harbours; /usr/share/tide if\nit is not set"
    assert said(text) == [" ".join(text.split())]


@given(st.text(alphabet="aB.:|- \n\t\u2028é", max_size=200))
@settings(max_examples=150)
def test_nothing_but_white_space_is_between_paragraphs(text: str) -> None:
    """Whatever the text: they are in order and leave out nothing."""
    spans = paragraphs(text)
    rest = "".join(text[span.start : span.end] for span in spans)
    assert "".join(rest.split()) == "".join(text.split())


def test_an_amount_and_an_hour_begin_no_clause() -> None:
    """A line may be wrapped right before one; "2.1 The rent" is a clause."""
    text = (
        "The parcel service says that a box of apples weighs about\n2.5 kilos when it is packed, and the lorry leaves "
        "at about\n9.30 in the morning on each working day but in the weeks of\nwinter, when the pass is closed."
    )
    assert said(text) == [" ".join(text.split())]


def test_each_message_of_a_chat_is_its_own() -> None:
    """Though names are written small, and messages are as long as wrapped lines and have no end."""
    messages = [
        "mia: I have put the big projector back into the cupboard upstairs",
        "jonas: thanks, then I can take it with me to the school on monday",
        "mia: ok",
        "ann: I have ordered a lamp, it comes with the post on wednesday or",
        "pete: great",
    ]
    assert said("\n".join(messages)) == messages


@pytest.mark.parametrize("number", [0, 1, 2, 50, 101, 198, 199, 200])
def test_a_quote_of_a_long_article_is_unwrapped_by_what_is_near_it(number: int) -> None:
    """As it is in a short one: each line break that wraps is a blank, each other stays, and every letter its place."""
    whole = (LEASE + "\n") * 200 + LEASE
    start = number * (len(LEASE) + 1)
    for first, last in (("2.1", "month.\n"), ("3. Use", "workshop on weekdays.")):
        inside = Span(LEASE.index(first), LEASE.index(last) + len(last))
        there = Span(start + inside.start, start + inside.end)
        shown = unwrapped(whole, there)
        assert shown == unwrapped(LEASE, inside)
        assert len(shown) == len(there.of(whole))


def test_how_a_quote_is_wrapped_is_told_by_the_lines_around_it() -> None:
    """A line that goes on with a name does so in a text that is wrapped; the quote alone does not tell."""
    around = (
        "The council met on Monday evening in the hall of the old mill\n"
        "and spoke of the bridge until it was nearly midnight.\n\n"
    )
    quote = (
        "At the end of a long debate the motion was put to the vote by\n"
        "Mayor Novak, who had not said a word all evening."
    )
    text = around * 300 + quote + "\n\n" + around * 300
    at = text.index(quote)
    assert unwrapped(text, Span(at, at + len(quote))) == quote.replace("\n", " ")
    assert unwrapped(quote, Span(0, len(quote))) == quote

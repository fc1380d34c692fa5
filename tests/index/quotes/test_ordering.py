"""The order in which quotes are answers, and what is left of the confidence in each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from index.article import Article, Span
from index.quotes.ordering import CHECKED, DOUBTED_SHARE, UNSTATED_SHARE, in_order
from index.quotes.read_quotes import ReadPassage, ReadQuote
from index.reading.reader import Marks, PassageText, QuoteReading, Reading


def read_quote(article: str, text: str, mark: str, rank: float = 0.0) -> ReadQuote:
    """Return the first sentence of an article, which ends its line, with some words of it marked."""
    end, at = len(text.partition("\n")[0]), text.index(mark)
    quote = QuoteReading(Span(0, end), rank, partial(Marks, Span(at, at + len(mark))), rank)
    shown, whole = PassageText("", text, (quote.span,)), Span(0, len(text))
    passage = ReadPassage(Article(article, "", text), whole, shown, Reading(0.0, (quote,), 0.0))
    return ReadQuote(passage, quote)


def said(found: Sequence[ReadQuote]) -> list[str]:
    """Return the words of quotes."""
    return [one.words for one in found]


DENIED = read_quote("a", "Lund denied reports that Holm lit the fire.", "Holm")
ALLEGED = read_quote("b", "It was allegedly Berg.", "Berg")
STATED = read_quote("c", "The fire was lit by Ida Roth.", "Ida Roth")
MORE = read_quote("d", "A lamp lit the old fire.", "A lamp")


def test_what_states_comes_before_what_only_tells_and_that_before_the_rest() -> None:
    """However many tell; they have little left."""
    found = in_order("who lit the fire?", [DENIED, ALLEGED, STATED, MORE])
    assert said(found) == said([STATED, DENIED, ALLEGED, MORE])
    assert [one.share_left for one in found] == [1.0, UNSTATED_SHARE, UNSTATED_SHARE, 1.0]


def test_only_the_best_few_are_checked_for_what_they_state() -> None:
    """The one after them takes the first place, since nothing is known against it."""
    found = in_order("who lit the fire?", [ALLEGED] * (CHECKED + 1))
    assert [one.share_left for one in found] == [1.0] + [UNSTATED_SHARE] * CHECKED


def test_what_is_of_another_year_and_only_told_has_the_least_left() -> None:
    """Either takes of the confidence."""
    hall = read_quote("a", "The hall was reportedly sold in 2004.", "sold")
    (found,) = in_order("was the hall sold in 2014?", [hall])
    assert found.share_left == pytest.approx(DOUBTED_SHARE * UNSTATED_SHARE)


def test_a_row_about_something_else_has_little_left() -> None:
    """Its price is that of another thing."""
    row = read_quote("a", "Ticket: Bicycle | Price: €4", "€4")
    assert [one.share_left for one in in_order("how much is a motorbike?", [row])] == [DOUBTED_SHARE]
    assert [one.share_left for one in in_order("how much is a bike?", [row])] == [1.0]


def quotes_of(article: str, *lines: str) -> list[ReadQuote]:
    """Return the lines of an article as quotes."""
    text = "\n\n".join(lines)
    spans = [Span(at := text.index(line), at + len(line)) for line in lines]
    quotes = tuple(QuoteReading(span, 0.0, Marks, 0.0) for span in spans)
    shown = PassageText("", text, tuple(spans))
    passage = ReadPassage(Article(article, "", text), Span(0, len(text)), shown, Reading(0.0, quotes, 0.0))
    return [ReadQuote(passage, quote) for quote in quotes]


def test_what_is_about_another_case_comes_behind_its_own() -> None:
    """In its article. It has little left, wherever it stands."""
    mine = quotes_of("a", "Less than 7 days: nothing.", "Please call.", "7 to 14 days: half.")
    other = quotes_of("b", "Up to 2 days: all.")
    found = in_order("what do I get back 10 days before?", [*other, *mine])
    assert said(found) == ["Up to 2 days: all.", "7 to 14 days: half.", "Please call.", "Less than 7 days: nothing."]
    assert [one.share_left for one in found] == [DOUBTED_SHARE, 1.0, 1.0, DOUBTED_SHARE]


def test_another_day_or_kind_is_no_evidence() -> None:
    """Neither if nothing else is there, nor beside the right one."""
    weekdays, sunday = "Monday to Friday: open", "Sunday: closed"
    found = in_order("is the shop open on sunday?", quotes_of("a", weekdays, sunday))
    assert [(one.words, one.share_left) for one in found] == [(sunday, 1.0), (weekdays, DOUBTED_SHARE)]
    (outdoor,) = in_order("is the indoor pool open?", quotes_of("a", "The outdoor pool is open."))
    assert outdoor.share_left == DOUBTED_SHARE


def test_what_is_of_another_version_comes_last() -> None:
    """Its version stands two headings above."""
    text = "Changes\n\n2.4\n\nFixed\n\n- The wheel.\n\n2.3\n\nAdded\n\n- A bell.\n\nFixed\n\n- The lamp.\n"
    spans = [Span(at := text.index(words), at + len(words)) for words in ("- The wheel.", "- The lamp.")]
    quotes = tuple(QuoteReading(span, 0.0, Marks, 0.0) for span in spans)
    passage = ReadPassage(
        Article("a", "Changes", text),
        Span(0, len(text)),
        PassageText("Changes", text, tuple(spans)),
        Reading(0.0, quotes, 0.0),
    )
    found = in_order("what was fixed in 2.3?", [ReadQuote(passage, quote) for quote in quotes])
    assert [(one.words, one.share_left) for one in found] == [("- The lamp.", 1.0), ("- The wheel.", DOUBTED_SHARE)]


def test_a_first_quote_of_what_was_not_done_has_little_left() -> None:
    """It keeps its place; those after it are not checked."""
    quotes = [read_quote(article, "Holm never got the cup.", "Holm") for article in "ab"]
    found = in_order("who got the cup?", quotes)
    assert [(one.passage.article.id, one.share_left) for one in found] == [("a", DOUBTED_SHARE), ("b", 1.0)]


@pytest.mark.parametrize("question", ["why did Jo stay?", "did Jo stay?", "when did Jo stay?"])
def test_no_quote_is_lost(question: str) -> None:
    """Whatever is asked, and however many there are."""
    quotes = [read_quote(f"a{n}", f"Jo was ill, so Kim stayed {n} days.", f"{n} days") for n in range(3 * CHECKED)]
    assert sorted(said(in_order(question, quotes))) == sorted(said(quotes))


@pytest.mark.parametrize(
    ("first", "second", "ahead", "best"),
    [
        ("b", "c", 0.5, "Kim won."),
        ("a", "b", 0.5, "Kim won."),
        ("b", "c", 9.0, "Ann won."),  # what is far better stays first
        ("b", "b", 0.5, "Ann won."),  # who says a thing twice is one who says it
    ],
)
def test_what_two_articles_say_ranks_a_little_higher(first: str, second: str, ahead: float, best: str) -> None:
    """Each in its own words."""
    quotes = [
        read_quote("a", "Ann won.", "Ann", ahead),
        read_quote(first, "Kim won.", "Kim"),
        read_quote(second, "The race has gone to Kim, as was hoped.", "Kim", -0.1),
    ]
    assert said(in_order("who won?", quotes))[0] == best


def test_a_quote_of_an_article_about_another_number_has_little_left() -> None:
    """Without a capital in the question, as people type."""
    quotes = [read_quote(number, f"Year {number} leaves on 3 May.", "3 May") for number in "56"]
    found = in_order("when does year 6 leave?", quotes)
    assert {one.passage.article.id: one.share_left for one in found} == {"5": DOUBTED_SHARE, "6": 1.0}

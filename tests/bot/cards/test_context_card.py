"""What the buttons of a card open: the next quotes, and the words around the quotes, as long as there are any."""

from __future__ import annotations

from bot.cards.answer import GONE, NO_MORE, context_card, more_card, source_card
from bot.cards.card import Card
from index.article import Span
from tests.bot.carded import FERRY, FREE, ICE, KEY, MARTA, PASTED, custom_ids, hold, kept, text
from tests.discord.scene import plain


def test_more_goes_on_with_the_numbers() -> None:
    """And offers what is still left."""
    given_answer = kept(ICE, FREE, MARTA, ICE, MARTA, shown=2)
    card = more_card(given_answer, 2, 2)
    assert "[3] Notes" in plain(text(card))
    assert "[4] " in plain(text(card))
    assert custom_ids(card) == [f"context:{KEY}:2:2", f"more:{KEY}:4"]
    last = more_card(given_answer, 4, 2)
    assert "[5] Notes" in plain(text(last))
    assert custom_ids(last) == [f"context:{KEY}:4:2"]
    assert more_card(given_answer, 5, 2) == more_card(given_answer, 999, 2) == Card(NO_MORE)


def test_what_is_said_in_replies_has_words_for_a_channel_without_embeds() -> None:
    """As an answer has: the next quotes, and the sources."""
    given_answer = kept(ICE, None, MARTA)
    for card in (more_card(given_answer, 1, 2), source_card(given_answer, 1, 2)):
        assert ["[2] What" in plain(card.plain or ""), "[3] Notes" in plain(card.plain or "")] == [True, True]
        hold(card)


def test_what_is_gone_is_said_kindly() -> None:
    """In its place among the others, or in a word where nothing is left."""
    card = more_card(kept(ICE, None, MARTA), 1, 2)
    assert plain(text(card)).startswith("[2] What this quote was cut from is not kept any more: it was")
    assert text(more_card(kept(ICE, None), 1, 3)) == GONE
    around = context_card(kept(None, MARTA), [None, (MARTA, Span(0, len(PASTED.text)))])
    assert "[1] What this quote was cut from is not kept any more: it was removed, or changed long ago." in plain(
        text(around)
    )
    assert "Marta Keller" in text(around)
    later = context_card(kept(ICE, None, MARTA), [None, (MARTA, Span(0, len(PASTED.text)))], 1)
    assert ["[2] What" in plain(text(later)), "[3] Notes" in plain(text(later))] == [True, True]
    assert context_card(kept(None, None), [None, None]) == Card(GONE)
    hold(around)


def test_more_of_an_abstention_is_no_answer_either() -> None:
    """Such a button is not offered, but can be forged."""
    card = more_card(kept(ICE, MARTA, shown=1, answered=False), 1, 1)
    assert text(card).startswith("-# The nearest passages, which are not an answer:")
    assert "**" not in text(card)
    assert "likely" not in text(card)


def test_context_shows_the_words_around_with_the_highlight_bold() -> None:
    """A paragraph each, and the source under them."""
    card = context_card(kept(ICE), [(ICE, Span(0, len(FERRY.text)))])
    assert text(card).startswith(
        "> It sails since 1987. The hull breaks ice of **eight centimetres**.\n> \n> Children travel free.\n-# "
    )
    assert card.buttons == ()
    hold(card)


def test_quotes_with_the_same_words_around_them_share_a_context() -> None:
    """Both highlights are bold, and both sources are named."""
    whole = Span(0, len(FERRY.text))
    card = context_card(kept(ICE, MARTA, FREE), [(ICE, whole), (MARTA, Span(14, 47)), (FREE, whole)])
    assert len(card.embeds) == 2
    assert text(card).count("It sails since 1987.") == 1
    both = card.embeds[0].description or ""
    assert "**eight centimetres**" in both
    assert "**free**" in both
    assert [f"[{number}] " in plain(both) for number in (1, 2, 3)] == [True, False, True]


def test_the_context_of_an_abstention_is_not_bold() -> None:
    """It says once more that it is no answer."""
    card = context_card(kept(ICE, answered=False), [(ICE, Span(0, len(FERRY.text)))])
    assert text(card).startswith("-# The nearest passages, which are not an answer:\n> It sails")
    assert "**" not in text(card)

"""A message is heard once for each thing that it asks."""

from __future__ import annotations

from bot.work.recent_messages import SECONDS, RecentMessages


def test_a_message_that_asks_something_else_asks_anew() -> None:
    """Also where it asks again what it asked at first; another message may ask the same."""
    heard = RecentMessages()
    asked = ("who cme?", "who came?", "who came?", "who cme?")
    assert [heard.asks_anew(1, question) for question in asked] == [True, True, False, True]
    assert heard.asks_anew(2, "who came?")


def test_a_capital_or_a_mark_at_the_end_asks_nothing_else() -> None:
    """But a sign inside does: C is not C++."""
    heard = RecentMessages()
    asked = ("what is C", "What is C?", "what is c...", "what is C++?")
    assert [heard.asks_anew(1, question) for question in asked] == [True, False, False, True]


def test_nothing_is_remembered_for_long() -> None:
    """Of a message the time from which it was heard first counts."""
    times = iter((0.0, SECONDS - 1, SECONDS - 1, SECONDS, SECONDS))
    heard = RecentMessages(lambda: next(times))
    assert all((heard.asks_anew(1, "who?"), heard.asks_anew(2, "who?"), heard.asks_anew(1, "when?")))
    assert not heard.asks_anew(2, "who?")
    assert list(heard._heard) == [2]

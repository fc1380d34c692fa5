"""A message is heard once for each thing that it asks."""

from __future__ import annotations

from bot.work.recent_messages import SECONDS, RecentMessages


def test_a_message_that_asks_something_else_has_another_turn() -> None:
    """Also where it asks again what it asked at first; another message has its own turns."""
    heard = RecentMessages()
    assert [heard.turn(1, question) for question in ("who cme?", "who came?", "who came?", "who cme?")] == [
        0,
        1,
        None,
        2,
    ]
    assert heard.turn(2, "who came?") == 0


def test_nothing_is_remembered_for_long() -> None:
    """Of a message the time from which it was heard first counts."""
    times = iter((0.0, SECONDS - 1, SECONDS - 1, SECONDS, SECONDS))
    heard = RecentMessages(lambda: next(times))
    assert [heard.turn(1, "who?"), heard.turn(2, "who?"), heard.turn(1, "when?")] == [0, 0, 1]
    assert heard.turn(2, "who?") is None
    assert list(heard._heard) == [2]

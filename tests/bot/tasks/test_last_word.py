"""The last word of an add: where it is waited for, and in the channel when it could not be said there."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.delivery.messages import Message, Outcome
from bot.tasks.adding import _last_word
from tests.bot.tasks.heard import Heard


class Fading:
    """A place where showing comes to `outcome`, and which lives on behind it or not."""

    promise = 7

    def __init__(self, outcome: Outcome, *lives: bool) -> None:
        self._outcome = outcome
        self._lives = list(lives)

    @property
    def alive(self) -> bool:
        """Whether it lives: each time that somebody asks, the last time for ever."""
        return self._lives.pop(0) if len(self._lives) > 1 else self._lives[0]

    async def show(self, message: Message, *, last: bool = True) -> Outcome:
        """Show nothing."""
        del message, last
        return self._outcome

    @contextlib.asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """Do nothing."""
        yield

    def details(self) -> dict[str, Any]:
        """Return nothing."""
        return {}


@pytest.mark.parametrize(
    ("place", "posted"),
    [
        (Fading(Outcome.SHOWN, True), False),
        (Fading(Outcome.GONE, True), False),
        (Fading(Outcome.GONE, True, False), True),
        (Fading(Outcome.MISSED, True), True),
        (Fading(Outcome.MISSED, True, False), True),
        (Fading(Outcome.SHOWN, False), True),
    ],
    ids=["shown", "dismissed", "ended while it was tried", "failed until near the end", "failed to the end", "ended"],
)
async def test_the_last_word_is_lost_only_on_who_dismissed_it(place: Fading, posted: bool) -> None:
    """In the channel everybody reads it: it tells how many came in, and nothing of what is in them."""
    heard = Heard()
    await _last_word(heard.client, place, 9, 4, "Added **The secret plan**", 2)
    assert len(heard.lines) == posted
    for line in heard.lines:
        assert line.startswith("<@4> Adding has ended")
        assert "2 articles came in" in line
        assert "secret" not in line


async def test_where_there_is_no_channel_nothing_is_posted() -> None:
    """Discord does not always tell it."""
    heard = Heard()
    await _last_word(heard.client, Fading(Outcome.MISSED, True), None, 4, "Added", 2)
    assert heard.lines == []

"""The last word of an add: where it is waited for, and in the channel when it could not be said there."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from bot.cards.card import Card
from bot.delivery.messages import Outcome
from bot.delivery.places import LATE, Response, fill, place_from
from bot.tasks.adding import _last_word
from tests.bot.tasks.heard import Heard


class Fading:
    """A place where showing comes to `outcome`, and which lives on behind it or not."""

    request_id = 7

    def __init__(self, outcome: Outcome, *lives: bool) -> None:
        self.told: list[str] = []
        self._outcome = outcome
        self._lives = list(lives)

    @property
    def alive(self) -> bool:
        """Whether it lives: each time that somebody asks, the last time for ever."""
        return self._lives.pop(0) if len(self._lives) > 1 else self._lives[0]

    async def show(self, card: Card, *, last: bool = True) -> Outcome:
        """Show nothing."""
        del card, last
        return self._outcome

    async def tell_in_channel(self, text: str) -> None:
        """Keep it."""
        self.told.append(text)

    def waiting(self) -> contextlib.AbstractAsyncContextManager[None]:
        """Do nothing."""
        return contextlib.nullcontext()

    def details(self) -> dict[str, Any]:
        """Return nothing."""
        return {}


@pytest.mark.parametrize(
    ("place", "told"),
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
async def test_the_last_word_is_lost_only_on_who_dismissed_it(place: Fading, told: bool) -> None:
    """In the channel everybody reads it: it tells how many came in, and nothing of what is in them."""
    await _last_word(place, "Added **The secret plan**", 2)
    assert len(place.told) == told
    for line in place.told:
        assert line.startswith("Adding has ended")
        assert "2 articles came in" in line
        assert "secret" not in line


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Fading(Outcome.SHOWN, True), False),
        (Fading(Outcome.GONE, True), False),
        (Fading(Outcome.GONE, False), True),
        (Fading(Outcome.MISSED, True), True),
    ],
    ids=["shown", "dismissed", "ended", "failed to the end"],
)
async def test_no_outcome_is_lost_unless_it_was_dismissed(place: Fading, told: bool) -> None:
    """Of whatever takes longer than 15 minutes, as reading many feeds; in the channel, nothing of it is told."""
    await fill(place, Card("Removed: **The secret plan**"))
    assert place.told == [LATE] * told


@pytest.mark.parametrize(("channel", "user", "lines"), [(9, 4, ["<@4> It is late."]), (None, 4, []), (9, None, [])])
async def test_who_waits_is_named_in_the_channel_if_both_are_known(
    channel: int | None, user: int | None, lines: list[str]
) -> None:
    """Also by the next process. Discord does not always tell the channel."""
    heard = Heard()
    place = place_from(heard.client, Response(heard.client, 7, 5, "token", channel, user).details())
    await place.tell_in_channel("It is late.")
    assert heard.lines == lines

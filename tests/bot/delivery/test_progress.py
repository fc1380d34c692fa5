"""How far work is: shown now and then, and never behind what is sent next."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from bot.cards.card import Card
from bot.delivery import progress
from bot.delivery.places import Place
from bot.delivery.progress import Progress


class Slow:
    """A place whose edits arrive when `free` is set."""

    def __init__(self, *, alive: bool = True) -> None:
        self.alive = alive
        self.begun: list[str | None] = []
        self.shown: list[str | None] = []
        self.free = asyncio.Event()

    async def show(self, card: Card, *, last: bool) -> None:
        """Show a card once it may arrive."""
        assert not last
        self.begun.append(card.content)
        await self.free.wait()
        self.shown.append(card.content)


def told(place: Slow) -> Progress:
    """Return progress that is shown there."""
    return Progress(cast("Place", place))


async def test_progress_is_shown_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a moment after the last, nor while that is under way, nor where nothing can be shown any more."""
    place = Slow()
    reports = told(place)
    reports.tell("1 of 9")
    await asyncio.sleep(0)
    reports.tell("2 of 9")
    monkeypatch.setattr(progress, "PROGRESS_SECONDS", 0)
    reports.tell("3 of 9")
    place.free.set()
    await reports.end()
    reports.tell("4 of 9")
    place.alive = False
    await reports.end()
    reports.tell("5 of 9")
    await reports.end()
    assert place.shown == ["1 of 9", "4 of 9"]


async def test_progress_that_comes_too_soon_is_left_out() -> None:
    """Though the last has arrived: Discord allows five edits in two seconds."""
    place = Slow()
    place.free.set()
    reports = told(place)
    for text in ("1 of 9", "2 of 9"):
        reports.tell(text)
        await reports.end()
    assert place.shown == ["1 of 9"]


async def test_no_progress_arrives_behind_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is under way is waited for, and given up if that takes too long."""
    monkeypatch.setattr(progress, "_LAST_EDIT_SECONDS", 0.01)
    place = Slow()
    reports = told(place)
    reports.tell("1 of 9")
    await reports.end()
    assert place.begun == ["1 of 9"]
    place.free.set()
    await asyncio.sleep(0.01)
    assert not place.shown


async def test_work_without_progress_has_nothing_to_wait_for() -> None:
    """As most questions."""
    place = Slow()
    await told(place).end()
    assert not place.begun

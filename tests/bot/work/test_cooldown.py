"""How often one may ask: a sliding minute, each person on each server, and the server as a whole."""

from __future__ import annotations

import pytest

from bot.work.cooldown import MINUTE, SERVER_PER_MINUTE, Cooldown, Wait


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock at 100 seconds."""
    return Clock()


def test_so_many_questions_are_free_and_the_next_waits_for_the_first_to_be_a_minute_old(clock: Clock) -> None:
    """The window slides: it is not the calendar's minute."""
    cooldown = Cooldown(clock)
    assert cooldown.wait(1, 9, 2) is None
    clock.now += 20
    assert cooldown.wait(1, 9, 2) is None
    clock.now += 10
    assert cooldown.wait(1, 9, 2) == Wait(MINUTE - 30, whole_server=False)
    clock.now += 30
    assert cooldown.wait(1, 9, 2) is None
    assert cooldown.wait(1, 9, 2) == Wait(20, whole_server=False)


def test_a_refused_question_does_not_count(clock: Clock) -> None:
    """Asking again and again makes nobody wait longer."""
    cooldown = Cooldown(clock)
    cooldown.wait(1, 9, 1)
    for _ in range(5):
        assert cooldown.wait(1, 9, 1) == Wait(MINUTE, whole_server=False)
    clock.now += MINUTE
    assert cooldown.wait(1, 9, 1) is None


def test_people_and_servers_do_not_use_up_each_others_questions(clock: Clock) -> None:
    """Not another person of the server, nor the same person on another server."""
    cooldown = Cooldown(clock)
    assert cooldown.wait(1, 9, 1) is None
    assert cooldown.wait(2, 9, 1) is None
    assert cooldown.wait(1, 8, 1) is None


def test_a_whole_server_has_a_limit_too(clock: Clock) -> None:
    """However many people it has."""
    cooldown = Cooldown(clock)
    waits = [cooldown.wait(person, 9, 6) for person in range(1, SERVER_PER_MINUTE + 2)]
    assert waits[:-1] == [None] * SERVER_PER_MINUTE
    assert waits[-1] == Wait(MINUTE, whole_server=True)


def test_of_both_limits_the_one_that_lasts_longer_is_told(clock: Clock) -> None:
    """Who waits for the server alone could do nothing about it by asking less."""
    cooldown = Cooldown(clock)
    for person in range(2, SERVER_PER_MINUTE + 1):
        cooldown.wait(person, 9, 1)
    clock.now += 10
    cooldown.wait(1, 9, 1)
    assert cooldown.wait(1, 9, 1) == Wait(MINUTE, whole_server=False)
    assert cooldown.wait(1, 9, 2) == Wait(MINUTE - 10, whole_server=True)


def test_a_lower_limit_counts_at_once(clock: Clock) -> None:
    """When an admin lowers it, those who have asked more wait until enough of it is a minute old."""
    cooldown = Cooldown(clock)
    for _ in range(3):
        cooldown.wait(1, 9, 3)
        clock.now += 10
    assert cooldown.wait(1, 9, 1) == Wait(50, whole_server=False)


def test_old_entries_are_forgotten(clock: Clock) -> None:
    """Memory does not grow with everybody who ever asked."""
    cooldown = Cooldown(clock)
    for person in range(1, 3_000):
        cooldown.wait(person, person, 6)
        clock.now += MINUTE
    assert len(cooldown._asked) < 1_100


@pytest.mark.parametrize(("wait", "told"), [(0.01, 1), (1.0, 1), (12.2, 13)])
def test_a_wait_is_told_rounded_up(wait: float, told: int) -> None:
    """Who waits as long as told is not refused again."""
    assert Wait(wait, whole_server=False).whole_seconds == told


def test_limits_hold_however_many_people_ask(clock: Clock) -> None:
    """What was asked a minute ago is forgotten, and nothing else."""
    cooldown = Cooldown(clock)
    for person in range(1, 1_500):
        cooldown.wait(person, person, 1)
    assert cooldown.wait(5_000, 5_000, 1) is None
    assert cooldown.wait(5_000, 5_000, 1) == Wait(MINUTE, whole_server=False)
    clock.now += MINUTE + 1
    assert cooldown.wait(5_000, 5_000, 1) is None
    assert len(cooldown._asked) <= 2, "a minute later nobody else is remembered"

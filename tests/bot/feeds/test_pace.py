"""When a feed is asked again: how often it may be, what it asks for, and how long a failing one is left alone."""

from __future__ import annotations

from datetime import UTC, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.pace import LONGEST, Pace
from tests.fakes import NOON

PACE = Pace()
MINUTE = timedelta(minutes=1)


def test_a_feed_is_asked_every_half_hour_spread_by_chance() -> None:
    """At most a tenth later."""
    for chance, minutes in ((0.0, 30), (0.5, 31.5), (1.0, 33)):
        again = PACE.after_reading(NOON, chance, every_minutes=None, skip_hours=frozenset())
        assert again - NOON == minutes * MINUTE


def test_a_feed_may_ask_for_fewer_visits_and_never_for_more() -> None:
    """A day at most."""
    for wish, minutes in ((5, 30), (90, 90), (10**6, 24 * 60)):
        again = PACE.after_reading(NOON, 0, every_minutes=wish, skip_hours=frozenset())
        assert again - NOON == minutes * MINUTE


def test_hours_that_a_feed_skips_are_skipped() -> None:
    """To the beginning of the next one that is not."""
    assert PACE.after_reading(NOON, 0, every_minutes=60, skip_hours=frozenset((13, 14))) == NOON.replace(hour=15)
    assert PACE.after_reading(NOON, 0, every_minutes=None, skip_hours=frozenset((13,))) - NOON == 30 * MINUTE
    late = NOON.replace(hour=23, minute=45)
    assert PACE.after_reading(late, 0, every_minutes=None, skip_hours=frozenset((0, 1))) == late.replace(
        day=late.day + 1, hour=2, minute=0
    )


def test_a_failing_feed_is_asked_ever_less_up_to_once_a_day() -> None:
    """The pause doubles with each failure."""
    pauses = [PACE.after_failing(NOON, 0, failures=number) - NOON for number in range(1, 9)]
    assert pauses[:5] == [number * 60 * MINUTE for number in (1, 2, 4, 8, 16)]
    assert pauses[5:] == [LONGEST] * 3
    assert PACE.after_failing(NOON, 0, failures=10**9) - NOON == LONGEST


def test_a_site_that_names_a_time_is_left_alone_until_then() -> None:
    """Up to a day."""
    assert PACE.after_failing(NOON, 0, failures=1, retry_after=3 * 3600) - NOON == 180 * MINUTE
    assert PACE.after_failing(NOON, 0, failures=1, retry_after=60) - NOON == 60 * MINUTE
    assert PACE.after_failing(NOON, 0, failures=1, retry_after=1e300) - NOON == LONGEST


@given(
    st.datetimes(timezones=st.just(UTC), min_value=NOON.replace(tzinfo=None)).filter(lambda at: at.year < 9999),
    st.floats(0, 1), st.none() | st.integers(0, 10**7), st.frozensets(st.integers(0, 23), max_size=23),
)  # fmt: skip
def test_every_feed_is_asked_again_later_and_within_three_days(
    now: object, chance: float, wish: int | None, hours: frozenset[int]
) -> None:
    """Never in an hour that it skips."""
    assert isinstance(now, type(NOON))
    again = PACE.after_reading(now, chance, every_minutes=wish, skip_hours=hours)
    assert timedelta() < again - now <= 3 * LONGEST
    assert again.hour not in hours

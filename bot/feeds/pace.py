"""When a feed is polled again. Only computes times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST = timedelta(days=1)
"""The longest pause, whatever a feed says and however often it failed."""

_JITTER = 0.1
"""The share of a pause that is added at random, so that feeds added together are not always polled together."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What the operator of the bot allows."""

    every: timedelta = timedelta(minutes=30)
    """How often a feed is polled if it does not ask for longer pauses."""
    articles_per_day: int = 50
    """How many articles all feeds of one collection may add in a day (UTC)."""

    def after_reading(
        self, now: datetime, chance: float, *, every_minutes: int | None, skip_hours: frozenset[int]
    ) -> datetime:
        """Return when to poll a feed again that was read; `chance` (0 to 1) spreads feeds.

        A feed may ask for longer pauses, up to `LONGEST`, and for hours without polls, but never for more polls.
        """
        return _outside(_later(now, self.pause(every_minutes), chance), skip_hours)

    def pause(self, every_minutes: int | None) -> timedelta:
        """Return the pause between two polls of a feed that asks for one of `every_minutes`, or for none."""
        return min(max(self.every, timedelta(minutes=min(every_minutes or 0, 1_440))), LONGEST)

    def after_failing(
        self, now: datetime, chance: float, *, failures: int, retry_after: float | None = None
    ) -> datetime:
        """Return when to poll a feed again that has failed `failures` times in a row (1 or more).

        The pause doubles each time, up to `LONGEST`, and is at least the `retry_after` seconds of its site.
        """
        pause = self.every * 2 ** min(failures, 20)
        return _later(now, max(pause, timedelta(seconds=min(retry_after or 0.0, LONGEST.total_seconds()))), chance)


def _later(now: datetime, pause: timedelta, chance: float) -> datetime:
    pause = min(pause, LONGEST)
    return now + pause + pause * (_JITTER * chance)


def _outside(moment: datetime, skip_hours: frozenset[int]) -> datetime:
    """Return the moment, or the start of the first later hour that is not skipped."""
    moment = moment.astimezone(UTC)
    for _ in range(24):
        if moment.hour not in skip_hours:
            break
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment

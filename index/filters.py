"""Filters: which articles a question is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a question is asked of. None means no limit; both dates are inclusive.

    An article without a date passes no date limit, and is counted (`lacks_date`).
    """

    article_ids: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def dated(self) -> bool:
        """Whether a date limit is set."""
        return self.since is not None or self.until is not None

    def admit(self, article_id: str, published: date | None) -> bool:
        """Tell whether an article passes."""
        if self.article_ids is not None and article_id not in self.article_ids:
            return False
        if not self.dated:
            return True
        return (
            published is not None
            and (self.since is None or published >= self.since)
            and (self.until is None or published <= self.until)
        )

    def lacks_date(self, article_id: str, published: date | None) -> bool:
        """Tell whether an article is left out only because it has no date."""
        return self.dated and published is None and (self.article_ids is None or article_id in self.article_ids)

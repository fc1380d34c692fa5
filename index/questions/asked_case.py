"""The case that a question is about: a day of the week, an amount, a thing of one kind ("the last bus").

What is said of another case does not answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.questions.alternatives import ThingOfKind, is_asked_kind, things_of_kinds
from index.questions.amounts import conditions
from index.questions.question import asks_yes_no
from index.text.days import with_capitals
from index.text.quantities import Quantity, quantities
from index.text.rows import LABEL_END, SEPARATOR
from index.text.weekdays import leading_weekdays, weekdays_in


@dataclass(frozen=True, slots=True)
class AskedCase:
    """What a question says of its case: days of the week as three letters, and amounts ("10 days before", "aged 7").

    `kinds`: things that are told apart by alternatives, as the last bus and the first one are.
    """

    days: frozenset[str] = frozenset()
    amounts: tuple[Quantity, ...] = ()
    kinds: frozenset[ThingOfKind] = frozenset()

    def is_in(self, text: str) -> bool:
        """Tell whether a text has one of the days, amounts or kinds of this case."""
        if self.days & weekdays_in(text):
            return True
        if any(one.noun in text.casefold() for one in self.kinds) and self.kinds & things_of_kinds(text):
            return True
        return any(one.overlaps(asked) for one in (quantities(text) if self.amounts else ()) for asked in self.amounts)

    def is_met(self, line: str, above: Callable[[], Sequence[str]]) -> bool | None:
        """Tell whether a line is about this case, by its own words or else by the lines `above` it that head it.

        None if it says nothing of it. A line is about other days only if it begins with them, about other amounts only
        if it gives limits.
        """
        met = {self._has_days(line, above), self._has_amount(line, above), self._has_kind(line, above)}
        return False if False in met else True if True in met else None

    def _has_days(self, line: str, above: Callable[[], Sequence[str]]) -> bool | None:
        if not self.days:
            return None
        if self.days & weekdays_in(line):
            return True
        first, separator, _ = line.partition(SEPARATOR)
        own = leading_weekdays(first.rpartition(LABEL_END)[2] if separator else first)
        said = own or next(filter(None, map(weekdays_in, reversed(above()))), frozenset[str]())
        return bool(self.days & said) if said else None

    def _has_amount(self, line: str, above: Callable[[], Sequence[str]]) -> bool | None:
        if not self.amounts:
            return None
        own = self._is_within(line)
        return own if own is not None else next(filter(_is_told, map(self._is_within, reversed(above()))), None)

    def _has_kind(self, line: str, above: Callable[[], Sequence[str]]) -> bool | None:
        if not self.kinds:
            return None
        own = is_asked_kind(self.kinds, line)
        if own is not None:
            return own
        told = (is_asked_kind(self.kinds, each) for each in reversed(above()))
        return next(filter(_is_told, told), None)

    def _is_within(self, line: str) -> bool | None:
        said = list(filter(self._is_of_kind, quantities(line)))
        if any(one.overlaps(asked) for one in said for asked in self.amounts):
            return True
        return False if any(one.is_limited for one in said) else None

    def _is_of_kind(self, one: Quantity) -> bool:
        return any(one.kind == asked.kind for asked in self.amounts)


@lru_cache(maxsize=64)  # called for every passage and its quotes
def asked_case(question: str) -> AskedCase | None:
    """Return what a question says of its case; None if that is nothing.

    Amounts in a yes-or-no question are none: "for guests aged 16 and over" answers for a 15 year old.
    """
    amounts = () if asks_yes_no(question) else tuple(conditions(question))
    found = AskedCase(weekdays_in(with_capitals(question)), amounts, things_of_kinds(question))
    return found if found.days or found.amounts or found.kinds else None


def _is_told(met: bool | None) -> bool:  # noqa: FBT001 - one of three answers
    return met is not None

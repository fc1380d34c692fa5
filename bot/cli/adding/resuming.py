"""An interrupted run of `add` continues: pages that it fetched are not fetched again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from index.library import Library

REMEMBERED = timedelta(days=1)
"""How long an interrupted run can be continued; later, its pages may have changed."""


@contextlib.contextmanager
def resumable(library: Library, collection: str, urls: Sequence[str]) -> Iterator[datetime | None]:
    """Yield the time at which the run over these URLs began: now, or that of an interrupted run of the same URLs.

    The time is stored until the block ends without an error. Yields None without URLs.
    """
    if not urls:
        yield None
        return
    name = "add-" + hashlib.sha256("\n".join([collection, *urls]).encode("utf-8", "replace")).hexdigest()
    notes, now = library.preferences, datetime.now(UTC)
    began = _time(notes.note(name))
    if began is None or now - began > REMEMBERED:
        began = now
        notes.set_note(name, now.isoformat())
    yield began
    notes.drop_note(name)


def _time(noted: str | None) -> datetime | None:
    """Return a noted time; None without one, or if it is damaged: then the run begins anew."""
    try:
        time = datetime.fromisoformat(noted or "")
    except ValueError:
        return None
    return time if time.tzinfo is not None else None

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
    noted = notes.note(name)
    began = now if noted is None else datetime.fromisoformat(noted)
    if noted is None or now - began > REMEMBERED:
        began = now
        notes.set_note(name, now.isoformat())
    yield began
    notes.drop_note(name)

"""The journal of unfinished work."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from index.errors import Locked
from index.storage.database import Database
from index.storage.journal import Journal
from tests.fakes import NOON


def test_work_that_could_not_be_struck_out_goes_with_the_next(tmp_path: Path) -> None:
    """Otherwise the next process would take it up: who had their answer long ago would be told that there was none."""
    database = Database(tmp_path / "articlebot.db", busy_ms=10)
    with contextlib.closing(database):
        journal = Journal(database, lambda: NOON)
        first, second = journal.begin("ask", {}), journal.begin("ask", {})
        with contextlib.closing(sqlite3.connect(database.path)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Locked):
                journal.finish(first)
        assert [each.key for each in journal.unfinished()] == [first, second]
        journal.finish(second)
        assert journal.unfinished() == []

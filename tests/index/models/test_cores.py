"""The cores that a process may use, on every system."""

from __future__ import annotations

import os

import pytest

from index.models.cores import available_cores


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux lets a process be kept to some cores")
def test_only_the_cores_that_the_process_may_use_are_counted() -> None:
    """A container or `taskset` may leave it fewer than the machine has."""
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert available_cores() == 1
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.parametrize(("told", "counted"), [(6, 6), (None, 1)])
def test_where_the_system_does_not_tell_all_cores_are_counted(
    told: int | None, counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on macOS and Windows, which have no `sched_getaffinity`; a system that knows nothing has one core."""
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: told)
    assert available_cores() == counted

"""Taking turns: what is compared runs alternately, again and again, so that a busy machine affects all alike."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")

NONE_AFTER: Mapping[str, Callable[[Any], object]] = MappingProxyType({})


def interleaved(
    rounds: int,
    calls: Mapping[str, Callable[[T], object]],
    given: Sequence[T],
    after: Mapping[str, Callable[[T], object]] = NONE_AFTER,
    *,
    warm: bool = True,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Time each call on each of `given`, in turn, `rounds` times; return milliseconds by the calls' names.

    The lists are in the same order: their n-th entries were taken in one turn. Who begins changes with each turn.
    `after` is done after a call, untimed. `warm` runs everything once before, untimed. `clock` returns seconds:
    `time.thread_time` counts only a call's work on this thread, `time.process_time` on all threads.
    """
    names = list(calls)
    if warm:
        for one in given:
            for name in names:
                calls[name](one)
                after.get(name, _nothing)(one)
    taken: dict[str, list[float]] = {name: [] for name in names}
    with steady_memory():
        for turn, one in enumerate(one for _ in range(rounds) for one in given):
            first = turn % len(names)
            for name in names[first:] + names[:first]:
                start = clock()
                calls[name](one)
                taken[name].append((clock() - start) * 1000)
                after.get(name, _nothing)(one)
    return taken


def milliseconds(call: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


@contextlib.contextmanager
def steady_memory() -> Iterator[None]:
    """Keep the garbage collector from scanning existing objects, which would add its time to a random measurement."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _nothing(_: object) -> None:
    """Do nothing."""

"""The worker: in turns between owners, bounded, told where one stands, and ended without leaving anybody waiting."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.serving.service import make_service, questions_at_once
from bot.work.worker import Busy, Stopped, Worker
from index.library import Library


class Gate:
    """A call that lasts until it is opened."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self.entered = threading.Event()

    def __call__(self) -> None:
        """Wait."""
        self.entered.set()
        assert self._open.wait(10)

    def open(self) -> None:
        """Let everybody through."""
        self._open.set()


@pytest_asyncio.fixture
async def worker() -> AsyncIterator[Worker]:
    """A worker for three calls of an owner, and five in all."""
    worker = Worker("test", per_owner=3, total=5)
    yield worker
    await worker.close(5)


@pytest_asyncio.fixture
async def gate(worker: Worker) -> AsyncIterator[Gate]:
    """A call that keeps the worker busy until the test lets it go."""
    gate = Gate()
    worker.submit("first", gate)
    await asyncio.to_thread(gate.entered.wait, 5)
    yield gate
    gate.open()


async def test_a_call_runs_on_another_thread_and_its_result_comes_back(worker: Worker) -> None:
    """The event loop is never held up."""
    assert await worker.submit("a", threading.get_ident).result() != threading.get_ident()


async def test_what_a_call_raises_is_raised_to_who_asked(worker: Worker) -> None:
    """And the worker goes on."""

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await worker.submit("a", fail).result()
    assert await worker.submit("a", lambda: 1).result() == 1


async def test_an_error_that_nobody_asks_for_is_no_news(worker: Worker) -> None:
    """Whoever asked may have gone."""
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))

    def fail() -> None:
        raise ZeroDivisionError

    assert await worker.submit("a", fail).done(5)
    await worker.submit("a", lambda: None).result()
    gc.collect()
    assert told == []


def test_what_ends_when_its_loop_is_closed_ends_quietly() -> None:
    """The worker goes on for others."""
    worker, gate = Worker("test"), Gate()

    async def begin() -> None:
        worker.submit("a", gate)
        await asyncio.to_thread(gate.entered.wait, 5)

    async def go_on() -> int:
        async with asyncio.timeout(5):
            return await worker.submit("b", lambda: 1).result()

    asyncio.run(begin())
    gate.open()
    assert asyncio.run(go_on()) == 1
    asyncio.run(worker.close(5))


async def test_owners_take_turns(worker: Worker, gate: Gate) -> None:
    """Three questions of one server do not come before the one of another."""
    done: list[str] = []
    jobs = [
        worker.submit(name[0], lambda name=name: done.append(name))  # type: ignore[misc]  # mypy infers no lambda with a default
        for name in ("a1", "a2", "a3", "b1")
    ]
    gate.open()
    await asyncio.gather(*(job.result() for job in jobs))
    assert done == ["a1", "b1", "a2", "a3"]


async def test_the_position_is_the_order_in_which_they_run(worker: Worker, gate: Gate) -> None:
    """1 is next; what runs already is at 0."""
    jobs = {name: worker.submit(name[0], lambda: None) for name in ("a1", "a2", "b1", "b2", "a3")}
    assert {name: job.position for name, job in jobs.items()} == {"a1": 1, "b1": 2, "a2": 3, "b2": 4, "a3": 5}
    gate.open()
    await jobs["a3"].result()
    assert jobs["a3"].position == 0


async def test_an_owner_has_only_so_many_calls_waiting(worker: Worker, gate: Gate) -> None:
    """One server cannot fill the line of all."""
    for _ in range(3):
        worker.submit("a", lambda: None)
    with pytest.raises(Busy):
        worker.submit("a", lambda: None)
    worker.submit("b", lambda: None)
    assert not worker.idle
    assert gate


async def test_what_must_be_done_waits_beyond_every_limit(worker: Worker, gate: Gate) -> None:
    """A full line does not keep a server's data from being deleted; `always` is no way past a worker that has ended."""
    for owner in "aaabc":
        worker.submit(owner, lambda: None)
    job = worker.submit("a", lambda: "deleted", always=True)
    gate.open()
    assert await job.result() == "deleted"
    await worker.close(5)
    with pytest.raises(Stopped):
        worker.submit("a", lambda: None, always=True)


async def test_only_so_many_calls_wait_in_all(worker: Worker, gate: Gate) -> None:
    """However many servers there are."""
    for owner in "abcde":
        worker.submit(owner, lambda: None)
    with pytest.raises(Busy):
        worker.submit("f", lambda: None)
    assert gate


async def test_a_call_that_nobody_waits_for_any_more_is_not_made(worker: Worker, gate: Gate) -> None:
    """It leaves the line, and its place is free."""
    made: list[int] = []
    waiting = asyncio.create_task(worker.submit("a", lambda: made.append(1)).result())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.open()
    async with asyncio.timeout(5):
        await worker.submit("b", lambda: None).result()
        while not worker.idle:  # its thread gives the result before it counts the call as done
            await asyncio.sleep(0.01)
    assert made == []


async def test_who_waits_no_more_takes_the_result_from_nobody(worker: Worker) -> None:
    """What runs already runs to its end, for who still waits."""
    gate = Gate()
    job = worker.submit("a", gate)
    gone, there = (asyncio.create_task(job.result()) for _ in range(2))
    await asyncio.to_thread(gate.entered.wait, 5)
    gone.cancel()
    await asyncio.sleep(0)
    gate.open()
    assert await there is None


async def test_closing_finishes_what_waits_when_there_is_time(worker: Worker) -> None:
    """Nobody is sent away who can be served."""
    jobs = [worker.submit("a", lambda: 1) for _ in range(3)]
    await worker.close(5)
    assert [await job.result() for job in jobs] == [1, 1, 1]
    assert worker.idle


async def test_closing_tells_those_who_wait_too_long(worker: Worker, gate: Gate) -> None:
    """They get Stopped, and their calls are not made; nothing new is taken."""
    made: list[int] = []
    waiting = worker.submit("a", lambda: made.append(1))
    await worker.close(0.05)
    with pytest.raises(Stopped):
        await waiting.result()
    with pytest.raises(Stopped):
        worker.submit("a", lambda: None)
    assert not worker.idle, "the first call is still running"
    gate.open()
    while not worker.idle:
        await asyncio.sleep(0.01)
    assert made == []
    assert gate


async def test_several_calls_run_at_once_where_there_are_threads() -> None:
    """As many as threads, and the next one waits."""
    worker = Worker("test", threads=2)
    gates = [Gate(), Gate()]
    jobs = [worker.submit("a", gate) for gate in gates]
    for gate in gates:
        assert await asyncio.to_thread(gate.entered.wait, 5)
    third = worker.submit("a", lambda: 3)
    assert [*(job.position for job in jobs), third.position] == [0, 0, 1]
    gates[1].open()
    assert await third.result() == 3
    assert not worker.idle, "the first call is still running"
    gates[0].open()
    await worker.close(5)
    assert worker.idle


async def test_what_runs_can_be_waited_for_without_what_begins_later(worker: Worker, gate: Gate) -> None:
    """It ends with the calls that ran, whatever came of them."""
    later = Gate()
    worker.submit("a", later)
    settled = asyncio.create_task(worker.settled())
    await asyncio.sleep(0)
    assert not settled.done()
    gate.open()
    await asyncio.wait_for(settled, 5)
    assert await asyncio.to_thread(later.entered.wait, 5)
    later.open()


async def test_no_owner_has_all_threads_while_another_waits() -> None:
    """One whose call is running stands back, even where its next one was there first."""
    worker = Worker("test", threads=2)
    gates = {name: Gate() for name in ("a1", "x", "a2", "b")}
    for name in ("a1", "x"):
        worker.submit(name[0], gates[name])
        assert await asyncio.to_thread(gates[name].entered.wait, 5)
    for name in ("a2", "b"):
        worker.submit(name[0], gates[name])
    gates["x"].open()
    assert await asyncio.to_thread(gates["b"].entered.wait, 5)
    assert not gates["a2"].entered.is_set()
    for gate in gates.values():
        gate.open()
    await worker.close(5)
    assert gates["a2"].entered.is_set()


async def test_the_bot_reads_as_many_questions_at_once_as_it_has_cores(library: Library) -> None:
    """And adds one thing after another."""
    service = make_service(library)
    gates = [Gate() for _ in range(questions_at_once())]
    for number, gate in enumerate(gates):
        service.asking.submit(f"guild:{number}", gate)
    for gate in gates:
        assert await asyncio.to_thread(gate.entered.wait, 5)
    first, second = Gate(), Gate()
    service.indexing.submit("guild:1", first)
    service.indexing.submit("guild:2", second)
    assert await asyncio.to_thread(first.entered.wait, 5)
    assert not await asyncio.to_thread(second.entered.wait, 0.1)
    for gate in (*gates, first, second):
        gate.open()
    for worker in (service.asking, service.indexing):
        await worker.close(5)

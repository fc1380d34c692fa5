"""A few worker threads, shared fairly: each server's calls wait in their own queue, and the queues take turns."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Busy(Exception):
    """Too much is waiting already, for this owner or in all."""


class Stopped(Exception):
    """The worker was closed before it ran this."""


class Job(Generic[T]):
    """A call that waits, runs or has run. Its result belongs to the event loop that submitted it."""

    def __init__(self, worker: Worker, owner: str, call: Callable[[], T]) -> None:
        self.owner = owner
        self.call = call
        self._worker = worker
        self._loop = asyncio.get_running_loop()
        self._future: asyncio.Future[T] = self._loop.create_future()
        # The submitter may be gone, and asyncio would warn about an error that nobody retrieved.
        self._future.add_done_callback(lambda done: done.cancelled() or done.exception())

    @property
    def position(self) -> int:
        """Its place among all waiting calls: 1 is next, 0 is running or done."""
        return self._worker.position(self)

    async def result(self) -> T:
        """Return what the call returns, or raise what it raises. Raises Stopped if the worker was closed."""
        try:
            return await asyncio.shield(self._future)
        except asyncio.CancelledError:
            self.cancel()
            raise

    async def done(self, seconds: float | None) -> bool:
        """Wait for its end, at most `seconds` (None: no limit), and return whether it has ended, in whatever way."""
        finished, _ = await asyncio.wait({self._future}, timeout=seconds)
        return bool(finished)

    def cancel(self) -> None:
        """Remove it from its queue; a call that runs already continues to its end."""
        self._worker.withdraw(self)

    def settle(self, value: T | None, error: BaseException | None) -> None:
        """Pass the outcome to the event loop, from any thread."""
        try:
            self._loop.call_soon_threadsafe(self._set, value, error)
        except RuntimeError:  # the loop is closed: nobody waits any more
            return

    def _set(self, value: Any, error: BaseException | None) -> None:  # noqa: ANN401 -- a T, or None beside an error
        if error is not None:
            self._future.set_exception(error)
        else:
            self._future.set_result(value)


class Worker:
    """Runs blocking calls on its own threads, each owner's in order; owners take turns."""

    def __init__(self, name: str, *, threads: int = 1, per_owner: int = 25, total: int = 250) -> None:
        """`threads`: calls that run at once. `per_owner` and `total`: how many may wait for one owner, and in all."""
        self._per_owner = per_owner
        self._total = total
        # The waiting calls of each owner (at least one), with the owners in the order of their turns.
        self._queues: OrderedDict[str, deque[Job[Any]]] = OrderedDict()
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._running: set[Job[Any]] = set()
        for number in range(threads):
            # A daemon thread: a call that never ends must not prevent the end of the process.
            threading.Thread(target=self._work, name=f"{name} {number + 1}", daemon=True).start()

    @property
    def idle(self) -> bool:
        """Whether nothing waits or runs."""
        with self._changed:
            return not self._running and not self._queues

    def submit(self, owner: str, call: Callable[[], T], *, always: bool = False) -> Job[T]:
        """Append a call to its owner's queue, from the event loop. Raises Busy or Stopped at once.

        `always`: even if the queues are full, for work that must be completed.
        """
        job = Job(self, owner, call)
        with self._changed:
            if self._stopping.is_set():
                raise Stopped
            full = len(self._queues.get(owner, ())) >= self._per_owner or self._waiting() >= self._total
            if full and not always:
                raise Busy
            self._queues.setdefault(owner, deque()).append(job)
            self._changed.notify()
        return job

    def position(self, job: Job[Any]) -> int:
        """Return its place among all waiting calls, as queues take turns while no call runs; 0 if it does not wait."""
        with self._changed:
            queue = self._queues.get(job.owner, deque())
            if job not in queue:
                return 0
            own_ahead = queue.index(job)
            before = True  # whether the owners seen so far have their turns before this one
            ahead = own_ahead
            for owner, other in self._queues.items():
                if owner == job.owner:
                    before = False
                else:
                    # Each owner runs one call for each of this owner's; those before it, one more.
                    ahead += min(len(other), own_ahead + 1 if before else own_ahead)
            return ahead + 1

    def withdraw(self, job: Job[Any]) -> None:
        """Remove a waiting call from its queue."""
        with self._changed:
            queue = self._queues.get(job.owner)
            if queue is not None and job in queue:
                queue.remove(job)
                if not queue:
                    del self._queues[job.owner]

    async def settled(self) -> None:
        """Wait for all calls that run now; later ones do not count. On the event loop that submits."""
        with self._changed:
            running = [job.done(None) for job in self._running]
        await asyncio.gather(*running)

    async def close(self, grace_seconds: float) -> None:
        """Accept no more, allow waiting calls this long to be done, and end the rest with Stopped."""
        with self._changed:
            self._stopping.set()
            self._changed.notify_all()
        end = time.monotonic() + grace_seconds
        while time.monotonic() < end and not self.idle:
            await asyncio.sleep(0.02)
        with self._changed:
            left = [job for queue in self._queues.values() for job in queue]
            self._queues.clear()
        for job in left:
            job.settle(None, Stopped())

    def _waiting(self) -> int:
        return sum(map(len, self._queues.values()))

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                value = job.call()
            except BaseException as error:  # noqa: BLE001 -- raised again where the result is awaited
                job.settle(None, error)
            else:
                job.settle(value, None)
            with self._changed:
                self._running.discard(job)

    def _next(self) -> Job[Any] | None:
        with self._changed:
            while not self._queues:
                if self._stopping.is_set():
                    return None
                self._changed.wait()
            busy = {job.owner for job in self._running}
            # An owner with a running call comes after the others, so that none occupies all threads.
            owner = next((each for each in self._queues if each not in busy), next(iter(self._queues)))
            queue = self._queues.pop(owner)
            job = queue.popleft()
            if queue:
                self._queues[owner] = queue  # behind all other owners
            self._running.add(job)
            return job

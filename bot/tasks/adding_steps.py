"""Articles are added step by step on the indexing worker, where other servers take turns between the steps."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.cards import added
from bot.delivery.apology import explained
from bot.delivery.faults import describe
from bot.delivery.progress import PROGRESS_SECONDS
from bot.serving.servers import collection_name
from bot.serving.service import Service
from bot.sources.source import Contents, Source
from bot.work.worker import Busy, Job, Stopped
from index.adding import Added
from index.article import Article
from index.errors import ArticlebotError, SourceError, StorageError

_STEP_ARTICLES, _STEP_CHARACTERS, _STEP_SECONDS = 16, 16_000, 1.0
"""The limits of one step, about half a second of work, or one longer article; then another server has its turn.

If reading is slow, as for an archive of PDFs, the step ends after this many seconds.
"""

STOPPED = "I was stopped before I was done. Add it again in a minute: what is here already is not added twice."
BUSY = "So much is being added here that I took no more. Add it again later: what is here already is not added twice."
PURGED = "Everything on this server was deleted meanwhile, so I added no more."

_AGAIN = "try again later; if that fails too, tell whoever runs me"

WAITING = "I'm adding other articles first. Yours come next."

_log = logging.getLogger(__name__)


class Purged(Exception):
    """Everything of the server was deleted while something was being added."""


@dataclass(slots=True)
class AddResult:
    """The outcome so far. The worker's thread writes it, the event loop reads it."""

    done: list[Added] = field(default_factory=list)
    refused: list[ArticlebotError] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """The dates that could not be read, of articles that therefore have none."""
    total: int = 0
    stopped: str = ""
    """Why not everything was added, in words for people; empty if everything was."""

    @property
    def so_far(self) -> int:
        """How many articles are finished, added or refused."""
        return len(self.done) + len(self.refused)


async def add_sources(
    service: Service, guild_id: int, sources: Sequence[Source], tell: Callable[[str], None]
) -> AddResult:
    """Add everything to a server, reporting progress to `tell`; errors are in the result."""
    adding = _Adding(service, guild_id, tell)
    try:
        await adding.add(sources)
    except Stopped:
        adding.result.stopped = STOPPED
    except Busy:
        adding.result.stopped = BUSY
    except Purged:
        adding.result.stopped = PURGED
    except Exception as error:  # noqa: BLE001 -- whatever it is, somebody waits for a reply
        adding.result.stopped = explained(error, f"adding articles on server {guild_id}")
    return adding.result


class _Adding:
    """One add in progress on a server."""

    def __init__(self, service: Service, guild_id: int, tell: Callable[[str], None]) -> None:
        self.result = AddResult()
        self._service = service
        self._guild_id = guild_id
        self._tell = tell
        self._name = ""
        self._purges = service.purges[guild_id]

    async def add(self, sources: Sequence[Source]) -> None:
        """Add the articles of all sources. Raises Stopped, Busy, Purged and storage errors."""
        result = self.result
        for number, source in enumerate(sources, 1):
            before = result.so_far
            self._name = source.name
            if before:
                self._tell_progress()
            try:
                contents = await source.open(self._refuse)
            except ArticlebotError as error:
                self._refuse(error)
                result.total = result.so_far + len(sources) - number
                continue
            result.done += contents.unchanged
            result.total = before + contents.total + len(sources) - number
            while not await self._step(contents):
                self._tell_progress()

    async def _step(self, contents: Contents) -> bool:
        """Add the next few articles in this server's turn; return whether they were the last."""
        job: Job[bool] = self._service.indexing.submit(collection_name(self._guild_id), lambda: self._work(contents))
        while not await job.done(PROGRESS_SECONDS):
            if job.position and not self.result.so_far:
                self._tell(WAITING)
            else:
                self._tell_progress()
        return await job.result()

    def _work(self, contents: Contents) -> bool:
        """Do one step, on the worker's thread."""
        if self._service.purges[self._guild_id] != self._purges:
            raise Purged
        batch: list[Article] = []
        try:
            return self._read(contents.articles, batch)
        finally:
            # Also if the reading has failed: what was read is whole.
            self._store(batch, contents)

    def _store(self, batch: Sequence[Article], contents: Contents) -> None:
        result = self.result
        # Added to the result one by one: what is in it is committed, whatever happens to the rest.
        for done in self._service.collection(self._guild_id).add(batch, lambda _, error: result.refused.append(error)):
            result.done.append(done)
            contents.stored(done)

    def _read(self, articles: Iterator[Article], batch: list[Article]) -> bool:
        """Read the next few articles into `batch`, and return whether there are no more.

        An error of ours that ends the reading is noted, and any other one raised.
        """
        end = time.monotonic() + _STEP_SECONDS
        while (
            not (batch and time.monotonic() > end)
            and len(batch) < _STEP_ARTICLES
            and sum(len(each.text) for each in batch) < _STEP_CHARACTERS
        ):
            try:
                batch.append(next(articles))
            except StopIteration:
                return True
            except ArticlebotError as error:
                self._refuse(error)
                return True
            if batch[-1].unread_date is not None and batch[-1].published is None:
                self.result.unread.append(batch[-1].unread_date)
        return False

    def _refuse(self, error: ArticlebotError) -> None:
        """Note why the present source, or its rest, is not added. What the storage says is for our log alone."""
        if isinstance(error, StorageError):
            _log.error("a source could not be added on server %s: %s", self._guild_id, describe(error))
            error = SourceError(f"{self._name} could not be added as a whole, by a fault of mine", _AGAIN)
        self.result.refused.append(error)

    def _tell_progress(self) -> None:
        self._tell(added.progress(self.result.done, len(self.result.refused), self.result.total))

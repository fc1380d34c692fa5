"""One long-lived process that reads rich documents, with limits on time, memory and output.

Pages, PDFs and archives come from anywhere and go through parsers in C. Whatever a document does to these, it does in
that process: the caller gets articles or an error, and the next document gets a new process.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from types import TracebackType
from typing import Any, Self

from index.article import Article
from index.errors import EmptyText, ExtractError, NotText, TooLarge, UnsupportedKind
from index.extract.deadline import Deadline
from index.extract.process_pipes import NO_SENSE, START_SECONDS, RunningProcess
from index.feed import Feed

MAX_DOCUMENT = 64 * 2**20
"""The most bytes of one rich document, as packed."""

_MOST_ENDED = 5
"""On how many files of an archive the process may end: each can take the full time, and others wait."""

_ERRORS = {kind.code: kind for kind in (ExtractError, EmptyText, NotText, TooLarge, UnsupportedKind)}
_IDLER = "try again when less is being done on this machine"
_SPLIT = "split it into several files"
_SIMPLER = "save it as text or Markdown, or split it, and add that"
_BY_PAGES = "add its pages by their own addresses"


class DocumentProcess:
    """Reads documents one at a time, for any thread. The process starts with the first document.

    It ends with `close`, with its owner, or with its parent process.
    """

    def __init__(
        self,
        *,
        seconds: float = 10.0,
        memory: int = 2**30,
        output: int = 128 * 2**20,
        part: float = 1.0,
        whole: float = 300.0,
        patience: float = 3.0,
    ) -> None:
        """Limits: `seconds` of work for a document, `memory` bytes beyond what the empty process takes, `output` bytes.

        By the clock a document may take `patience` times as long, since others use the processors too; this is the only
        limit if the system does not count a process's own time. While an archive is read, others get a turn after
        `part` seconds; after `whole` seconds no more of it is read.
        """
        self._seconds = seconds
        self._clock_seconds = patience * seconds
        self._memory = memory
        self._output = output
        self._part = part
        self._whole = whole
        self._lock = threading.Lock()
        self._running: RunningProcess | None = None
        self._finish: Callable[[], object] = lambda: None
        self._closed = False

    def read(self, kind: str, data: bytes, source: str) -> Iterator[Article | ExtractError]:
        """Yield a document's articles, and an error for each part that is not one. Blocks; raises none of them.

        `kind` is one of `sniff.RICH`, or `markdown`. If the process ends on a file of an archive, that file gives an
        error and the rest is read. While the caller does not ask for more, others get a turn.
        """
        progress = _Progress(source, self._output, self._whole, _SIMPLER)
        while progress.first is not None:
            self._read(kind, data, progress)
            yield from progress.found
            progress.found.clear()

    def read_feed(self, data: bytes, source: str) -> Feed:
        """Return the feed in `data` (UTF-8), or the feeds that the page in `data` names; `source` is its URL. Blocks.

        Raises ExtractError if it is neither, or cannot be read within the limits.
        """
        progress = _Progress(source, self._output, self._seconds, _BY_PAGES)
        self._read("feed", data, progress)
        if progress.feed is None:
            error = next((found for found in progress.found if isinstance(found, ExtractError)), None)
            raise error or ExtractError(f"{source} cannot be read: {NO_SENSE}", "try again")
        return progress.feed

    def _read(self, kind: str, data: bytes, progress: _Progress) -> None:
        """Read the next part of a document, which is usually all of it."""
        source, first = progress.source, progress.first or 0
        progress.first = progress.number = None
        if len(data) > MAX_DOCUMENT:
            size = MAX_DOCUMENT // 2**20
            progress.found.append(TooLarge(f"{source} is over the limit of {size} MiB for one document", _SPLIT))
            return
        with self._lock:
            if self._closed:
                progress.found.append(_ending(source))
                return
            running = self._started()
            begun = time.monotonic()
            failure = self._attempt(running, kind, data, progress, first)
            progress.seconds -= time.monotonic() - begun
        if failure is not None and kind == "zip" and progress.number is not None and not progress.full:
            failure = progress.skip(progress.number, failure)
        if progress.first is not None and progress.seconds <= 0:
            progress.first = None
            rest = f"what follows {progress.name} was not"
            failure = ExtractError(f"{source} takes over {self._whole:g} seconds: {rest} read", _SPLIT)
        if failure is not None:
            progress.found.append(failure)

    @property
    def closed(self) -> bool:
        """Whether it was closed. If so, a failure says nothing about the document."""
        return self._closed

    def close(self) -> None:
        """End the process, even while it reads."""
        self._closed = True
        running = self._running
        if running is not None:
            running.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _attempt(
        self, running: RunningProcess, kind: str, data: bytes, progress: _Progress, first: int
    ) -> ExtractError | None:
        """Read one part of a document, from a member on; return what stopped it early, or None."""
        done = False
        end = time.monotonic() + progress.seconds
        try:
            # OSError: the process has ended, or has to.
            with Deadline(min(self._clock_seconds, progress.seconds), running.end) as deadline, suppress(OSError):
                running.ask(kind, data, progress.source, first, self._part)
                while not done and not progress.full:
                    message = running.message(self._output)
                    deadline.extend(min(self._clock_seconds, end - time.monotonic()))
                    done = progress.take(message)
            if done and not deadline.passed:
                return None
        except BaseException:
            # Ctrl-C while waiting: what the process would say next belongs to nobody.
            running.end()
            raise
        running.end()
        return self._given_up(running, progress, late=deadline.passed, over=time.monotonic() >= end)

    def _given_up(self, running: RunningProcess, progress: _Progress, *, late: bool, over: bool) -> ExtractError:
        """Return why a document was not read to its end: `late` by the clock, or `over` the time for all parts."""
        name, remedy = progress.name, progress.remedy
        if self._closed:
            return _ending(name)
        if progress.full:
            return TooLarge(f"{name} gives over {self._output // 2**20} MiB of text", _SPLIT)
        if running.never_started:
            return ExtractError(
                f"{name} was not read: the process for it did not start in {START_SECONDS:g} seconds", _IDLER
            )
        if running.worked_too_long:
            return ExtractError(f"{name} took over {self._seconds:g} seconds of work, and was given up", remedy)
        if late:
            limit = progress.limit if over else self._clock_seconds
            return ExtractError(
                f"{name} took over {limit:g} seconds by the clock, and was given up", f"{_IDLER}, or {remedy}"
            )
        return ExtractError(
            f"{name} ended the process that read it: it needs over {self._memory // 2**20} MiB of memory, or is broken",
            remedy,
        )

    def _started(self) -> RunningProcess:
        if self._running is None or not self._running.alive:
            self._finish()
            self._running = RunningProcess(self._memory, self._seconds, self._seconds + self._clock_seconds)
            # When nobody holds us any more, or Python ends, nobody needs it either.
            self._finish = weakref.finalize(self, self._running.end)
        return self._running


def _ending(name: str) -> ExtractError:
    return ExtractError(f"{name} was not read: articlebot is ending", "try again in a minute")


class _Progress:
    """The result for one document so far."""

    def __init__(self, source: str, output: int, seconds: float, remedy: str) -> None:
        """`remedy`: what helps if it cannot be read within the limits."""
        self.source = source
        self.remedy = remedy
        self.name = source
        self.number: int | None = None
        self.first: int | None = 0  # the member with which the next part begins, None at the end
        self.limit = seconds  # by the clock, for all of it
        self.seconds = seconds  # that are left of them
        self.found: list[Article | ExtractError] = []
        self.feed: Feed | None = None
        self.ended = 0  # members on which the process ended
        self._left = output

    @property
    def full(self) -> bool:
        return self._left < 0

    def skip(self, member: int, failure: ExtractError) -> ExtractError:
        """Go on after a member on which the process ended, or stop after too many; return the error to report last.

        If that is not `failure`, `failure` is among the results.
        """
        self.ended += 1
        if self.ended < _MOST_ENDED:
            self.first = member + 1
            return failure
        self.found.append(failure)
        self.first = None
        rest = f"what follows {self.name} was not read"
        return ExtractError(f"{_MOST_ENDED} files of {self.source} could not be read to their end: {rest}", _SPLIT)

    def take(self, message: Mapping[str, Any]) -> bool:
        """Take one answer, and tell whether it was the last. Raises OSError for an invalid answer."""
        try:
            if "next" in message:
                self.first = None if message["next"] is None else int(message["next"])
                return True
            if "begun" in message:
                inside = message["begun"] != self.source
                self.name, self.number = str(message["begun"]), int(message["number"]) if inside else self.number
            elif "error" in message:
                self.found.append(_ERRORS[message["error"]](str(message["message"]), str(message["hint"])))
            elif "feed" in message:
                self.feed = Feed.read(message["feed"])
            else:
                fields = dict(message["article"])
                day = fields["published"]
                fields |= {"published": day and date.fromisoformat(day), "page_starts": tuple(fields["page_starts"])}
                article = Article(**fields)
                self._left -= len(article.text)
                if not self.full:
                    self.found.append(article)
        except (KeyError, TypeError, ValueError) as error:
            raise OSError(NO_SENSE) from error
        return False

"""The process that reads documents, seen from its owner: a pipe in, a pipe out, and an end at any time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

from index.extract.deadline import Deadline

NO_SENSE = "the process that reads documents gave an answer that makes no sense"

_ENDED = "the process has ended"
START_SECONDS = 60.0
"""By the clock."""

_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    "from index.extract.process_serving import serve; serve(int(sys.argv[2]), *map(float, sys.argv[3:]))"
)


class RunningProcess:
    """The process itself, and the pipes to it."""

    def __init__(self, memory: int, seconds: float, longest: float) -> None:
        """Start it; `memory`, `seconds` and `longest` are the limits of `process_serving.serve`."""
        self._process = subprocess.Popen(  # noqa: S603 -- this very Python, and a line of ours
            [sys.executable, "-c", _BOOT, json.dumps(sys.path), str(memory), str(seconds), str(longest)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with Deadline(START_SECONDS, self.end) as starting, suppress(OSError):
            # That it is ready. When it says nothing, the first document will tell.
            self.message(1000)
        self.never_started = starting.passed

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    @property
    def worked_too_long(self) -> bool:
        """Whether the alarm that counts its own time has ended it (if the system has one)."""
        return hasattr(signal, "SIGPROF") and self._process.returncode == -signal.SIGPROF

    def ask(self, kind: str, data: bytes, source: str, first: int, part: float) -> None:
        """Hand over a document. Raises OSError if nobody takes it."""
        request = {"kind": kind, "source": source, "first": first, "part": part, "bytes": len(data)}
        pipe = self._process.stdin
        if pipe is None or pipe.closed:
            raise OSError(_ENDED)
        pipe.write(json.dumps(request).encode() + b"\n")
        pipe.write(data)
        pipe.flush()

    def message(self, most: int) -> dict[str, Any]:
        """Return the next answer. Raises OSError if the process has ended, or answers more than `most` characters."""
        head = self._read(8)
        size = int.from_bytes(head, "big")
        # JSON may write one character as six, and one outside the BMP as twelve
        if size > 12 * most + 2**16:
            raise OSError(NO_SENSE)
        try:
            found = json.loads(self._read(size))
        except (ValueError, RecursionError) as error:
            raise OSError(NO_SENSE) from error
        if not isinstance(found, dict):
            raise OSError(NO_SENSE)
        return found

    def _read(self, size: int) -> bytes:
        pipe = self._process.stdout
        try:
            found = pipe.read(size) if pipe is not None else b""
        except ValueError:  # closed by `end` on another thread
            found = b""
        if len(found) < size:
            raise OSError(_ENDED)
        return found

    def end(self) -> None:
        """Kill the process, from any thread, once or often."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written has nowhere to go
                    pipe.close()

"""The inside of the bounded process: takes documents on standard input, gives articles on standard output.

A request is a line of JSON, which has the number of bytes of the document behind it. An answer is its length (8 bytes,
big-endian) and JSON, never Python objects: whatever a hostile document does to this process, nothing that it says is
run.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
import time
from typing import BinaryIO

from index.article import Article
from index.errors import ExtractError
from index.extract.extractors import Begun, Step, steps
from index.feed import Feed

try:
    import resource
except ImportError:  # Windows knows no such limits
    resource = None  # type: ignore[assignment]


def serve(memory: int, seconds: float, longest: float) -> None:
    """Read documents until standard input ends. `memory` is bytes beyond what the empty process has.

    If the system supports it, the process ends itself if one document takes over `seconds` of its own time, or over
    `longest` by the clock (then its owner must be gone).
    """
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody's print lands between the answers
    _limit(memory)
    _send(replies, {"ready": True})
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["bytes"])
        first, pause, after = request["first"], time.monotonic() + request["part"], None
        for step in steps(request["kind"], data, request["source"], first):
            _alarm(seconds, longest)
            if isinstance(step, Begun) and step.number > first and time.monotonic() >= pause:
                after = step.number  # whoever asks goes on with this member
                break
            _send(replies, _message(step))
        _alarm(0, 0)
        _send(replies, {"next": after})


def _message(step: Step) -> dict[str, object]:
    if isinstance(step, Begun):
        return {"begun": step.name, "number": step.number}
    if isinstance(step, ExtractError):
        return {"error": step.code, "message": step.message, "hint": step.hint}
    if isinstance(step, Feed):
        return {"feed": step.written()}
    fields = {field.name: getattr(step, field.name) for field in dataclasses.fields(Article)}
    return {"article": fields | {"published": step.published and step.published.isoformat()}}


def _send(replies: BinaryIO, message: dict[str, object]) -> None:
    body = json.dumps(message).encode()
    replies.write(len(body).to_bytes(8, "big") + body)
    replies.flush()


def _alarm(seconds: float, longest: float) -> None:
    if hasattr(signal, "setitimer"):  # the default of both signals is to end the process
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, longest)


def _limit(memory: int) -> None:
    """Limit the address space, and forbid writing files and core dumps."""
    if resource is None:
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as numbers:  # noqa: PTH123 -- a file of the kernel's
            used = int(numbers.read().split()[0]) * resource.getpagesize()
    except OSError:
        used = 2**30  # no such file outside Linux: about what the imports take there
    for kind, most in ((resource.RLIMIT_AS, used + memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # the system does not take this limit; the time still is one
            continue

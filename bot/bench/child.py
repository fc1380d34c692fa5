"""A fresh process that uses a data directory as the bot does, and reports its times and its memory.

    python -m bot.bench.child opened DATA COLLECTION QUESTION...
    python -m bot.bench.child used DATA QUESTION COLLECTION...

Writes one line of JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import bot.client  # noqa: F401 -- what the Discord bot has in memory beside the library
from bot.compose import open_library
from bot.settings import Settings
from index.bench.timing import milliseconds
from index.library import Library

Report = dict[str, float | None]


def opened(library: Library, name: str, questions: Sequence[str]) -> Report:
    """Open a collection and ask questions; return `open_ms`, `answer_ms` of the first question, and `held_mb`."""
    collection = library.collection(name)
    open_ms = milliseconds(collection.open)
    answer_ms = milliseconds(lambda: collection.ask(questions[0]))
    for question in questions[1:]:
        collection.ask(question)
    return {"open_ms": open_ms, "answer_ms": answer_ms, **held_mb()}


def used(library: Library, question: str, names: Sequence[str]) -> Report:
    """Search the collections (at least one) one after another, and ask in the last one; return `held_mb`."""
    for name in names:
        collection = library.collection(name)
        collection.titles()  # every question on Discord needs these
        collection.search(question, arm="bm25")  # opens both arms, without waiting for a model
    library.collection(names[-1]).ask(question)
    return held_mb()


def held_mb() -> Report:
    """Return `resident_mb` and `anonymous_mb`, the memory of this process in MB; None if the system does not tell.

    Resident is all of it. Anonymous leaves out mapped files, which processes share and the system frees when memory is
    short.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return {
        name: int(fields[field].split()[0]) * 1024 / 1e6 if field in fields else None
        for name, field in (("resident_mb", "VmRSS"), ("anonymous_mb", "RssAnon"))
    }


if __name__ == "__main__":
    what, data, first, *rest = sys.argv[1:]
    library = open_library(Settings(articlebot_data=Path(data)))
    report = {"opened": opened, "used": used}[what](library, first, rest)
    library.close()
    sys.stdout.write(json.dumps(report) + "\n")

"""A fresh process that opens one collection as the bot does, and reports its times and its memory.

    python -m bot.bench.child DATA COLLECTION QUESTION...

Writes one line of JSON: `open_ms`, `answer_ms` (the first answer), and `resident_mb` and `anonymous_mb` after all
questions, null if the system does not report them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import bot.client  # noqa: F401 -- what the Discord bot has in memory beside the library
from bot.compose import open_library
from bot.settings import Settings
from index.bench.timing import milliseconds


def main(data: str, name: str, questions: list[str]) -> dict[str, float | None]:
    """Open the collection and ask the questions (at least one)."""
    library = open_library(Settings(articlebot_data=Path(data)))
    collection = library.collection(name)
    open_ms = milliseconds(collection.open)
    answer_ms = milliseconds(lambda: collection.ask(questions[0]))
    for question in questions[1:]:
        collection.ask(question)
    memory = held_mb()
    library.close()
    return {
        "open_ms": open_ms,
        "answer_ms": answer_ms,
        "resident_mb": memory.get("VmRSS"),
        "anonymous_mb": memory.get("RssAnon"),
    }


def held_mb() -> dict[str, float]:
    """Return the memory of this process in MB under Linux's names; empty on other systems.

    VmRSS is all resident memory. RssAnon leaves out mapped files, which processes share and the system frees when
    memory is short.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return {name: int(fields[name].split()[0]) * 1024 / 1e6 for name in ("VmRSS", "RssAnon") if name in fields}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], sys.argv[3:])) + "\n")

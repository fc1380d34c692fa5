"""A fresh process that uses many collections one after another, as the bot does, and reports its memory.

    python -m bot.bench.many DATA QUESTION COLLECTION...

Searches each collection, and asks in the last one. Writes one line of JSON: `resident_mb` and `anonymous_mb`, as
`bot.bench.child` does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import bot.client  # noqa: F401 -- what the Discord bot has in memory beside the library
from bot.bench.child import held_mb
from bot.compose import open_library
from bot.settings import Settings


def main(data: str, question: str, names: list[str]) -> dict[str, float | None]:
    """Use the collections (at least one) in this order."""
    library = open_library(Settings(articlebot_data=Path(data)))
    for name in names:
        collection = library.collection(name)
        collection.titles()  # every question on Discord needs these
        collection.search(question, arm="bm25")  # opens both arms, without waiting for a model
    library.collection(names[-1]).ask(question)
    memory = held_mb()
    library.close()
    return {"resident_mb": memory.get("VmRSS"), "anonymous_mb": memory.get("RssAnon")}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], sys.argv[3:])) + "\n")

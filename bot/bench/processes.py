"""Fresh processes: how long the command line takes to start and a collection to open, and how much memory they use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import bot
from index import weights
from index.bench.measurement import Measurement, measured
from index.bench.timing import interleaved
from index.errors import ArticlebotError
from index.library import MAX_LOADED
from index.models.files import BGE_SMALL, WHOLE

ROOT = Path(bot.__file__).parents[1]

SEEDS = ROOT / "seeds"
"""The articles for newcomers to start with; only a checkout has them."""

SEED_QUESTION = "what did Rubio raise?"

_BARE = "pass"
_MODELS = """
import sys
import onnxruntime, tokenizers
for folder in sys.argv[1:]:
    onnxruntime.InferenceSession(folder + "/model.onnx", providers=["CPUExecutionProvider"])
    tokenizers.Tokenizer.from_file(folder + "/tokenizer.json")
"""

_MOST_SECONDS = 1_800
"""The time limit of a process: enough to open a large collection on a slow disk."""


class Processes:
    """Starts processes that run the same code as this one, in a folder without settings."""

    def __init__(self, folder: Path) -> None:
        """`folder`: an empty one, in which they run."""
        self.folder = folder
        # No settings and no other copy of the code: the processes must run what runs here.
        kept = {name: value for name, value in os.environ.items() if name not in ("EMBEDDING_MODEL", "READER_MODEL")}
        self._environment = {**kept, "PYTHONPATH": str(ROOT), "LOG_LEVEL": "ERROR"}

    def run(self, *arguments: str, allowed: Sequence[int] = (0,)) -> str:
        """Run Python with these arguments and return its output. Raises ArticlebotError if it fails."""
        done = subprocess.run(  # noqa: S603 -- our own arguments
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_MOST_SECONDS,
            check=False,
        )
        if done.returncode not in allowed:
            last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
            raise ArticlebotError(
                f"a process that was to be measured failed: {last}", "articlebot doctor checks the rest"
            )
        return done.stdout

    def starting(self, rounds: int, article: Path, question: str) -> list[Measurement]:
        """Time `articlebot --help` and `articlebot ask` on `article`.

        Compared are Python itself, and a Python that only loads both models, as they lie in their files.
        """
        data = str(self.folder / "starting")
        self.run("-m", "bot", "add", str(article), "--data", data)
        models = [str(BGE_SMALL.path(WHOLE).parent)]
        models.append(str(weights.READERS[weights.DEFAULT].path(WHOLE).parent))
        ask = ("-m", "bot", "ask", question, "--data", data, "--json")
        taken = interleaved(
            rounds,
            {
                "help": lambda _: self.run("-m", "bot", "--help"),
                "python": lambda _: self.run("-c", _BARE),
                "ask": lambda _: self.run(*ask, allowed=(0, 1)),
                "models": lambda _: self.run("-c", _MODELS, *models),
            },
            [None],
        )
        idle, loads = {"Python that does nothing": taken["python"]}, {"Python that loads both models": taken["models"]}
        return [
            measured("articlebot --help", "ms", taken["help"], idle),
            measured("articlebot ask, one article", "ms", taken["ask"], loads),
        ]

    def opening(
        self, rounds: int, data: Path, collections: Mapping[int, str], questions: Sequence[str]
    ) -> list[Measurement]:
        """Open collections, given by size, each in a separate process, and ask in each.

        The very first opening is reported separately: it may leave files behind that make later ones faster.
        """
        first = {size: self._told("opened", data, name, *questions) for size, name in collections.items()}
        later: dict[int, list[dict[str, float | None]]] = {size: [] for size in collections}
        for _ in range(rounds):
            for size, name in collections.items():
                later[size].append(self._told("opened", data, name, *questions))
        found = []
        for size, runs in later.items():
            found.append(measured("open, the first time", "ms", _all("open_ms", [first[size]]), passages=size))
            for what, key in (("open", "open_ms"), ("first answer after opening", "answer_ms")):
                found.append(measured(what, "ms", _all(key, runs), passages=size))
            for what, key in (("memory of the bot", "resident_mb"), ("memory of the bot, no files", "anonymous_mb")):
                if known := _all(key, runs):
                    found.append(measured(what, "MB", known, passages=size))
        return found

    def many(self, rounds: int, data: Path, names: Sequence[str], question: str) -> list[Measurement]:
        """Use all these collections one after another, compared with only as many as a library keeps in memory.

        The difference is the cost of the others. Returns nothing if the system does not report a process's memory.
        """
        few = names[-MAX_LOADED:]
        runs = [
            (self._told("used", data, question, *names), self._told("used", data, question, *few))
            for _ in range(rounds)
        ]
        what = f"memory of the bot, {len(names)} collections, {len(few)} in use"
        return [
            measured(f"{what}{files}", "MB", mine, {f"{len(few)} collections": theirs})
            for files, key in (("", "resident_mb"), (", no files", "anonymous_mb"))
            if (mine := _all(key, [run for run, _ in runs])) and (theirs := _all(key, [run for _, run in runs]))
        ]

    def _told(self, what: str, data: Path, *arguments: str) -> dict[str, float | None]:
        """Run `bot.bench.child`, and return what it reports."""
        return dict(json.loads(self.run("-m", "bot.bench.child", what, str(data), *arguments).splitlines()[-1]))


def _all(key: str, runs: Sequence[Mapping[str, float | None]]) -> list[float]:
    return [value for run in runs if (value := run[key]) is not None]

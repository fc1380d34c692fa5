"""100 questions of 20 people on 5 servers at once: `python -m tests.discord.load` prints waits and outcomes.

Each server has the six short articles, and one with its own code word, so that an answer with another server's word
is noticed.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.discord.options import Upload
from tests.discord.people import Person
from tests.discord.process import Bot
from tests.discord.scene import add, ask, change, is_waiting, plain
from tests.discord.seen import Seen
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel

CODE_WORDS = ("tulip", "granite", "pewter", "lantern", "walnut")
_BUSY = ("busy", "wait", "too many", "slow down")


async def main(people: int, rounds: int) -> int:
    """Run the questions, print the figures, and return 1 if an answer was wrong or missing, else 0."""
    waits, outcomes, took = await run(people, rounds)
    print_figures(waits, outcomes, took)
    return int(bool(outcomes["wrong"] or outcomes["nothing"]))


async def run(people: int, rounds: int) -> tuple[list[float], Counter[str], float]:
    """Ask, and return the seconds to each acknowledgement, the outcomes of the questions, and the seconds in all."""
    with tempfile.TemporaryDirectory() as folder:
        async with LocalDiscord() as local, Bot(local, Path(folder) / "data"):
            channels = [await _server(local, word) for word in CODE_WORDS]
            crowd = [Person(local, local.user(f"person{number}")) for number in range(people)]
            began = local.now()
            asked = []
            for number, person in enumerate(crowd):
                for turn in range(rounds):
                    word = CODE_WORDS[(number + turn) % len(CODE_WORDS)]
                    channel = channels[CODE_WORDS.index(word)]
                    assert channel.guild is not None
                    local.join(channel.guild, person.user)
                    asked.append(asyncio.create_task(_question(person, channel, word, turn)))
            results = await asyncio.gather(*asked)
            took = local.now() - began
            outcomes = Counter(outcome for outcome, _ in results)
            local.transcript.assert_clean()
            return [seconds for _, seconds in results if seconds is not None], outcomes, took


async def _server(local: LocalDiscord, word: str) -> Channel:
    owner = Person(local, local.user(f"owner of {word}"))
    channel = local.guild(f"server {word}", owner.user).channels[0]
    await local.until(lambda: local.world.commands, 10, "the commands")
    await change(owner, channel, "settings rate", 60)
    await add(owner, channel, "seed", "ferry.md", "clock.md", "orchard.txt", "fair.txt", "bakery.txt")
    text = f"The code word of the archive is {word}. It was chosen by the keeper on a rainy Monday in March."
    added = await owner.slash(channel, "articles add", file=Upload("archive.txt", text.encode()))
    await added.until(lambda seen: "dded" in seen.text)
    # A first question loads the server's index, so that all servers are in the same state.
    await ask(owner, channel, "what is the code word of the archive?")
    return channel


async def _question(person: Person, channel: Channel, word: str, turn: int) -> tuple[str, float | None]:
    """Ask once, and return the outcome and the seconds until the acknowledgement."""
    data = _data(person, f"what is the code word of the archive, please ({turn})?")
    seen = person.interact(channel, 2, data)
    try:
        await seen.settle(180)
        await seen.until(lambda each: not is_waiting(each.text), 180)
    except TimeoutError:
        return "nothing", seen.interaction.answered_after
    return _outcome(seen, word), seen.acknowledged


def _data(person: Person, question: str) -> dict[str, object]:
    command = next(each for each in person.discord.world.commands if each["name"] == "ask")
    options = [{"type": 3, "name": "question", "value": question}]
    return {"id": command["id"], "name": "ask", "type": 1, "options": options}


def _outcome(seen: Seen, word: str) -> str:
    text = plain(seen.text).casefold()
    if any(other in text for other in CODE_WORDS if other != word):
        return "wrong"
    if word in text:
        return "answered"
    return "busy" if any(sign in text for sign in _BUSY) else "wrong"


def print_figures(waits: list[float], outcomes: Counter[str], took: float) -> None:
    """Print the percentiles of the acknowledgement in milliseconds, and the outcomes."""
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    sys.stdout.write(
        f"acknowledged: p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, most {max(waits) * 1000:.0f} ms\n"
        f"{sum(outcomes.values())} questions in {took:.1f} s: "
        + ", ".join(f"{outcomes[name]} {name}" for name in ("answered", "busy", "wrong", "nothing"))
        + "\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    sys.exit(asyncio.run(main(arguments.people, arguments.rounds)))

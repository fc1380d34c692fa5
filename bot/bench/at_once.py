"""Many questions at once through the worker that answers them on Discord, compared with one after another."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from bot.serving.service import questions_at_once
from bot.work.worker import Worker
from index.bench.measurement import Measurement, measured
from index.bench.timing import steady_memory
from index.collection import Collection

QUESTIONS = 20
"""How many questions are asked at once."""


def at_once(collection: Collection, questions: Sequence[str], rounds: int, passages: int) -> list[Measurement]:
    """Submit the questions to the worker all at once and one after another, in alternating rounds.

    Returns two measurements: the rate in questions per second, and the longest wait of a question in ms, compared with
    the time of all questions one after another.
    """
    asked = [questions[number % len(questions)] for number in range(QUESTIONS)]
    together: list[list[float]] = []
    single: list[list[float]] = []
    asyncio.run(_waits(collection, asked[:1], at_once=True))
    with steady_memory():
        for _ in range(rounds):
            together.append(asyncio.run(_waits(collection, asked, at_once=True)))
            single.append(asyncio.run(_waits(collection, asked, at_once=False)))
    longest = [max(waits) for waits in together]
    alone = [sum(waits) for waits in single]
    return [
        measured(
            f"{QUESTIONS} questions at once",
            "questions/s",
            [1000 * QUESTIONS / took for took in longest],
            {"one after another": [1000 * QUESTIONS / took for took in alone]},
            passages=passages,
        ),
        measured(
            f"longest wait of {QUESTIONS} at once",
            "ms",
            longest,
            {"all, one after another": alone},
            passages=passages,
        ),
    ]


async def _waits(collection: Collection, questions: Sequence[str], *, at_once: bool) -> list[float]:
    """Return how many milliseconds each question took from its submission to its answer."""
    worker = Worker("bench", threads=questions_at_once())

    async def one(question: str) -> float:
        start = time.perf_counter()
        await worker.submit(collection.name, lambda: collection.ask(question)).result()
        return (time.perf_counter() - start) * 1000

    try:
        if at_once:
            return list(await asyncio.gather(*map(one, questions)))
        return [await one(question) for question in questions]
    finally:
        await worker.close(0)

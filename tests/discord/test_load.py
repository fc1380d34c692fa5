"""Many people at once: acknowledged at once, each told the truth, and none told another server's words."""

from __future__ import annotations

import statistics

import pytest

from tests.discord.load import run


@pytest.mark.slow
async def test_a_hundred_questions_of_twenty_people_on_five_servers_are_acknowledged_and_answered() -> None:
    """99 of 100 within half a second; every one gets its answer or an honest "busy", and none another's."""
    waits, outcomes, _ = await run(people=20, rounds=5)
    assert statistics.quantiles(waits, n=100, method="inclusive")[98] < 0.5
    assert outcomes["answered"] + outcomes["busy"] == 100
    assert outcomes["answered"] >= 90

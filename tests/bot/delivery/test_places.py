"""Where an answer goes: what is tried if Discord refuses it, and what becomes of it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import discord
import pytest

from bot.cards.card import Card
from bot.delivery import places
from bot.delivery.messages import Outcome
from bot.delivery.places import Reply, Response
from tests.bot.delivery.refusing import Refusing
from tests.bot.delivery.test_messages import http_error

CARD = Card(embeds=(discord.Embed(description="> Yes."),), plain="> Yes, it is.")
FIRST, WITHOUT_ARROW, PLAIN, ALONE = "card, reply", "card", "words, reply", "words"


def shape(parts: dict[str, object]) -> str:
    """Return how a message was sent."""
    return ("card" if "embeds" in parts else "words") + (", reply" if "reference" in parts else "")


@pytest.mark.parametrize(
    ("errors", "tried", "outcome"),
    [
        ([], [FIRST], Outcome.SHOWN),
        ([http_error(400, code=160002)], [FIRST, WITHOUT_ARROW], Outcome.SHOWN),
        ([http_error(403)] * 2, [FIRST, WITHOUT_ARROW, PLAIN], Outcome.SHOWN),
        ([http_error(403)] * 3, [FIRST, WITHOUT_ARROW, PLAIN, ALONE], Outcome.SHOWN),
        ([http_error(403)] * 4, [FIRST, WITHOUT_ARROW, PLAIN, ALONE], Outcome.GONE),
        (
            [http_error(400, code=50035, faulty="content")] * 4,
            [FIRST, WITHOUT_ARROW, PLAIN, ALONE, ALONE],
            Outcome.SHOWN,
        ),
        ([http_error(400, code=50035, faulty="message_reference")], [FIRST], Outcome.GONE),
        ([http_error(404)], [FIRST], Outcome.GONE),
        ([*[http_error(403)] * 3, http_error(404)], [FIRST, WITHOUT_ARROW, PLAIN, ALONE], Outcome.GONE),
    ],
    ids=[
        "taken",
        "no history",
        "no embeds",
        "neither",
        "no writing",
        "its words",
        "question gone",
        "gone",
        "gone late",
    ],
)
async def test_a_reply_is_tried_in_the_ways_that_may_be_left(
    errors: list[Exception], tried: list[str], outcome: Outcome
) -> None:
    """And in none if its question was deleted; only if its words were refused, an apology takes their place."""
    discord_ = Refusing(*errors)
    assert await Reply(discord_.client, 9, 7).show(CARD) is outcome
    assert [shape(parts) for parts in discord_.sent] == tried
    assert {parts["nonce"] for parts in discord_.sent} == {"7"}
    assert ("E-" in discord_.sent[-1].get("content", "")) == (len(tried) == 5)


async def test_a_reply_that_the_network_loses_is_left_to_the_next_process(pauses: list[float]) -> None:
    """It is tried for two minutes in the same way: nothing says that another one would do better."""
    discord_ = Refusing(*[ConnectionResetError(104, "reset")] * 100)
    assert await Reply(discord_.client, 9, 7).show(CARD) is Outcome.MISSED
    assert {shape(parts) for parts in discord_.sent} == {FIRST}
    assert 105 < sum(pauses) < 120


async def test_each_edit_of_a_message_has_a_reply_of_its_own() -> None:
    """Discord would take a second one of the same nonce for the first."""
    discord_ = Refusing()
    await Reply(discord_.client, 9, 7, 31).show(CARD)
    assert discord_.sent[0]["nonce"] == "7-31"
    assert discord_.sent[0]["mention_author"] is False, "who asked is not pinged"


@pytest.mark.parametrize(
    ("error", "last", "edits", "outcome", "level"),
    [
        (http_error(413), True, 2, Outcome.SHOWN, "ERROR"),
        (http_error(413), False, 1, Outcome.MISSED, "INFO"),
        (http_error(404), True, 1, Outcome.GONE, "INFO"),
        (http_error(401), True, 1, Outcome.GONE, "INFO"),
        (http_error(500), False, 1, Outcome.MISSED, "INFO"),
        (ConnectionResetError(104, "reset"), False, 1, Outcome.MISSED, "INFO"),
        (http_error(500), True, 2, Outcome.SHOWN, None),
    ],
    ids=["refused", "progress refused", "dismissed", "expired", "progress failed", "progress cut", "failed once"],
)
async def test_an_edit_is_made_again_or_apologised_for_only_if_it_is_the_last(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    last: bool,
    edits: int,
    outcome: Outcome,
    level: str | None,
) -> None:
    """Progress is not worth that, and a message that somebody has dismissed is no fault for the log."""
    caplog.set_level(logging.INFO, "bot.delivery")
    discord_ = Refusing(error)
    monkeypatch.setattr(discord.Webhook, "partial", lambda *_, **__: discord_)
    place = Response(discord_.client, discord.utils.time_snowflake(discord.utils.utcnow()), 5, "token", 9, 4)
    assert await place.show(CARD, last=last) is outcome
    assert len(discord_.sent) == edits
    assert [each.levelname for each in caplog.records] == ([] if level is None else [level])


async def test_an_answer_of_which_not_even_the_apology_is_taken_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As a fault: somebody goes on seeing "is thinking…"."""
    discord_ = Refusing(http_error(413), http_error(413))
    monkeypatch.setattr(discord.Webhook, "partial", lambda *_, **__: discord_)
    place = Response(discord_.client, discord.utils.time_snowflake(discord.utils.utcnow()), 5, "token", 9, 4)
    assert await place.show(CARD) is Outcome.MISSED
    assert "ERROR" in caplog.text
    assert "did not arrive: 413" in caplog.text


async def test_an_answer_that_fails_to_the_end_is_tried_as_long_as_its_token_lives(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    """Always the answer itself, which may still pass: only what is refused becomes an apology."""
    discord_ = Refusing(*[http_error(500)] * 100)
    monkeypatch.setattr(discord.Webhook, "partial", lambda *_, **__: discord_)
    place = Response(discord_.client, discord.utils.time_snowflake(discord.utils.utcnow()), 5, "token", 9, 4)
    assert await place.show(CARD) is Outcome.MISSED
    assert 14 * 60 < sum(pauses) < 15 * 60
    assert all(len(parts["embeds"]) == 1 for parts in discord_.sent)


@pytest.mark.parametrize(("files", "attachments"), [(None, None), ((), []), ([("a.txt", b"abc")], ["a.txt"])])
async def test_an_edit_leaves_the_files_of_a_message_only_if_that_is_said(
    monkeypatch: pytest.MonkeyPatch, files: list[tuple[str, bytes]] | None, attachments: list[str] | None
) -> None:
    """Otherwise those of the card take their place, or none."""
    discord_ = Refusing()
    monkeypatch.setattr(discord.Webhook, "partial", lambda *_, **__: discord_)
    place = Response(discord_.client, discord.utils.time_snowflake(discord.utils.utcnow()), 5, "token", 9, 4)
    await place.show(Card("I was stopped.", files=files))
    (parts,) = discord_.sent
    sent = parts.get("attachments")
    assert (sent if sent is None else [each.filename for each in sent]) == attachments


@pytest.mark.parametrize(("minutes", "alive"), [(14.9, True), (15.1, False)])
def test_a_response_lives_for_a_quarter_of_an_hour(minutes: float, alive: bool) -> None:
    """As long as its token."""
    begun = discord.utils.time_snowflake(discord.utils.utcnow() - timedelta(minutes=minutes))
    assert Response(Refusing().client, begun, 5, "token", 9, 4).alive == alive


async def test_the_bot_types_until_the_answer_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Again and again, also if that fails once, and no longer."""
    monkeypatch.setattr(places, "_TYPING_SECONDS", 0)
    discord_ = Refusing(http_error(500))
    async with Reply(discord_.client, 9, 7).waiting():
        while discord_.typed < 3:
            await asyncio.sleep(0)
    await asyncio.sleep(0)
    typed = discord_.typed
    for _ in range(9):
        await asyncio.sleep(0)
    assert discord_.typed == typed


async def test_typing_is_shown_for_a_while_before_it_is_asked_for_again() -> None:
    """Discord shows it for ten seconds, and takes no more than so many requests."""
    discord_ = Refusing()
    async with Reply(discord_.client, 9, 7).waiting():
        for _ in range(9):
            await asyncio.sleep(0)
    assert discord_.typed == 1

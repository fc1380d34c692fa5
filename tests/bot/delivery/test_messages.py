"""Insisting on a request: what passes is tried again in time, what does not is raised at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import cast

import aiohttp
import discord
import pytest
from multidict import CIMultiDict
from yarl import URL

from bot.cards.card import Card, CardButton
from bot.delivery.apology import explained
from bot.delivery.faults import describe, is_refused, kind
from bot.delivery.messages import opened, parts_of, without_embeds
from bot.delivery.retrying import retry
from bot.serving.permissions import MANAGERS_ONLY, NotAllowed
from bot.serving.service import Service, ServiceClient
from bot.work.worker import Busy, Stopped
from index.errors import Damaged, NotFound, UsageError


def http_error(
    status: int, headers: dict[str, str] | None = None, code: int = 0, faulty: str | None = None
) -> discord.HTTPException:
    """Return what discord.py raises for an answer of Discord; `faulty` is the part of a request that it names."""
    info = aiohttp.RequestInfo(URL("https://discord.com"), "PATCH", CIMultiDict(), URL("https://discord.com"))  # type: ignore[arg-type]  # a CIMultiDictProxy in name only

    class Response:
        request_info = info
        reason = "why"

        def __init__(self) -> None:
            self.status = status
            self.headers = headers or {}

    error = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    said = {"code": code, "message": "what was said"}
    named = (
        {} if faulty is None else {"errors": {faulty: {"_errors": [{"code": "FAULTY", "message": "It is faulty."}]}}}
    )
    return error(Response(), said | named)


def failing(*errors: Exception) -> tuple[Callable[[], Awaitable[str]], list[float]]:
    """Return a call that raises these one after another and then works, and the times at which it was made."""
    left, times = list(errors), list[float]()

    async def call() -> str:
        times.append(asyncio.get_running_loop().time())
        if left:
            raise left.pop(0)
        return "done"

    return call, times


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError(104, "reset"),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(),
        TimeoutError(),
        http_error(500),
        http_error(503),
        http_error(429),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(error, 'status', '')}",
)
async def test_what_may_pass_is_tried_again(error: Exception) -> None:
    """Cuts, time-outs, faults of Discord's, and rate limits."""
    call, times = failing(error, error)
    assert await retry(call, 5, 1) == "done"
    assert len(times) == 3


async def test_a_rate_limit_is_waited_for_as_long_as_it_says() -> None:
    """Also the one without Via, which discord.py raises."""
    call, times = failing(http_error(429, {"Retry-After": "0.4"}))
    assert await retry(call, 5, 1) == "done"
    assert times[1] - times[0] >= 0.4


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_what_would_fail_again_is_raised_at_once(status: int) -> None:
    """A message that is gone does not come back."""
    call, times = failing(http_error(status))
    with pytest.raises(discord.HTTPException):
        await retry(call, 5, 1)
    assert len(times) == 1


async def test_pauses_grow_to_a_quarter_of_a_minute_until_the_time_is_over(pauses: list[float]) -> None:
    """Then the last error is raised, and not later than allowed."""
    call, times = failing(*[ConnectionResetError(104, "reset")] * 100)
    with pytest.raises(ConnectionResetError):
        await retry(call, 100, 1)
    assert pauses == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 15, 15, 15, 15])
    assert times[-1] - times[0] < 100


async def test_a_request_that_hangs_is_given_up_and_made_again() -> None:
    """A connection may be dead without anybody saying so."""
    hangs = [True]

    async def call() -> str:
        if hangs.pop() if hangs else False:
            await asyncio.sleep(60)
        return "done"

    assert await retry(call, 5, 0.1) == "done"


async def test_other_errors_are_not_mistaken_for_the_network() -> None:
    """A fault of ours must be seen."""
    call, times = failing(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await retry(call, 5, 1)
    assert len(times) == 1


async def test_files_can_be_sent_again_after_a_failed_try() -> None:
    """Each try reads them from the beginning, and a view leaves nothing in memory."""
    card = Card("text", buttons=(CardButton("articles-keep", "Cancel"),), files=[("a.txt", b"abc")])
    for _ in range(2):
        (file,) = opened(card)
        assert file.fp.read() == b"abc"
        parts = parts_of(discord.Client(intents=discord.Intents.none()), card)
        assert parts["content"] == "text"
        assert parts["view"].is_finished()


async def test_commands_that_a_card_names_can_be_pressed() -> None:
    """In its words, and in the text and the fields of its embeds: Discord makes no links of titles."""
    client = ServiceClient(intents=discord.Intents.none())
    known = SimpleNamespace(put_into=lambda text, _: text.replace("`/ask`", "</ask:1>"))
    client.service = cast("Service", SimpleNamespace(mentions=known))
    embed = discord.Embed(title="`/ask`", description="By `/ask`").add_field(name="`/ask`", value="With `/ask`")
    parts = parts_of(client, Card("Try `/ask`", embeds=(embed,)))
    (shown,) = parts["embeds"]
    assert (parts["content"], shown.title, shown.description) == ("Try </ask:1>", "`/ask`", "By </ask:1>")
    assert (shown.fields[0].name, shown.fields[0].value) == ("`/ask`", "With </ask:1>")
    assert embed.description == "By `/ask`", "a card may be sent again"
    assert parts_of(client, Card(embeds=(discord.Embed(title="Yes"),)))["content"] is None


async def test_where_there_may_be_no_embeds_a_card_is_said_as_its_text() -> None:
    """With its buttons; what has no embeds stays as it is."""
    buttons = (CardButton("articles-keep", "Cancel"),)
    card = Card(embeds=(discord.Embed(description="> Yes."),), buttons=buttons, plain="> Yes, it is.")
    assert without_embeds(card) == Card("> Yes, it is.", buttons=buttons)
    assert without_embeds(Card("Ask me something.")) == Card("Ask me something.")


def test_an_error_of_ours_is_told_with_its_remedy() -> None:
    """As a sentence, and with nothing that Discord would take for markdown."""
    assert explained(UsageError("the question has no words", "ask something"), "x") == (
        "The question has no words.\nAsk something."
    )
    assert explained(NotFound("there is no article *a*"), "x") == r"There is no article \*a\*."
    assert explained(NotAllowed(MANAGERS_ONLY), "x") == MANAGERS_ONLY
    assert "busy" in explained(Busy(), "x")
    assert "stopped" in explained(Stopped(), "x")


def test_any_other_error_is_told_by_an_id_that_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """The person sees no traceback, and the log none of what people or articles say."""
    question = "what did Rubio raise?"
    for error in (ValueError(question), Damaged("the database is damaged", "restore a backup")):
        text = explained(error, "/ask on server 1")
        number = text.split("**")[1]
        assert number.startswith("E-")
        assert len(number) == 7
        assert f"{number}: /ask on server 1 failed: {type(error).__name__}" in caplog.text
    assert question not in caplog.text
    assert question not in text


def test_of_an_error_of_discords_the_log_has_its_codes_alone() -> None:
    """Its words may hold a token; those of our own errors are ours."""
    assert describe(http_error(413, code=40005)) == "HTTPException (413 40005)"
    assert describe(Damaged("the database is damaged", "restore a backup")) == "Damaged (the database is damaged)"
    assert kind(TimeoutError("token")) == "TimeoutError"


@pytest.mark.parametrize(("level", "told"), [(logging.INFO, False), (logging.DEBUG, True)])
def test_the_words_of_an_error_are_logged_only_where_that_is_wanted(
    caplog: pytest.LogCaptureFixture, level: int, told: bool
) -> None:
    """Where the level is DEBUG, with the traceback."""
    caplog.set_level(level, "bot.delivery.faults")
    explained(ValueError("what did Rubio raise?"), "/ask on server 1")
    assert ("what did Rubio raise?" in caplog.text) == told


@pytest.mark.parametrize(("status", "refused"), [(400, True), (404, True), (429, False), (499, True), (500, False)])
def test_what_is_refused_will_be_refused_again(status: int, refused: bool) -> None:
    """Not a request that came too often, nor a fault of Discord's."""
    assert is_refused(http_error(status)) == refused


def test_the_log_tells_where_an_error_was() -> None:
    """By file and line, innermost first."""
    with pytest.raises(ValueError, match="words") as caught:
        int("words")
    assert describe(caught.value).startswith("ValueError < test_messages.py:")

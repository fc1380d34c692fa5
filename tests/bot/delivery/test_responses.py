"""A word to whoever pressed a button: the process does not end before it is on its way."""

from __future__ import annotations

from typing import Any
from unittest.mock import AsyncMock, Mock

import discord
import pytest

from bot.cards.card import Card
from bot.delivery import responses
from bot.work.pending_replies import PendingReplies
from tests.bot.delivery.test_messages import http_error


@pytest.fixture
def replies(monkeypatch: pytest.MonkeyPatch) -> PendingReplies:
    """Those of the service of every interaction."""
    replies = PendingReplies()
    monkeypatch.setattr(responses, "service_of", lambda _: Mock(pending_replies=replies))
    return replies


def pressed(**extras: bool) -> Any:  # noqa: ANN401 -- stands for an interaction
    """Return the interaction of a button whose message keeps its form."""
    return Mock(spec=discord.Interaction, id=7, client=Mock(), extras={"in_place": True, **extras})


async def test_a_separate_word_is_awaited_until_it_is_sent(
    replies: PendingReplies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card keeps its form, so this word is all that its user hears."""
    replies.add(7)
    awaited: list[bool] = []

    async def sent(_: object, card: Card) -> None:
        assert card.content == "I was stopped."
        awaited.append(not await replies.wait_for_all(0.01))

    monkeypatch.setattr(responses, "follow_up", sent)
    await responses.tell(pressed(acknowledged=True), "I was stopped.")
    assert awaited == [True]
    assert await replies.wait_for_all(0.01)


async def test_the_last_word_is_awaited_though_its_interaction_was_given_up(
    replies: PendingReplies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an export could not begin, or an acknowledgement came too late: the apology comes behind that."""
    awaited: list[bool] = []

    async def filled(*_: object) -> None:
        awaited.append(not await replies.wait_for_all(0.01))

    monkeypatch.setattr(responses, "fill", filled)
    await responses.deliver(pressed(), "I was stopped.")
    assert awaited == [True]
    assert await replies.wait_for_all(0.01)


async def test_a_card_keeps_its_form_if_its_acknowledgement_was_heard_of_too_late(
    replies: PendingReplies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It arrived, but its confirmation did not: the apology for that must not take the place of the card."""
    interaction = pressed()
    known = http_error(400, code=responses.ALREADY_ACKNOWLEDGED)
    interaction.response = Mock(send_message=AsyncMock(side_effect=known))
    said: list[str | None] = []

    async def sent(_: object, card: Card) -> None:
        said.append(card.content)

    monkeypatch.setattr(responses, "follow_up", sent)
    await responses.tell(interaction, "I was stopped.")
    assert said == ["I was stopped."]
    assert await replies.wait_for_all(0.01)

"""A word to whoever pressed a button: the process does not end before it is on its way."""

from __future__ import annotations

from unittest.mock import Mock

import discord
import pytest

from bot.cards.card import Card
from bot.delivery import responses
from bot.work.pending_replies import PendingReplies


async def test_a_separate_word_is_awaited_until_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The card keeps its form, so this word is all that its user hears."""
    replies = PendingReplies()
    interaction = Mock(spec=discord.Interaction, id=7, client=Mock(), extras={"acknowledged": True, "in_place": True})
    replies.add(7)
    awaited: list[bool] = []

    async def sent(_: object, card: Card) -> None:
        assert card.content == "I was stopped."
        awaited.append(not await replies.wait_for_all(0.01))

    monkeypatch.setattr(responses, "service_of", lambda _: Mock(pending_replies=replies))
    monkeypatch.setattr(responses, "follow_up", sent)
    await responses.tell(interaction, "I was stopped.")
    assert awaited == [True]
    assert await replies.wait_for_all(0.01)

"""The response to an interaction: acknowledged in time, and waited for until its last word is on its way."""

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
def replies(monkeypatch: pytest.MonkeyPatch) -> PendingReplies[Any]:
    """Those of the service of every interaction."""
    replies = PendingReplies[Any]()
    monkeypatch.setattr(responses, "service_of", lambda _: Mock(pending_replies=replies))
    return replies


def pressed(**extras: bool) -> Any:
    """Return the interaction of a button whose message keeps its form."""
    return Mock(spec=discord.Interaction, id=7, client=Mock(), extras={"in_place": True, **extras})


@pytest.mark.parametrize(("private", "in_place"), [(True, False), (False, False), (True, True)])
async def test_an_acknowledged_interaction_is_waited_for(
    replies: PendingReplies[Any], private: bool, in_place: bool
) -> None:
    """It shows that the bot thinks, to everybody or not, or else the button's card stays as it is."""
    interaction = pressed()
    interaction.response = Mock(defer=AsyncMock())
    await responses.acknowledge(interaction, private=private, in_place=in_place)
    interaction.response.defer.assert_awaited_once_with(ephemeral=private, thinking=not in_place)
    assert interaction.extras == {"in_place": in_place, "acknowledged": True}
    assert not await replies.wait_for_all(0.01)


async def test_an_acknowledgement_is_given_up_when_discord_does_not_wait_for_it(
    replies: PendingReplies[Any], pauses: list[float]
) -> None:
    """After three seconds: the next try would come too late. Then nobody waits."""
    interaction = pressed()
    interaction.response = Mock(defer=AsyncMock(side_effect=http_error(500)))
    with pytest.raises(discord.HTTPException):
        await responses.acknowledge(interaction, private=True)
    assert sum(pauses) + 2 * pauses[-1] > 3 > sum(pauses)
    assert not interaction.extras.get("acknowledged")
    assert await replies.wait_for_all(0.01)


async def test_a_form_is_not_kept_in_memory() -> None:
    """What is sent of it is known by its custom id; people close forms without a word."""
    interaction, form = pressed(), discord.ui.Modal(title="What was wrong?")
    interaction.response = Mock(send_modal=AsyncMock())
    await responses.open_form(interaction, form)
    interaction.response.send_modal.assert_awaited_once_with(form)
    assert form.is_finished()


async def test_a_separate_word_is_awaited_until_it_is_sent(
    replies: PendingReplies[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card keeps its form, so this word is all that its user hears."""
    replies.add(7, None)
    awaited: list[bool] = []

    async def sent(_: object, card: Card) -> None:
        assert card.content == "I was stopped."
        awaited.append(not await replies.wait_for_all(0.01))

    monkeypatch.setattr(responses, "follow_up", sent)
    await responses.tell(pressed(acknowledged=True), "I was stopped.")
    assert awaited == [True]
    assert await replies.wait_for_all(0.01)


async def test_the_last_word_is_awaited_though_its_interaction_was_given_up(
    replies: PendingReplies[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an export could not begin, or an acknowledgement came too late: the apology comes behind that."""
    shown: list[Card] = []

    async def filled(_: object, card: Card) -> None:
        assert not await replies.wait_for_all(0.01)
        shown.append(card)

    monkeypatch.setattr(responses, "fill", filled)
    await responses.tell(Mock(spec=discord.Interaction, client=Mock(), extras={"acknowledged": True}), "I was stopped.")
    await responses.deliver(pressed(), card := Card(embeds=(discord.Embed(title="The ferry"),)))
    assert shown == [Card("I was stopped."), card]
    assert await replies.wait_for_all(0.01)


async def test_a_card_keeps_its_form_if_its_acknowledgement_was_heard_of_too_late(
    replies: PendingReplies[Any], monkeypatch: pytest.MonkeyPatch
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

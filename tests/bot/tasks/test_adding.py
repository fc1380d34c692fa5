"""What is told when an add has ended, and what is left of it in the journal."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.cards.card import Card
from bot.delivery.messages import Outcome
from bot.serving.service import ServiceClient, make_service
from bot.sources.source import Contents, Refuse, Source
from bot.tasks.adding import add
from index.article import Article
from index.errors import StorageError
from index.library import Library
from tests.bot.tasks.test_last_word import Fading

GUILD = 5


class Seen(Fading):
    """A place that keeps what it shows."""

    def __init__(self) -> None:
        super().__init__(Outcome.SHOWN, True)
        self.shown: list[str] = []

    async def show(self, card: Card, *, last: bool = True) -> Outcome:
        """Keep the last word."""
        if last:
            self.shown.append(card.content or "")
        return Outcome.SHOWN


async def test_what_was_added_is_told_though_its_note_fails(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it has ended: the next process does not take it for an add that was cut off."""
    client, place = ServiceClient(intents=discord.Intents.none()), Seen()
    client.service = make_service(library)
    monkeypatch.setattr("bot.tasks.adding.response_to", lambda _: place)

    async def open_(refuse: Refuse) -> Contents:
        del refuse
        return Contents(iter((Article("ferry", "The ferry", "It sails."),)))

    async def note() -> str:
        raise StorageError("the disk is full", "make room")

    interaction: Any = SimpleNamespace(client=client, id=7, guild_id=GUILD, user=SimpleNamespace(mention="<@4>"))
    await add(interaction, GUILD, [Source("ferry.md", open_)], note)
    (told,) = place.shown
    assert told.startswith("Added **The ferry**: 1 passage.\nSomething went wrong")
    assert library.journal.unfinished() == []
    await client.service.indexing.close(0)

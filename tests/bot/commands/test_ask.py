"""What asks nothing, although somebody wrote it to the bot."""

from __future__ import annotations

from unittest.mock import Mock

import discord
import pytest

from bot.commands.ask import ADDING, reply_if_no_question
from bot.commands.mentions import is_told


@pytest.mark.parametrize("message", ["save file?", "index page", "Store page", "upload files?", "upload a file"])
def test_the_name_of_a_thing_is_asked_about(message: str) -> None:
    """Though it begins like an order to add something."""
    assert reply_if_no_question(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "add article",
        "add an article",
        "save it",
        "please save file",
        "store this page",
        "read article https://example.org/a",
    ],
)
def test_an_order_to_add_something_is_taken_for_one(message: str) -> None:
    """By its object, by "please", or by the link beside it."""
    assert reply_if_no_question(message) == ADDING


def test_a_thread_whose_channel_is_not_known_is_seen_by_nobody() -> None:
    """It has its permissions from there, and discord.py raises an error without."""
    thread = Mock(spec=discord.Thread)
    thread.parent = None
    thread.is_private.return_value = False
    thread.permissions_for.side_effect = discord.ClientException("Parent channel not found")
    assert not is_told(thread, Mock(spec=discord.Member), None, private=True)

"""A command that a text names can be pressed, once Discord has given it its id."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.cards.markdown import escaped
from bot.commands import all_commands
from bot.serving.command_mentions import CommandMentions

TEXT = "Ask with `/ask`, or add by `/articles add`, of `/articles`."


def _mentions(**ids: int) -> CommandMentions:
    mentions = CommandMentions()
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    for command in all_commands():
        tree.add_command(command)
    mentions.learn(tree, ids)
    return mentions


def test_a_command_with_an_id_is_mentioned_and_a_group_is_not() -> None:
    """A command of a group by the id of the group, in which only the commands can be pressed."""
    known = _mentions(ask=1, articles=2).put_into(TEXT, 2_000)
    assert known == "Ask with </ask:1>, or add by </articles add:2>, of `/articles`."


def test_without_its_id_a_command_is_named_as_it_is_typed() -> None:
    """Before Discord was told of the commands, and in a process of other shards that began before that."""
    assert CommandMentions().put_into(TEXT, 2_000) == TEXT
    assert _mentions(articles=2).put_into("`/ask`", 2_000) == "`/ask`"


def test_the_words_of_articles_stay_as_they_are() -> None:
    """An article may be about the very commands."""
    words = escaped("Type `/ask` or \\`/ask` here")
    assert _mentions(ask=1).put_into(words, 2_000) == words


def test_a_text_that_would_be_too_long_stays_as_it_is() -> None:
    """A mention has the id in it; emoji count twice."""
    text = "😀" * 10 + "`/ask`"
    assert _mentions(ask=1).put_into(text, 28) == "😀" * 10 + "</ask:1>"
    assert _mentions(ask=1).put_into(text, 27) == text

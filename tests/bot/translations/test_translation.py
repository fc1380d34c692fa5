"""The commands in other languages: every text has its translation, and Discord takes all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord import Locale, app_commands

from bot.commands import all_commands
from bot.translations.translator import WORDS, CommandTranslator
from tests.discord.command_rules import command_problems

LOCALES = ("de", "fr", "es-ES", "es-419", "hi")


async def _payloads() -> list[dict[str, Any]]:
    """Return what is told to Discord."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    for command in all_commands():
        tree.add_command(command)
    return [await command.get_translated_payload(tree, CommandTranslator()) for command in tree.get_commands()]


def _parts(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a command with its subcommands, options and choices."""
    yield payload
    for each in [*payload.get("options", []), *payload.get("choices", [])]:
        yield from _parts(each)


async def test_every_text_is_translated_and_every_translation_is_used() -> None:
    """Into all the languages; a command that is renamed takes its translation along or fails here."""
    used: set[str] = set()
    for part in (part for payload in await _payloads() for part in _parts(payload)):
        used.add(part["name"])
        assert set(part["name_localizations"]) == set(LOCALES), part["name"]
        if part.get("description"):  # a menu has none
            used.add(part["description"])
            assert set(part["description_localizations"]) == set(LOCALES), part["description"]
    for words in WORDS.values():
        assert set(words) == used


async def test_discord_takes_every_name_and_description() -> None:
    """Their lengths and letters, and no name twice in one place."""
    assert list(command_problems(await _payloads())) == []


@pytest.mark.parametrize("locale", WORDS)
def test_no_description_was_left_in_english(locale: Locale) -> None:
    """Names may be the same, such as "url"."""
    assert [text for text, translated in WORDS[locale].items() if text == translated and " " in text] == []


@pytest.mark.parametrize("locale", WORDS)
def test_a_language_has_one_apostrophe(locale: Locale) -> None:
    """Straight or curly, but not both."""
    assert len({sign for text in WORDS[locale].values() for sign in text if sign in "'’"}) <= 1


@pytest.mark.parametrize("locale", WORDS)
def test_a_command_that_a_description_names_is_called_so(locale: Locale) -> None:
    """As in "an answer to /ask"."""
    words = WORDS[locale]
    for text, translated in words.items():
        # After a space: "and/or" is no command.
        named, called = (re.findall(r"(?<=\s)/([^\s,.;]+)", each) for each in (text, translated))
        assert called == [words[name] for name in named]


async def test_what_is_told_to_discord_is_the_same_each_time() -> None:
    """Or the commands would be told at every start."""
    assert await _payloads() == await _payloads()


async def test_another_language_is_left_to_discord() -> None:
    """It shows the English text."""
    context: Any = None
    assert await CommandTranslator().translate(app_commands.locale_str("ask"), Locale.japanese, context) is None
    assert await CommandTranslator().translate(app_commands.locale_str("ask"), Locale.german, context) == "frage"

"""The README's Discord part says what is: each command with its options, the permissions, scopes and defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.cli.invite import PERMISSIONS, SCOPES
from bot.client import intents
from bot.commands import all_commands
from bot.serving.servers import PER_MINUTE, QUOTES, ServerSettings
from bot.tasks.departures import KEPT_AFTER_LEAVING

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
DISCORD = " ".join(README.partition("## On Discord")[2].partition("## Commands")[0].split())
ROWS = dict(re.findall(r"^\| (`/[^`]+`|\*Apps → [^|]+\*) \| (\w+) \|", README, re.MULTILINE))


def _signatures(command: Any) -> Iterator[tuple[str, discord.Permissions | None]]:
    """Yield how the README writes each command, and which permission Discord asks for it at first."""
    if isinstance(command, app_commands.Group):
        for each in command.walk_commands():
            if not isinstance(each, app_commands.Group):
                yield _signature(each), command.default_permissions
    elif isinstance(command, app_commands.ContextMenu):
        yield f"*Apps → {command.name}*", command.default_permissions
    else:
        yield _signature(command), command.default_permissions


def _signature(command: app_commands.Command[Any, ..., Any]) -> str:
    options = [each.display_name if each.required else f"[{each.display_name}]" for each in command.parameters]
    return f"`{' '.join([f'/{command.qualified_name}', *options])}`"


def test_the_table_has_each_command_with_its_options_and_no_other() -> None:
    """In the words that people type; and who may use it at first."""
    commands = dict(pair for command in all_commands() for pair in _signatures(command))
    assert set(ROWS) == set(commands)
    for signature, needed in commands.items():
        assert (ROWS[signature] == "everybody") == (needed is None), signature


def test_the_steps_name_exactly_what_the_invitation_asks_for() -> None:
    """Scopes, permissions by their names in Discord, and their number."""
    for name in (*(f"`{scope}`" for scope in SCOPES), *PERMISSIONS, str(sum(PERMISSIONS.values()))):
        assert name in DISCORD


def test_the_steps_name_the_intents() -> None:
    """None of which is privileged."""
    names = {"guilds": "Guilds", "guild_messages": "Guild Messages", "dm_messages": "Direct Messages"}
    assert {name for name, asked in intents() if asked} == set(names)
    assert all(name in DISCORD for name in names.values())


def test_limits_and_defaults_are_those_of_the_settings() -> None:
    """And so are the days after which a server that was left is deleted."""
    fresh = ServerSettings()
    assert f"{QUOTES[0]} to {QUOTES[-1]} quotes an answer at first (default {fresh.quotes})" in DISCORD
    assert f"{PER_MINUTE[0]} to {PER_MINUTE[-1]} questions a minute (default {fresh.per_minute})" in DISCORD
    assert f"deleted after {KEPT_AFTER_LEAVING.days} days" in DISCORD


def test_the_contents_lead_to_every_section() -> None:
    """In their order, with those of the parts that are looked for; a link that leads nowhere would show nothing."""
    headings = re.findall(r"^#{2,3} (.+)$", README, re.MULTILINE)
    links = re.findall(r"\(#([\w-]+)\)", README.partition("**Contents**")[2].partition("\n\n")[0])
    places = [heading.lower().replace(" ", "-") for heading in headings]
    assert [place for place in places if place in links] == links
    assert set(re.findall(r"^## (.+)$", README, re.MULTILINE)) <= {
        heading for heading, place in zip(headings, places, strict=True) if place in links
    }


def test_the_first_command_is_followed_by_what_makes_the_next_ones_work() -> None:
    """It leaves the shell as it was, in which `articlebot` is not known."""
    start = README.partition("## The two commands")[2].partition("\nThe second installs")[0]
    assert start.index("python3 -m venv .venv && ") < start.index(". .venv/bin/activate\narticlebot ")

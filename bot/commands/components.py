"""Buttons and forms that survive a restart: all they know is in their custom id, `<verb>:<key>[:<arg>]`.

A feature subclasses these with a template, a regular expression whose named groups become the `arguments` of a button
and are among the `values` of a form. Whatever a custom id names must be looked up in the collection of the
interaction's own server: anybody can send any custom id from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Self

import discord

from bot.delivery.apology import apologise
from bot.delivery.responses import tell

NOT_HERE = "I work on servers: each server has its own articles, and a direct message has none."

KEY = r"(?P<key>[\w-]{1,64})"
"""The key of an answer, in a template."""


class ServerButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template="(?!)"):
    """Handles a button when it is pressed, on any message, however old.

    Cards say how a button looks; a subclass says which custom ids it handles and what it does::

        class Remove(ServerButton, template=r"articles-remove:(?P<key>[0-9]{1,18})"):
            async def pressed(self, interaction: discord.Interaction, guild_id: int) -> None: ...
    """

    def __init__(self, button: discord.ui.Button[Any], arguments: Mapping[str, str]) -> None:
        super().__init__(button)
        self.arguments = arguments

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button that was pressed."""
        del interaction
        if not isinstance(item, discord.ui.Button):
            raise TypeError("the custom id of a button came from something else")
        return cls(item, match.groupdict(""))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Run `pressed` if the button is on a server; every error goes to the one handler."""
        try:
            if interaction.guild_id is None:
                await tell(interaction, NOT_HERE)
            else:
                await self.pressed(interaction, interaction.guild_id)
        except Exception as error:  # noqa: BLE001 -- this is where discord.py's own error handling ends
            await apologise(interaction, error)

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Acknowledge, check who pressed the button, and do what it is for."""
        raise NotImplementedError


class ServerForm(discord.ui.Modal):
    """A modal whose submission is known by its custom id alone.

    discord.py keeps one open modal a custom id, in memory: two people with the same form open, or a restart,
    would lose what was typed. So nothing is kept, and `submitted` gets everything::

        class Purge(ServerForm, title="Delete everything", template=r"settings-purge"):
            typed = discord.ui.TextInput(label="The server's name", custom_id="typed")

            @classmethod
            async def submitted(cls, interaction, guild_id, values) -> None:
                values["typed"]

        await open_form(interaction, Purge(custom_id="settings-purge"))   # bot.delivery.responses
    """

    template: ClassVar[re.Pattern[str]] = re.compile("(?!)")

    def __init_subclass__(cls, *, template: str = "(?!)", **options: Any) -> None:  # noqa: ANN401 -- Modal's own
        super().__init_subclass__(**options)
        cls.template = re.compile(template)

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], guild_id: int, values: Mapping[str, str]) -> None:
        """Acknowledge, check who sent it, and take the `values`.

        They are the fields, by their custom ids, and the named groups of the form's own custom id.
        """
        raise NotImplementedError


async def submit(forms: Sequence[type[ServerForm]], interaction: discord.Interaction[Any]) -> None:
    """Pass a submitted modal to its form; every error goes to the one handler."""
    data: Mapping[str, Any] = interaction.data or {}
    try:
        if interaction.guild_id is None:
            await tell(interaction, NOT_HERE)
            return
        for form in forms:
            match = form.template.fullmatch(str(data.get("custom_id", "")))
            if match is not None:
                values = dict(_values(data.get("components", ()))) | match.groupdict("")
                await form.submitted(interaction, interaction.guild_id, values)
                return
        await tell(interaction, "This form is from another version of me. Please open it again.")
    except Exception as error:  # noqa: BLE001 -- this is where discord.py's own error handling ends
        await apologise(interaction, error)


def _values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a modal, which are in rows or under labels."""
    for component in components:
        if "value" in component:
            yield str(component["custom_id"]), str(component["value"] or "")
        yield from _values(component.get("components", ()))
        if "component" in component:
            yield from _values([component["component"]])

"""A small bot in plain discord.py: if it works with the local Discord, failures elsewhere are not discord.py's."""

from __future__ import annotations

import discord
import pytest
import yarl
from discord import app_commands

from tests.discord.server import LocalDiscord


class Reason(discord.ui.Modal, title="Why?"):
    """Asks for a reason."""

    reason: discord.ui.TextInput[Reason] = discord.ui.TextInput(label="Reason", max_length=200)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Repeat the reason."""
        await interaction.response.send_message(f"because {self.reason.value}", ephemeral=True)


class Buttons(discord.ui.View):
    """One button for each kind of response, and a menu."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        """Edit the message."""
        await interaction.response.edit_message(content="edited")

    @discord.ui.button(label="Down", emoji="👎", custom_id="down")
    async def down(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        """Open a modal."""
        await interaction.response.send_modal(Reason())

    @discord.ui.select(
        custom_id="pick", options=[discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two")]
    )
    async def pick(self, interaction: discord.Interaction, menu: discord.ui.Select[Buttons]) -> None:
        """Say what was picked."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(f"picked {menu.values[0]}", ephemeral=True)


class PlainBot(discord.AutoShardedClient):
    """Answers /echo, /file, a message menu and mentions."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.seen: list[str] = []
        self.resumed = 0

    async def setup_hook(self) -> None:
        """Register the commands and the persistent buttons."""

        @self.tree.command(description="Say it again")
        @app_commands.describe(text="What to say")
        async def echo(interaction: discord.Interaction, text: str, private: bool = False) -> None:
            await interaction.response.defer(ephemeral=private)
            await interaction.edit_original_response(content=text, view=Buttons())

        @echo.autocomplete("text")
        async def text(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{typed}!", value=f"{typed}!")]

        @self.tree.command(description="Send a file back")
        @app_commands.default_permissions(manage_guild=True)
        @app_commands.guild_only
        async def file(interaction: discord.Interaction, given: discord.Attachment) -> None:
            await interaction.response.defer()
            embed = discord.Embed(title="The file").add_field(name="Size", value=str(given.size))
            await interaction.followup.send(embed=embed, file=await given.to_file())

        @self.tree.context_menu(name="Repeat this")
        async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(message.content)

        self.add_view(Buttons())
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Reply to mentions, and remember the content of messages."""
        if message.author == self.user:
            return
        self.seen.append(message.content)
        if self.user in message.mentions or message.guild is None:
            async with message.channel.typing():
                await message.reply("you called", nonce=str(message.id))

    async def on_resumed(self) -> None:
        """Count the resumes."""
        self.resumed += 1


def point(monkeypatch: pytest.MonkeyPatch, local: LocalDiscord) -> None:
    """Point the discord.py of this process at the local Discord, until the test ends."""
    monkeypatch.setattr(discord.http.Route, "BASE", local.api_url)
    gateway = yarl.URL(local.gateway_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)

"""Adding articles: `/articles add` with a URL, a file or a form for text, and the message menu "Add to articles"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.cards.card import Card
from bot.commands.components import ServerForm
from bot.commands.intake import attached, linked, message_sources, pasted, retyped
from bot.commands.managing import acknowledge_manager, check_manager
from bot.days import parse_day
from bot.delivery.apology import sentence
from bot.delivery.responses import deliver, open_form
from bot.serving.service import Command, service_of
from bot.tasks.adding import HANDED_BACK
from bot.tasks.adding import add as add_all
from index.errors import UsageError

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000
"""Discord's limit, in characters, for a text field."""

BOTH = "Please give me a URL or a file, not both: each becomes an article of its own."
OWN = "Those are my own words, which say no more than the articles do."
NOTHING_THERE = "That message has no attachment, no link and no words that I could add."


class Paste(ServerForm, title="Add an article", template=r"articles-add"):
    """Takes the text of an article."""

    headline: discord.ui.TextInput[Paste] = discord.ui.TextInput(
        label="Title", custom_id="title", max_length=LONGEST_TITLE
    )
    text: discord.ui.TextInput[Paste] = discord.ui.TextInput(
        label="Text",
        custom_id="text",
        style=discord.TextStyle.paragraph,
        max_length=LONGEST_TEXT,
        placeholder="Longer texts: /articles add with a file",
    )
    url: discord.ui.TextInput[Paste] = discord.ui.TextInput(
        label="URL", custom_id="url", required=False, max_length=500, placeholder="https://… where it can be read"
    )
    date: discord.ui.TextInput[Paste] = discord.ui.TextInput(
        label="Date", custom_id="date", required=False, max_length=30, placeholder="2025-01-22"
    )

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], guild_id: int, values: Mapping[str, str]) -> None:
        """Add the text, or return it with what is wrong."""
        await acknowledge_manager(interaction)
        title, text, url, date = (values.get(name, "") for name in ("title", "text", "url", "date"))
        # A form cannot be answered with a form, so the text is returned and need not be typed again.
        typed = [("article.txt", f"{title}\n\n{text}".encode("utf-8", "replace"))]
        try:
            article = pasted(title, text, url, parse_day(date, first=True))
        except UsageError as error:
            await deliver(interaction, Card(f"{sentence(error)}\nNothing was added. {HANDED_BACK}", files=typed))
            return
        collection = service_of(interaction).collection(guild_id)
        await add_all(interaction, guild_id, [retyped(article, "pasted text", collection)], typed=typed)


def commands() -> list[Command]:
    """Return "Add to articles"; `/articles add` belongs to its group."""
    return [add_message]


@app_commands.command(description="Add an article: a file, a page by its URL, or text that you paste into a form")
@app_commands.describe(
    url="The address of a page",
    file="A PDF, office, web, mail, text, Markdown or corpus file, or a ZIP of these",
)
async def add(
    interaction: discord.Interaction[Any], url: str | None = None, file: discord.Attachment | None = None
) -> None:
    """Add what was handed in, or open the form."""
    if url is None and file is None:
        check_manager(interaction, adding=True)
        await open_form(interaction, Paste(custom_id="articles-add"))
        return
    guild_id = await acknowledge_manager(interaction, adding=True)
    if url is not None and file is not None:
        await deliver(interaction, BOTH)
    elif file is not None:
        await add_all(interaction, guild_id, [attached(file, service_of(interaction).documents)])
    elif url is not None:
        await add_all(interaction, guild_id, [linked(url, service_of(interaction), guild_id)])


@app_commands.context_menu(name="Add to articles")
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True)
@app_commands.allowed_installs(guilds=True)
async def add_message(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Add a message's attachments, links or words."""
    guild_id = await acknowledge_manager(interaction, adding=True)
    if message.author == interaction.client.user:
        await deliver(interaction, OWN)
        return
    service = service_of(interaction)
    sources, left = message_sources(message, service.documents, partial(linked, service=service, guild_id=guild_id))
    if not sources:
        await deliver(interaction, NOTHING_THERE)
        return
    await add_all(interaction, guild_id, sources, left)

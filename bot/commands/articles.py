"""`/articles` list, show, remove and refresh, and their group; add and export are in files of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.cards.articles import NO_ARTICLES, article_card, list_card, removal_card
from bot.cards.card import Card
from bot.cards.markdown import bold
from bot.commands.article_choices import article_choices
from bot.commands.articles_add import add
from bot.commands.articles_export import export
from bot.commands.components import ServerButton
from bot.commands.intake import linked
from bot.commands.managing import acknowledge_manager, manager_group
from bot.delivery import audit
from bot.delivery.apology import explained
from bot.delivery.places import response_to
from bot.delivery.responses import deliver
from bot.fetching.urls import is_url
from bot.serving.service import Command, Service, service_of
from bot.sources.rereading import reread
from bot.tasks import waiting
from bot.tasks.adding import Occasion
from bot.tasks.adding import add as add_all
from bot.tasks.asked import found_article
from bot.wording import counted
from bot.work.worker import Job
from index.errors import NotFound

GONE = "That article isn't here any more: it was removed or refreshed meanwhile, or it was never on this server."
"""The same words for every reason, so that guessing keys reveals nothing about other servers."""

KEPT = "Nothing was removed."
"""The reply to Cancel."""

NO_SOURCE = (
    "has no source that could be read again: it came as a file or as text. To bring it up to date, add the new "
    "version: a file under the same name takes the place of the old one."
)


class ArticlesPage(ServerButton, template=r"articles-page:(?P<page>[0-9]{1,6})"):
    """Turns to another page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Show the page in place of the one before."""
        await acknowledge_manager(interaction, in_place=True)
        await _show_page(interaction, guild_id, int(self.arguments["page"]))


class Remove(ServerButton, template=r"articles-remove:(?P<key>[0-9]{1,18})"):
    """Removes an article for good."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Remove the article, if it still has this key on this very server."""
        await acknowledge_manager(interaction, in_place=True)
        service, place = service_of(interaction), response_to(interaction)
        try:
            async with waiting.noted(interaction):
                title = await waiting.in_turn(place, removal(service, guild_id, int(self.arguments["key"])))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the message must not go on saying that it waits
            await deliver(interaction, explained(error, f"removing an article of server {guild_id}"))
            return
        if title is None:
            await deliver(interaction, GONE)
            return
        await deliver(interaction, f"Removed {bold(title)}.")
        await audit.record(interaction, f"removed {bold(title)}")


class Keep(ServerButton, template=r"articles-keep"):
    """Keeps an article after all."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Say so, and remove the buttons."""
        del guild_id
        await acknowledge_manager(interaction, in_place=True)
        await deliver(interaction, KEPT)


def commands() -> list[Command]:
    """Return `/articles`."""
    return [
        manager_group(
            "articles", "The articles that the bot answers from", add, list_articles, show, remove, refresh, export
        )
    ]


@app_commands.command(name="list", description="List the articles of this server, newest first")
async def list_articles(interaction: discord.Interaction[Any]) -> None:
    """Show the first page."""
    guild_id = await acknowledge_manager(interaction)
    await _show_page(interaction, guild_id, 1)


@app_commands.command(description="Show what is known of an article, and its whole text as a file")
@app_commands.describe(article="The article: choose it from the list, or type its id or title")
async def show(interaction: discord.Interaction[Any], article: str) -> None:
    """Show an article."""
    guild_id = await acknowledge_manager(interaction)
    collection = service_of(interaction).collection(guild_id)

    def read() -> tuple[Card, bytes]:
        found = collection.article(found_article(collection, article).id)
        also_at, revisions = collection.told_also(found.id), collection.revisions(found.id)
        return article_card(found, len(collection.passages(found.id)), revisions, also_at), found.text.encode()

    card, text = await asyncio.to_thread(read)
    if len(text) < interaction.filesize_limit:
        await deliver(interaction, replace(card, files=[("article.txt", text)]))
    else:
        await deliver(interaction, replace(card, content="The whole text is too large for a file here."))


@app_commands.command(description="Remove an article for good, after you confirm it")
@app_commands.describe(article="The article: choose it from the list, or type its id or title")
async def remove(interaction: discord.Interaction[Any], article: str) -> None:
    """Ask for a confirmation."""
    guild_id = await acknowledge_manager(interaction)
    collection = service_of(interaction).collection(guild_id)

    def card() -> Card:
        found = found_article(collection, article)
        return removal_card(found, len(collection.passages(found.id)), collection.titles())

    await deliver(interaction, await asyncio.to_thread(card))


@app_commands.command(description="Read articles from their web pages again: one, or all")
@app_commands.describe(article="The article; leave it out to refresh all that came from a page")
async def refresh(interaction: discord.Interaction[Any], article: str | None = None) -> None:
    """Read the articles again whose source is a web page."""
    guild_id = await acknowledge_manager(interaction)
    collection = service_of(interaction).collection(guild_id)
    if article is not None:
        found = await asyncio.to_thread(found_article, collection, article)
        if found.source is None or not is_url(found.source):
            await deliver(interaction, f"{bold(found.title, found.id)} {NO_SOURCE}")
            return
        await _reread(interaction, guild_id, {found.source: {found.id: found.title}})
        return
    articles = await asyncio.to_thread(collection.titles)
    pages: dict[str, dict[str, str]] = {}
    for each in articles:
        if each.source is not None and is_url(each.source):
            pages.setdefault(each.source, {})[each.id] = each.title
    others = sum(each.source not in pages for each in articles)
    left = f"{counted(others, 'article')} came as files or as text, and can't be read again." if others else ""
    if not pages:
        await deliver(interaction, left or NO_ARTICLES)
        return
    await _reread(interaction, guild_id, pages, left)


def removal(service: Service, guild_id: int, key: int) -> Job[str | None]:
    """Let an article be removed by its key; the job returns its title, or None if it is gone. Raises Stopped."""
    collection = service.collection(guild_id)

    def work() -> str | None:
        try:
            found = next(each for each in collection.titles() if each.key == key)
            collection.remove([found.id])
        except (NotFound, StopIteration):
            return None
        return found.title or found.id

    # In the queue of changes to the server: a refresh that has just found the article there would bring it back.
    return service.indexing.submit(collection.name, work, always=True)


show.autocomplete("article")(article_choices)
remove.autocomplete("article")(article_choices)
refresh.autocomplete("article")(article_choices)


async def _reread(
    interaction: discord.Interaction[Any], guild_id: int, pages: Mapping[str, Mapping[str, str]], left: str = ""
) -> None:
    """Read articles (their titles by id, by page) again, and say what was removed meanwhile; `left` comes last."""
    service = service_of(interaction)
    collection = service.collection(guild_id)
    wanted = [each for titles in pages.values() for each in titles]

    async def note() -> str:
        there = {each.id for each in await asyncio.to_thread(collection.titles)}
        gone = sum(each not in there for each in wanted)
        removed = f"{counted(gone, 'article')} {'was' if gone == 1 else 'were'} removed meanwhile." if gone else ""
        return "\n".join(part for part in (removed, left) if part)

    sources = [reread(linked(page, service, guild_id), titles, collection.has) for page, titles in pages.items()]
    await add_all(interaction, guild_id, sources, note, occasion=Occasion.REFRESH)


async def _show_page(interaction: discord.Interaction[Any], guild_id: int, page: int) -> None:
    collection = service_of(interaction).collection(guild_id)
    card = await asyncio.to_thread(lambda: list_card(collection.titles(), page, collection.passage_counts))
    await deliver(interaction, card)

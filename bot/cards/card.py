"""A card: the content, embeds and buttons of one message, made without an event loop so that any thread can."""

from __future__ import annotations

import math
from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class CardButton:
    """How a button looks. What it does is found by its custom id (`bot.commands.parts`)."""

    custom_id: str
    label: str | None = None
    emoji: str | None = None
    style: discord.ButtonStyle = discord.ButtonStyle.secondary
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One message, whole. Whoever makes it keeps to Discord's limits: 2,000 characters, 10 embeds, 25 buttons.

    `plain` takes the place of content and embeds in a channel where the bot may send no embeds.
    """

    content: str | None = None
    embeds: tuple[discord.Embed, ...] = ()
    buttons: tuple[CardButton, ...] = ()
    plain: str | None = None


def page_of(number: int, per_page: int, page: int) -> tuple[int, int]:
    """Return the page (from 1) that is shown of a list of `number` things, and how many there are.

    A page that is not there any more is the last one.
    """
    pages = max(1, math.ceil(number / per_page))
    return min(max(page, 1), pages), pages


def page_buttons(verb: str, page: int, pages: int) -> tuple[CardButton, CardButton]:
    """Return the buttons that turn to the pages beside one; `verb` is what their custom ids begin with."""
    return (
        CardButton(f"{verb}:{page - 1}", "Previous", disabled=page == 1),
        CardButton(f"{verb}:{page + 1}", "Next", disabled=page == pages),
    )


def view_of(card: Card) -> discord.ui.View | None:
    """Return the buttons of a card, five a row, or None. Called on the event loop, as discord.py needs."""
    if not card.buttons:
        return None
    view = discord.ui.View(timeout=None)
    for each in card.buttons:
        view.add_item(
            discord.ui.Button(
                custom_id=each.custom_id, label=each.label, emoji=each.emoji, style=each.style, disabled=each.disabled
            )
        )
    return view

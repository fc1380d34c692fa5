"""A card: the content, embeds, buttons and files of one message. It needs no event loop, so any thread can make one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import discord

File = tuple[str, bytes]
"""A file to send: its name and its bytes."""


@dataclass(frozen=True, slots=True)
class CardButton:
    """How a button looks. Its custom id determines what it does (`bot.commands.components`)."""

    custom_id: str
    label: str | None = None
    emoji: str | None = None
    style: discord.ButtonStyle = discord.ButtonStyle.secondary
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One whole message, within Discord's limits, which its maker keeps: 2,000 characters, 10 embeds, 25 buttons.

    An edit replaces the whole message; `files` None leaves those that it has. `plain` replaces content and embeds in a
    channel where the bot may not send embeds.
    """

    content: str | None = None
    embeds: tuple[discord.Embed, ...] = ()
    buttons: tuple[CardButton, ...] = ()
    plain: str | None = None
    files: Sequence[File] | None = ()


def page_of(number: int, per_page: int, page: int) -> tuple[int, int]:
    """Return which page (from 1) of `number` things is shown, and how many pages there are.

    A page after the last one gives the last one.
    """
    pages = max(1, math.ceil(number / per_page))
    return min(max(page, 1), pages), pages


def page_buttons(verb: str, page: int, pages: int) -> tuple[CardButton, ...]:
    """Return the buttons for the previous and the next page, if there is one; their custom ids begin with `verb`."""
    if pages == 1:
        return ()
    return (
        CardButton(f"{verb}:{page - 1}", "Previous", disabled=page == 1),
        CardButton(f"{verb}:{page + 1}", "Next", disabled=page == pages),
    )


def view_of(card: Card) -> discord.ui.View | None:
    """Return a view of the card's buttons, or None without buttons. discord.py needs the event loop for this."""
    if not card.buttons:
        return None
    view = discord.ui.View(timeout=None)
    for each in card.buttons:
        view.add_item(
            discord.ui.Button(
                custom_id=each.custom_id, label=each.label, emoji=each.emoji, style=each.style, disabled=each.disabled
            )
        )
    view.stop()  # buttons are found by their custom ids, so discord.py need not keep the view in memory
    return view

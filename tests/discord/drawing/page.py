"""Messages of the local Discord, drawn as an HTML page: dark or light, as wide as a desktop or a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from tests.discord.drawing.markdown import Node, parse
from tests.discord.seen import label
from tests.discord.state import Message

JSON = dict[str, Any]

LOOKS = ("dark desktop", "light desktop", "dark phone")
_STYLE = Path(__file__).with_name("look.css")
_TAGS = {
    "quote": "blockquote", "small": "small", "bold": "strong", "italic": "em", "underlined": "u", "struck": "s",
    "heading": "h3", "code": "code",
}  # fmt: skip


def page(messages: Sequence[Message], looks: Sequence[str] = LOOKS) -> str:
    """Return one page with the messages in each look, one below the other."""
    drawn = "".join(_message(each) for each in messages)
    screens = "".join(f'<div class="screen {look}">{drawn}</div>' for look in looks)
    style = _STYLE.read_text(encoding="utf-8")
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><style>{style}</style>{screens}'


def _message(message: Message) -> str:
    author = message.author
    parts = [f'<span class="name">{escape(author.name)}</span>', '<span class="tag">APP</span>' if author.bot else ""]
    if message.content:
        parts.append(f'<div class="description">{_html(parse(message.content))}</div>')
    parts += [_embed(embed) for embed in message.embeds]
    parts += [_row(row) for row in message.components]
    if message.ephemeral:
        parts.append('<div class="note">👁 Only you can see this • Dismiss message</div>')
    above = ""
    if message.asked_by is not None:
        did = "pressed a button" if message.interaction_kind == 3 else "used a command"
        above = f'<p class="asked"><b>@{escape(message.asked_by.name)}</b> {did}</p>'
    elif message.reply_to is not None:
        told = message.reply_to
        above = f'<p class="asked"><b>@{escape(told.author.name)}</b> {escape(told.content[:80])}</p>'
    kind = "bot" if author.bot else "person"
    avatar = f'<div class="avatar">{escape(author.name[:1].upper())}</div>'
    return f'<div class="message {kind}">{avatar}{above}{"".join(parts)}</div>'


def _embed(embed: JSON) -> str:
    colour = embed.get("color")
    edge = f' style="border-left-color: #{colour:06x}"' if colour is not None else ""
    parts = []
    if embed.get("title"):
        parts.append(f'<div class="title">{_html(parse(embed["title"]))}</div>')
    if embed.get("description"):
        parts.append(f'<div class="description">{_html(parse(embed["description"]))}</div>')
    fields = [
        f'<div class="field{"" if each.get("inline") else " wide"}">'
        f"<b>{_html(parse(each['name']))}</b>{_html(parse(each['value']))}</div>"
        for each in embed.get("fields") or []
    ]
    if fields:
        parts.append(f'<div class="fields">{"".join(fields)}</div>')
    footer = (embed.get("footer") or {}).get("text")
    if footer:
        parts.append(f'<div class="footer">{escape(footer)}</div>')
    return f'<div class="embed"{edge}>{"".join(parts)}</div>'


def _row(row: JSON) -> str:
    drawn = [
        f'<span class="button style{each["style"]}{" disabled" if each.get("disabled") else ""}">'
        f"{escape(label(each))}</span>"
        for each in row.get("components") or []
        if each["type"] == 2
    ]
    return f'<div class="buttons">{"".join(drawn)}</div>'


def _html(nodes: Sequence[Node]) -> str:
    return "".join(map(_drawn, nodes))


def _drawn(node: Node) -> str:
    if node.kind == "text":
        return escape(node.text)
    if node.kind == "link":
        return f'<a href="{escape(node.url)}">{_html(node.parts)}</a>'
    if node.kind == "address":
        return f'<a href="{escape(node.text)}">{escape(node.text)}</a>'
    if node.kind == "item":
        mark = node.text if node.text[0].isdigit() else "• "
        return f'<div class="item">{mark}{_html(node.parts)}</div>'
    if node.kind == "code":
        return f"<code>{escape(node.text.strip('`'))}</code>"
    if node.kind in _TAGS:
        tag = _TAGS[node.kind]
        return f"<{tag}>{_html(node.parts).rstrip() or escape(node.text)}</{tag}>"
    text = re.sub(r"^<(/[^>]*):\d+>$", r"\1", node.text)  # a command only shows its name
    return f'<span class="mention">{escape(text)}{_html(node.parts)}</span>'

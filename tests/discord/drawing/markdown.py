"""Discord's markdown, parsed into a tree with the patterns of its own desktop client.

Only what is needed to draw a card, or to check that words of an article were not taken for markup. If the client's
rules are unclear, more is treated as markup, which is the stricter reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_INSIDE = r"(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*"
_TARGET = r"\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"]([\s\S]*?)['\"])?\s*"

_AT_LINE_START = {
    "quote": r" *>(?!>>) +[^\n]*(?:\n *>(?!>>) +[^\n]*)*\n?| *>>> +[\s\S]*",
    "heading": r" *(#{1,3})\s+([^\n]+?)#*\s*(?:\n|$)",
    "small": r" *-# +(?!-#)([^\n]+?) *(?:\n|$)",
    "item": r" *([*+-]|\d+[.)]) +([^\n]+)(?:\n|$)",
}
_ANYWHERE = {
    "sign": r"\\([^0-9A-Za-z\s])",
    "address": r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]|<[^: >]+:/[^ >]+>|discord\.gg/\w+",
    "code": r"(`+)([\s\S]*?[^`])\1(?!`)",
    "link": rf"\[({_INSIDE})\]\({_TARGET}\)",
    "bold": r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)",
    "underlined": r"__((?:\\[\s\S]|[^\\])+?)__(?!_)",
    "italic": r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b|\*(?=\S)((?:\*\*|\s+(?:[^*\s]|\*\*)|[^\s*])+?)\*(?!\*)",
    "struck": r"~~([\s\S]+?)~~(?!_)",
    "hidden": r"\|\|([\s\S]+?)\|\|",
    "mention": r"<@[!&]?\d+>|<#\d+>|</[^>]*:\d+>|<id:\w+>|<t:-?\d{1,17}(?::\w)?>|<a?:\w+:\d+>|@everyone|@here",
    "emoji": r":[^\s:]+?(?:::skin-tone-\d)?:",
}
_HOLDING = frozenset({"quote", "heading", "small", "item", "bold", "underlined", "italic", "struck", "hidden", "link"})
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in (_AT_LINE_START | _ANYWHERE).items()}


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a text: its `kind` is "text" or a key of the patterns; `url` is that of a link."""

    kind: str
    text: str = ""
    parts: tuple[Node, ...] = ()
    url: str = ""


def parse(text: str) -> tuple[Node, ...]:
    """Return the parts of a message's text or of an embed's description."""
    return tuple(_merged(_nodes(text, frozenset())))


def shown(nodes: tuple[Node, ...]) -> str:
    """Return the words of a tree as they are read."""
    return "".join(node.text + shown(node.parts) for node in nodes)


def kinds(nodes: tuple[Node, ...]) -> set[str]:
    """Return all kinds in a tree except "text"."""
    return {kind for node in nodes for kind in ({node.kind} - {"text"}) | kinds(node.parts)}


def _nodes(text: str, inside: frozenset[str]) -> Iterator[Node]:
    """Yield the parts of a text; no part contains another of its kind."""
    place = 0
    while place < len(text):
        line_start = place == 0 or text[place - 1] == "\n"
        for kind, pattern in _PATTERNS.items():
            if kind in inside or (kind in _AT_LINE_START and not line_start):
                continue
            found = pattern.match(text, place)
            if found is not None:
                yield _node(kind, found, inside)
                place = found.end()
                break
        else:
            yield Node("text", text[place])
            place += 1


def _node(kind: str, found: re.Match[str], inside: frozenset[str]) -> Node:
    if kind == "sign":
        return Node("text", found[1])
    if kind not in _HOLDING:
        return Node(kind, found[0])
    if kind == "quote":
        words = re.sub(r"(?m)^ *>(?:>>)? ?", "", found[0])
    else:
        words = next(group for group in reversed(found.groups()) if group is not None)
    if kind == "link":
        words = found[1]
    url = found[2] if kind == "link" else ""
    mark = f"{found[1]} " if kind == "item" else ""
    return Node(kind, mark, tuple(_merged(_nodes(words, inside | {kind}))), url)


def _merged(nodes: Iterator[Node]) -> Iterator[Node]:
    """Join adjacent texts."""
    words = ""
    for node in nodes:
        if node.kind == "text":
            words += node.text
            continue
        if words:
            yield Node("text", words)
            words = ""
        yield node
    if words:
        yield Node("text", words)

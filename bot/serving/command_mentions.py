"""Commands named in a text, converted to Discord's mentions: clickable, and in the reader's own language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from discord import app_commands

_NAMED = re.compile(r"(?<!\\)`/([a-z][a-z -]*)`")
"""A command in this bot's own words. In the words of articles and people, a backslash precedes the marks."""


class CommandMentions:
    """The mention of each command, known once Discord has assigned ids to the commands."""

    def __init__(self) -> None:
        self._mentions: dict[str, str] = {}

    def learn(self, tree: app_commands.CommandTree, ids: Mapping[str, int]) -> None:
        """Learn the ids, by the names of commands and groups; only the members of a group can be mentioned."""
        for command in tree.walk_commands():
            root = (command.root_parent or command).name
            if isinstance(command, app_commands.Command) and root in ids:
                self._mentions[command.qualified_name] = f"</{command.qualified_name}:{ids[root]}>"

    def put_into(self, text: str, limit: int) -> str:
        """Return a text with mentions for the commands that it names, or unchanged if it would exceed `limit` units."""
        found = _NAMED.sub(lambda named: self._mentions.get(named[1], named[0]), text)
        return found if len(found.encode("utf-16-le", "surrogatepass")) <= 2 * limit else text

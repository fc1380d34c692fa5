"""Commands that a text names, made into what Discord shows of them: to be pressed, in the reader's own language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from discord import app_commands

_NAMED = re.compile(r"(?<!\\)`/([a-z][a-z -]*)`")
"""A command as this bot names it. In the words of articles and people, the marks have a backslash before them."""


class CommandMentions:
    """The mention of each command, once Discord has given the commands their ids; before that, there is none."""

    def __init__(self) -> None:
        self._mentions: dict[str, str] = {}

    def learn(self, tree: app_commands.CommandTree, ids: Mapping[str, int]) -> None:
        """Take the ids, by the names of commands and of groups; in a group only what is in it can be pressed."""
        for command in tree.walk_commands():
            root = (command.root_parent or command).name
            if isinstance(command, app_commands.Command) and root in ids:
                self._mentions[command.qualified_name] = f"</{command.qualified_name}:{ids[root]}>"

    def put_into(self, text: str, limit: int) -> str:
        """Return a text with mentions for the commands that it names, or as it was if that were over `limit` long."""
        found = _NAMED.sub(lambda named: self._mentions.get(named[1], named[0]), text)
        return found if len(found.encode("utf-16-le", "surrogatepass")) <= 2 * limit else text

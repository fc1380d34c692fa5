"""The `articlebot` command: `commands` has one file for each family of commands; what they share lies beside it.

Importing this package must stay cheap, so that `--help` is instant. Slow imports go inside the commands:
`index.library` and what it needs (numpy, FAISS, SQLAlchemy, the models), `index.extract`, aiohttp, discord.py,
pydantic and rich. Light ones, such as the errors, are at the top as usual.
"""

from __future__ import annotations

import importlib

import click

from bot.cli.failing import EXIT_CODES, Articlebot

__all__ = ["cli"]

_PLACES = {
    "add": "add.add",
    "ask": "ask.ask",
    "search": "search.search",
    "read": "read.read",
    "chat": "chat.chat",
    "list": "articles.list_articles",
    "show": "articles.show",
    "remove": "articles.remove",
    "refresh": "refresh.refresh",
    "feeds": "feeds.feeds",
    "eval": "evaluate.evaluate",
    "bench": "bench.bench",
    "run": "run.run",
    "doctor": "doctor.doctor",
    "backup": "backups.backup",
    "restore": "backups.restore",
    "export": "backups.export",
}
"""Where each command is, below `bot.cli.commands`; in the order in which users need them, not alphabetically."""


class _Commands(Articlebot):
    """Imports a command when it is asked for: `ask` need not wait for what the others import.

    The pattern is click's own ("Lazily Loading Subcommands" in its documentation).
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None if there is none of this name."""
        del ctx
        if cmd_name not in _PLACES:
            return None
        module, _, name = _PLACES[cmd_name].partition(".")
        command: click.Command = getattr(importlib.import_module(f"bot.cli.commands.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant. Raises NoSuchCommand, which offers names that click does not know."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=_PLACES, ctx=ctx) from None


cli = _Commands(
    "articlebot",
    help=(
        "Answers questions about articles with their exact words, and says so when they do not answer.\n\n"
        '\b\n  articlebot add FILE\n  articlebot ask "what happened?"\n\n'
        "Exit codes:\n\n\b\n" + "\n".join(f"{code:>5}  {meaning}" for code, meaning in EXIT_CODES.items())
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
click.version_option(package_name="articlebot", message="%(prog)s %(version)s")(cli)

"""The `articlebot` command: `commands` has one file for each family of commands; what they share lies beside it.

Importing this package must stay cheap, so that `--help` is instant. Slow imports go inside the commands:
`index.library` and what it needs (numpy, FAISS, SQLAlchemy, the models), `index.extract`, aiohttp, discord.py,
pydantic and rich. Light ones, such as the errors, are at the top as usual.
"""

from __future__ import annotations

import click

from bot.cli.commands.add import add
from bot.cli.commands.articles import list_articles, remove, show
from bot.cli.commands.ask import ask
from bot.cli.commands.backups import backup, export, restore
from bot.cli.commands.bench import bench
from bot.cli.commands.chat import chat
from bot.cli.commands.doctor import doctor
from bot.cli.commands.evaluate import evaluate
from bot.cli.commands.feeds import feeds
from bot.cli.commands.read import read
from bot.cli.commands.refresh import refresh
from bot.cli.commands.run import run
from bot.cli.commands.search import search
from bot.cli.failing import EXIT_CODES, Articlebot

__all__ = ["cli"]

cli = Articlebot(
    "articlebot",
    help=(
        "Answers questions about articles with their exact words, and says so when they do not answer.\n\n"
        '\b\n  articlebot add FILE\n  articlebot ask "what happened?"\n\n'
        "Exit codes:\n\n\b\n" + "\n".join(f"{code:>5}  {meaning}" for code, meaning in EXIT_CODES.items())
    ),
    commands=[
        add, ask, search, read, chat, list_articles, show, remove, refresh, feeds, evaluate, bench, run, doctor,
        backup, restore, export,
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)  # fmt: skip
click.version_option(package_name="articlebot", message="%(prog)s %(version)s")(cli)

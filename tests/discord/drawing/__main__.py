"""Draws the bot's real messages: `python -m tests.discord.drawing cards.html` asks, presses, and writes a page.

The real bot runs against the local Discord with the short articles and the article for newcomers. View the page in a
browser; `--look` selects one of its widths and colours.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
from pathlib import Path

from tests.discord.drawing.page import LOOKS, page
from tests.discord.options import NotOffered
from tests.discord.people import Person
from tests.discord.process import Bot
from tests.discord.scene import add, ask
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel, Message

SEED_QUESTION = "what did Rubio raise?"
UNANSWERED = "when does the ferry leave Konstanz?"
SEVERAL = "which cities does the ferry connect?"
YES_NO = "did the neighbours buy the land?"
MISSPELT = "what did Rubin raise?"
NAMES = ("seed", "ferry.md", "clock.md", "orchard.txt", "fair.txt", "bakery.txt")


async def main(file: Path, looks: tuple[str, ...], *, short: bool) -> None:
    """Write the page. Raises AssertionError if Discord would have refused something."""
    with tempfile.TemporaryDirectory() as folder:
        async with LocalDiscord() as local, Bot(local, Path(folder) / "data"):
            ann = Person(local, local.user("ann"))
            ben = Person(local, local.user("ben"))  # nobody asks more than five questions a minute
            guild = local.guild("Lindau", ann.user)
            local.join(guild, ben.user)
            general = guild.channels[0]
            await local.until(lambda: local.world.commands, 10, "the commands")
            await add(ann, general, *NAMES)
            seen = await _asked(ann, general)
            if not short:
                seen += await _everything(ann, ben, general, seen[0])
            local.transcript.assert_clean()
            file.write_text(page(seen, looks), encoding="utf-8")


async def _asked(ann: Person, channel: Channel) -> list[Message]:
    """Return the card of an answer and that of an abstention."""
    return [(await ask(ann, channel, question)).message for question in (SEED_QUESTION, UNANSWERED)]


async def _everything(ann: Person, ben: Person, channel: Channel, card: Message) -> list[Message]:
    """Return what the buttons open, other kinds of answers, private ones, and cards for managers."""
    shown = [(await ann.click(card, "Context")).message]
    with contextlib.suppress(NotOffered):  # if there is only one quote
        shown.append((await ann.click(card, "More")).message)
    shown += [(await ask(ann, channel, question)).message for question in (SEVERAL, YES_NO)]
    shown.append((await ask(ben, channel, MISSPELT)).message)
    shown.append((await ben.click(shown[-1], "Ask that")).message)
    for question in ("what did the captain say about ice?", "who is welcome at the autumn fair?"):
        (choice,) = await ann.autocomplete(channel, "ask", "article", "ferry" if "ice" in question else "autumn fair")
        seen = await ask(ann, channel, question, article=choice["value"], private=True)
        shown += [seen.message, (await ann.click(seen.message, "Context")).message]
    for command in ("articles list", "settings show", "stats", "help"):
        shown.append((await ann.slash(channel, command)).message)
    return shown


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="the page to write")
    parser.add_argument("--look", choices=LOOKS, help="one look instead of all")
    parser.add_argument("--short", action="store_true", help="an answer and an abstention only")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.file, (given.look,) if given.look else LOOKS, short=given.short)))

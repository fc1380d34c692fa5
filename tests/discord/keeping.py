"""What the tests of adding and keeping articles share: a separate server for each test, and a corpus."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.discord import options
from tests.discord.interactions import COMMAND
from tests.discord.options import Upload
from tests.discord.people import Person
from tests.discord.process import QUICK_READER, Bot
from tests.discord.scene import change, plain, red_button, settled_log
from tests.discord.seen import Seen, words
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel, Guild


@dataclass(frozen=True, slots=True)
class Place:
    """A server: its owner, a channel, and the log channel for all changes."""

    local: LocalDiscord
    bot: Bot
    guild: Guild
    ann: Person

    @property
    def general(self) -> Channel:
        """The channel in which everything is done."""
        return self.guild.channel("general")

    async def add(self, name: str, text: str | bytes) -> Seen:
        """Add a file and wait until it is added."""
        return await ended(self.begin_adding(name, text))

    def begin_adding(self, name: str, text: str | bytes) -> Seen:
        """Add a file without waiting."""
        file = Upload(name, text if isinstance(text, bytes) else text.encode(), "application/octet-stream")
        filled = options.fill(self.local, self.general, self.ann.user, "articles add", {"file": file})
        return self.ann.interact(self.general, COMMAND, filled.data(self.general))

    async def paste(self, **values: str) -> Seen:
        """Fill in the form of `/articles add`, by the labels of its fields."""
        form = await self.ann.slash(self.general, "articles add")
        return await ended(await self.ann.submit(form, values))

    async def remove(self, article: str) -> Seen:
        """Remove an article and confirm it."""
        asked = await self.ann.slash(self.general, "articles remove", article=article)
        return await self.ann.click(asked.message, red_button(asked.message))

    async def articles(self) -> list[dict[str, str]]:
        """Return all articles, from an export."""
        seen = await self.ann.slash(self.general, "articles export")
        return [json.loads(line) for file in seen.attachments for line in file.data.decode().splitlines()]

    async def logged(self, lines: int) -> list[str]:
        """Wait for this many lines of the log after the one that says that it was chosen, and return them."""
        log = await settled_log(self.local, self.guild.channel("log"), lines + 1)
        return [plain(words(message)) for message in log[1:]]


@asynccontextmanager
async def town(data: Path) -> AsyncIterator[tuple[LocalDiscord, Bot]]:
    """Run a bot without articles."""
    async with LocalDiscord() as local, Bot(local, data, READER_MODEL=QUICK_READER) as bot:
        await local.until(lambda: local.world.commands, 10, "the commands")
        yield local, bot


async def new_place(local: LocalDiscord, bot: Bot) -> Place:
    """Return a new server without articles, with a log channel."""
    ann = Person(local, local.user("ann"))
    place = Place(local, bot, local.guild("Wangen", ann.user, channels=("general", "log")), ann)
    await change(ann, place.general, "settings log-channel", place.guild.channel("log"))
    return place


async def ended(seen: Seen, within: float = 60.0) -> Seen:
    """Wait until the message reports the outcome of an add, and no longer its progress."""
    return await seen.until(lambda each: not is_under_way(each.text), within)


def is_under_way(text: str) -> bool:
    """Tell whether a text only reports the progress of an add: "12 of 40 articles, 310 passages"."""
    return re.search(r"^[\d,]+ of [\d,]+ article", text) is not None or "Yours come next" in text


def corpus(count: int) -> bytes:
    """Return a corpus of short articles."""
    lines = [
        json.dumps(
            {
                "id": f"n{number}",
                "title": f"Notice {number}",
                "published": "2025-03-01",
                "text": f"The code word of notice {number} is tulip{number}. It was set on a rainy Monday.",
            }
        )
        for number in range(1, count + 1)
    ]
    return "\n".join(lines).encode()

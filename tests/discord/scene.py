"""What the tests of the whole bot share: articles to add, settings to change, and cards as plain words."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conftest import SEED
from tests.discord.options import Upload
from tests.discord.people import Person
from tests.discord.rules import walk
from tests.discord.seen import Seen, buttons, words
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel, Guild, Message

ARTICLES = Path(__file__).with_name("articles")
QUESTION, ANSWER = "who planted the oldest tree?", "Anton Kiesel"
"""What is asked of `orchard.txt`, and the words of its answer."""
PICTURE = b"\x89PNG\r\n\x1a\n0000"
"""The bytes of a file that nothing is read from."""
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]")


def upload(name: str) -> Upload:
    """Return one of the short articles as a file; "seed" is the article for newcomers."""
    file = SEED if name == "seed" else ARTICLES / name
    return Upload(file.name, file.read_bytes())


async def add(person: Person, channel: Channel, *names: str) -> list[Seen]:
    """Add short articles with `/articles add` and wait until each is added."""
    seen = []
    for name in names:
        answer = await person.slash(channel, "articles add", file=upload(name))
        seen.append(await answer.until(lambda each: "dded" in each.text))
    return seen


async def ask(person: Person, channel: Channel, question: str, *, within: float = 60.0, **options: Any) -> Seen:
    """Ask with `/ask` and wait for the message after the one about the queue."""
    seen = await person.slash(channel, "ask", within=within, question=question, **options)
    return await seen.until(lambda each: not is_waiting(each.text), within)


def is_waiting(text: str) -> bool:
    """Tell whether a text only states a place in the queue: "Busy: you are number 7"."""
    return bool(re.search(r"number \d+", text)) and "busy" in text.casefold()


async def change(person: Person, channel: Channel, command: str, value: object) -> Seen:
    """Change a setting with a command, using its first option of the value's type."""
    kinds = {bool: 5, int: 4, str: 3, Channel: 7}
    wanted = kinds.get(type(value), 8)
    name = option_name(person.discord, command, wanted)
    given: dict[str, Any] = {name: value}
    return await person.slash(channel, command, **given)


def option_name(local: LocalDiscord, path: str, kind: int) -> str:
    """Return the name of the first option of this type in a registered command."""
    names = path.split()
    part = next(each for each in local.world.commands if each["name"] == names[0] and each["type"] == 1)
    for word in names[1:]:
        part = next(each for each in part["options"] if each["name"] == word)
    return str(next(each["name"] for each in part["options"] if each["type"] == kind))


def mentioned(local: LocalDiscord, seen: Seen | Message) -> set[str]:
    """Return the commands that can be pressed in a text; each must be a registered command, not a group."""
    found = set()
    text = seen.text if isinstance(seen, Seen) else words(seen)
    for path, number in re.findall(r"</([^:>]+):(\d+)>", text):
        part = next(each for each in local.world.commands if each["id"] == number)
        name, *names = path.split()
        assert part["name"] == name
        for word in names:
            part = next(each for each in part["options"] if each["name"] == word)
        assert not any(option["type"] <= 2 for option in part.get("options") or []), path
        found.add(path)
    return found


def red_button(message: Message) -> str:
    """Return the custom id of the button that confirms something dangerous."""
    return str(next(button["custom_id"] for button in buttons(message) if button["style"] == 4))


def fields(seen: Seen) -> list[str]:
    """Return the custom ids of the fields of an open modal, in order."""
    assert seen.modal is not None, seen.text
    return [part["custom_id"] for part in walk(seen.modal["components"]) if part["type"] == 4]


def plain(text: str) -> str:
    """Return Discord markdown as the words that people read: without escapes, bold, quote marks and invisibles."""
    text = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", _INVISIBLE.sub("", text))
    return re.sub(r"\s+", " ", re.sub(r"(?m)^(>>> |> ?|-# )", "", text.replace("**", "")))


async def settled_log(local: LocalDiscord, channel: Channel, lines: int, within: float = 10.0) -> list[Message]:
    """Wait for this many lines in a log channel, and return them."""
    await local.until(lambda: len(channel.messages) >= lines, within, f"{lines} lines in #{channel.name}")
    return list(channel.messages.values())


def said(local: LocalDiscord, guild: Guild | None) -> str:
    """Return every word that the bot ever showed on a server (None: in direct messages): cards, files, forms."""
    texts = []
    for interaction in local.interactions.values():
        if interaction.channel.guild is guild:
            texts += [str(interaction.modal), str(interaction.choices)]
    channels = guild.channels if guild else list(local.world.direct.values())
    for channel in channels:
        for message in channel.messages.values():
            if message.author is local.world.bot:
                texts += [plain(words(message)), *(str(embed.get("url")) for embed in message.embeds)]
                texts += [each.filename + each.data.decode("utf-8", "replace") for each in message.attachments]
                texts += [str(part.get("options") or "") for part in walk(message.components)]
    return "\n".join(texts)


@contextlib.contextmanager
def refusing(data: Path, change: str) -> Iterator[None]:
    """Let the database in a data directory refuse a change, such as `INSERT ON preferences`, as a full disk does."""
    with contextlib.closing(sqlite3.connect(data / "articlebot.db", timeout=10)) as database:
        database.execute(f"CREATE TRIGGER refusing BEFORE {change} BEGIN SELECT RAISE(ABORT, 'refused'); END")
        yield
        database.execute("DROP TRIGGER refusing")

"""People, who use the bot as their clients allow: commands, buttons, menus, modals, mentions, replies."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from tests.discord import modals, options, payloads
from tests.discord import permissions as may
from tests.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from tests.discord.options import NotOffered, Upload
from tests.discord.rules import walk
from tests.discord.seen import Seen, label, words
from tests.discord.server import LocalDiscord
from tests.discord.state import THREAD, Attachment, Channel, Message, User

JSON = dict[str, Any]


class Person:
    """One person at a client. Methods that wait do so for at most `within` seconds, then raise TimeoutError."""

    def __init__(self, discord: LocalDiscord, user: User) -> None:
        self.discord = discord
        self.user = user

    # -- commands ------------------------------------------------------------------------------------------------

    async def slash(self, channel: Channel, command: str, /, *, within: float = 60.0, **values: object) -> Seen:
        """Use a slash command, named as in "articles add". Raises NotOffered if the client would not allow it."""
        filled = options.fill(self.discord, channel, self.user, command, values)
        return await self.interact(channel, COMMAND, filled.data(channel)).settle(within)

    async def autocomplete(
        self, channel: Channel, command: str, /, focused: str, typed: str = "", *, within: float = 5.0, **values: object
    ) -> list[JSON]:
        """Type into an option and return the choices that are offered."""
        filled = options.fill(self.discord, channel, self.user, command, values | {focused: typed}, focused=focused)
        seen = await self.interact(channel, AUTOCOMPLETE, filled.data(channel)).settle(within)
        if seen.interaction.choices is None:
            raise NotOffered("Loading options failed")
        return seen.interaction.choices

    async def menu(self, message: Message, name: str, *, within: float = 60.0) -> Seen:
        """Use a command of a message's menu."""
        known = options.commands(self.discord, message.channel, self.user, kind=3)
        command = next((each for each in known if each["name"] == name), None)
        if command is None:
            raise NotOffered(f"{name!r} is not in {self.user.name}'s menu")
        self._sees(message)
        shown = payloads.message(message, self.discord.world, self.discord.url)
        data: JSON = {"id": command["id"], "name": name, "type": 3, "target_id": str(message.id)}
        data["resolved"] = {"messages": {str(message.id): shown}}
        return await self.interact(message.channel, COMMAND, data).settle(within)

    # -- components ----------------------------------------------------------------------------------------------

    async def click(self, message: Message, button: str, *, within: float = 60.0) -> Seen:
        """Press the button with this label, emoji or custom id."""
        self._sees(message)
        for part in walk(message.components):
            if part["type"] == 2 and button in (label(part), part.get("label"), part.get("custom_id")):
                break
            if part["type"] == 2 and button == (part.get("emoji") or {}).get("name"):
                break
        else:
            raise NotOffered(f"there is no button {button!r} on {words(message)!r}")
        if part.get("disabled") or not part.get("custom_id"):
            raise NotOffered(f"the button {button!r} cannot be pressed")
        return await self.press(message, part["custom_id"]).settle(within)

    def press(self, message: Message, custom_id: str) -> Seen:
        """Send a press of any custom id on any message, as an attacker would; a normal client uses `click`."""
        data = {"custom_id": custom_id, "component_type": 2, "id": 1}
        return self.interact(message.channel, COMPONENT, data, source=message)

    async def select(
        self, message: Message, values: Sequence[object], *, custom_id: str | None = None, within: float = 60.0
    ) -> Seen:
        """Choose in a select menu: texts, or people, roles and channels."""
        self._sees(message)
        menus = [part for part in walk(message.components) if part["type"] in (3, 5, 6, 7, 8)]
        menu = next((part for part in menus if custom_id in (None, part["custom_id"])), None)
        if menu is None or menu.get("disabled"):
            raise NotOffered("there is no such menu")
        data: JSON = {"custom_id": menu["custom_id"], "component_type": menu["type"], "id": menu["id"]}
        data |= modals.chosen(self.discord, message.channel, menu, values)
        return await self.interact(message.channel, COMPONENT, data, source=message).settle(within)

    async def submit(self, seen: Seen, values: Mapping[str, object], *, within: float = 60.0) -> Seen:
        """Fill in the open modal, by the labels of its fields, and submit it."""
        if seen.modal is None:
            raise NotOffered("no modal is open")
        opened = seen.interaction
        data = modals.filled(self.discord, opened.channel, seen.modal, values)
        return await self.interact(opened.channel, MODAL, data, source=opened.source).settle(within)

    def interact(self, channel: Channel, kind: int, data: JSON, *, source: Message | None = None) -> Seen:
        """Send an interaction without any of the client's checks, and do not wait."""
        discord = self.discord
        number = discord.snowflakes.next()
        token = f"aW50ZXJhY3Rpb24{secrets.token_urlsafe(90)}"
        interaction = Interaction(number, token, kind, self.user, channel, discord.now(), data, source)
        discord.interactions[number] = interaction
        seen = Seen(discord, interaction)
        body = payloads.interaction_place(discord.world, channel, self.user)
        body |= {"id": str(number), "token": token, "type": kind, "data": data}
        if source is not None:
            body["message"] = payloads.message(source, discord.world, discord.url)
        discord.gateway.dispatch("INTERACTION_CREATE", body, guild_id=channel.guild.id if channel.guild else None)
        return seen

    # -- talk ----------------------------------------------------------------------------------------------------

    def say(
        self,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: Sequence[Upload] = (),
    ) -> Message:
        """Write a message, and do not wait. A reply pings the author it replies to, unless `ping` is False."""
        granted = may.in_channel(channel, self.user)
        if not granted & (may.SEND_MESSAGES_IN_THREADS if channel.kind == THREAD else may.SEND_MESSAGES):
            raise NotOffered(f"{self.user.name} may not write in #{channel.name}")
        discord = self.discord
        message = Message(discord.snowflakes.next(), channel, self.user, text, reply_to=reply_to)
        self._name(message, ping=ping)
        for file in files:
            made = Attachment.uploaded(discord.snowflakes.next(), file.name, file.data, file.content_type)
            discord.world.attachments[made.id] = made
            message.attachments.append(made)
        discord.message_made(message)
        return message

    def edit(self, message: Message, text: str, *, after: float = 10.0) -> None:
        """Edit the person's own message, `after` seconds, and do not wait."""
        if message.author is not self.user:
            raise NotOffered("this message is another's")
        message.content, message.edits, message.edited_after = text, message.edits + 1, after
        self._name(message, ping=message.reply_to is not None and message.reply_to.author in message.mentions)
        self.discord.message_changed(message)

    def _name(self, message: Message, *, ping: bool) -> None:
        """Set whom a message mentions."""
        named = [self.discord.world.users.get(int(found)) for found in re.findall(r"<@!?(\d+)>", message.content)]
        if message.reply_to is not None and ping:
            named.append(message.reply_to.author)
        message.mentions = list(dict.fromkeys(user for user in named if user is not None))

    async def mention(self, channel: Channel, text: str, *, within: float = 60.0) -> Message:
        """Write to the bot by mentioning it, and return its answer."""
        return await self.answer_to(self.say(channel, f"<@{self.discord.world.bot.id}> {text}"), within)

    async def reply(self, message: Message, text: str, *, ping: bool = True, within: float = 60.0) -> Message:
        """Reply to a message of the bot, and return its answer."""
        self._sees(message)
        return await self.answer_to(self.say(message.channel, text, reply_to=message, ping=ping), within)

    async def write(self, text: str, *, within: float = 60.0) -> Message:
        """Send the bot a direct message, and return its answer."""
        return await self.answer_to(self.say(self.discord.direct(self.user), text), within)

    async def answer_to(self, sent: Message, within: float) -> Message:
        """Wait for the bot's answer to a message: its reply, or in a direct conversation its next message."""
        bot = self.discord.world.bot

        def answers() -> list[Message]:
            return [
                message
                for message in sent.channel.visible_to(self.user)
                if message.author is bot
                and message.id > sent.id
                and (message.reply_to is sent or sent.channel.guild is None)
            ]

        await self.discord.until(answers, within, f"an answer to {sent.content!r}")
        return answers()[0]

    def sees(self, channel: Channel) -> str:
        """Return all text that this person can read in a channel."""
        if not may.in_channel(channel, self.user) & may.VIEW_CHANNEL:
            return ""
        return "\n".join(words(message) for message in channel.visible_to(self.user))

    def _sees(self, message: Message) -> None:
        if message not in message.channel.visible_to(self.user):
            raise NotOffered(f"{self.user.name} does not see this message")

"""A slash command as a client builds it: who may use it, and which values it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.discord import payloads
from tests.discord import permissions as may
from tests.discord.server import LocalDiscord
from tests.discord.state import Attachment, Channel, Role, User

JSON = dict[str, Any]
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = range(1, 12)
_PLAIN: dict[int, tuple[type, ...]] = {STRING: (str,), INTEGER: (int,), BOOLEAN: (bool,), NUMBER: (int, float)}


class NotOffered(Exception):
    """The person's client does not allow this: no such command, no permission, or a value of the wrong kind."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person gives to a command or a message."""

    name: str
    data: bytes
    content_type: str = "text/plain; charset=utf-8"


_THINGS: dict[int, tuple[type, ...]] = {
    USER: (User,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Role),
    FILE: (Upload,),
}


def commands(discord: LocalDiscord, channel: Channel, user: User, kind: int = 1) -> list[JSON]:
    """Return the commands that a person's client shows in a channel."""
    world = discord.world
    own = world.guild_commands.get(channel.guild.id, []) if channel.guild else []
    return [each for each in [*world.commands, *own] if each["type"] == kind and _offered(each, channel, user)]


def _offered(command: JSON, channel: Channel, user: User) -> bool:
    guild, contexts = channel.guild, command.get("contexts")
    if guild is None:
        return 1 in contexts if contexts is not None else bool(command.get("dm_permission", True))
    if not guild.has_bot or (contexts is not None and 0 not in contexts):
        return False
    granted = may.in_channel(channel, user)
    if not granted & may.VIEW_CHANNEL or not granted & may.USE_APPLICATION_COMMANDS:
        return False
    needed = command["default_member_permissions"]
    if needed is None or granted == may.ALL:
        return True
    ids = {user.id, *(role.id for role in guild.members[user.id].roles)}
    if ids & guild.command_grants.get(command["name"], set()):
        return True
    return int(needed) != 0 and granted & int(needed) == int(needed)


@dataclass(slots=True)
class Filled:
    """A command with its options filled in."""

    command: JSON
    options: list[JSON]
    resolved: JSON = field(default_factory=dict)

    def data(self, channel: Channel) -> JSON:
        """Return the data of the interaction."""
        body: JSON = {"id": self.command["id"], "name": self.command["name"], "type": 1, "options": self.options}
        if self.resolved:
            body["resolved"] = self.resolved
        if "guild_id" in self.command and channel.guild:
            body["guild_id"] = self.command["guild_id"]
        return body


def fill(
    discord: LocalDiscord,
    channel: Channel,
    user: User,
    path: str,
    values: Mapping[str, object],
    *,
    focused: str | None = None,
) -> Filled:
    """Fill in a command, named as in "articles add". Raises NotOffered. `focused`: the option still being typed."""
    words = path.removeprefix("/").split()
    command = next((each for each in commands(discord, channel, user) if each["name"] == words[0]), None)
    if command is None:
        raise NotOffered(f"/{path} is not offered to {user.name} in #{channel.name}")
    part, wrappers = command, []
    for word in words[1:]:
        nested = [each for each in part.get("options", ()) if each["type"] in (SUBCOMMAND, GROUP)]
        part = next((each for each in nested if each["name"] == word), {})
        if not part:
            raise NotOffered(f"/{path}: there is no {word}")
        wrappers.append(part)
    known = part.get("options", [])
    if any(each["type"] in (SUBCOMMAND, GROUP) for each in known):
        raise NotOffered(f"/{path} needs a subcommand")
    if unknown := set(values) - {each["name"] for each in known}:
        raise NotOffered(f"/{path} has no options {sorted(unknown)}")
    filled = Filled(command, [])
    for option in known:
        if option["name"] in values:
            one = {"name": option["name"], "type": option["type"]}
            if option["name"] == focused:
                one |= {"value": str(values[option["name"]]), "focused": True}
            else:
                one["value"] = _value(discord, channel, option, values[option["name"]], filled.resolved)
            filled.options.append(one)
        elif option.get("required") and focused is None:
            raise NotOffered(f"/{path} needs {option['name']}")
    for wrapper in reversed(wrappers):
        filled.options = [{"name": wrapper["name"], "type": wrapper["type"], "options": filled.options}]
    return filled


def _value(discord: LocalDiscord, channel: Channel, option: JSON, value: object, resolved: JSON) -> object:
    """Return a value as the client sends it, after checking that the option takes this kind."""
    kind, name = option["type"], option["name"]
    if kind in _PLAIN:
        if not isinstance(value, _PLAIN[kind]) or (kind != BOOLEAN and isinstance(value, bool)):
            raise NotOffered(f"{name} takes no {value!r}")
        _bounds(option, value)
        return value
    if not isinstance(value, _THINGS[kind]):
        raise NotOffered(f"{name} takes no {value!r}")
    if isinstance(value, Channel) and value.kind not in option.get("channel_types", [value.kind]):
        raise NotOffered(f"{name} takes no channel of this kind")
    return resolve(discord, channel, value, resolved)


def _bounds(option: JSON, value: Any) -> None:
    choices = [choice["value"] for choice in option.get("choices", ())]
    if choices and value not in choices:
        raise NotOffered(f"{option['name']} is one of {choices}")
    size = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    least, most = option.get(low), option.get(high, 6000 if isinstance(value, str) else None)
    if (least is not None and size < least) or (most is not None and size > most):
        raise NotOffered(f"{option['name']} lies outside {least}..{most}")
    if value == "":
        raise NotOffered(f"{option['name']} is empty")


def resolve(discord: LocalDiscord, channel: Channel, value: object, resolved: JSON) -> str:
    """Return the id of a thing named in an interaction, and add the thing to `resolved`."""
    if isinstance(value, User):
        resolved.setdefault("users", {})[str(value.id)] = payloads.user(value)
        if channel.guild and value.id in channel.guild.members:
            member = payloads.member(
                channel.guild.members[value.id], channel.guild, whole=False, granted=may.in_channel(channel, value)
            )
            resolved.setdefault("members", {})[str(value.id)] = member
        return str(value.id)
    if isinstance(value, Role):
        resolved.setdefault("roles", {})[str(value.id)] = payloads.role(value)
        return str(value.id)
    if isinstance(value, Channel):
        granted = may.in_channel(value, discord.world.bot)
        body = payloads.channel(value) | {"permissions": str(granted)}
        resolved.setdefault("channels", {})[str(value.id)] = body
        return str(value.id)
    assert isinstance(value, Upload)
    made = Attachment.uploaded(discord.snowflakes.next(), value.name, value.data, value.content_type, ephemeral=True)
    discord.world.attachments[made.id] = made
    resolved.setdefault("attachments", {})[str(made.id)] = payloads.attachment(made, discord.url)
    return str(made.id)

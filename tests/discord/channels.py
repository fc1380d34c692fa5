"""Messages in channels and direct conversations, within the bot's permissions."""

from __future__ import annotations

from typing import Any

from tests.discord import payloads
from tests.discord import permissions as may
from tests.discord.call import Call, Handler, fill
from tests.discord.refusal import Refused, invalid_form, missing_access, missing_permissions, unknown
from tests.discord.state import DIRECT_MESSAGE, THREAD, Channel, Message

_MESSAGE_CONTENT = 1 << 18 | 1 << 19


def _channel(call: Call, needed: int = 0) -> Channel:
    """Return the channel of the path, if the bot sees it and has the permissions `needed`."""
    channel = call.discord.world.channel(int(call.path["channel_id"]))
    if channel is None:
        raise unknown("Channel")
    if channel.guild is not None and not channel.guild.has_bot:
        raise missing_access()
    granted = may.in_channel(channel, call.discord.world.bot)
    if not granted & may.VIEW_CHANNEL:
        raise missing_access()
    if needed & ~granted:
        raise missing_permissions()
    return channel


def _message(call: Call, channel: Channel) -> Message:
    message = channel.messages.get(int(call.path["message_id"]))
    # Ephemeral messages cannot be fetched from the channel, even by their author.
    if message is None or message.deleted or message.ephemeral:
        raise unknown("Message")
    return message


def _shown(call: Call, message: Message) -> dict[str, Any]:
    world = call.discord.world
    return payloads.message(message, world, call.discord.url, content=bool(world.application_flags & _MESSAGE_CONTENT))


async def send(call: Call) -> tuple[int, Any]:
    """POST a message."""
    body, channel = call.body, _channel(call)
    needed = may.SEND_MESSAGES_IN_THREADS if channel.kind == THREAD else may.SEND_MESSAGES
    needed |= may.ATTACH_FILES if call.files else 0
    needed |= may.EMBED_LINKS if body.get("embeds") else 0
    _channel(call, needed)
    if channel.kind == DIRECT_MESSAGE and not _reachable(call, channel):
        raise Refused(403, 50007, "Cannot send messages to this user")
    nonce = None if body.get("nonce") is None else str(body["nonce"])
    if nonce is not None and body.get("enforce_nonce") and nonce in channel.nonces:
        return 200, _shown(call, channel.nonces[nonce])
    discord = call.discord
    message = Message(discord.snowflakes.next(), channel, discord.world.bot, nonce=nonce)
    message.reply_to = _reply_to(call, channel)
    fill(call, message, body, edit=False)
    if message.reply_to is not None and (body.get("allowed_mentions") or {"replied_user": True}).get("replied_user"):
        message.mentions = [message.reply_to.author]
    if nonce is not None:
        channel.nonces[nonce] = message
    discord.message_made(message)
    return 200, _shown(call, message)


def _reply_to(call: Call, channel: Channel) -> Message | None:
    reference = call.body.get("message_reference")
    if reference is None:
        return None
    if int(reference.get("channel_id") or channel.id) != channel.id:
        raise invalid_form("message_reference: Cannot reply to a message in another channel")
    if channel.guild is not None and int(reference.get("guild_id") or channel.guild.id) != channel.guild.id:
        raise invalid_form("message_reference: Cannot reply to a message in another guild")
    if not may.in_channel(channel, call.discord.world.bot) & may.READ_MESSAGE_HISTORY:
        raise Refused(400, 160002, "Cannot reply without permission to read message history")
    found = channel.messages.get(int(reference["message_id"]))
    if found is None or found.deleted or found.ephemeral:
        if reference.get("fail_if_not_exists", True):
            raise invalid_form("message_reference: Unknown message")
        return None
    return found


def _reachable(call: Call, channel: Channel) -> bool:
    """Tell whether the person of a direct conversation accepts messages and shares a server with the bot."""
    person = channel.recipients[0]
    shared = any(guild.has_bot and person.id in guild.members for guild in call.discord.world.guilds.values())
    return person.takes_direct_messages and shared


async def edit(call: Call) -> tuple[int, Any]:
    """PATCH a message; only the bot's own is allowed."""
    message = _message(call, _channel(call))
    if message.author is not call.discord.world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    fill(call, message, call.body, edit=True)
    call.discord.message_changed(message)
    return 200, _shown(call, message)


async def delete(call: Call) -> tuple[int, Any]:
    """DELETE a message: the bot's own, or with the permission for it anyone's."""
    channel = _channel(call)
    message = _message(call, channel)
    if message.author is not call.discord.world.bot and not (
        may.in_channel(channel, call.discord.world.bot) & may.MANAGE_MESSAGES
    ):
        raise missing_permissions()
    call.discord.message_deleted(message)
    return 204, None


async def get(call: Call) -> tuple[int, Any]:
    """GET one message."""
    return 200, _shown(call, _message(call, _channel(call, may.READ_MESSAGE_HISTORY)))


async def history(call: Call) -> tuple[int, Any]:
    """GET messages, newest first: the newest, those next before or after a message, or those around one."""
    channel, limit = _channel(call, may.READ_MESSAGE_HISTORY), int(call.query.get("limit", 50))
    seen = [each for each in channel.messages.values() if not each.deleted and not each.ephemeral]
    if around := int(call.query.get("around", 0)):
        older = [each for each in seen if each.id < around][-(limit // 2) :]
        seen = older + [each for each in seen if each.id >= around][: limit - len(older)]
    elif after := int(call.query.get("after", 0)):
        seen = [each for each in seen if each.id > after][:limit]
    else:
        seen = [each for each in seen if each.id < int(call.query.get("before", 1 << 63))][-limit:]
    return 200, [_shown(call, each) for each in reversed(seen)]


async def typing(call: Call) -> tuple[int, Any]:
    """POST that the bot is writing."""
    channel = _channel(call)
    _channel(call, may.SEND_MESSAGES_IN_THREADS if channel.kind == THREAD else may.SEND_MESSAGES)
    return 204, None


async def show(call: Call) -> tuple[int, Any]:
    """GET a channel."""
    return 200, payloads.channel(_channel(call))


async def open_direct(call: Call) -> tuple[int, Any]:
    """POST a direct conversation."""
    person = call.discord.world.users.get(int(call.body.get("recipient_id") or 0))
    if person is None or person.bot:
        raise Refused(400, 50033, "Invalid Recipient(s)")
    return 200, payloads.channel(call.discord.direct(person))


ROUTES: dict[tuple[str, str], Handler] = {
    ("POST", "/channels/{channel_id}/messages"): send,
    ("GET", "/channels/{channel_id}/messages"): history,
    ("GET", "/channels/{channel_id}/messages/{message_id}"): get,
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): edit,
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): delete,
    ("POST", "/channels/{channel_id}/typing"): typing,
    ("GET", "/channels/{channel_id}"): show,
    ("POST", "/users/@me/channels"): open_direct,
}

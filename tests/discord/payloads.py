"""The records of `state` as the JSON that Discord sends."""

from __future__ import annotations

import re
from typing import Any

from tests.discord import permissions
from tests.discord.snowflakes import timestamp
from tests.discord.state import (
    DIRECT_MESSAGE,
    THREAD,
    VOICE,
    Attachment,
    Channel,
    Guild,
    Member,
    Message,
    Role,
    User,
    World,
)

JSON = dict[str, Any]
ATTACHMENT_LIMIT = 10 * 2**20


def user(of: User) -> JSON:
    """Return a user."""
    return {
        "id": str(of.id),
        "username": of.name,
        "global_name": None,
        "discriminator": "0000" if of.bot else "0",
        "avatar": None,
        "bot": of.bot,
        "public_flags": 0,
        "avatar_decoration_data": None,
        "primary_guild": None,
    }


def member(of: Member, guild: Guild, *, whole: bool = True, granted: int | None = None) -> JSON:
    """Return a member; `whole` includes its user, `granted` its permissions in a channel."""
    body: JSON = {
        "nick": None,
        "avatar": None,
        "roles": [str(role.id) for role in of.roles],
        "flags": 0,
        "deaf": False,
        "joined_at": timestamp(guild.id),
        "premium_since": None,
        "pending": False,
        "mute": False,
        "communication_disabled_until": None,
    }
    if whole:
        body["user"] = user(of.user)
    if granted is not None:
        body["permissions"] = str(granted)
    return body


def role(of: Role) -> JSON:
    """Return a role."""
    return {
        "id": str(of.id),
        "name": of.name,
        "color": 0,
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "position": of.position,
        "permissions": str(of.permissions),
        "managed": of.of is not None,
        **({"tags": {"bot_id": str(of.of.id)}} if of.of is not None else {}),
        "mentionable": False,
        "flags": 0,
    }


def channel(of: Channel) -> JSON:
    """Return a channel, thread or direct conversation."""
    body: JSON = {"id": str(of.id), "type": of.kind, "last_message_id": str(max(of.messages)) if of.messages else None}
    if of.kind == DIRECT_MESSAGE:
        return body | {"recipients": [user(each) for each in of.recipients], "flags": 0}
    assert of.guild is not None
    body |= {"guild_id": str(of.guild.id), "name": of.name, "flags": 0, "rate_limit_per_user": 0, "nsfw": False}
    if of.kind == THREAD:
        assert of.parent is not None
        return body | {
            "parent_id": str(of.parent.id),
            "owner_id": str(of.guild.owner.id),
            "message_count": len(of.messages),
            "member_count": 1,
            "total_message_sent": len(of.messages),
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "locked": False,
                "archive_timestamp": timestamp(of.id),
                "create_timestamp": timestamp(of.id),
            },
        }
    overwrites = [
        {
            "id": str(each.target),
            "type": int(each.target in of.guild.members),
            "allow": str(each.allow),
            "deny": str(each.deny),
        }
        for each in of.overwrites
    ]
    body |= {"position": 0, "topic": None, "parent_id": None, "permission_overwrites": overwrites}
    if of.kind == VOICE:
        body |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    return body


def guild(of: Guild, bot: User) -> JSON:
    """Return a server as in GUILD_CREATE for a bot without the members intent: its only member is the bot itself."""
    return {
        "id": str(of.id),
        "name": of.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "owner_id": str(of.owner.id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None if of.system_channel is None else str(of.system_channel.id),
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": of.locale,
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "emojis": [],
        "stickers": [],
        "features": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "voice_states": [],
        "presences": [],
        "joined_at": timestamp(of.id),
        "large": False,
        "member_count": len(of.members),
        "roles": [role(each) for each in [of.everyone, *of.roles]],
        "members": [member(each, of) for each in of.members.values() if each.user is bot],
        "channels": [channel(each) for each in of.channels if each.kind != THREAD],
        "threads": [channel(each) for each in of.channels if each.kind == THREAD],
    }


def attachment(of: Attachment, base: str) -> JSON:
    """Return an attachment; `base` is the URL of the server with the files, such as http://127.0.0.1:1234."""
    url = f"{base}/attachments/{of.id}/{of.filename}"
    body: JSON = {
        "id": str(of.id),
        "filename": of.filename,
        "size": len(of.data),
        "url": url,
        "proxy_url": url,
        "content_type": of.content_type,
    }
    if of.description is not None:
        body["description"] = of.description
    if of.title is not None:
        body["title"] = of.title
    if of.ephemeral:
        body["ephemeral"] = True
    return body


def message(of: Message, world: World, base: str, *, content: bool = True, nested: bool = False) -> JSON:
    """Return a message; without `content`, as a bot without the message-content intent gets those of others."""
    place = of.channel.guild
    shown = content or may_read(of, world.bot)
    body: JSON = {
        "id": str(of.id),
        "channel_id": str(of.channel.id),
        "type": 19 if of.reply_to else of.kind,
        "tts": False,
        "author": user(of.author),
        "timestamp": timestamp(of.id),
        "pinned": False,
        "mention_roles": re.findall(r"<@&(\d+)>", of.content),
        "edited_timestamp": timestamp(of.id, of.edited_after) if of.edits else None,
        "mention_everyone": False,
        "flags": of.flags,
        "mentions": [user(each) for each in of.mentions],
        "content": of.content if shown else "",
        "embeds": of.embeds if shown else [],
        "attachments": [attachment(each, base) for each in of.attachments] if shown else [],
        "components": of.components if shown else [],
    }
    if of.author is world.bot:
        body["application_id"] = str(world.application_id)
    if of.interaction is not None and of.asked_by is not None:
        body["webhook_id"] = str(world.application_id)
        body["interaction_metadata"] = {
            "id": str(of.interaction),
            "type": of.interaction_kind,
            "user": user(of.asked_by),
            "authorizing_integration_owners": {},
        }
    if of.nonce is not None:
        body["nonce"] = of.nonce
    if of.poll is not None and shown:
        body["poll"] = {
            "question": {"text": of.poll},
            "answers": [{"answer_id": 1, "poll_media": {"text": "Yes"}}],
            "expiry": timestamp(of.id, 86_400.0),
            "allow_multiselect": False,
            "layout_type": 1,
        }
    if of.forwarded is not None:
        whole = message(of.forwarded, world, base, content=content, nested=True)
        told = ("type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags", "components")
        body["message_reference"] = {"type": 1, "message_id": whole["id"], "channel_id": whole["channel_id"]}
        body["message_snapshots"] = [{"message": {name: whole[name] for name in told}}] if shown else []
    if of.reply_to is not None:
        body["message_reference"] = {
            "type": 0,
            "message_id": str(of.reply_to.id),
            "channel_id": str(of.channel.id),
            **({"guild_id": str(place.id)} if place else {}),
        }
        if not nested:
            gone = of.reply_to.deleted
            body["referenced_message"] = (
                None if gone else message(of.reply_to, world, base, content=content, nested=True)
            )
    return body


def may_read(of: Message, bot: User) -> bool:
    """Tell whether a bot without the message-content intent gets the content: of its own, mentions, direct messages."""
    return of.author is bot or bot in of.mentions or of.channel.guild is None


def interaction_place(world: World, place: Channel, who: User) -> JSON:
    """Return what every interaction says about its place and its author."""
    body: JSON = {
        "application_id": str(world.application_id),
        "version": 1,
        "channel_id": str(place.id),
        "channel": channel(place),
        "locale": who.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": ATTACHMENT_LIMIT,
        "app_permissions": str(permissions.in_channel(place, world.bot)),
    }
    if place.guild is None:
        return body | {"user": user(who), "context": 1, "authorizing_integration_owners": {"0": "0"}}
    granted = permissions.in_channel(place, who)
    body["channel"]["permissions"] = str(granted)
    return body | {
        "guild_id": str(place.guild.id),
        "context": 0,
        "guild_locale": place.guild.locale,
        "guild": {"id": str(place.guild.id), "locale": place.guild.locale, "features": []},
        "member": member(place.guild.members[who.id], place.guild, granted=granted),
        "authorizing_integration_owners": {"0": str(place.guild.id)},
    }

"""The bot's account, the address of its gateway, and the commands that it registers."""

from __future__ import annotations

from typing import Any

from tests.discord import payloads
from tests.discord.call import Call, Handler
from tests.discord.command_rules import command_problems
from tests.discord.refusal import invalid_form, missing_access, unknown

JSON = dict[str, Any]


async def me(call: Call) -> tuple[int, Any]:
    """GET /users/@me."""
    return 200, payloads.user(call.discord.world.bot) | {"verified": True, "mfa_enabled": False, "locale": "en-US"}


async def user(call: Call) -> tuple[int, Any]:
    """GET a user."""
    found = call.discord.world.users.get(int(call.path["user_id"]))
    if found is None:
        raise unknown("User")
    return 200, payloads.user(found)


async def application(call: Call) -> tuple[int, Any]:
    """GET the application, by either of its two paths."""
    world = call.discord.world
    owner = payloads.user(next((each for each in world.users.values() if not each.bot), world.bot))
    return 200, {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": payloads.user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": world.application_flags,
        "owner": owner,
        "team": None,
        "hook": True,
        "integration_types_config": {"0": {}},
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.guilds),
    }


async def gateway(call: Call) -> tuple[int, Any]:
    """GET the address of the gateway."""
    return 200, {"url": call.discord.gateway_url}


async def gateway_for_bot(call: Call) -> tuple[int, Any]:
    """GET the address of the gateway, the number of shards, and how many sessions are left today."""
    left = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return 200, {"url": call.discord.gateway_url, "shards": call.discord.shards, "session_start_limit": left}


def _own(call: Call) -> None:
    if int(call.path["application_id"]) != call.discord.world.application_id:
        raise missing_access()


def _guild_id(call: Call) -> int | None:
    if "guild_id" not in call.path:
        return None
    guild = call.discord.world.guilds.get(int(call.path["guild_id"]))
    if guild is None or not guild.has_bot:
        raise missing_access()
    return guild.id


def _registered(call: Call, command: JSON, known: list[JSON], guild_id: int | None) -> JSON:
    """Return a command as Discord stores it: with an id that stays as long as its name and type do."""
    kind = command.get("type") or 1
    old = next((each for each in known if (each["name"], each["type"]) == (command["name"], kind)), None)
    permissions = command.get("default_member_permissions")
    kept = {key: value for key, value in command.items() if value is not None}
    kept |= {
        "id": old["id"] if old else str(call.discord.snowflakes.next()),
        "type": kind,
        "application_id": str(call.discord.world.application_id),
        "description": command.get("description") or "",
        "version": str(call.discord.snowflakes.next()),
        "dm_permission": command.get("dm_permission", True),
        "default_member_permissions": None if permissions is None else str(permissions),
        "contexts": command.get("contexts"),
        "integration_types": command.get("integration_types") or [0],
        "nsfw": command.get("nsfw") or False,
    }
    if guild_id is not None:
        kept["guild_id"] = str(guild_id)
    return kept


async def put_commands(call: Call) -> tuple[int, Any]:
    """PUT the whole list of commands, for all servers or for one."""
    _own(call)
    guild_id = _guild_id(call)
    problems = list(command_problems(call.body or []))
    if problems:
        raise invalid_form(*problems)
    world = call.discord.world
    known = world.commands if guild_id is None else world.guild_commands.get(guild_id, [])
    made = [_registered(call, command, known, guild_id) for command in call.body or []]
    if guild_id is None:
        world.commands = made
    else:
        world.guild_commands[guild_id] = made
    call.discord.announce()
    return 200, made


async def get_commands(call: Call) -> tuple[int, Any]:
    """GET the list of commands."""
    _own(call)
    guild_id = _guild_id(call)
    world = call.discord.world
    return 200, world.commands if guild_id is None else world.guild_commands.get(guild_id, [])


async def guild(call: Call) -> tuple[int, Any]:
    """GET a server."""
    guild_id = _guild_id(call)
    assert guild_id is not None
    found = call.discord.world.guilds[guild_id]
    left_out = {"channels", "threads", "members", "voice_states", "presences", "joined_at", "large", "member_count"}
    return 200, {
        key: value for key, value in payloads.guild(found, call.discord.world.bot).items() if key not in left_out
    }


_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES: dict[tuple[str, str], Handler] = {
    ("GET", "/users/@me"): me,
    ("GET", "/users/{user_id}"): user,
    ("GET", "/applications/@me"): application,
    ("GET", "/oauth2/applications/@me"): application,
    ("GET", "/gateway"): gateway,
    ("GET", "/gateway/bot"): gateway_for_bot,
    ("PUT", _COMMANDS): put_commands,
    ("GET", _COMMANDS): get_commands,
    ("PUT", _GUILD_COMMANDS): put_commands,
    ("GET", _GUILD_COMMANDS): get_commands,
    ("GET", "/guilds/{guild_id}"): guild,
}

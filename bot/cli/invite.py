"""The bot's token, and the URL with which a server's manager invites it, with exactly the permissions that it uses."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import urlencode

PORTAL = "discord.com/developers/applications, your application, Bot"
"""Where a bot's token is made."""

_TOKEN = re.compile(r"([\w-]{18,})\.([\w-]{6,})\.([\w-]{27,})")

SCOPES = ("bot", "applications.commands")
"""Membership of the server, and commands there."""

PERMISSIONS = {
    "View Channels": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Attach Files": 1 << 15,
    "Read Message History": 1 << 16,
    "Send Messages in Threads": 1 << 38,
}
"""What the bot needs, by the names in Discord's settings (history: to reply to a message)."""


def application_id(token: str) -> int | None:
    """Return the id of a token's application: the token's first part, in base64. None if it is not a token."""
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        return None
    try:
        number = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        return None
    return int(number) if number.isdigit() else None


def invite_url(application: int) -> str:
    """Return the URL that adds an application's bot to a server."""
    query = {"client_id": application, "scope": " ".join(SCOPES), "permissions": sum(PERMISSIONS.values())}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"

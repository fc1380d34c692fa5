"""One request in the server, and the writing of messages, which many requests share."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.discord import rules
from tests.discord.payloads import ATTACHMENT_LIMIT
from tests.discord.refusal import Refused, invalid_form
from tests.discord.state import Attachment, Message

if TYPE_CHECKING:
    from tests.discord.server import LocalDiscord

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """One part of a multipart body."""

    name: str
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Call:
    """A request that the OpenAPI allows."""

    discord: LocalDiscord
    path: dict[str, str]
    query: dict[str, str]
    body: Any
    files: dict[int, File]
    arrived: float
    """On the server's clock, in seconds, before any checks."""


Handler = Callable[[Call], Awaitable[tuple[int, Any]]]


def fill(call: Call, message: Message, body: JSON, *, edit: bool, may_be_ephemeral: bool = False) -> None:
    """Write a body into a new or edited message, after checking every rule. Raises Refused."""
    problems = list(rules.message_problems(body, flags=message.flags if edit else 0, may_be_ephemeral=may_be_ephemeral))
    if problems:
        raise invalid_form(*problems)
    attachments = _attachments(call, message, body)
    whole: JSON = {"content": message.content, "embeds": message.embeds, "components": message.components}
    whole |= {name: body[name] for name in whole if name in body}
    if rules.is_empty(whole, len(attachments)):
        raise Refused(400, 50006, "Cannot send an empty message")
    message.content = (whole["content"] or "").strip()
    message.embeds = [{"type": "rich"} | embed for embed in whole["embeds"] or []]
    message.components = _numbered(whole["components"] or [])
    message.attachments = attachments
    message.flags = (message.flags | (body.get("flags") or 0)) & ~rules.LOADING
    message.edits += edit
    call.discord.world.attachments |= {each.id: each for each in attachments}


def _attachments(call: Call, message: Message, body: JSON) -> list[Attachment]:
    """Return the attachments after this body: those kept, and the new files."""
    listed = body.get("attachments")
    if any(len(file.data) > ATTACHMENT_LIMIT for file in call.files.values()):
        raise Refused(413, 40005, "Request entity too large")
    if listed is None:
        if call.files:
            raise invalid_form("attachments: the files are not described")
        return message.attachments
    kept = {each.id: each for each in message.attachments}
    result = []
    for each in listed:
        number = int(each["id"])
        if number in kept:
            result.append(kept[number])
        elif number in call.files:
            file = call.files[number]
            result.append(
                Attachment(
                    call.discord.snowflakes.next(),
                    each.get("filename") or file.name,
                    file.data,
                    file.content_type,
                    each.get("description"),
                    message.ephemeral,
                )
            )
        else:
            raise invalid_form(
                f"attachments: {number} is neither an attachment of this message nor a file sent with it"
            )
    if len(result) > 10:
        raise invalid_form("attachments: Must be 10 or fewer in length.")
    if unlisted := set(call.files) - {int(each["id"]) for each in listed}:
        raise invalid_form(f"attachments: the files {sorted(unlisted)} are not described")
    return result


def _numbered(components: list[JSON]) -> list[JSON]:
    """Give every component the number that Discord would assign."""
    copied = copy.deepcopy(components)
    for number, component in enumerate(rules.walk(copied), start=1):
        component.setdefault("id", number)
    return copied

"""The follow-ups of an interaction: its token is a webhook for 15 minutes."""

from __future__ import annotations

from typing import Any

from tests.discord import payloads, rules
from tests.discord.call import Call, Handler, fill
from tests.discord.interactions import Interaction, new_message, publish
from tests.discord.refusal import Refused, unknown
from tests.discord.state import Message


def _interaction(call: Call) -> Interaction:
    """Return the interaction of the token, which must be answered and recent enough."""
    if int(call.path["webhook_id"]) != call.discord.world.application_id:
        raise unknown("Webhook")
    token = call.path["webhook_token"]
    found = next((each for each in call.discord.interactions.values() if each.token == token), None)
    if found is None or found.answer is None:
        raise unknown("Webhook")
    if call.discord.age(found) > call.discord.limits.token:
        raise Refused(401, 50027, "Invalid Webhook Token")
    return found


def _original(call: Call) -> Message:
    message = _interaction(call).original
    if message is None or message.deleted:
        raise unknown("Message")
    return message


def _named(call: Call) -> Message:
    """Return the message with the id in the path, which must come from this very interaction."""
    interaction = _interaction(call)
    for message in [interaction.original, *interaction.messages]:
        if message is not None and not message.deleted and message.id == int(call.path["message_id"]):
            return message
    raise unknown("Message")


def _shown(call: Call, message: Message) -> tuple[int, Any]:
    return 200, payloads.message(message, call.discord.world, call.discord.url)


def _edit(call: Call, message: Message) -> tuple[int, Any]:
    # The first content after a defer is not an edit that people see marked.
    fill(call, message, call.body, edit=not message.loading)
    call.discord.message_changed(message)
    return _shown(call, message)


def _delete(call: Call, message: Message) -> tuple[int, Any]:
    call.discord.message_deleted(message)
    return 204, None


async def get_original(call: Call) -> tuple[int, Any]:
    """GET @original."""
    return _shown(call, _original(call))


async def edit_original(call: Call) -> tuple[int, Any]:
    """PATCH @original."""
    return _edit(call, _original(call))


async def delete_original(call: Call) -> tuple[int, Any]:
    """DELETE @original."""
    return _delete(call, _original(call))


async def get_message(call: Call) -> tuple[int, Any]:
    """GET a follow-up."""
    return _shown(call, _named(call))


async def edit_message(call: Call) -> tuple[int, Any]:
    """PATCH a follow-up."""
    return _edit(call, _named(call))


async def delete_message(call: Call) -> tuple[int, Any]:
    """DELETE a follow-up."""
    return _delete(call, _named(call))


async def follow_up(call: Call) -> tuple[int, Any]:
    """POST a follow-up. The first one after a defer fills the deferred message, with its visibility."""
    interaction = _interaction(call)
    ephemeral = bool((call.body.get("flags") or 0) & rules.EPHEMERAL)
    waiting = interaction.original
    if waiting is not None and waiting.loading and not waiting.deleted:
        if waiting.ephemeral != ephemeral:
            call.discord.transcript.ignored.append(
                f"the first follow-up asked for ephemeral={ephemeral}, but the defer was ephemeral={waiting.ephemeral}"
            )
        body = call.body | {"flags": (call.body.get("flags") or 0) & ~rules.EPHEMERAL}
        fill(call, waiting, body, edit=False)
        call.discord.message_changed(waiting)
        return _shown(call, waiting)
    message = new_message(call, interaction, ephemeral=ephemeral)
    fill(call, message, call.body, edit=False, may_be_ephemeral=True)
    publish(call, interaction, message)
    return _shown(call, message)


_TOKEN = "/webhooks/{webhook_id}/{webhook_token}"  # noqa: S105 -- a path
ROUTES: dict[tuple[str, str], Handler] = {
    ("POST", _TOKEN): follow_up,
    ("GET", _TOKEN + "/messages/@original"): get_original,
    ("PATCH", _TOKEN + "/messages/@original"): edit_original,
    ("DELETE", _TOKEN + "/messages/@original"): delete_original,
    ("GET", _TOKEN + "/messages/{message_id}"): get_message,
    ("PATCH", _TOKEN + "/messages/{message_id}"): edit_message,
    ("DELETE", _TOKEN + "/messages/{message_id}"): delete_message,
}

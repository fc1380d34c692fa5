"""Interactions: made by people, answered once within 3 seconds, then followed up by their token for 15 minutes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.discord import payloads, rules
from tests.discord.call import Call, Handler, fill
from tests.discord.refusal import Refused, invalid_form, unknown
from tests.discord.state import Channel, Message, User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, SHOW_MODAL = 4, 5, 6, 7, 8, 9
_MAY_ANSWER = {
    COMMAND: {MESSAGE, DEFER, SHOW_MODAL},
    COMPONENT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, SHOW_MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {MESSAGE, DEFER},
}


@dataclass(slots=True, eq=False)
class Interaction:
    """One action of a person with the bot, and the bot's response."""

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    began: float
    """On the server's clock, in seconds."""
    data: dict[str, Any]
    source: Message | None = None
    """The message whose component was used, or from which the modal came."""
    answer: int | None = None
    """The type of the one response; None until it has arrived."""
    answered_after: float | None = None
    """Seconds until the response arrived."""
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    """The messages that it made: the response and its follow-ups."""
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None


async def respond(call: Call) -> tuple[int, Any]:
    """POST /interactions/{id}/{token}/callback."""
    interaction = call.discord.interactions.get(int(call.path["interaction_id"]))
    if interaction is None or interaction.token != call.path["interaction_token"]:
        raise unknown("Interaction")
    if interaction.answer is not None:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    if call.arrived - interaction.began > call.discord.limits.acknowledge:
        raise unknown("Interaction")
    kind, data = call.body["type"], call.body.get("data") or {}
    allowed = _MAY_ANSWER[interaction.kind]
    if interaction.kind == MODAL and interaction.source is not None:
        allowed = allowed | {DEFER_UPDATE, UPDATE}
    if kind not in allowed:
        raise invalid_form(f"type: {kind} does not answer an interaction of type {interaction.kind}")
    _ANSWERS[kind](call, interaction, data)
    interaction.answer = kind
    interaction.answered_after = call.arrived - interaction.began
    call.discord.announce()
    if call.query.get("with_response") not in ("1", "true"):
        return 204, None
    return 200, _response(call, interaction)


def _message(call: Call, interaction: Interaction, data: dict[str, Any]) -> None:
    message = new_message(call, interaction, ephemeral=bool((data.get("flags") or 0) & rules.EPHEMERAL))
    fill(call, message, data, edit=False, may_be_ephemeral=True)
    interaction.original = message
    publish(call, interaction, message)


def _defer(call: Call, interaction: Interaction, data: dict[str, Any]) -> None:
    if set(data) - {"flags"} or (data.get("flags") or 0) & ~(rules.EPHEMERAL | rules.COMPONENTS_V2):
        raise invalid_form("data: a deferred response holds no more than the flag EPHEMERAL")
    message = new_message(call, interaction, ephemeral=bool((data.get("flags") or 0) & rules.EPHEMERAL))
    message.flags |= rules.LOADING
    interaction.original = message
    publish(call, interaction, message)


def _defer_update(_: Call, interaction: Interaction, data: dict[str, Any]) -> None:
    if data:
        raise invalid_form("data: a deferred update holds nothing")
    interaction.original = interaction.source


def _update(call: Call, interaction: Interaction, data: dict[str, Any]) -> None:
    assert interaction.source is not None
    fill(call, interaction.source, data, edit=True)
    interaction.original = interaction.source
    call.discord.message_changed(interaction.source)


def _choices(_: Call, interaction: Interaction, data: dict[str, Any]) -> None:
    choices = data.get("choices") or []
    problems = list(rules.choice_problems(choices))
    if problems:
        raise invalid_form(*problems)
    interaction.choices = choices


def _modal(_: Call, interaction: Interaction, data: dict[str, Any]) -> None:
    problems = list(rules.modal_problems(data))
    if problems:
        raise invalid_form(*problems)
    interaction.modal = data


_ANSWERS = {
    MESSAGE: _message, DEFER: _defer, DEFER_UPDATE: _defer_update, UPDATE: _update, CHOICES: _choices,
    SHOW_MODAL: _modal,
}  # fmt: skip


def new_message(call: Call, interaction: Interaction, *, ephemeral: bool) -> Message:
    """Return a message of the bot that answers an interaction; it is invisible before `publish`."""
    discord = call.discord
    return Message(
        discord.snowflakes.next(),
        interaction.channel,
        discord.world.bot,
        flags=rules.EPHEMERAL if ephemeral else 0,
        only_for=interaction.user if ephemeral else None,
        interaction=interaction.id,
        interaction_kind=interaction.kind,
        asked_by=interaction.user,
    )


def publish(call: Call, interaction: Interaction, message: Message) -> None:
    """Show a new message."""
    interaction.messages.append(message)
    call.discord.message_made(message)


def _response(call: Call, interaction: Interaction) -> dict[str, Any]:
    message, kind = interaction.original, interaction.answer
    about: dict[str, Any] = {"id": str(interaction.id), "type": interaction.kind}
    body: dict[str, Any] = {"interaction": about, "resource": {"type": kind}}
    if message is not None:
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if kind in (MESSAGE, DEFER, UPDATE):
            body["resource"]["message"] = payloads.message(message, call.discord.world, call.discord.url)
    return body


ROUTES: dict[tuple[str, str], Handler] = {
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): respond,
}

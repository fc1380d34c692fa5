"""The Discord bot's commands, buttons and forms, one file for each feature, gathered here; and what is handed in."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bot.commands import about, articles, articles_add, ask, feedback, feeds, privacy, settings
from bot.commands.parts import ServerButton, ServerForm
from bot.serving.service import Command, Service, Serving
from bot.tasks import adding, answering
from index.storage.journal import Unfinished

_FEATURES = (ask, articles, articles_add, feeds, settings, about, feedback, privacy)

TakeUp = Callable[[Service, Serving, Unfinished], Coroutine[Any, Any, None]]

RECOVERIES: Mapping[str, TakeUp] = {answering.KIND: answering.take_up, adding.KIND: adding.take_up}
"""How to take up work that a killed process left, by the kind of its entry in the journal."""


def all_commands() -> list[Command]:
    """Return every command, in the order in which people need them."""
    return [command for feature in _FEATURES for command in feature.commands()]


def dynamic_items() -> list[type[ServerButton]]:
    """Return the classes that handle buttons, by their custom ids."""
    return [item for feature in _FEATURES for item in feature.ITEMS]


def forms() -> list[type[ServerForm]]:
    """Return the classes that handle forms, by their custom ids."""
    return [form for feature in _FEATURES for form in feature.FORMS]

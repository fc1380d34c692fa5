"""The commands, buttons and forms of the Discord bot: one file a feature, gathered here, and what people hand in."""

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
"""By the kind of its entry in the journal: what is done with the work that a killed process left."""


def all_commands() -> list[Command]:
    """Return every command, in the order in which people meet them."""
    return [command for feature in _FEATURES for command in feature.commands()]


def dynamic_items() -> list[type[ServerButton]]:
    """Return what happens when a button is pressed, by its custom id."""
    return [item for feature in _FEATURES for item in feature.ITEMS]


def forms() -> list[type[ServerForm]]:
    """Return what happens when a form is sent, by its custom id."""
    return [form for feature in _FEATURES for form in feature.FORMS]

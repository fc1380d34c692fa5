"""The Discord bot's commands, buttons and forms, one file for each feature, gathered here; and what is handed in."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bot.commands import about, articles, articles_add, ask, ask_message, feedback, feeds, privacy, settings
from bot.commands.components import ServerButton, ServerForm
from bot.commands.settings_keep import KeepDays
from bot.commands.settings_purge import Purge
from bot.delivery.places import Place
from bot.serving.service import Command, Service
from bot.tasks import adding, answering, waiting
from index.storage.journal import Unfinished

BUTTONS: tuple[type[ServerButton], ...] = (
    ask.AskSuggestion, articles.ArticlesPage, articles.Remove, articles.Keep, feeds.FeedsPage, KeepDays,
    feedback.Context, feedback.More, feedback.Up, feedback.Down,
)  # fmt: skip
FORMS: tuple[type[ServerForm], ...] = (articles_add.Paste, Purge, feedback.Why)
"""The classes that handle buttons and forms, by their custom ids."""

TakeUp = Callable[[Service, Place, Unfinished], Coroutine[Any, Any, None]]

RECOVERIES: Mapping[str, TakeUp] = {
    answering.KIND: answering.take_up, adding.KIND: adding.take_up, waiting.KIND: waiting.take_up
}  # fmt: skip
"""How to take up work that a killed process left, for who waits in a place, by the kind of its entry in the journal.

Each reads the entry when it is called, and raises KeyError, TypeError or ValueError if another version wrote it in
another format. What it returns is then awaited: whatever is raised there leaves the entry to the next process.
"""


def all_commands() -> list[Command]:
    """Return every command, in the order in which people need them."""
    features = (ask, ask_message, articles, articles_add, feeds, settings, about, feedback, privacy)
    return [command for feature in features for command in feature.commands()]

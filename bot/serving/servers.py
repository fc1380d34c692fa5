"""The settings of each server: read from the catalogue once, kept in memory, and written through.

They must be available without input or output: the acknowledgement, for which Discord allows three seconds, decides
whether a reply is private.
"""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from index.storage.preferences import Preferences

_PREFIX = "guild:"
_NAME = re.compile(rf"{_PREFIX}([1-9][0-9]{{0,19}})")

QUOTES = range(1, 6)
"""How many quotes an answer may show at first."""

PER_MINUTE = range(1, 61)
"""How many questions in a minute a person may be allowed."""

KEEP_DAYS = range(1, 3651)
"""For how many days articles that nobody refreshes may be kept."""


def collection_name(guild_id: int) -> str:
    """Return the name of a server's collection."""
    return f"{_PREFIX}{guild_id}"


def guild_id_of(collection: str) -> int | None:
    """Return the server that a collection belongs to, or None if it is not a server's."""
    found = _NAME.fullmatch(collection)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server has chosen. Ids are Discord's; no channels means every channel, no days means for ever."""

    manager_role: int | None = None
    channels: tuple[int, ...] = ()
    private: bool = False
    quotes: int = 3
    per_minute: int = 6
    log_channel: int | None = None
    keep_days: int | None = None

    def __post_init__(self) -> None:
        if self.quotes not in QUOTES:
            raise ValueError(f"an answer shows {QUOTES[0]} to {QUOTES[-1]} quotes")
        if self.per_minute not in PER_MINUTE:
            raise ValueError(f"{PER_MINUTE[0]} to {PER_MINUTE[-1]} questions a minute can be allowed")
        if self.keep_days is not None and self.keep_days not in KEEP_DAYS:
            raise ValueError(f"articles can be kept for {KEEP_DAYS[0]} to {KEEP_DAYS[-1]} days, or for ever")

    def answers_in(self, channel_id: int, parent_id: int | None) -> bool:
        """Tell whether questions are answered in a channel; a thread counts as the channel that it belongs to."""
        return not self.channels or channel_id in self.channels or parent_id in self.channels


class Servers:
    """The settings of all servers. Changed only on the event loop; `of` may be called from any thread."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._known: dict[int, ServerSettings] = {}
        self._writing = asyncio.Lock()

    def load(self) -> None:
        """Read the settings of all servers. Blocks; called before the bot connects."""
        for name, values in self._preferences.all(_PREFIX).items():
            guild_id = guild_id_of(name)
            if guild_id is not None:
                self._known[guild_id] = _settings(values)

    def keeping(self) -> dict[int, int]:
        """Return the servers that keep articles only for some days, with the number of days."""
        return {guild_id: each.keep_days for guild_id, each in self._known.items() if each.keep_days is not None}

    def of(self, guild_id: int) -> ServerSettings:
        """Return a server's settings, from memory."""
        return self._known.get(guild_id, ServerSettings())

    async def change(self, guild_id: int, **changes: Any) -> ServerSettings:  # noqa: ANN401 -- fields of ServerSettings
        """Change some settings, and return all once they are stored. Raises ValueError if one is out of range."""
        return await self.edit(guild_id, lambda settings: dataclasses.replace(settings, **changes))

    async def edit(self, guild_id: int, edited: Callable[[ServerSettings], ServerSettings]) -> ServerSettings:
        """Replace the settings by `edited` of them, and return the new ones once they are stored."""
        # One after another, so that two changes at the same time do not undo each other.
        async with self._writing:
            changed = edited(self.of(guild_id))
            await asyncio.to_thread(self._preferences.write, collection_name(guild_id), dataclasses.asdict(changed))
            self._known[guild_id] = changed
        return changed

    async def forget(self, guild_id: int) -> None:
        """Reset a server's settings to those of a new server."""
        async with self._writing:
            await asyncio.to_thread(self._preferences.write, collection_name(guild_id), {})
            self._known.pop(guild_id, None)


def _settings(values: Mapping[str, Any]) -> ServerSettings:
    """Return stored settings; names that this version does not know are left out."""
    names = {field.name for field in dataclasses.fields(ServerSettings)}
    known = {name: value for name, value in values.items() if name in names}
    known["channels"] = tuple(known.get("channels", ()))
    for name, allowed in (("quotes", QUOTES), ("per_minute", PER_MINUTE), ("keep_days", KEEP_DAYS)):
        if known.get(name) not in allowed:  # written by a version with other limits
            known.pop(name, None)
    return ServerSettings(**known)

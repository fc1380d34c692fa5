"""How far work is, shown now and then where somebody waits for it."""

from __future__ import annotations

import asyncio
import math

from bot.cards.card import Card
from bot.delivery.places import Place

PROGRESS_SECONDS = 1.5
"""The shortest time between two reports: Discord allows five edits in two seconds."""

_LAST_EDIT_SECONDS = 5.0


class Progress:
    """Shows how far work is, without delaying it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._told_at = -math.inf
        self._edit: asyncio.Task[object] | None = None

    def tell(self, text: str) -> None:
        """Show it, unless something was shown a moment ago."""
        now = asyncio.get_running_loop().time()
        too_soon = now - self._told_at < PROGRESS_SECONDS or (self._edit is not None and not self._edit.done())
        if too_soon or not self._place.alive:
            return
        self._told_at = now
        self._edit = asyncio.create_task(self._place.show(Card(text), last=False))

    async def end(self) -> None:
        """Make sure that no progress arrives after what is sent next."""
        if self._edit is not None:
            await asyncio.wait({self._edit}, timeout=_LAST_EDIT_SECONDS)
            self._edit.cancel()

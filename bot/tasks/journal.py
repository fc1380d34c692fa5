"""A record of work in progress, so that the next process can take up what a killed one left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from bot.delivery.faults import describe
from bot.serving.service import Service
from index.errors import ArticlebotError

_log = logging.getLogger(__name__)


async def begin(service: Service, kind: str, details: Mapping[str, Any]) -> str | None:
    """Note in the journal that work has begun, and return its key; None if that failed, which stops no work."""
    try:
        return await asyncio.to_thread(service.library.journal.begin, kind, details)
    except ArticlebotError as error:
        _log.warning("work of the kind %r could not be noted in the journal: %s", kind, describe(error))
        return None


async def finish(service: Service, entry: str | None) -> None:
    """Remove work from the journal."""
    if entry is None:
        return
    try:
        await asyncio.to_thread(service.library.journal.finish, entry)
    except ArticlebotError as error:
        _log.warning("work could not be struck from the journal: %s", describe(error))

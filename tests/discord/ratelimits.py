"""Discord's rate limits: one bucket for each route and its main id, in every response's headers, and enforced."""

from __future__ import annotations

import math
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_LIMIT, _SECONDS = 5, 1.0
"""Requests in a bucket, and its time. Discord gives messages 5 s, and says so; the tests need not wait as long."""
_LIMITED = {
    ("POST", "/channels/{channel_id}/messages"),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"),
    ("POST", "/channels/{channel_id}/typing"),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"),
}
_MAJOR = ("channel_id", "guild_id", "webhook_token")


@dataclass(frozen=True, slots=True)
class Taken:
    """The result for one request in its bucket."""

    headers: dict[str, str]
    wait: float
    """Seconds until the bucket has room; 0 if the request fitted."""


class RateLimits:
    """Counts the requests of each bucket, which starts with a request and is emptied after its time.

    Routes that are not in the table are not limited, and have no headers.
    """

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, ...], tuple[float, int]] = {}
        """When each bucket was started, and how many requests are in it."""

    def take(self, method: str, template: str, path: Mapping[str, str]) -> Taken:
        """Count one request."""
        if (method, template) not in _LIMITED:
            return Taken({}, 0.0)
        now = time.monotonic()
        key = (method, template, *(path.get(name, "") for name in _MAJOR))
        began, count = self._buckets.get(key, (now, 0))
        if began + _SECONDS <= now:
            began, count = now, 0
        fits = count < _LIMIT
        self._buckets[key] = began, count + fits
        # Never rounded down, so that waiting for the stated time is enough.
        after = math.ceil((began + _SECONDS - now) * 1000) / 1000
        headers = {
            "X-RateLimit-Limit": str(_LIMIT),
            "X-RateLimit-Remaining": str(_LIMIT - count - fits),
            "X-RateLimit-Reset": f"{time.time() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": f"{zlib.crc32(f'{method} {template}'.encode()):08x}",
        }
        return Taken(headers, 0.0 if fits else after)

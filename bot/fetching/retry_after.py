"""Retry-After: how long a site asks to be left alone, and the error for that."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from yarl import URL

from index.errors import SiteBusy


def retry_after(header: str) -> float | None:
    """Return the seconds of a Retry-After, which is a number or a date; None if it cannot be read."""
    value = header.strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def busy(at: URL, seconds: float) -> SiteBusy:
    """Return the error for a site that must be left alone for `seconds`."""
    whole = max(1, math.ceil(seconds))
    wait = f"{whole:,} seconds" if whole < 120 else f"{math.ceil(whole / 60):,} minutes"
    return SiteBusy(f"{at.raw_host} asks for patience", f"try again in {wait}", retry_after=seconds)

"""The result of the quick benchmark, as words and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.bench.quick import RatioCheck


def line(check: RatioCheck) -> str:
    """Return a check in words: the ratio, its limit and, if it is missed, by how much."""
    bound = "at least" if check.least else "at most"
    said = f"{check.name}: {check.ratio:.3g}, {bound} {check.limit:g}"
    if check.ok:
        return said
    return f"{said}: missed, {check.ratio / check.limit:.2g} times the limit"


def as_json(checks: Sequence[RatioCheck]) -> dict[str, Any]:
    """Return all checks for JSON."""
    return {
        "ok": all(check.ok for check in checks),
        "checks": [
            {"check": c.name, "ratio": float(f"{c.ratio:.4g}"), "limit": c.limit, "least": c.least, "ok": c.ok}
            for c in checks
        ],
    }

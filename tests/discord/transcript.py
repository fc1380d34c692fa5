"""Every request of the bot with its outcome: a test asserts that nothing was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Entry:
    """One request. `refusal` is Discord's error; `fault` names what was injected instead of a normal response."""

    at: float
    method: str
    path: str
    template: str | None = None
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    status: int = 0
    refusal: dict[str, Any] | None = None
    fault: str | None = None

    def __str__(self) -> str:
        return (
            f"{self.method} {self.path} -> {self.status} {self.refusal or ''} {self.fault or ''} {str(self.body)[:500]}"
        )


@dataclass(slots=True)
class Transcript:
    """The requests in order, and what Discord would have ignored silently."""

    entries: list[Entry] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    """What Discord accepts but does not do, such as an ephemeral answer to a public defer."""

    @property
    def refused(self) -> list[Entry]:
        """The refused requests; a 429 of the server's own rate limits is among them, an injected one is not."""
        return [entry for entry in self.entries if entry.refusal is not None]

    def of(self, method: str, template: str) -> list[Entry]:
        """Return the requests of one operation."""
        return [entry for entry in self.entries if (entry.method, entry.template) == (method, template)]

    def assert_clean(self, *allowed: int) -> None:
        """Fail if a request was refused with a code that is not `allowed`, or was ignored."""
        refused = [str(entry) for entry in self.refused if entry.refusal and entry.refusal["code"] not in allowed]
        assert not refused, "refused:\n" + "\n".join(refused)
        assert not self.ignored, "ignored:\n" + "\n".join(self.ignored)

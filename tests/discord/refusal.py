"""Discord's refusals: a status, a code and a message, in the form of its errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Refused(Exception):
    """A request that Discord refuses. `code` is Discord's own number; 0 stands for the bare HTTP status."""

    status: int
    code: int
    message: str
    problems: tuple[str, ...] = ()

    def body(self) -> dict[str, Any]:
        """Return the JSON of Discord's response."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.problems:
            body["errors"] = {"_errors": [{"code": "BASE_TYPE_BAD", "message": problem} for problem in self.problems]}
        return body


class RateLimited(Refused):
    """A request over a rate limit, which may be tried again after some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(429, 429, "You are being rate limited.")
        self.seconds = seconds

    def body(self) -> dict[str, Any]:
        """Return the JSON of Discord's response."""
        return {"message": self.message, "code": 429, "retry_after": round(self.seconds, 3), "global": False}


def invalid_form(*problems: str) -> Refused:
    """Return the refusal of a body that breaks the OpenAPI or a rule."""
    return Refused(400, 50035, "Invalid Form Body", problems)


def unauthorised() -> Refused:
    """Return the refusal of a request without the bot's token."""
    return Refused(401, 0, "401: Unauthorized")


def missing_access() -> Refused:
    """Return the refusal for a place where the bot can see nothing."""
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    """Return the refusal of something that the bot may not do in this channel."""
    return Refused(403, 50013, "Missing Permissions")


def unknown(what: str) -> Refused:
    """Return the refusal of an unknown id: `what` is "Channel", "Message", "Webhook" and so on (see the codes)."""
    codes = {
        "Channel": 10003,
        "Message": 10008,
        "User": 10013,
        "Webhook": 10015,
        "Interaction": 10062,
        "Application": 10002,
        "application command": 10063,
    }
    return Refused(404, codes[what], f"Unknown {what}")

"""Questions for what a heading may tell of all lines below it: a day, a version, a part ("which session")."""

from __future__ import annotations

import re

from index.questions.question import Kind, question_kind

_WHICH = r"\b(?:what|which)\s+(?:[\w-]+\s+)?"
_VERSION = r"(?:version|release|update|patch|hotfix|build)"
_WHICH_VERSION = re.compile(rf"{_WHICH}{_VERSION}\b", re.IGNORECASE)
_WHICH_DAY = re.compile(rf"{_WHICH}(?:(?:week)?day|date|year|month)\b", re.IGNORECASE)
_WHICH_MEETING = re.compile(rf"{_WHICH}(?:meeting|session)\b", re.IGNORECASE)
_NO_DAY = re.compile(
    rf"{_WHICH}(?:times?|hours?|days|dates|years|months)\b|\bhow\s+(?:early|late|soon|recently)\b", re.IGNORECASE
)
_WHICH_PART = re.compile(r"\b(?:what|which)\s+(?P<noun>[^\W\d_]{3,})\b", re.IGNORECASE)
_WHENEVER = re.compile(r"\b(?:what|who|which|where|why|how|do|does|did|is|are|can)\b.*\bwhen\b", re.IGNORECASE)


def asks_version(question: str) -> bool:
    """Tell whether a question asks for one version: "which release dropped it?", not "which versions"."""
    return _WHICH_VERSION.search(question) is not None


def asks_day(question: str) -> bool:
    """Tell whether a question asks for one day, month, year or meeting.

    "When" between other words is no such question ("what do I do when it rains?"), nor is "what time".
    """
    if asks_which_day(question) or _WHICH_MEETING.search(question):
        return True
    return question_kind(question) is Kind.WHEN and not (_NO_DAY.search(question) or _WHENEVER.search(question))


def asks_which_day(question: str) -> bool:
    """Tell whether no hour would answer: "which day", "what year"."""
    return _WHICH_DAY.search(question) is not None


def asked_part(question: str) -> str | None:
    """Return the noun after "which", which may have a number or a name in a heading: "Session 3", "Room Anchor"."""
    found = _WHICH_PART.search(question)
    return found["noun"] if found else None

"""The block of ``key: value`` lines, between two lines of ``---``, with which Markdown and plain text may begin."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"(\w+)[ \t]*:(?:[ \t]+(.*))?\Z")
_NULL = ("null", "~")
_REMARK = r"(?:\s+#.*)?"

_LONGEST = 20_000
"""The most characters of a block. Plain text is read in the bot's process, so a value without end is not accepted."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a block says of its article; None if it does not. `day` is the date as written."""

    title: str | None = None
    url: str | None = None
    day: str | None = None


def split(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter at the top of `text`, and the text below it.

    A text that only begins with a rule has none, and stays as it is.
    """
    match = _FRONT_MATTER.match(text, 0, _LONGEST)
    entries = {} if match is None else _entries(match[1])
    if match is None or not entries:
        return FrontMatter(), text
    said = FrontMatter(
        title=_first(entries, "title"),
        url=_first(entries, "url", "canonical_url", "link"),
        day=_first(entries, "date", "published"),
    )
    return said, text[match.end() :]


def _first(entries: dict[str, str], *keys: str) -> str | None:
    return next((value for key in keys if (value := entries.get(key)) and value not in _NULL), None)


def _entries(block: str) -> dict[str, str]:
    """Return the entries of a block by lower-case key; none if a line does not belong to an entry."""
    entries: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        entry = _ENTRY.match(line)
        if entry is not None:
            key = entry[1].lower()
            entries[key] = _scalar(entry[2] or "")
        elif line[:1].isspace() and key and line.strip():
            # a value that goes on below its key
            entries[key] = f"{entries[key]} {line.strip()}".strip()
        elif line.strip() and not line.startswith(("#", "-")):
            return {}
    return entries


def _scalar(value: str) -> str:
    """Return a YAML scalar of one line as a string."""
    value = value.strip()
    if value in (">", "|", ">-", "|-", ">+", "|+"):
        return ""
    if match := re.fullmatch(rf'("(?:[^"\\]|\\.)*"){_REMARK}', value):
        try:
            return str(json.loads(match[1]))
        except ValueError:
            return match[1][1:-1]
    if match := re.fullmatch(rf"'((?:[^']|'')*)'{_REMARK}", value):
        return match[1].replace("''", "'")
    # `"Never again": a talk with Ada Lind` only opens with a quotation: no YAML, and the whole of it is the title.
    return re.split(r"\s#", value, maxsplit=1)[0].strip()

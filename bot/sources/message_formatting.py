"""Removes the formatting of a Discord message, leaving the words as they look there.

Discord's own description: "Markdown Text 101" in its help centre, "Message Formatting" in its developer documentation.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_FENCE = re.compile(r"^[ \t]*```(?:[\w+#-]+(?=\n))?\n?|\n?```[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"```(?:[\w+#-]+(?=\n))?(.*?)```", re.DOTALL)
_LINE_MARK = re.compile(r"^(?:>>>[ ]|>[ ])?(?:#{1,3}[ ]+|-#[ ]+)?", re.MULTILINE)
_STRUCK = re.compile(r"[ ]?~~(?=\S)[^~\n]+~~")
_PAIRS = re.compile(r"(\*\*\*|\*\*|__|\|\|)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_ITALICS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\w_])"
)
_CODE = re.compile(r"(`{1,2})(?!`)([^`\n]+)\1(?!`)")
_EMOJI = re.compile(r"[ ]?<a?:\w{2,32}:\d+>")
_TIME = re.compile(r"<t:(-?\d{1,12})(?::([tTdDfFR]))?>")
_COMMAND = re.compile(r"</([^:<>\n]{1,100}):\d+>")
_PLACE = re.compile(r"<id:(customize|browse|guide|linked-roles)(?::\d+)?>")
_PLACES = {
    "customize": "Channels & Roles",
    "browse": "Browse Channels",
    "guide": "Server Guide",
    "linked-roles": "Linked Roles",
}
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(<?https?://[^\s()<>]+>?\)")
_ESCAPED = re.compile(r"\\([*_~|`>#\\-])")
_ADDRESS = re.compile(r"<(https?://[^\s<>\x00]+)>|(https?://[^\s<>*|~\x00]+)")

_DEEP = 4
"""How deep formatting may be nested."""


def without_formatting(text: str) -> str:
    """Return a message without formatting: bold and the like unmarked, struck-out text removed, times as words.

    Addresses and bullets stay as they are. A time is given in UTC, as the reader's time zone is not known.
    """
    kept: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        kept.append(match[match.lastindex or 0].strip("\n"))
        return f"\x00{len(kept) - 1}\x00"

    text = _FENCE.sub("", _FENCED.sub(set_aside, text.replace("\x00", "")))
    text = _LINK.sub(r"\1", text)
    for verbatim in (_CODE, _ADDRESS, _ESCAPED):
        text = verbatim.sub(set_aside, text)
    text = _LINE_MARK.sub("", text)
    text = without_marks(text)
    text = _STRUCK.sub("", text)
    for _ in range(_DEEP):
        text, number = _PAIRS.subn(r"\2", text)
        if not number:
            break
    text = _ITALICS.sub(lambda match: match[1] or match[2], text)
    for _ in range(2):  # code that was set aside may contain a block set aside before
        text = re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], text)
    return text


def without_marks(text: str) -> str:
    """Return a text with times, commands and places of a server as words, and without the emoji of servers."""
    text = _COMMAND.sub(r"/\1", _EMOJI.sub("", text))
    return _TIME.sub(_told, _PLACE.sub(lambda match: _PLACES[match[1]], text))


def _told(match: re.Match[str]) -> str:
    """Return a time in words, in the format that its letter names; one outside the calendar stays as it is."""
    try:
        at = datetime.fromtimestamp(int(match[1]), UTC)
    except (OverflowError, OSError, ValueError):
        return match[0]
    style = match[2] or "f"
    day, clock = f"{at.day} {at:%B %Y}", f"{at:%H:%M} UTC"
    if style in "tT":
        return clock
    if style in "dD":
        return day
    return f"{at:%A}, {day}, {clock}" if style == "F" else f"{day}, {clock}"

"""Attachments: fetched from Discord, within limits on their size, both packed and unpacked."""

from __future__ import annotations

import io
from pathlib import PurePosixPath

import discord

from bot.delivery.faults import NETWORK
from bot.delivery.retrying import retry
from index.errors import SourceError, TooLarge
from index.extract import MAX_BYTES
from index.extract.counting import count_articles

MAX_CORPUS = 50 * 2**20
"""Bytes of an attached corpus or document, packed or not; a corpus stays in memory while its articles are added."""

MAX_UNPACKED = 100 * 2**20
"""Bytes of a corpus file after unpacking: a gzip file of 100 kB can unpack to 100 MB of nothing."""

MAX_LINES = 20_000
"""Lines of a corpus file: more take hours, which belongs on the command line."""

_LARGE_NAMES = (
    ".jsonl", ".ndjson", ".gz", ".pdf", ".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".odt", ".ods", ".odp",
    ".rtf", ".epub", ".mhtml", ".mht", ".eml", ".zip",
)  # fmt: skip
"""Corpus files, and kinds of files that hold little text for their size."""

_TRY_SECONDS, _ONE_TRY_SECONDS = 30.0, 60.0
_COMMAND_LINE = "split it, or let whoever runs me add it with: articlebot add FILE --collection guild:ID"


def name_of(attachment: discord.Attachment) -> str:
    """Return the name that people gave a file.

    Discord leaves only the ASCII characters of a file name, or makes up another, so that different files may get one
    name. It tells the name as it was, without its ending, as the title. Where only blanks became underscores, Discord's
    name is kept: not every client sends a title then, and articles from before titles were read have ids of that name.
    """
    if not attachment.title:
        return attachment.filename
    given = f"{attachment.title}{PurePosixPath(attachment.filename).suffix}"
    return attachment.filename if "_".join(given.split()) == attachment.filename else given


async def downloaded(attachment: discord.Attachment) -> bytes:
    """Return the bytes of an attachment. Raises TooLarge before anything is fetched, and SourceError."""
    name = name_of(attachment)
    limit = MAX_CORPUS if name.lower().endswith(_LARGE_NAMES) else MAX_BYTES
    if attachment.size > limit:
        raise TooLarge(f"{name} is over the limit of {limit // 2**20} MiB", _COMMAND_LINE)
    try:
        return await retry(attachment.read, _TRY_SECONDS, _ONE_TRY_SECONDS)
    except NETWORK as error:
        raise SourceError(f"{name} could not be fetched from Discord", "attach it again") from error


def survey(data: bytes, name: str) -> int:
    """Return how many articles a file holds at most, for the progress. Blocks for up to a second.

    Raises TooLarge for a corpus file over the limits, and NotText.
    """
    try:
        return count_articles(io.BytesIO(data), name, most_bytes=MAX_UNPACKED, most_lines=MAX_LINES)
    except TooLarge as error:
        raise TooLarge(error.message, _COMMAND_LINE) from error

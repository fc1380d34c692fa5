"""Attachments: fetched from Discord, never larger than they may be, neither as they come nor unpacked."""

from __future__ import annotations

import gzip
import io
import zlib

import aiohttp
import discord

from bot.delivery import insist
from index.errors import SourceError, TooLarge
from index.extract import MAX_BYTES
from index.extract.sniff import HEAD_BYTES, kind_of

MAX_CORPUS = 50 * 2**20
"""Bytes of an attached corpus file, packed or not; it stays in memory while its articles are added."""

MAX_UNPACKED = 100 * 2**20
"""Bytes of a corpus file after unpacking: a gzip file of 100 kB can hold 100 MB of nothing."""

MAX_LINES = 20_000
"""Lines of a corpus file: more than that is hours of work, which belongs on the command line."""

_CORPUS_NAMES = (".jsonl", ".ndjson", ".gz")
_TRY_SECONDS, _ONE_TRY_SECONDS = 30.0, 60.0
_CHUNK = 2**20
_COMMAND_LINE = "Split it, or let whoever runs me add it with: articlebot add FILE --collection guild:ID"


async def downloaded(attachment: discord.Attachment) -> bytes:
    """Return what is in an attachment. Raises TooLarge before anything is fetched, and SourceError."""
    limit = MAX_CORPUS if attachment.filename.lower().endswith(_CORPUS_NAMES) else MAX_BYTES
    if attachment.size > limit:
        raise TooLarge(f"{attachment.filename} is over the limit of {limit // 2**20} MiB", _COMMAND_LINE)
    try:
        return await insist(attachment.read, _TRY_SECONDS, _ONE_TRY_SECONDS)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise SourceError(f"{attachment.filename} could not be fetched from Discord", "Attach it again.") from error


def survey(data: bytes, name: str) -> int:
    """Return how many articles a file holds at most, so that progress can be told. Blocks for up to a second.

    Raises TooLarge for a corpus file over the limits, and NotText. Damaged gzip data counts as it can be read:
    who reads the articles is told.
    """
    packed = data.startswith(b"\x1f\x8b")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) if packed else io.BytesIO(data) as stream:
            head = stream.read(HEAD_BYTES)
            if kind_of(head, name.removesuffix(".gz") if packed else name) != "corpus":
                return 1
            return _lines(head, stream, name)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return 1


def _lines(head: bytes, stream: io.BufferedIOBase, name: str) -> int:
    size = lines = 0
    chunk = head
    last = b""
    while chunk:
        size += len(chunk)
        lines += chunk.count(b"\n")
        if size > MAX_UNPACKED:
            raise TooLarge(f"{name} holds over {MAX_UNPACKED // 2**20} MiB", _COMMAND_LINE)
        if lines > MAX_LINES:
            raise TooLarge(f"{name} has over {MAX_LINES:,} lines", _COMMAND_LINE)
        last = chunk[-1:]
        chunk = stream.read(_CHUNK)
    return lines + (last != b"\n")

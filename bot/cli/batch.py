"""Batches: JSON lines in, one JSON line out for each, in the same order, written as they come."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.cli.sources import content
from bot.cli.terminal import progress
from index.errors import SourceError, UsageError
from index.questions.asked import checked_question


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch; `context` and `title` are those of a text to read.

    `id` is what the line gives, else the line's number in its file, from 1.
    """

    id: str | int
    question: str
    context: str = ""
    title: str = ""


def read_lines(file: str, out: Path | None = None, *, with_context: bool = False) -> list[Line]:
    """Read all questions first, so that a bad line is found before hours of work and not after them.

    `out` is where the answers will go, which must not be the file of the questions.

    Raises SourceError, and UsageError with the number of the line that is wrong.
    """
    if out is not None and out.exists() and Path(file).exists() and out.samefile(file):
        raise UsageError(f"the answers would overwrite the questions in {file}", "name another file with --out")
    text = json_lines(file)
    lines = [
        _line(raw, number, f"{file}, line {number}", with_context=with_context)
        # Not splitlines(): a JSON string may hold U+2028 and the like as they are.
        for number, raw in enumerate(text.split("\n"), 1)
        if raw.strip()
    ]
    if not lines:
        raise SourceError(f"{file} holds no question", "write one JSON object a line")
    return lines


def json_lines(file: str) -> str:
    """Return the text of a file of JSON lines, unpacked if it is gzipped. Raises SourceError."""
    data = content(file)
    try:
        return (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise SourceError(f"{file} is not a text of JSON lines", "write it as UTF-8, one JSON object a line") from error


def _line(raw: str, number: int, where: str, *, with_context: bool) -> Line:
    wanted = ("question", "context") if with_context else ("question",)
    hint = 'each line is an object such as {"id": "q1", "question": "…"' + (
        ', "context": "…"}' if with_context else "}"
    )
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where} is not JSON: {error}", hint) from error
    if not isinstance(fields, dict):
        raise UsageError(f"{where} is not a JSON object", hint)
    line_id = number if fields.get("id") is None else fields["id"]
    if not isinstance(line_id, str | int):
        raise UsageError(f'{where} has an "id" that is neither a string nor a whole number', hint)
    for key in wanted:
        if not isinstance(fields.get(key), str):
            raise UsageError(f'{where} has no "{key}"', hint)
    try:
        checked_question(fields["question"])
    except UsageError as error:
        raise UsageError(f"{where}: {error.message}", error.hint) from error
    if with_context and not fields["context"].strip():
        raise UsageError(f"{where} has an empty context", hint)
    title = fields.get("title")
    return Line(line_id, fields["question"], fields.get("context") or "", title if isinstance(title, str) else "")


def run(lines: Sequence[Line], out: Path | None, answer: Callable[[Line], dict[str, Any]]) -> None:
    """Answer every line and write it at once. Raises SourceError when `out` cannot be written."""
    try:
        stream = sys.stdout if out is None else out.open("w", encoding="utf-8")
    except OSError as error:
        raise SourceError(
            f"{out} cannot be written: {error.strerror}", "name a file in a folder that exists"
        ) from error
    try:
        with progress("answering", lambda: len(lines)) as advance:
            for done, line in enumerate(lines, 1):
                # JSON may write half a surrogate pair, which no UTF-8 stream takes.
                whole = json.dumps(answer(line), ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
                click.echo(whole, file=stream)
                advance(done, "")
    finally:
        if out is not None:
            stream.close()

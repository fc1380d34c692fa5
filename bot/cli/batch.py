"""Batches: JSON lines in, one JSON line out for each, in the same order, each written as soon as it is known.

Answers for a file are first written to FILE.part, which replaces FILE when it is complete. So a failing run loses no
earlier results, and half of the answers never pass for all. A batch cannot be resumed, so an interrupted one leaves
FILE.part behind: it may hold hours of answers.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from bot.cli import outputs
from bot.cli.adding.files import called, content
from bot.cli.drawing.terminal import progress
from index.errors import SourceError, UsageError
from index.questions.validation import checked_question


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch; `context` and `title` are those of a text to read.

    `id` comes from the line; without one, it is the line's number in its file, from 1.
    """

    id: str | int
    question: str
    context: str = ""
    title: str = ""


def read_lines(file: str, out: Path | None = None, *, with_context: bool = False) -> list[Line]:
    """Read all questions first, so that a faulty line is found before hours of work.

    `out` is where the answers will go, which must not be the file of the questions.

    Raises SourceError, and UsageError with the number of a faulty line.
    """
    for each in _taken(out):
        if each.exists() and Path(file).exists() and each.samefile(file):
            raise UsageError(f"the answers would overwrite the questions in {file}", "name another file with --out")
    text = json_lines(file)
    lines = [
        _line(raw, number, f"{called(file)}, line {number}", with_context=with_context)
        # Not splitlines(): a JSON string may contain U+2028 and the like unescaped.
        for number, raw in enumerate(text.split("\n"), 1)
        if raw.strip()
    ]
    if not lines:
        raise SourceError(f"{called(file)} holds no question", "write one JSON object a line")
    return lines


def json_lines(file: str) -> str:
    """Return the text of a file of JSON lines, decompressed if it is gzipped. Raises SourceError."""
    data = content(file)
    try:
        return (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise SourceError(
            f"{called(file)} is not a text of JSON lines", "write it as UTF-8, one JSON object a line"
        ) from error


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
        if key not in fields:
            raise UsageError(f'{where} has no "{key}"', hint)
        if not isinstance(fields[key], str):
            raise UsageError(f'{where} has a "{key}" that is no text', hint)
    try:
        checked_question(fields["question"])
    except UsageError as error:
        raise UsageError(f"{where}: {error.message}", error.hint) from error
    if with_context and not fields["context"].strip():
        raise UsageError(f"{where} has an empty context", hint)
    title = fields.get("title")
    return Line(line_id, fields["question"], fields.get("context") or "", title if isinstance(title, str) else "")


def run(lines: Sequence[Line], out: Path | None, answer: Callable[[Line], dict[str, Any]]) -> None:
    """Answer every line and write it at once. Raises SourceError if `out` cannot be written."""
    with _written(out) as stream, progress("answering", lambda: len(lines)) as advance:
        for done, line in enumerate(lines, 1):
            # JSON may contain half a surrogate pair, which UTF-8 cannot encode.
            whole = json.dumps(answer(line), ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
            click.echo(whole, file=stream)
            advance(done, "")


@contextlib.contextmanager
def _written(out: Path | None) -> Iterator[IO[str]]:
    """Yield the stream for the answers: `out`, or standard output."""
    if out is None:
        yield sys.stdout
    elif outputs.is_stream(out):  # a pipe or device cannot be replaced by a file
        with outputs.writing(out), out.open("w", encoding="utf-8") as stream:
            yield stream
    else:
        target = outputs.place(out)
        with outputs.beside(target, _part(target), keep=True) as part, part.open("w", encoding="utf-8") as stream:
            yield stream


def _taken(out: Path | None) -> list[Path]:
    """Return the files that writing to `out` uses. Raises SourceError if it cannot be written."""
    if out is None:
        return []
    return [out] if outputs.is_stream(out) else [out, _part(outputs.place(out))]


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")

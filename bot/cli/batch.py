"""Batches: --batch FILE and --out FILE; JSON lines in, one JSON line out for each, in the same order.

Answers for a file are first written to FILE.part, which replaces FILE when it is complete. So a failing run loses no
earlier results, and half of the answers never pass for all. A batch cannot be resumed, so an interrupted one leaves
FILE.part behind: it may hold hours of answers.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from bot.cli import outputs
from bot.cli.drawing.terminal import progress
from bot.cli.json_lines import JsonLine, read_json_lines
from bot.cli.session import Session
from index.errors import ArticlebotError, UsageError


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch; `context` and `title` are those of a text to read.

    `id` comes from the line; without one, it is the line's number in its file, from 1.
    """

    id: str | int
    question: str
    context: str = ""
    title: str = ""


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --batch and --out to a command."""
    for option in (
        click.option(
            "--out",
            type=outputs.FileName(),
            metavar="FILE",
            callback=outputs.file_or_stream,
            help="Write the batch there, in FILE.part until it is whole.  [default: -]",
        ),
        click.option("--batch", metavar="FILE", help="JSON lines in, one JSON line out for each, in the same order."),
    ):
        function = option(function)
    return function


def lines_of(
    session: Session, question: str | None, batch: str | None, out: Path | None, *, with_context: bool = False
) -> list[Line]:
    """Return the lines of a batch (see `read_lines`), or none if there is a question in its place.

    Raises click's usage error unless there is one of the two, and UsageError if `out` is a file that articlebot keeps.
    """
    context = click.get_current_context()
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE", context)
    if out is not None and batch is None:
        raise click.UsageError("--out goes with --batch", context)
    if out is not None:
        outputs.refuse_own_files(out, session.settings)
    return [] if batch is None else read_lines(batch, out, with_context=with_context)


def read_lines(file: str, out: Path | None = None, *, with_context: bool = False) -> list[Line]:
    """Read all questions first, so that a faulty line is found before hours of work.

    `out` is where the answers will go, which must not be the file of the questions.

    Raises SourceError, and UsageError with the number of a faulty line.
    """
    for each in _taken(out):
        if each.exists() and Path(file).exists() and each.samefile(file):
            raise UsageError(f"the answers would overwrite the questions in {file}", "name another file with --out")
    context = ', "context": "…"' if with_context else ""
    example = f'{{"id": "q1", "question": "…"{context}}}'
    return [_line(each, with_context=with_context) for each in read_json_lines(file, example)]


def _line(line: JsonLine, *, with_context: bool) -> Line:
    line_id = line.number if line.fields.get("id") is None else line.fields["id"]
    if not isinstance(line_id, str | int) or isinstance(line_id, bool):
        raise line.wrong('has an "id" that is neither a string nor a whole number')
    question, context = line.question(), line.text("context") if with_context else ""
    if with_context and not context.strip():
        raise line.wrong("has an empty context")
    title = line.fields.get("title")
    return Line(line_id, question, context, title if isinstance(title, str) else "")


def run(
    lines: Sequence[Line], out: Path | None, answer: Callable[[Line], dict[str, Any]], *, as_json: bool = False
) -> None:
    """Answer every line and write it at once. Raises SourceError if `out` cannot be written.

    If the batch is cut off, people are told where its answers are; `as_json`: only errors are told.
    """
    begun = False
    try:
        with _written(out) as stream, progress("answering", lambda: len(lines)) as advance:
            begun = True  # what another process is writing there is not what is kept
            for done, line in enumerate(lines, 1):
                # JSON may contain half a surrogate pair, which UTF-8 cannot encode.
                whole = json.dumps(answer(line), ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
                click.echo(whole, file=stream)
                advance(done, "")
    except (KeyboardInterrupt, ArticlebotError):
        if begun and out is not None and not as_json:
            _say_what_is_kept(out)
        raise


@contextlib.contextmanager
def _written(out: Path | None) -> Iterator[IO[str]]:
    """Yield the stream for the answers: `out`, or standard output."""
    if out is None:
        yield sys.stdout
    elif outputs.is_stream(out):  # a pipe or device cannot be replaced by a file
        with outputs.writing(out), out.open("w", encoding="utf-8") as stream:
            yield stream
    else:
        target = outputs.write_target(out)
        with outputs.replacing(target, _part(target), keep=True) as part, part.open("w", encoding="utf-8") as stream:
            yield stream


def _taken(out: Path | None) -> list[Path]:
    """Return the files that writing to `out` uses. Raises SourceError if it cannot be written."""
    if out is None:
        return []
    return [out] if outputs.is_stream(out) else [out, _part(outputs.write_target(out))]


def _say_what_is_kept(out: Path) -> None:
    """Tell people where the answers of a batch are that was cut off; what went into a pipe or device is not kept."""
    for part in _taken(out)[1:]:
        if part.exists() and part.stat().st_size:
            click.echo(f"Stopped. The answers so far are in {part}.", err=True)


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")

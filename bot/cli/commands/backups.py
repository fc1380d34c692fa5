"""backup, restore and export: copying what is stored, and bringing it back."""

from __future__ import annotations

import contextlib
import gzip
import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from bot import wire
from bot.cli import outputs
from bot.cli.drawing.terminal import progress
from bot.cli.session import Session, command
from bot.compose import database_path, snapshots_path
from index.errors import NotFound, SourceError, UsageError

if TYPE_CHECKING:
    from bot.settings import Settings


@command("backup", collection=False)
@click.argument("file", type=outputs.FileName(), callback=outputs.file_or_stream)
def backup(session: Session, file: Path | None) -> None:
    """Write everything that is stored to FILE, also while it is in use."""
    if file is None:
        raise UsageError("a backup is not written to standard output", "name a file")
    outputs.refuse_own_files(file, session.settings)
    target = outputs.write_target(file)
    with session.catalogue(to_read=True) as catalogue:
        catalogue.backup(target)
    size = file.stat().st_size
    if session.as_json:
        session.emit({"backup": str(file), "bytes": size})
    else:
        click.echo(f"{file}: {size / 2**20:,.1f} MiB. Bring it back with: articlebot restore {shlex.quote(str(file))}")


@command("restore", collection=False)
@click.argument("file", type=outputs.FileName(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask whether to replace what is there.")
def restore(session: Session, file: Path, yes: bool) -> int:  # noqa: FBT001 -- click hands it over by name
    """Replace everything that is stored with the backup FILE.

    FILE is checked first; a file that is not a sound backup changes nothing. Stop the other articlebot
    processes first. Exit code 1: you were asked whether to replace what is there, and said no.
    """
    # Imported here: FAISS and SQLAlchemy take longer to import than `--help` may take.
    from index.retrieval.snapshots import Snapshots
    from index.storage.catalogue import Catalogue

    path = database_path(session.settings)
    if not file.is_file():
        raise SourceError(f"there is no backup {file}", "name a file that articlebot backup has written")
    outputs.refuse_own_files(file, session.settings)
    if path.exists() and not yes:
        if not sys.stdin.isatty() or session.as_json:
            raise UsageError(f"restore replaces everything in {path.parent}", "add --yes if that is meant")
        if not click.confirm(f"Replace everything in {path.parent}?", err=True):
            click.echo("Nothing was restored.", err=True)
            return 1  # as click's own questions end; with 0, a command after && would run
    Catalogue.restore(file, path)
    Snapshots(snapshots_path(session.settings)).forget_all()
    if session.as_json:
        session.emit({"restored": str(file)})
    else:
        click.echo(f"restored from {file}")
    return 0


@command("export")
@click.argument("file", type=outputs.FileName())
def export(session: Session, file: str) -> None:
    """Write the articles as a corpus to FILE.

    FILE is .jsonl, .jsonl.gz, or - for standard output. articlebot add FILE reads it again, here or elsewhere.
    """
    with session.catalogue(to_read=True) as catalogue:
        ids = [article.id for article in catalogue.titles(session.collection)]
        written = 0
        with _corpus(file, session.settings) as stream, progress("exporting", lambda: len(ids)) as advance:
            for done, article_id in enumerate(ids, 1):
                with contextlib.suppress(NotFound):  # another process has removed it meanwhile
                    line = wire.corpus_line(catalogue.article(session.collection, article_id))
                    stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                    written += 1
                advance(done, "")
    if file == "-" or outputs.is_standard_output(Path(file)):  # which carries results only
        return
    if session.as_json:
        session.emit({"exported": file, "articles": written})
    else:
        click.echo(f"{file}: {written:,} articles")


@contextlib.contextmanager
def _corpus(file: str, settings: Settings) -> Iterator[IO[str]]:
    """Open a corpus for writing beside its place; it is moved there when it is complete."""
    if file == "-":
        yield sys.stdout
        return
    outputs.refuse_own_files(Path(file), settings)
    if outputs.is_stream(Path(file)):  # a pipe or device cannot be replaced by a file
        with outputs.writing(Path(file)), Path(file).open("w", encoding="utf-8") as stream:
            yield stream
        return
    target = outputs.write_target(Path(file))
    with outputs.replacing(target, target.with_name(f".{target.name}.part")) as part:
        packed = file.lower().endswith(".gz")  # not of `target`: a link may lead to a file of any name
        with gzip.open(part, "wt", encoding="utf-8") if packed else part.open("w", encoding="utf-8") as stream:
            yield stream

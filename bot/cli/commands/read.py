"""read: an answer from one text, without an index."""

from __future__ import annotations

from pathlib import Path

import click

from bot import wire
from bot.cli import batch as batches
from bot.cli.adding.files import as_given, called, content
from bot.cli.session import Session, command
from bot.compose import open_temporary_library
from index.errors import ArticlebotError, UsageError
from index.questions.validation import checked_question


@command("read", collection=False)
@click.argument("file", required=False)
@click.argument("question", required=False)
@batches.options
def read(session: Session, file: str | None, question: str | None, batch: str | None, out: Path | None) -> int:
    """Answer QUESTION from the text in FILE, without an index.

    FILE may be - for standard input.

    A batch has lines of {"id", "question", "context"}, and "title" if there is one. Without an id, a line has
    its number.
    """
    lines = batches.lines_of(session, file if question is None else question, batch, out, with_context=True)
    if batch is None and question is None:
        raise click.UsageError("give a QUESTION after the FILE", click.get_current_context())
    # Imported here: the extractors take longer to import than `--help` may take.
    from index.extract import articles_from

    if question is None or file is None:
        with open_temporary_library(session.settings) as library:
            batches.run(
                lines,
                out,
                lambda line: wire.reading(library.read(line.question, line.context, line.title), line.context, line.id),
                as_json=session.as_json,
            )
        return 0
    checked_question(question)
    try:
        found = list(articles_from(content(file, pipe=True), file))
    except ArticlebotError as error:
        error.message = as_given(error.message, file, file)
        raise
    if len(found) != 1:
        raise UsageError(
            f"{called(file)} holds {len(found):,} articles", "read takes one text; add the file and ask it"
        )
    article = found[0]
    with open_temporary_library(session.settings) as library:
        answer = library.read(question, article.text, article.title)
    if session.as_json:
        session.emit(wire.reading(answer, article.text))
    else:
        # Imported here: JSON output needs no rich.
        from bot.cli.drawing import answers as draw

        draw.reading(answer, article)
    return 0 if answer.answered else 1

"""chat: one question after another, with history and line editing; also works when piped."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import wire
from bot.cli.failing import Terminated, explain
from bot.cli.session import Session, command
from index.errors import NotText, UsageError

if TYPE_CHECKING:
    from prompt_toolkit.history import History

    from index.article import Answer
    from index.collection import Collection

_OPENING = "Ask a question. /help lists what else there is, /quit or Ctrl-D ends."

_HELP = """Ask a question about the articles; a follow-up like "and when?" works, too.
yes      asks what "Did you mean" has offered
more     shows the quotes that an answer only counts
/list    lists the articles
/help    shows this
/quit    ends, as do "bye" and Ctrl-D"""


@command("chat")
def chat(session: Session) -> None:
    """Ask questions one after another. /help lists what else there is; /quit or Ctrl-D ends.

    A follow-up ("and when?") takes its subject from the question before. "yes" after "Did you mean" asks what was
    offered, and "more" shows the quotes that an answer only counts. "thanks" and the like are not asked, and "bye"
    ends.
    """
    # Imported here: compiling their patterns takes longer than everything else that `--help` needs.
    from bot.courtesy import REPLIES, Courtesy, accepts, courtesy, without_courtesy
    from index.conversation import answer_follow_up

    with session.library(to_read=True) as library:
        collection = library.collection(session.collection)
        collection.open()
        if _is_typed():
            click.echo(_OPENING, err=True)
        last: Answer | None = None
        before, offered = "", None
        for line in _lines(session.settings.articlebot_data, as_json=session.as_json):
            order = line.split(maxsplit=1)[0].lower() if line.startswith("/") else ""
            if order in ("/quit", "/exit"):
                break
            try:
                accepted = offered if accepts(line) else None
                if order:
                    _obey(order, session, collection)
                elif accepted is None and (said := courtesy(line)) is not None:
                    if said is Courtesy.MORE and last is not None and _show_more(last, session):
                        last = None
                        continue
                    click.echo(REPLIES.get(said, _HELP), err=True)  # not a result, so not on standard output
                    if said is Courtesy.FAREWELL:
                        break
                elif line:
                    offered = None
                    leant_on = "" if accepted else before
                    answer = answer_follow_up(collection, leant_on, accepted or without_courtesy(line))
                    before, offered, last = answer.question, answer.did_you_mean, answer
                    if before != line:
                        click.echo(f"Searched for: {before}", err=True)
                    _show(answer, session, collection)
            except UsageError as error:
                explain(error, as_json=session.as_json)
            except KeyboardInterrupt as error:
                if isinstance(error, Terminated) or not _is_typed():
                    raise
                click.echo("Stopped. Ask something else, or end with Ctrl-D.", err=True)


def _is_typed() -> bool:
    """Tell whether the questions are typed at a terminal, and not piped."""
    return sys.stdin.isatty()


def _obey(order: str, session: Session, collection: Collection) -> None:
    """Carry out a line that begins with a slash, other than those that end the chat."""
    # Imported here and below: rich takes longer to import than `--help` may take.
    from bot.cli.drawing import articles as draw

    if order == "/help":
        click.echo(_HELP, err=True)
    elif order != "/list":
        click.echo(f"There is no {order}; /help lists what there is.", err=True)
    elif session.as_json:
        session.emit(wire.article_list(session.collection, collection.articles()))
    else:
        draw.article_list(collection.articles())


def _show(answer: Answer, session: Session, collection: Collection) -> None:
    from bot.cli.drawing import answers as draw

    if session.as_json:
        session.emit(wire.answer(answer))
    else:
        draw.answer(answer, collection.count(), more=': type "more"')  # options cannot be typed here
    sys.stdout.flush()


def _show_more(answer: Answer, session: Session) -> bool:
    """Show the quotes that were only counted; return whether there are any. With --json, all were shown already."""
    from bot.cli.drawing import answers as draw

    return not session.as_json and draw.further_quotes(answer)


def _lines(data: Path, *, as_json: bool) -> Iterator[str]:
    """Yield the typed lines until the end of input."""
    if not _is_typed():
        yield from _piped(as_json=as_json)
        return
    # Imported here and below: only needed at a terminal.
    from prompt_toolkit import PromptSession

    prompt: PromptSession[str] = PromptSession("? ", history=_history(data / "chat_history"))
    while True:
        try:
            yield prompt.prompt().strip()
        except Terminated:
            raise
        except KeyboardInterrupt:
            continue  # Ctrl-C clears the line, as in a shell
        except EOFError:
            return


def _history(file: Path) -> History:
    """Return what was typed before; what is typed is added to `file`, or only remembered where that fails."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    class Kept(FileHistory):
        def store_string(self, string: str) -> None:
            with contextlib.suppress(OSError):  # a full disk, on which questions are answered all the same
                super().store_string(string)

    try:
        file.touch(mode=0o600)  # only the user may read it
    except OSError:
        return InMemoryHistory()
    return Kept(str(file))


def _piped(*, as_json: bool) -> Iterator[str]:
    """Yield the lines of standard input; one that cannot be decoded is reported and skipped."""
    encoding = sys.stdin.encoding
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            yield line.decode(encoding).strip()
        except UnicodeDecodeError:
            explain(
                NotText(f"line {number} is not {encoding.upper()} text", "write it in the encoding of your locale"),
                as_json=as_json,
            )

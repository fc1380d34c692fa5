"""Every failure becomes one line on standard error and an exit code. Only this module does that."""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import click

from bot.cli.drawing.terminal import one_line
from bot.wording import capitalised, with_full_stop
from index.errors import ArticlebotError

_FAILED = 3

_INTERRUPTED = 130
"""The code that a shell reports for a process ended by Ctrl-C."""

_TERMINATED = 143
"""The code that a shell reports for a process ended by SIGTERM; here also if its terminal was closed."""

_PIPE_CLOSED = 141
"""The code that a shell reports for a process whose reader has gone away."""

EXIT_CODES = {
    0: "answered, or done",
    1: "not answered; `restore` was told no; `bench --quick` missed a limit",
    2: "wrong usage: an option, a setting or a question that cannot be used",
    _FAILED: "something failed, even if only in part",
    _INTERRUPTED: "ended by Ctrl-C",
    _PIPE_CLOSED: "the output was closed before its end (`| head`)",
    _TERMINATED: "ended by SIGTERM, or because its terminal was closed",
}
"""All exit codes of the commands, with their meanings."""


_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT))


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP. Cleans up as Ctrl-C does, but nothing continues after it."""


class Articlebot(click.Group):
    """The root command; its `main` handles every way in which a command can end."""

    def main(  # type: ignore[override]  # it always exits, whatever click's own overloads allow
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,  # noqa: ANN401 -- click's own signature
    ) -> NoReturn:
        """Run a command and exit with one of `EXIT_CODES`."""
        try:
            sys.exit(self._ended(list(sys.argv[1:] if args is None else args), prog_name, extra))
        except KeyboardInterrupt as error:  # a second one, while the first was handled
            sys.exit(_interrupted(error))
        except OSError:  # standard error cannot be written either: only the code is left
            sys.exit(_FAILED)

    def _ended(self, given: list[str], prog_name: str | None, extra: dict[str, Any]) -> int:
        """Run a command and return its exit code; report whatever went wrong."""
        options = given[: given.index("--")] if "--" in given else given
        as_json = "--json" in options
        try:
            code = super().main(given, prog_name, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = error.exit_code
        except click.ClickException as error:
            context = getattr(error, "ctx", None)
            message = error.format_message().rstrip(".")
            hint = f"{context.command_path} --help shows how" if context is not None else ""
            if isinstance(error, click.NoSuchOption) and context is not None and context.parent is None:
                message = f"no such option before the command: {error.option_name}"
                hint = "options follow the command, as in: articlebot list --json"
            elif isinstance(error, click.NoSuchOption) and not error.possibilities and _takes_arguments(context):
                hint = f"what begins with a dash, and is no option, goes behind --; {hint}"
            elif "unexpected extra argument" in error.message:
                hint = f"put what belongs together in quotes; {hint}"
            say("usage", message, hint, as_json=as_json)
            code = 2
        except (click.Abort, KeyboardInterrupt) as error:
            code = _interrupted(error) or _INTERRUPTED
        except Exception as error:  # noqa: BLE001 -- the last resort: people get a line, not a traceback
            code = _interrupted(error) or explain(error, as_json=as_json)
        return code if isinstance(code, int) else 0

    def make_context(self, *given: Any, **extra: Any) -> click.Context:  # noqa: ANN401 -- click's own signature
        """Read what was given before the subcommand: `--help` and `--version` write in this."""
        with _closed_pipe():
            return super().make_context(*given, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's own signature
        """Run a subcommand and flush its output."""
        with _closed_pipe():
            result = super().invoke(ctx)
            sys.stdout.flush()
        return result


@contextlib.contextmanager
def _closed_pipe() -> Iterator[None]:
    """Let the command end with its exit code if the reader of its output has gone away (`| head`): that is no error."""
    try:
        yield
    except BrokenPipeError:
        # Buffered output has nowhere to go; without this, Python complains about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise click.exceptions.Exit(_PIPE_CLOSED) from None


def _takes_arguments(context: click.Context | None) -> bool:
    return context is not None and any(isinstance(each, click.Argument) for each in context.command.params)


def _interrupted(error: BaseException) -> int:
    """Return the exit code if Ctrl-C or SIGTERM caused an error, else 0.

    click turns both into an Abort, and an extension module that is being loaded into an ImportError.
    """
    if isinstance(error, KeyboardInterrupt):
        return _TERMINATED if isinstance(error, Terminated) else _INTERRUPTED
    return _interrupted(error.__cause__) if error.__cause__ is not None else 0


def explain(error: Exception, *, as_json: bool) -> int:
    """Report an error on standard error and return the exit code."""
    if isinstance(error, ArticlebotError):
        say(error.code, error.message, error.hint, as_json=as_json)
        code = error.exit_code
    else:
        say("failed", *_in_words(error), as_json=as_json)
        code = _FAILED
    if logging.getLogger().isEnabledFor(logging.DEBUG):
        traceback.print_exception(error)
    return code


def _in_words(error: Exception) -> tuple[str, str]:
    """Return the message and the hint for an error that is not an ArticlebotError."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return f"the output cannot be written: {error.strerror}", "make room on the disk, or write it elsewhere"
    if isinstance(error, FileNotFoundError) and error.filename is None:
        if error.strerror == os.strerror(errno.ENOENT):  # of what asks where a relative path is
            return "the current folder is not there any more", "change to another one, for example with: cd"
        return "no folder for temporary files can be written", "name one in TMPDIR"  # the only other one: of tempfile
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return f"{error.filename} cannot be used: its name is too long", "choose a shorter one"
    if isinstance(error, PermissionError) and error.filename is not None:
        return f"{error.filename} cannot be used: {error.strerror}", "give yourself the right to it, or name another"
    words = " ".join(str(error).split())
    return (
        f"unexpected {type(error).__name__}" + (f": {words}" if words else ""),
        "run it again with LOG_LEVEL=DEBUG, and report what it prints to whoever gave you articlebot",
    )


def say_refused(error: ArticlebotError, *, as_json: bool) -> None:
    """Write why one of many things was refused: a line for people, or the JSON error object."""
    if as_json:
        say(error.code, error.message, error.hint, as_json=True)
    else:
        click.echo(
            f"refused    {with_full_stop(one_line(error.message))} {capitalised(one_line(error.hint))}", err=True
        )


def say(code: str, message: str, hint: str, *, as_json: bool) -> None:
    """Write one error: a line for people, or the JSON error object."""
    if as_json:
        click.echo(
            json.dumps({"error": {"code": code, "message": message, "hint": hint}}, ensure_ascii=False), err=True
        )
    else:
        click.echo(
            "error: " + one_line(f"{with_full_stop(message)} {capitalised(hint)}" if hint else message), err=True
        )

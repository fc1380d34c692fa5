"""run: the Discord bot, until SIGTERM or Ctrl-C. If it cannot start, one line says why and what to do."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli.failing import explain
from bot.cli.invite import PORTAL
from bot.cli.session import Session, command
from bot.compose import pace_of
from index.errors import Damaged, Locked, UsageError

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.library import Library


@command("run", collection=False)
def run(session: Session) -> int:
    """Run the Discord bot. The token is in DISCORD_TOKEN, in the environment or in .env."""
    # The token first, so that a missing one is reported at once, and not after the models are loaded.
    token = _token(session.settings)
    session.settings.check_shards()
    with session.library(create=True) as library, alone(session.settings):
        _check(library)
        # Imported here: discord.py takes a third of a second to import, and no other command needs it.
        from bot.cli.event_loop import run_to_end
        from bot.cli.running import serve
        from bot.serving.service import make_service

        service = make_service(library, session.fetcher(), pace_of(session.settings))
        code = 0
        try:
            run_to_end(serve(service, token, session.settings))
        except Exception as error:
            if service.idle:
                raise
            code = explain(error, as_json=session.as_json)
        if not service.idle:
            # A thread in the middle of its work cannot be ended, and would crash Python's exit. Nothing uncommitted is
            # stored, and the journal informs the next process.
            logging.shutdown()
            os._exit(code)
    return code


def _token(settings: Settings) -> str:
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise UsageError("there is no token", f"copy it from {PORTAL}, into .env as DISCORD_TOKEN=...")
    return token


@contextlib.contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Lock the data directory for this process's shards. Raises Locked if another bot runs one of them.

    Otherwise both would answer, and the later one would take up the other's work in progress. The system releases the
    locks of a killed process.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    locks = {"run": fcntl.LOCK_EX if settings.shard_ids is None else fcntl.LOCK_SH}
    locks |= {f"run-{each}": fcntl.LOCK_EX for each in settings.shard_ids or ()}
    with contextlib.ExitStack() as held:
        for name, kind in locks.items():
            file = held.enter_context((settings.articlebot_data / f"{name}.lock").open("a"))
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Locked(
                    f"another articlebot run is using {settings.articlebot_data}",
                    "stop it first; several processes share the servers by SHARD_IDS",
                ) from None
            except OSError:  # a file system without locks
                continue
        yield


def _check(library: Library) -> None:
    """Raise Damaged if the database, or the data of the indexes, is not sound; `doctor` checks more."""
    problems = library.catalogue.check(quick=True)
    if problems:
        raise Damaged(f"the database is damaged: {problems[0]}", "restore a backup: articlebot restore FILE")

"""What `doctor` checks: settings, packages, models, database, indexes and token.

Slow imports are inside functions, since `--help` must be fast.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import compose
from bot.cli.invite import PORTAL, application_id
from bot.cli.session import Session
from index.errors import ArticlebotError

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.models.embedding import Embedder
    from index.reading.reader import Reader
    from index.storage.catalogue import Catalogue

LOGIN_SECONDS = 10
"""How long Discord may take to answer."""

LITTLE_ROOM = 64
"""With fewer MiB free, the disk of the data directory is soon full: the log of a large `add` takes some tens."""


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one check; `hint` says what to do, if anything."""

    name: str
    ok: bool
    found: str
    hint: str = ""


def checks(session: Session) -> Iterator[Check]:
    """Check the installation and what is stored, one thing after another: yield the outcome of each as it is known."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", ok=sys.version_info >= (3, 11), found=version)
    try:
        settings = session.settings
        settings.check_shards()
    except ArticlebotError as error:
        yield _failed("settings", error)
        return
    yield Check("settings", ok=True, found="readable")
    yield from _unused(settings)
    yield _packages()
    models: tuple[Embedder, Reader] | None = None
    try:
        models = _models(settings)
        yield Check("models", ok=True, found=", ".join(model.name for model in models))
    except ArticlebotError as error:
        yield _failed("models", error)
    try:
        yield from _stored(settings, models)
    except ArticlebotError as error:
        yield _failed("database", error)
    except OSError as error:
        right = "give yourself the right to it, or " if isinstance(error, PermissionError) else ""
        hint = f"{right}choose another with --data"
        path = error.filename or settings.articlebot_data
        yield Check("database", ok=False, found=f"{path} cannot be used: {error.strerror}", hint=hint)
    yield _token(settings)


def _unused(settings: Settings) -> Iterator[Check]:
    """Yield a check for each setting that this version does not use. Values are not shown: they may be passwords."""
    for name, given, instead in (
        ("DATABASE_URL", settings.database_url, "everything is kept in SQLite, in the data directory"),
        ("MILVUS_URL", settings.milvus_url, "the indexes are in the process, made of the database"),
    ):
        if given is not None:
            yield Check(name, ok=True, found=f"set, and not used by this version: {instead}", hint=f"unset {name}")
    # Imported here: pydantic takes longer to import than `--help` may take.
    from bot.settings import names_in_file

    for name in sorted({each for each in names_in_file() if each.lower() not in type(settings).model_fields}):
        yield Check(name, ok=True, found="in .env, but not a setting", hint=".env.example lists all settings")


def _failed(name: str, error: ArticlebotError) -> Check:
    return Check(name, ok=False, found=error.message, hint=error.hint)


def _packages() -> Check:
    from importlib import metadata

    missing: list[str] = []
    try:
        # Imported here: it may itself be what is missing.
        from packaging.requirements import Requirement

        wanted = map(Requirement, metadata.requires("articlebot") or [])
    except metadata.PackageNotFoundError:
        return Check("packages", ok=False, found="articlebot is not installed", hint="pip install -e .")
    except ImportError:
        return Check("packages", ok=False, found="packaging", hint="pip install -e .")
    for one in wanted:
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            missing.append(one.name)
            continue
        if not one.specifier.contains(version, prereleases=True):
            missing.append(f"{one.name} {version} instead of {str(one.specifier).removeprefix('==')}")
    if missing:
        return Check("packages", ok=False, found=", ".join(missing), hint="pip install -e .")
    return Check("packages", ok=True, found="all there")


def _models(settings: Settings) -> tuple[Embedder, Reader]:
    """Open both models, which compares the packaged files with their hashes, and embed one line."""
    embedder = compose.open_embedder(settings.embedding_model)
    reader = compose.open_reader(settings.reader_model)
    embedder.embed_question("Does it work?")
    return embedder, reader


def _writable(settings: Settings) -> Check:
    data = settings.articlebot_data
    nearest = data
    while not os.path.lexists(nearest) and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        hint = "make it a directory you may write, or choose another with --data"
        return Check("data directory", ok=False, found=f"{data} cannot be written", hint=hint)
    free = shutil.disk_usage(nearest).free // 2**20
    if free < LITTLE_ROOM:
        hint = "make room on its disk: adding needs it, and so does the bot for every question"
        return Check("data directory", ok=False, found=f"{data}, with {free:,} MiB free", hint=hint)
    return Check("data directory", ok=True, found=str(data) if data.exists() else f"{data}, made when first used")


def _stored(settings: Settings, models: tuple[Embedder, Reader] | None) -> Iterator[Check]:
    yield _writable(settings)
    if not compose.database_path(settings).exists():
        yield Check("database", ok=True, found="none yet", hint="add something: articlebot add FILE")
        return
    with contextlib.closing(compose.open_catalogue(settings, to_read=True)) as catalogue:
        yield from _database(catalogue)
        if models is not None:
            yield from _indexes(settings, catalogue, *models)


def _database(catalogue: Catalogue) -> Iterator[Check]:
    problems = catalogue.check()
    names = catalogue.collections()
    count = sum(catalogue.count(name) for name in names)
    if problems:
        hint = "restore a backup: articlebot restore FILE; an article whose text is named can be added again instead"
        yield Check("database", ok=False, found="; ".join(problems), hint=hint)
    else:
        yield Check("database", ok=True, found=f"sound; articles: {count:,}, collections: {len(names):,}")


def _indexes(settings: Settings, catalogue: Catalogue, embedder: Embedder, reader: Reader) -> Iterator[Check]:
    """Compare the indexes that questions use, snapshots included, with the database."""
    from index.library import Library

    foreign = catalogue.foreign_vectors(embedder.name)
    if foreign:
        hint = "the next ask, search or add embeds them again; or set EMBEDDING_MODEL back"
        yield Check("vectors", ok=False, found=f"{len(foreign):,} articles are of another model", hint=hint)
        return
    yield Check("vectors", ok=True, found=f"all of {embedder.name}")
    snapshots = compose.snapshots_path(settings)
    library = Library(catalogue, embedder, reader, snapshots=snapshots)
    for name in catalogue.collections():
        collection = library.collection(name)
        stored = sorted(passage.key for article in collection.titles() for passage in collection.passages(article.id))
        lexical, dense = collection.indexed_keys()
        agree = stored == lexical == dense
        found = f"{len(stored):,} passages stored, {len(lexical):,} in the BM25 arm, {len(dense):,} in the dense arm"
        hint = (
            ""
            if agree
            else f"delete {snapshots}, which is made of the database again; if that does not help, report it"
        )
        yield Check(f"index {name}", ok=agree, found=found, hint=hint)


def _token(settings: Settings) -> Check:
    if settings.discord_token is None:
        hint = f"for the bot: {PORTAL}, into .env as DISCORD_TOKEN=..."
        return Check("Discord token", ok=True, found="none set, which only the Discord bot needs", hint=hint)
    token = settings.discord_token.get_secret_value().strip()
    if application_id(token) is None:
        hint = f"copy it again: {PORTAL}, Reset Token"
        return Check("Discord token", ok=False, found="it does not look like a bot's token", hint=hint)
    from bot.cli.event_loop import run_to_end

    return run_to_end(_login(token))


async def _login(token: str) -> Check:
    """Log in over HTTP, as the bot does."""
    # Imported here: discord.py takes a third of a second to import, and only this check needs it.
    import asyncio

    import aiohttp
    import discord
    from discord.http import HTTPClient

    http = HTTPClient(asyncio.get_running_loop())
    try:
        me = await asyncio.wait_for(http.static_login(token), LOGIN_SECONDS)
    except discord.LoginFailure:
        hint = f"make a new one: {PORTAL}, Reset Token"
        return Check("Discord token", ok=False, found="Discord refuses it", hint=hint)
    except (TimeoutError, OSError, aiohttp.ClientError, discord.HTTPException) as error:
        words = str(error) or f"no answer within {LOGIN_SECONDS} s"
        return Check(
            "Discord token",
            ok=False,
            found=f"Discord cannot be reached: {words}",
            hint="check the network and try again",
        )
    else:
        return Check("Discord token", ok=True, found=f"logged in as {me['username']}")
    finally:
        await http.close()

"""The doctor finds what is broken and says what to do; the token is tried on a server of our own."""

from __future__ import annotations

import base64
import contextlib
import errno
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot import compose
from index.models.embedding import Embedder
from index.retrieval.passage_index import InMemoryPassageIndex
from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue
from tests.bot.command import output, run

# discord.py imports audioop, which Python 3.13 no longer has and then comes as a package.
pytestmark = pytest.mark.filterwarnings("ignore:'audioop' is deprecated:DeprecationWarning")

TOKEN = f"{base64.urlsafe_b64encode(b'123456789012345678').decode()}.Gabcde.{'x' * 38}"


@pytest.fixture
def discord_says(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, str], None]]:
    """A server on loopback that answers for Discord with the given status and body."""
    reply: tuple[int, str] = (500, "{}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path.endswith("/users/@me") and self.headers["Authorization"] == f"Bot {TOKEN}"
            status, body = reply if known else (404, "{}")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr("discord.http.Route.BASE", f"http://127.0.0.1:{server.server_port}/api/v10")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)

    def says(status: int, body: str) -> None:
        nonlocal reply
        reply = (status, body)

    yield says
    server.shutdown()
    server.server_close()


def _check(name: str, *arguments: object) -> dict[str, object]:
    checks = output(run("doctor", "--json", *arguments))["checks"]
    return dict(next(check for check in checks if check["check"] == name))


def test_a_sound_data_directory_passes(seeded: Path) -> None:
    """Database, vectors and both arms agree."""
    for name in ("models", "data directory", "database", "vectors", "index local"):
        assert _check(name, "--data", seeded)["ok"] is True, name
    assert "✓ database: sound; articles: 3" in run("doctor", "--data", seeded).stdout


@pytest.mark.parametrize(
    ("name", "version", "found"),
    [
        ("onnxruntime", "1.20.1", "onnxruntime 1.20.1 instead of >=1.22"),
        ("torch", "2.12.0+cpu", "torch 2.12.0+cpu instead of 2.13.0"),
        ("torch", "2.13.0+cpu", "all there"),
        ("onnxruntime", "1.99.0rc1", "all there"),
        ("onnxruntime", "weird", "onnxruntime weird instead of >=1.22"),
        ("onnxruntime", None, "onnxruntime"),
    ],
)
def test_a_package_that_is_missing_or_too_old_is_named(
    name: str, version: str | None, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another package may have brought an older one, or somebody removed it, since articlebot was installed."""
    real = metadata.version

    def said(package: str) -> str:
        if package != name:
            return real(package)
        if version is None:
            raise metadata.PackageNotFoundError(package)
        return version

    monkeypatch.setattr(metadata, "version", said)
    check = _check("packages")
    assert check["found"] == found
    assert check["ok"] == (found == "all there")


def test_what_compares_versions_may_be_missing_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is named like any other package."""
    monkeypatch.setitem(sys.modules, "packaging.requirements", None)
    check = _check("packages")
    assert (check["ok"], check["found"]) == (False, "packaging")


def test_a_data_directory_that_may_not_be_entered_does_not_end_the_checks(
    monkeypatch: pytest.MonkeyPatch, seeded: Path
) -> None:
    """It is named with what to do, and the token is still checked."""

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(seeded / "articlebot.db"))

    monkeypatch.setattr(compose, "open_catalogue", closed)
    checks = output(run("doctor", "--json", "--data", seeded))["checks"]
    named, token = checks[-2:]
    assert (named["check"], named["ok"]) == ("database", False)
    assert named["found"] == f"{seeded / 'articlebot.db'} cannot be used: Permission denied"
    assert "--data" in named["hint"]
    assert token["check"] == "Discord token"


def test_a_disk_that_is_nearly_full_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before anything is lost: the data directory need not be there yet."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 2**20))
    check = _check("data directory", "--data", tmp_path / "new")
    assert (check["ok"], check["found"]) == (False, f"{tmp_path / 'new'}, with 5 MiB free")


def test_an_index_that_lacks_passages_is_found(data: Path, embedder: Embedder) -> None:
    """The one that questions are put to: a snapshot that says of every article that it holds it, and holds none."""
    with contextlib.closing(Catalogue.open(data / "articlebot.db")) as catalogue:
        _, held = catalogue.fingerprints("local")
    nothing = InMemoryPassageIndex(embedder.dimension)
    Snapshots(data / "index").write("local", embedder.name, embedder.dimension, nothing, held)
    check = _check("index local", "--data", data)
    assert (check["ok"], f"delete {data / 'index'}" in str(check["hint"])) == (False, True)


def test_shards_that_do_not_fit_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `articlebot run` would find them."""
    monkeypatch.setenv("SHARD_IDS", "0,7")
    monkeypatch.setenv("SHARD_COUNT", "2")
    check = _check("settings")
    assert check["ok"] is False
    assert "SHARD_COUNT" in str(check["found"])


@pytest.mark.parametrize("name", ["DATABASE_URL", "MILVUS_URL"])
def test_a_setting_that_is_not_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, seeded: Path) -> None:
    """It is no error; and what it says, which may hold a password, is not shown."""
    assert name not in run("doctor", "--data", seeded).output
    monkeypatch.setenv(name, "postgresql://me:secret@db/articles")
    check = _check(name, "--data", seeded)
    assert (check["ok"], check["hint"]) == (True, f"unset {name}")
    assert "not used by this version" in str(check["found"])
    shown = run("doctor", "--data", seeded)
    assert (shown.exit_code, "secret" in shown.output) == (0, False)


def test_a_misspelt_setting_is_named(tmp_path: Path, seeded: Path) -> None:
    """It does nothing, which is no error: others may read the file, too."""
    (tmp_path / ".env").write_text("FETCH_CONTCT=me@example.org\nfetch_contact=me@example.org\n", encoding="utf-8")
    check = _check("FETCH_CONTCT", "--data", seeded)
    assert (check["ok"], check["found"]) == (True, "in .env, but not a setting")
    assert "fetch_contact" not in run("doctor", "--data", seeded).output


def test_a_model_folder_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And no hub is asked for it."""
    monkeypatch.setenv("READER_MODEL", str(tmp_path / "nonexist"))
    check = _check("models")
    assert check["ok"] is False
    assert str(check["found"]).endswith("there is no such folder")


def test_a_token_that_discord_takes_passes(discord_says: Callable[[int, str], None]) -> None:
    """The login is a real one, and names the bot."""
    discord_says(200, '{"id": "123456789012345678", "username": "gazette"}')
    check = _check("Discord token")
    assert (check["ok"], check["found"]) == (True, "logged in as gazette")


def test_a_token_that_discord_refuses_fails(discord_says: Callable[[int, str], None]) -> None:
    """A revoked token looks right and is refused all the same; it is never printed."""
    discord_says(401, '{"message": "401: Unauthorized", "code": 0}')
    check = _check("Discord token")
    assert (check["ok"], check["found"]) == (False, "Discord refuses it")
    assert TOKEN not in run("doctor").output


def test_a_token_of_the_wrong_shape_fails_without_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client secret or half a token is recognised as such."""
    monkeypatch.setenv("DISCORD_TOKEN", "half-a-token")
    check = _check("Discord token")
    assert check["ok"] is False
    assert "Reset Token" in str(check["hint"])


def test_the_invitation_names_the_application_the_scopes_and_the_permissions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without asking Discord: the token holds the application's id."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    result = run("doctor", "--invite")
    assert result.exit_code == 0
    url = urlsplit(result.stdout.strip())
    query = {name: value for name, (value,) in parse_qs(url.query).items()}
    assert (url.hostname, url.path) == ("discord.com", "/oauth2/authorize")
    assert query["client_id"] == "123456789012345678"
    assert query["scope"] == "bot applications.commands"
    granted = {name for name, allowed in discord.Permissions(int(query["permissions"])) if allowed}
    assert granted == {  # read_messages is what Discord calls View Channels
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
        "embed_links",
        "attach_files",
        "read_message_history",
    }
    assert output(run("doctor", "--invite", "--json"))["invite"] == result.stdout.strip()


@pytest.mark.parametrize("token", [None, "half-a-token"])
def test_there_is_no_invitation_without_a_token(monkeypatch: pytest.MonkeyPatch, token: str | None) -> None:
    """It is said where to get one."""
    if token is not None:
        monkeypatch.setenv("DISCORD_TOKEN", token)
    result = run("doctor", "--invite")
    assert result.exit_code == 2
    assert "discord.com/developers/applications" in result.stderr

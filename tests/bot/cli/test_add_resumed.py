"""A run that is cut off loses nothing that it has stored, and the same command goes on from there."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.cli.adding.ahead import ahead
from bot.cli.adding.resuming import resumable
from bot.fetching import fetcher as fetch
from bot.fetching.limits import Limits
from index import adding
from index.library import Library
from tests.bot.command import SEEDS, output
from tests.feeds import story
from tests.web import Request, WebThread, answer

URLS = range(1, 11)
HELD = range(6, 11)
"""The pages that do not come while the first run lasts."""

_CHILD = (
    "import sys; from bot.__main__ import main; from tests.web import Roads; import index.adding;"
    # What is read is stored at once: no test has 50,000 characters. The assertion fails when the size moves away.
    "assert index.adding._BATCH_CHARACTERS; index.adding._BATCH_CHARACTERS = 1;"
    "main(Roads.read(sys.argv.pop()))"
)


@pytest.mark.parametrize("number", [signal.SIGKILL, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_a_run_that_was_cut_off_goes_on_and_does_nothing_twice(tmp_path: Path, number: int) -> None:
    """What is in is neither fetched nor embedded again, though no page can say that it has not changed."""
    asked: Counter[str] = Counter()
    released = asyncio.Event()

    async def serve(request: Request, writer: asyncio.StreamWriter) -> None:
        asked[request.path] += 1
        page = int(request.path[1:])
        if page in HELD:
            await released.wait()
        writer.write(answer(story(page), content_type="text/html"))

    folder, urls, data = tmp_path / "notes", tmp_path / "urls.txt", tmp_path / "data"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Notice {name}\nThe code word of notice {name} is tulip.")
    urls.write_text("\n".join(f"http://quay{page}.example/{page}" for page in URLS))
    command = ["add", str(folder), "--urls", str(urls), "--data", str(data)]
    with WebThread() as web:
        address = web.run(web.web.site("quay1.example", serve))
        web.web.roads.names |= {f"quay{page}.example": [[address]] for page in URLS}
        _cut_off([*command, web.web.roads.written()], data, number, 2 + len(URLS) - len(HELD))
        before = _stored(data)
        web.run(_set(released))
        result = CliRunner().invoke(cli, [*command, "--json"], obj=web.web.roads)
    assert result.exit_code == 0, result.output
    assert output(result)["summary"] == {
        "added": len(HELD),
        "unchanged": 2 + len(URLS) - len(HELD),
        "refreshed": 0,
        "refused": 0,
    }
    assert {page: asked[f"/{page}"] for page in URLS if page not in HELD} == dict.fromkeys(range(1, 6), 1)
    assert before.items() <= _stored(data).items(), "what was stored is still the same row, cut and embedded once"
    assert len(_stored(data)) == 2 + len(URLS)


def test_a_run_that_is_stopped_before_anything_is_stored_says_so(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Ctrl-C while the first page is waited for."""
    # Who runs the tests in the background may have had the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))

    async def serve(_: Request, writer: asyncio.StreamWriter) -> None:
        # To the thread that waits, as from a terminal: another one's signal would not wake it.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        await asyncio.Event().wait()
        writer.close()

    with WebThread() as web:
        web.run(web.web.site("quay1.example", serve))
        command = ["add", "http://quay1.example/1", "--data", str(tmp_path / "data")]
        result = CliRunner().invoke(cli, command, obj=web.web.roads)
    assert result.exit_code != 0
    assert "Stopped. Nothing was added yet. The same command goes on from here." in result.stderr


def test_a_run_that_fails_says_what_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that is stopped does: here the database may not grow any more."""
    monkeypatch.setattr(adding, "_BATCH_CHARACTERS", 1)
    data, corpus = tmp_path / "data", tmp_path / "corpus.jsonl"
    corpus.write_text("".join(f'{{"id": "{n}", "text": "The tram of line {n} stops here."}}\n' for n in range(200)))
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    assert CliRunner().invoke(cli, ["add", str(SEEDS), "--data", str(data)]).exit_code == 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, limit[1]))
    try:
        result = CliRunner().invoke(cli, ["add", str(corpus), "--data", str(data)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    stored = len(output(CliRunner().invoke(cli, ["list", "--data", str(data), "--json"]))["articles"]) - 1
    assert 0 < stored < 200
    assert f"Stopped. So far: {stored} added. The same command goes on from here." in result.stderr
    assert (result.exit_code, "error: the database" in result.stderr) == (3, True)


def test_a_refresh_stores_each_page_as_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So what was read before it is cut off is not read in vain."""
    monkeypatch.setattr(adding, "_BATCH_CHARACTERS", 1)
    # The second page waits for the first one to be stored, however long a busy machine takes to embed it.
    monkeypatch.setattr(fetch, "Limits", partial(Limits, total_seconds=120.0, idle_seconds=120.0))
    data, words, seen = tmp_path / "data", [""], [0]

    async def serve(request: Request, writer: asyncio.StreamWriter) -> None:
        while words[0] and request.path == "/2" and not seen[0]:
            await asyncio.sleep(0.05)
            seen[0] = _revisions(data) - 2
        writer.write(answer(story(int(request.path[1:]), words[0]), content_type="text/html"))

    with WebThread() as web:
        address = web.run(web.web.site("quay1.example", serve))
        web.web.roads.names["quay2.example"] = [[address]]
        urls = [f"http://quay{page}.example/{page}" for page in (1, 2)]
        assert CliRunner().invoke(cli, ["add", *urls, "--data", str(data)], obj=web.web.roads).exit_code == 0
        words[0] = "The ferry is late today, said the captain."
        result = CliRunner().invoke(cli, ["refresh", "--data", str(data), "--json"], obj=web.web.roads)
    assert output(result)["refreshed"] == urls
    assert seen == [1], "the first page was in before the second one came"


def _revisions(data: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{data / 'articlebot.db'}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM articles").fetchone()[0])


def _cut_off(command: list[str], data: Path, number: int, stored: int) -> None:
    """Run a command until so many articles are stored, then end it by a signal."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, *command], cwd=SEEDS.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        end = time.monotonic() + 60
        while len(_stored(data)) < stored:
            assert child.poll() is None, child.communicate()
            assert time.monotonic() < end, "the first run does not come so far"
            time.sleep(0.05)
        child.send_signal(number)
        _, said = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    if number == signal.SIGINT:
        assert child.returncode == 130
        assert f"Stopped. So far: {stored} added. The same command goes on from here." in said.decode()


def _stored(data: Path) -> dict[str, int]:
    """Return the articles whose pages are noted, by id, with the key of their first passage."""
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(sqlite3.connect(f"file:{data / 'articlebot.db'}?mode=ro", uri=True)) as database,
    ):
        return dict(
            database.execute(
                "SELECT id, (SELECT min(key) FROM passages WHERE article = articles.key) FROM articles "
                "WHERE source NOT LIKE 'http%' OR key IN (SELECT article FROM pages)"
            )
        )
    return {}


async def _set(event: asyncio.Event) -> None:
    event.set()


@pytest.mark.slow
def test_a_page_is_fetched_again_by_a_run_of_its_own(tmp_path: Path) -> None:
    """Only what was cut off goes on; a run that has ended is done."""
    with WebThread() as web:
        web.run(web.web.site("quay1.example", answer(story(1), content_type="text/html")))
        for _ in range(2):
            arguments = ["add", "http://quay1.example/1", "--data", str(tmp_path / "data"), "--json"]
            assert CliRunner().invoke(cli, arguments, obj=web.web.roads).exit_code == 0
        assert web.web.asked.count(("quay1.example", "/1")) == 2


@pytest.mark.parametrize("damaged", ["soon", "2026-03-03T12:00:00"])
def test_a_note_that_is_no_time_begins_the_run_anew(library: Library, damaged: str) -> None:
    """Such as one without a zone; a run that is cut off leaves the time at which it began."""
    urls = ["http://quay1.example/1"]
    with contextlib.suppress(KeyboardInterrupt), resumable(library, "local", urls) as began:
        raise KeyboardInterrupt
    name = next(iter(_notes(library)))
    assert _notes(library) == {name: began.isoformat() if began else None}
    library.preferences.set_note(name, damaged)
    with resumable(library, "local", urls) as anew:
        assert anew is not None
        assert began is not None
        assert anew >= began
    assert not _notes(library)


def _notes(library: Library) -> dict[str, str]:
    with contextlib.closing(sqlite3.connect(library.catalogue.path)) as database:
        return dict(database.execute("SELECT name, value FROM notes WHERE name LIKE 'add-%'"))


def test_reading_ahead_keeps_the_order_and_tells_of_a_fault_behind_what_was_read() -> None:
    """A few items ahead, and not the whole of what may have no end."""
    taken: list[int] = []

    def numbers(last: int) -> Iterator[int]:
        for number in range(last):
            taken.append(number)
            yield number
        raise ValueError("no more")

    found: list[int] = []
    with pytest.raises(ValueError, match="no more"):
        found.extend(ahead(numbers(50), 4))
    assert found == list(range(50))

    taken.clear()
    reading = ahead(numbers(10**9), 4)
    assert next(iter(reading)) == 0
    _close(reading)
    while any(thread.name == "reading ahead" for thread in threading.enumerate()):
        time.sleep(0.01)
    assert len(taken) <= 7, "nothing is read for nobody"


def _close(reading: Iterable[int]) -> None:
    getattr(reading, "close")()  # noqa: B009 -- an iterator may have none, this one is a generator

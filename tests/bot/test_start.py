"""How a command starts and ends: what it leaves behind, and what signals do to it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from tests.bot.conftest import SETTINGS

_ASKING = """
import gc, sys
import bot.compose
from bot.__main__ import main

opened = bot.compose.open_library

def told(*given, **named):
    before = gc.isenabled()
    try:
        return opened(*given, **named)
    finally:
        print(before, gc.isenabled(), gc.get_freeze_count() > 0)

bot.compose.open_library = told
sys.argv[1:] = ["ask", "who designed the new bridge of Lindau?", "--data", sys.argv[1]]
try:
    main()
finally:
    print(*sys.modules)
"""


def _asked(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Let a process of its own answer a question. Its last line names the modules that it has loaded."""
    left_out = {"ORT_DISABLE_TELEMETRY", *SETTINGS}
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | settings
    command = [sys.executable, "-c", _ASKING, str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=data.parent)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of who asks."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def answered(seeded: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """A question that was answered."""
    return _asked(seeded, HOME=str(home))


def test_garbage_is_collected_as_soon_as_the_library_is_open(answered: subprocess.CompletedProcess[str]) -> None:
    """And not before that."""
    assert answered.stdout.startswith("False True True"), answered
    assert answered.returncode == 0


def test_garbage_is_collected_also_where_the_library_cannot_be_opened(seeded: Path) -> None:
    """As without its reader."""
    failed = _asked(seeded, READER_MODEL="no such reader")
    assert failed.stdout.startswith("False True True"), failed
    assert failed.returncode == 3


def test_ask_loads_nothing_that_only_others_need(answered: subprocess.CompletedProcess[str]) -> None:
    """Nor the other commands, nor syntok: an answer of the packaged models needs nothing that cuts texts."""
    loaded = set(answered.stdout.splitlines()[-1].split())
    assert "onnxruntime" in loaded
    assert not {"torch", "transformers", "sentence_transformers", "syntok"} & loaded
    commands = "bot.cli.commands."
    assert [name for name in loaded if name.startswith(commands)] == [f"{commands}ask"]


def test_nothing_is_kept_in_the_home_folder_or_told_to_the_maker_of_onnxruntime(
    answered: subprocess.CompletedProcess[str], home: Path
) -> None:
    """Its telemetry would write a device id and a database there."""
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
    assert (answered.returncode, answered.stderr) == (0, "")
    assert list(home.iterdir()) == []


_TWICE = """
import os, signal, time
from bot import cli
from bot.__main__ import main

def command(**_):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            os.kill(os.getpid(), number)
            time.sleep(0.01)
        print("cleaned up")

cli.cli.main = command
try:
    main()
except KeyboardInterrupt as error:
    print(type(error).__name__)
print("ending", flush=True)
os.kill(os.getpid(), signal.SIGTERM)
time.sleep(5)
"""


def test_a_second_signal_does_not_interrupt_the_cleaning_up() -> None:
    """One that comes later, while Python itself ends and may wait for a thread, ends it at once."""
    done = subprocess.run([sys.executable, "-c", _TWICE], capture_output=True, text=True, check=False)
    assert (done.stdout.split("\n"), done.stderr) == (["cleaned up", "Terminated", "ending", ""], "")
    assert done.returncode == -signal.SIGTERM


_ASYNC = """
import asyncio, os, signal
from bot.cli.event_loop import run_to_end

def mine(*_):
    raise KeyboardInterrupt

for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, mine)

async def waits():
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, print)
    try:
        await asyncio.sleep(5)
    finally:
        print("cleaned up")

async def works():
    await asyncio.sleep(0.01)
    os.kill(os.getpid(), signal.SIGINT)
    sum(range(10**5))
    await asyncio.sleep(5)

async def work():
    await asyncio.gather(waits(), works())

try:
    run_to_end(work())
except KeyboardInterrupt:
    print([signal.getsignal(number) is mine for number in (signal.SIGINT, signal.SIGTERM)])
"""


def test_what_runs_on_a_loop_is_cancelled_by_ctrl_c_and_leaves_the_handlers_as_they_were() -> None:
    """As asyncio does it if it finds Python's own handler."""
    done = subprocess.run([sys.executable, "-c", _ASYNC], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("cleaned up\n[True, True]\n", "")


_ENDING = """
import atexit, sys
from bot import cli
from bot.__main__ import run

class Kept:
    def __del__(self):
        print("freed")

def command(*_, **__):
    print("said", end=" ")
    sys.exit(CODE)

kept = Kept()
atexit.register(print, "closed")
cli.cli.main = command
run()
"""


def _ended(code: int, stdout: IO[str] | int) -> subprocess.CompletedProcess[str]:
    """Run the program. What it says waits for its end, as in a pipe, whatever is set here."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    program = [sys.executable, "-c", _ENDING.replace("CODE", str(code))]
    return subprocess.run(program, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, env=environment)


@pytest.mark.parametrize("code", [0, 3])
def test_a_process_ends_with_all_said_and_closed_and_frees_nothing(code: int) -> None:
    """What the system takes back at once need not be taken apart first."""
    done = _ended(code, subprocess.PIPE)
    assert (done.returncode, done.stdout, done.stderr) == (code, "said closed\n", "")


def test_what_cannot_be_said_at_the_end_is_told() -> None:
    """As Python tells it."""
    with Path("/dev/full").open("w") as full:
        done = _ended(0, full)
    assert (done.returncode, "No space left on device" in done.stderr) == (120, True)

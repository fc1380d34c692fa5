"""What a command's start makes is kept from the collector of garbage, and only that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_COMMAND = """
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
sys.argv[1:] = ["ask", "when does the ferry leave?", "--data", sys.argv[1]]
main()
"""


@pytest.mark.parametrize(("reader", "code"), [("minilm-12", 0), ("no such reader", 3)])
def test_garbage_is_collected_as_soon_as_the_library_is_open(tmp_path: Path, reader: str, code: int) -> None:
    """Not before that; and also where it cannot be opened."""
    (tmp_path / "ferry.txt").write_text("The ferry\n\nThe ferry leaves at nine every morning.\n")
    add = [sys.executable, "-m", "bot", "add", str(tmp_path / "ferry.txt"), "--data", str(tmp_path / "data")]
    subprocess.run(add, check=True, capture_output=True)
    command = [sys.executable, "-c", _COMMAND, str(tmp_path / "data")]
    environment = os.environ | {"READER_MODEL": reader}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stdout.startswith("False True True"), done
    assert done.returncode == code

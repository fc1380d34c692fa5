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
sys.argv[1:] = ["ask", "who designed the new bridge of Lindau?", "--data", sys.argv[1]]
main()
"""


@pytest.mark.parametrize(("reader", "code"), [("minilm-12", 0), ("no such reader", 3)])
def test_garbage_is_collected_as_soon_as_the_library_is_open(seeded: Path, reader: str, code: int) -> None:
    """Not before that; and also where it cannot be opened."""
    command = [sys.executable, "-c", _COMMAND, str(seeded)]
    environment = os.environ | {"READER_MODEL": reader}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stdout.startswith("False True True"), done
    assert done.returncode == code

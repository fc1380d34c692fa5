"""Ctrl-C while a command starts: it ends at once, and quietly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from bot.cli import cli
from tests.bot.command import SEEDS

_OPENING = """
import sys, threading
from pathlib import Path
from bot.compose import open_library
from bot.settings import Settings

class Noting:
    def find_spec(self, name, *_):
        if threading.current_thread() is threading.main_thread():
            imported.append(name)

imported, settings = [], Settings(articlebot_data=Path(sys.argv[1]))
sys.meta_path.insert(0, Noting())
library = open_library(settings, create=True)
print(imported)
library.close()
"""


def test_nothing_is_imported_where_ctrl_c_is_raised_while_others_import(tmp_path: Path) -> None:
    """It would cut an import short, whose lock the threads that open the models would wait for without end."""
    command = [sys.executable, "-c", _OPENING, str(tmp_path)]
    assert subprocess.run(command, cwd=SEEDS.parent, capture_output=True, check=True, text=True).stdout == "[]\n"


def test_ctrl_c_that_comes_as_another_error_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An extension module that is being loaded turns it into an ImportError of its own."""

    def load(*_: object, **__: object) -> None:
        raise ImportError("initialization failed") from KeyboardInterrupt()

    monkeypatch.setattr(click.Group, "main", load)
    with pytest.raises(SystemExit) as ended:
        cli.main(["list"])
    assert (ended.value.code, capsys.readouterr().err) == (130, "")

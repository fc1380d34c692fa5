"""The floors of `bot/`: imports go down only, so that a room can be understood with what is below it alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bot

ROOT = Path(bot.__file__).parent
LEVELS = (
    "wording", "wire", "days", "courtesy",
    "work", "fetching", "sources", "feeds",
    "serving", "cards", "delivery", "tasks", "translations", "commands", "client",
    "settings", "compose", "bench", "cli", "__main__",
)  # fmt: skip
"""From the lowest up: folders, and the rooms at the top of `bot/`. All of them."""
WITHOUT_DISCORD = LEVELS[: LEVELS.index("serving")]
"""What both faces use."""
DISCORD_ONLY = {"serving", "cards", "delivery", "tasks", "translations", "commands"}
"""What the command line has nothing to do with, but for the one command that runs the bot."""
ROOMS = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def name_of(room: Path) -> str:
    """Return a room's name as it is told in a test: its path in `bot/`."""
    return room.relative_to(ROOT).as_posix()


def level_of(room: Path) -> str:
    """Return the folder that a room is in, or the name of a room at the top."""
    return room.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[tuple[str, str]]:
    """Return the packages that a room imports, each with the name behind the first dot: late imports too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{each.name}" for each in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            found.add((package, rest.partition(".")[0]))
    return found


def imported_of_bot(path: Path) -> set[str]:
    """Return what a room imports of `bot`: folders and rooms at its top."""
    return {level for package, level in imported(path) if package == "bot" and level}


@pytest.mark.parametrize("room", ROOMS, ids=name_of)
def test_a_room_imports_only_what_is_below_it(room: Path) -> None:
    """Its own floor and the floors under it. A room or folder that has no floor yet is given one in `LEVELS`."""
    assert imported_of_bot(room) <= {*LEVELS[: LEVELS.index(level_of(room)) + 1]}


def test_every_floor_is_there() -> None:
    """The list above tells where to look for a room, so it names nothing that has gone."""
    assert {level_of(room) for room in ROOMS} == set(LEVELS)


@pytest.mark.parametrize("level", WITHOUT_DISCORD)
def test_what_both_faces_use_knows_no_discord(level: str) -> None:
    """The command line opens pages and polls feeds without it."""
    rooms = [room for room in ROOMS if level_of(room) == level]
    assert not [name_of(room) for room in rooms if "discord" in {package for package, _ in imported(room)}]


def test_the_command_line_runs_the_bot_and_knows_nothing_else_of_it() -> None:
    """The two faces have in common what is below both; neither is changed for the other's sake."""
    rooms = [room for room in ROOMS if level_of(room) == "cli" and imported_of_bot(room) & DISCORD_ONLY]
    assert [name_of(room) for room in rooms] == ["cli/run.py"]


@pytest.mark.parametrize("folder", sorted({room.parent for room in ROOMS} - {ROOT}), ids=name_of)
def test_a_folder_says_what_it_is(folder: Path) -> None:
    """In the docstring of its `__init__.py`. Only the two faces gather there what is in them."""
    docstring, *code = ast.parse((folder / "__init__.py").read_text(encoding="utf-8")).body
    assert isinstance(docstring, ast.Expr)
    assert not code or folder.name in ("cli", "commands")

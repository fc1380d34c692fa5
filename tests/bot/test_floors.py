"""The floors of `bot/`: imports go down only, so that a room can be understood with what is below it alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bot

ROOT = Path(bot.__file__).parent
LEVELS = (
    "wording", "provenance", "wire", "days", "courtesy",
    "work", "fetching", "sources", "feeds",
    "serving", "cards", "delivery", "tasks", "translations", "commands", "client",
    "settings", "compose", "bench", "cli", "__main__",
)  # fmt: skip
"""From the lowest up: folders, and the rooms at the top of `bot/`. All of them."""
CLI_LEVELS = (
    "drawing", "outputs", "event_loop", "failing", "adding", "json_lines", "evaluation", "article_ids", "session",
    "filters", "polling", "batch", "invite", "running", "commands",
)  # fmt: skip
"""The floors of the command line in the same way. All of them."""
WITHOUT_DISCORD = LEVELS[: LEVELS.index("serving")]
"""What both faces use."""
DISCORD_ONLY = {"serving", "cards", "delivery", "tasks", "translations", "commands"}
"""What the command line has nothing to do with, but for the one command that runs the bot."""
ROOMS = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")
CLI = ROOT / "cli"
CLI_ROOMS = [room for room in ROOMS if room.is_relative_to(CLI) and room != CLI / "__init__.py"]


def name_of(room: Path) -> str:
    """Return a room's name as it is told in a test: its path in `bot/`."""
    return room.relative_to(ROOT).as_posix()


def level_of(room: Path, house: Path = ROOT) -> str:
    """Return the folder of a house that a room is in, or the name of a room at the top."""
    return room.relative_to(house).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return what a room imports, with all dots: late imports too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return found


def imported_of(package: str, path: Path) -> set[str]:
    """Return what a room imports of a package, "bot" or "bot.cli": folders and rooms at its top."""
    inside = f"{package}."
    return {name.removeprefix(inside).partition(".")[0] for name in imported(path) if name.startswith(inside)}


@pytest.mark.parametrize("room", ROOMS, ids=name_of)
def test_a_room_imports_only_what_is_below_it(room: Path) -> None:
    """Its own floor and the floors under it. A room or folder that has no floor yet is given one in `LEVELS`."""
    assert imported_of("bot", room) <= {*LEVELS[: LEVELS.index(level_of(room)) + 1]}


@pytest.mark.parametrize("room", CLI_ROOMS, ids=name_of)
def test_a_room_of_the_command_line_imports_only_what_is_below_it(room: Path) -> None:
    """The same within its own house."""
    assert imported_of("bot.cli", room) <= {*CLI_LEVELS[: CLI_LEVELS.index(level_of(room, CLI)) + 1]}


def test_every_floor_is_there() -> None:
    """The lists above tell where to look for a room, so they name nothing that has gone."""
    assert {level_of(room) for room in ROOMS} == set(LEVELS)
    assert {level_of(room, CLI) for room in CLI_ROOMS} == set(CLI_LEVELS)


@pytest.mark.parametrize("level", WITHOUT_DISCORD)
def test_what_both_faces_use_knows_no_discord(level: str) -> None:
    """The command line opens pages and polls feeds without it."""
    rooms = [room for room in ROOMS if level_of(room) == level]
    assert not [name_of(room) for room in rooms if any(name.partition(".")[0] == "discord" for name in imported(room))]


def test_the_command_line_runs_the_bot_and_knows_nothing_else_of_it() -> None:
    """The two faces have in common what is below both; neither is changed for the other's sake."""
    rooms = [room for room in ROOMS if level_of(room) == "cli" and imported_of("bot", room) & DISCORD_ONLY]
    assert [name_of(room) for room in rooms] == ["cli/commands/run.py", "cli/running.py"]


@pytest.mark.parametrize("folder", sorted({room.parent for room in ROOMS} - {ROOT}), ids=name_of)
def test_a_folder_says_what_it_is(folder: Path) -> None:
    """In the docstring of its `__init__.py`. Only the two faces gather there what is in them."""
    docstring, *code = ast.parse((folder / "__init__.py").read_text(encoding="utf-8")).body
    assert isinstance(docstring, ast.Expr)
    assert not code or folder.name in ("cli", "commands")

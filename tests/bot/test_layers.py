"""The layers of `bot/`: imports go down only, so that a module can be understood with what is below it alone."""

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
"""From the lowest up: folders, and the modules at the top of `bot/`. All of them."""
CLI_LEVELS = (
    "drawing", "outputs", "event_loop", "failing", "adding", "json_lines", "evaluation", "article_ids", "session",
    "filters", "polling", "batch", "invite", "checks", "running", "commands",
)  # fmt: skip
"""The layers of the command line in the same way. All of them."""
WITHOUT_DISCORD = LEVELS[: LEVELS.index("serving")]
"""What both interfaces use."""
DISCORD_ONLY = {"serving", "cards", "delivery", "tasks", "translations", "commands"}
"""What the command line has nothing to do with, but for the one command that runs the bot."""
MODULES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")
CLI = ROOT / "cli"
CLI_MODULES = [module for module in MODULES if module.is_relative_to(CLI) and module != CLI / "__init__.py"]


def name_of(module: Path) -> str:
    """Return a module's name as it is told in a test: its path in `bot/`."""
    return module.relative_to(ROOT).as_posix()


def level_of(module: Path, folder: Path = ROOT) -> str:
    """Return the layer of a module: the first folder below `folder`, or the name of a module at the top."""
    return module.relative_to(folder).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return what a module imports, with all dots: late imports too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return found


def imported_of(package: str, path: Path) -> set[str]:
    """Return what a module imports of a package, "bot" or "bot.cli": folders and modules at its top."""
    inside = f"{package}."
    return {name.removeprefix(inside).partition(".")[0] for name in imported(path) if name.startswith(inside)}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_imports_only_what_is_below_it(module: Path) -> None:
    """Its own layer and the layers under it. A module or folder that has no layer yet is given one in `LEVELS`."""
    assert imported_of("bot", module) <= {*LEVELS[: LEVELS.index(level_of(module)) + 1]}


@pytest.mark.parametrize("module", CLI_MODULES, ids=name_of)
def test_a_module_of_the_command_line_imports_only_what_is_below_it(module: Path) -> None:
    """The same within its own folder."""
    assert imported_of("bot.cli", module) <= {*CLI_LEVELS[: CLI_LEVELS.index(level_of(module, CLI)) + 1]}


def test_every_layer_is_there() -> None:
    """The lists above tell where to look for a module, so they name nothing that has gone."""
    assert {level_of(module) for module in MODULES} == set(LEVELS)
    assert {level_of(module, CLI) for module in CLI_MODULES} == set(CLI_LEVELS)


@pytest.mark.parametrize("level", WITHOUT_DISCORD)
def test_what_both_interfaces_use_knows_no_discord(level: str) -> None:
    """The command line opens pages and polls feeds without it."""
    modules = [module for module in MODULES if level_of(module) == level]
    assert not [
        name_of(module) for module in modules if any(name.partition(".")[0] == "discord" for name in imported(module))
    ]


def test_the_command_line_runs_the_bot_and_knows_nothing_else_of_it() -> None:
    """The two interfaces have in common what is below both; neither is changed for the other's sake."""
    modules = [module for module in MODULES if level_of(module) == "cli" and imported_of("bot", module) & DISCORD_ONLY]
    assert [name_of(module) for module in modules] == ["cli/commands/run.py", "cli/running.py"]


@pytest.mark.parametrize("folder", sorted({module.parent for module in MODULES} - {ROOT}), ids=name_of)
def test_a_folder_says_what_it_is(folder: Path) -> None:
    """In the docstring of its `__init__.py`. Only the two interfaces gather there what is in them."""
    docstring, *code = ast.parse((folder / "__init__.py").read_text(encoding="utf-8")).body
    assert isinstance(docstring, ast.Expr)
    assert not code or folder.name in ("cli", "commands")

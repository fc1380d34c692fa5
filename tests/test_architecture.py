"""docs/architecture.md shows the code as it is."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bot.test_layers import CLI_LEVELS
from tests.bot.test_layers import LEVELS as BOT_LEVELS
from tests.index.test_layers import LEVELS as INDEX_LEVELS

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
GATHERED = ("index", "bot", "bot/cli")
"""Where every module has a line; of other folders the folder has."""


def _drawn() -> list[str]:
    """Return the paths of the tree, folders with their slash."""
    open_, found = list[str](), list[str]()
    for indent, name in re.findall(r"^( *)(\S+) ", DOCUMENT.split("```")[1], re.MULTILINE):
        open_[len(indent) // 2 :] = [name]
        found.append("".join(open_))
    return found


def test_the_tree_has_every_folder_and_module_and_nothing_that_is_gone() -> None:
    """Each once."""
    folders = {path.parent for name in ("index", "bot") for path in (ROOT / name).rglob("*.py")}
    there = {f"{folder.relative_to(ROOT).as_posix()}/" for folder in folders}
    modules = [path for name in GATHERED for path in (ROOT / name).glob("*.py") if path.name != "__init__.py"]
    there |= {module.relative_to(ROOT).as_posix() for module in modules}
    assert sorted(_drawn()) == sorted(there)


def test_the_arrows_are_those_that_the_tests_hold() -> None:
    """From the lowest layer up."""
    for levels in (INDEX_LEVELS, BOT_LEVELS, CLI_LEVELS):
        assert f"`{' < '.join(levels)}`" in DOCUMENT


def test_what_is_above_in_the_tree_is_above_in_the_code() -> None:
    """The tree is read from the top down."""
    drawn = _drawn()
    for folder, levels in (("index/", INDEX_LEVELS), ("bot/", BOT_LEVELS), ("bot/cli/", CLI_LEVELS)):
        inside = [path.removeprefix(folder).removesuffix("/").removesuffix(".py") for path in drawn]
        shown = [name for path, name in zip(drawn, inside, strict=True) if path.startswith(folder) and name in levels]
        assert list(reversed(shown)) == list(levels), folder


def test_every_place_that_is_named_is_there() -> None:
    """Where a change goes, too."""
    named = set(re.findall(r"`((?:index|bot|tests|docs)/[\w./]*)`", DOCUMENT))
    assert len(named) > 20
    assert {name for name in named if not (ROOT / name).exists()} == set()

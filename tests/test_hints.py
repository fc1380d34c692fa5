"""Hints are written in one way, since they stand behind a message in a terminal, on Discord and in JSON."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.running import DiscordError
from bot.wording import capitalised
from index.errors import ArticlebotError

ROOT = Path(__file__).parents[1]
MODULES = [path for name in ("index", "bot") for path in (ROOT / name).rglob("*.py") if "training" not in path.parts]


def _kinds(kind: type[ArticlebotError]) -> set[str]:
    return {kind.__name__}.union(*map(_kinds, kind.__subclasses__()))


KINDS = _kinds(ArticlebotError) | _kinds(DiscordError)


def _hints(module: Path) -> Iterator[str]:
    """Yield the hints that are written beside the errors of a module, or in a constant there; … for what is put in."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
            for each in node.args[1:2]:
                value = constants.get(each.id) if isinstance(each, ast.Name) else each
                if isinstance(value, ast.Constant):
                    yield str(value.value)
                elif isinstance(value, ast.JoinedStr):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in value.values)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(ROOT).as_posix())
def test_a_hint_is_a_part_of_a_sentence(module: Path) -> None:
    """It begins with a small letter, unless with the name of a setting, and has no stop at its end."""
    for hint in _hints(module):
        first = hint.partition(" ")[0]
        assert first == first.lower() or "_" in first, hint
        assert not hint.endswith(".") or hint.endswith(("-e .", "=...")), hint


def test_a_command_begins_as_it_is_typed() -> None:
    """Also where a sentence begins with it."""
    assert [capitalised(each) for each in ("pip install x", "articlebot list", ".env is", "try it")] == [
        "pip install x",
        "articlebot list",
        ".env is",
        "Try it",
    ]

"""The layers of `index/`: imports go down only, so that a module can be understood with what is below it alone."""

from __future__ import annotations

import ast
import pkgutil
import re
from pathlib import Path

import pytest

import index

ROOT = Path(index.__file__).parent
LEVELS = ("text", "models", "weights", "questions", "highlights", "reading", "quotes", "retrieval", "storage")
"""From the lowest up. Below all of them are `VALUES`; above all of them is what lies at the top of `index/`."""
VALUES = ("article", "errors", "feed", "filters")
MODULES = sorted(path for level in LEVELS for path in (ROOT / level).glob("*.py"))


def imported(path: Path) -> set[str]:
    """Return what a module imports of `index`: the first name behind `index.`, of all its imports, late ones too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            first, *rest = node.module.split(".")
            if first == "index":
                found |= {rest[0]} if rest else {each.name for each in node.names}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: f"{module.parent.name}/{module.name}")
def test_a_module_imports_only_what_is_below_it(module: Path) -> None:
    """Its own layer, the layers under it and the values; nothing of the top, of `bench` or of `training`."""
    allowed = {*VALUES, *LEVELS[: LEVELS.index(module.parent.name) + 1]}
    assert imported(module) <= allowed


@pytest.mark.parametrize("name", VALUES)
def test_the_values_know_nothing_above_them(name: str) -> None:
    """They are what is handed from layer to layer."""
    assert imported(ROOT / f"{name}.py") <= set(VALUES)


def test_the_library_imports_neither_interface_nor_discord() -> None:
    """It can be used by any program."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            assert not {name.split(".")[0] for name in names} & {"bot", "discord"}, path


def test_the_entry_points_are_where_the_library_says() -> None:
    """Its docstring names them, and imports none: who needs the errors does not wait for the models."""
    docstring, *code = ast.parse(Path(index.__file__).read_text(encoding="utf-8")).body
    imported = [node for node in code if isinstance(node, ast.Import | ast.ImportFrom)]
    entry_points = re.findall(r"`(index\.[\w.]+)`", index.__doc__ or "")
    assert isinstance(docstring, ast.Expr)
    assert [ast.unparse(node) for node in imported] == ["import os"]
    assert {"index.library.Library", "index.collection.Collection"} < set(entry_points)
    assert all(pkgutil.resolve_name(each) for each in entry_points)

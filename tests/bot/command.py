"""The real `articlebot` command, run in the process, and two small articles to run it on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import cli

SEEDS = Path(__file__).parents[2] / "seeds"

CORPUS: list[dict[str, Any]] = [
    {
        "id": "bridge",
        "title": "A bridge for Lindau",
        "url": "https://example.org/bridge?x=1",
        "published": "2025-03-01",
        "text": "The town of Lindau opened a new bridge on Saturday. It was designed by Marta Keller and cost "
        "4.2 million euros. Cyclists - and walkers - may use it, lorries may not.",
    },
    {
        "id": "library",
        "title": "Night library",
        "url": None,
        "published": "2025-06-10",
        "text": "The city library of Graz will stay open until midnight from July on. Its director, Paul Novak, "
        "said that students had asked for it for years.",
    },
]


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    """Run `articlebot` with these arguments."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin, prog_name="articlebot")


def output(result: Result) -> Any:
    """Return the one JSON value on standard output."""
    return json.loads(result.stdout)


def fault(result: Result) -> dict[str, str]:
    """Return the error object on standard error."""
    error = json.loads(result.stderr)["error"]
    assert set(error) == {"code", "message", "hint"}
    return dict(error)

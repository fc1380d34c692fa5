"""The tree of errors is as its docstring draws it."""

from __future__ import annotations

import re

import bot.cli.running
from index import errors
from index.errors import ArticlebotError


def _branches(kind: type[ArticlebotError], depth: int = 1) -> list[tuple[int, str, str, int]]:
    """Return what comes of a class, as it is drawn: depth, name, code and exit code, class by class."""
    found = []
    for each in kind.__subclasses__():
        found += [(depth, each.__name__, each.code, each.exit_code), *_branches(each, depth + 1)]
    return found


def test_the_tree_is_drawn_as_it_is() -> None:
    """Each class under its base, with its code and its exit code; that of Discord's side too."""
    assert issubclass(bot.cli.running.DiscordError, ArticlebotError)
    drawn = re.findall(r"^    ([│ ]*)[├└]── (\w+) +(\w+) +(\d)", errors.__doc__ or "", re.MULTILINE)
    assert [(1 + len(lines) // 4, name, code, int(end)) for lines, name, code, end in drawn] == _branches(
        ArticlebotError
    )


def test_each_code_says_one_kind_of_error() -> None:
    """Programs tell errors apart by it."""
    codes = [code for _, _, code, _ in _branches(ArticlebotError)]
    assert len(set(codes)) == len(codes)
    assert ArticlebotError.code not in codes

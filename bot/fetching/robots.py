"""robots.txt as in RFC 9309: which paths of a site our user agent may request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

PRODUCT = "articlebot"
"""Our name in robots.txt files."""

MAX_BYTES = 500 * 1024
"""How many bytes of a robots.txt are read: the least that RFC 9309 asks for."""

_MOST_RULES = 10_000

MOST_WORK = 400_000_000
"""The most work: characters of a path times characters of rules with stars. 0.45 ns each at worst, 0.2 s in all."""

_KEY = re.compile(r"[A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for us: patterns of paths, and whether each allows them."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, path: str) -> bool:
        """Tell whether a path with its query may be requested: the longest matching rule decides; without one, it may.

        Matching a star takes up to the product of both lengths. If all rules with stars that begin as the path does
        would take over `MOST_WORK`, none is tried and the path is refused: with half a megabyte of such rules, in
        ASCII, this takes a path of over 800 characters.
        """
        asked = _normal(path)
        if asked.partition("?")[0] == "/robots.txt":
            return True
        starred = sum(len(rule) for rule, _ in self.rules if _begins(rule, asked))
        if starred * len(asked) > MOST_WORK:
            return False
        best = max(((len(rule), allowed) for rule, allowed in self.rules if _fits(rule, asked)), default=(0, True))
        return best[1]


def parsed(text: str) -> Robots:
    """Return the rules for `PRODUCT`: those of all groups that name it, else those for everybody."""
    own: list[tuple[str, bool]] = []
    everybody: list[tuple[str, bool]] = []
    named = False
    for agents, rules in _groups(text):
        if any(_product(agent) == PRODUCT for agent in agents):
            named = True
            own += rules
        elif "*" in agents:
            everybody += rules
    return Robots(tuple((own if named else everybody)[:_MOST_RULES]))


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, bool]]]]:
    """Yield the user agents and the rules of each group; other lines do not end a group."""
    agents: list[str] = []
    rules: list[tuple[str, bool]] = []
    for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")):
        key, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if not colon or not _KEY.fullmatch(key):
            continue
        key = key.lower()
        if key == "user-agent":
            if rules:
                yield agents, rules
                agents, rules = [], []
            agents.append(value.lower())
        elif key in ("allow", "disallow") and agents:
            # An empty rule has no effect, but it ends the list of a group's names.
            rules.append((_normal(value), key == "allow") if value else ("", True))
    if agents:
        yield agents, rules


def _product(agent: str) -> str:
    """Return the product of a user-agent line, without a version or anything after a space."""
    match = re.match(r"[a-z_-]+", agent)
    return match[0] if match else ""


def _normal(path: str) -> str:
    """Return a path in a normal form of percent-encoding; an escaped /, * or $ stays escaped."""
    kept = re.sub(rb"%(2[Ff]|2[Aa]|24)", lambda match: b"%25" + match[1].upper(), path.encode("utf-8", "replace"))
    return quote(unquote_to_bytes(kept), safe="/*$?=&;:@!'(),+~-._%")


def _begins(rule: str, path: str) -> bool:
    """Tell whether a rule has a star, and the path begins with what stands before it."""
    first, star, _ = rule.partition("*")
    return bool(star) and path.startswith(first)


def _fits(rule: str, path: str) -> bool:
    """Tell whether a path matches a rule. One pass, no regular expression: rules come from strangers."""
    anchored = rule.endswith("$")
    first, *rest = (rule[:-1] if anchored else rule).split("*")
    if not rule or not path.startswith(first):
        return False
    if not rest:
        return not anchored or path == first
    at = len(first)
    for part in rest[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = rest[-1]
    if anchored:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0

"""What Discord refuses in an application's commands although its OpenAPI does not say so."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.discord.rules import units

JSON = dict[str, Any]
LOCALES = frozenset(
    [
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
    ]
)
SUBCOMMAND, GROUP, STRING = 1, 2, 3
_MOST = {1: 100, 2: 15, 3: 15}


def command_problems(commands: Sequence[JSON]) -> Iterator[str]:
    """Yield what is wrong with the whole list of an application's commands."""
    kinds = Counter(command.get("type") or 1 for command in commands)
    for kind, count in kinds.items():
        if count > _MOST.get(kind, 1):
            yield f"more than {_MOST.get(kind, 1)} commands of type {kind}"
    for command in commands:
        kind = command.get("type") or 1
        if kind == 1:
            yield from _described(command, command["name"])
            yield from _options(command.get("options") or [], command["name"], depth=0)
            if _size(command) > 8000:
                yield f"{command['name']}: Command exceeds maximum size (8000)"
        else:
            yield from _menu(command)
        if "contexts" in command and command["contexts"] is not None and not command["contexts"]:
            yield f"{command['name']}: contexts: This field is required"
    for kind in kinds:
        yield from _repeated([each for each in commands if (each.get("type") or 1) == kind], "Application command")


def _menu(command: JSON) -> Iterator[str]:
    names = [command["name"], *(command.get("name_localizations") or {}).values()]
    for name in names:
        if not 1 <= units(name) <= 32 or name != name.strip():
            yield f"{name!r}: Must be between 1 and 32 in length."
    if command.get("description") or command.get("options"):
        yield f"{command['name']}: a context menu has no description and no options"
    yield from _locales(command, command["name"])


def _described(part: JSON, place: str) -> Iterator[str]:
    for name in [part["name"], *(part.get("name_localizations") or {}).values()]:
        if not _is_name(name):
            yield f"{place}: {name!r} is not a name: 1 to 32 lower-case letters, digits, - and _"
    for text in [part.get("description") or "", *(part.get("description_localizations") or {}).values()]:
        if not 1 <= units(text.strip()) <= 100:
            yield f"{place}: description: Must be between 1 and 100 in length."
    yield from _locales(part, place)


def _locales(part: JSON, place: str) -> Iterator[str]:
    for name in ("name_localizations", "description_localizations"):
        unknown = set(part.get(name) or {}) - LOCALES
        if unknown:
            yield f"{place}: {name}: {sorted(unknown)} are not locales"


def _is_name(name: str) -> bool:
    r"""Check a name against ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, in lower case."""
    return 1 <= units(name) <= 32 and name == name.lower() and all(map(_is_letter, name))


def _is_letter(letter: str) -> bool:
    return (
        letter in "-_'"
        or unicodedata.category(letter)[0] in "LN"
        or unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))
    )


def _options(options: Sequence[JSON], place: str, depth: int) -> Iterator[str]:
    if len(options) > 25:
        yield f"{place}: Must be 25 or fewer in length."
    kinds = {option["type"] for option in options}
    if kinds & {SUBCOMMAND, GROUP} and kinds - {SUBCOMMAND, GROUP}:
        yield f"{place}: Sub-command and sub-command group option types are mutually exclusive to all other types"
    yield from _repeated(options, f"{place}: Option")
    optional = False
    for option in options:
        here = f"{place} {option['name']}"
        yield from _described(option, here)
        if option["type"] in (SUBCOMMAND, GROUP):
            if depth > 1 or (option["type"] == GROUP and depth > 0):
                yield f"{here}: it lies too deep"
            if option["type"] == GROUP and not option.get("options"):
                yield f"{here}: a group needs subcommands"
            yield from _options(option.get("options") or [], here, depth + 1)
            continue
        if option.get("required") and optional:
            yield f"{here}: Required options must be placed before non-required options"
        optional = optional or not option.get("required")
        yield from _option(option, here)


def _option(option: JSON, place: str) -> Iterator[str]:
    choices = option.get("choices") or []
    if option.get("autocomplete") and choices:
        yield f"{place}: autocomplete and choices are mutually exclusive"
    if len(choices) > 25:
        yield f"{place}: choices: Must be 25 or fewer in length."
    yield from _repeated(choices, f"{place}: Choice")
    for choice in choices:
        for name in ("name", "value"):
            if isinstance(choice[name], str) and not 1 <= units(choice[name]) <= 100:
                yield f"{place}: choices: {name} must be between 1 and 100 in length."
        yield from _locales(choice, place)
    for low, high in (("min_value", "max_value"), ("min_length", "max_length")):
        if option.get(low) is not None and option.get(high) is not None and option[low] > option[high]:
            yield f"{place}: {low} is above {high}"


def _repeated(parts: Sequence[JSON], what: str) -> Iterator[str]:
    """Names must be unique among their kind, and in each locale as well."""
    for locale in [None, *sorted({each for part in parts for each in part.get("name_localizations") or {}})]:
        names = Counter((part.get("name_localizations") or {}).get(locale, part["name"]) for part in parts)
        for name, count in names.items():
            if count > 1:
                yield f"{what} names must be unique: {name!r} ({locale or 'default'})"


def _size(part: JSON) -> int:
    """Count name, description and values of a command and everything below it, each in its longest translation."""
    longest = sum(
        max(map(units, [part.get(name) or "", *(part.get(f"{name}_localizations") or {}).values()]))
        for name in ("name", "description")
    )
    values = sum(units(str(choice["value"])) + units(choice["name"]) for choice in part.get("choices") or [])
    return longest + values + sum(_size(option) for option in part.get("options") or [])

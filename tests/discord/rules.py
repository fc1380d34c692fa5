"""What Discord refuses in a message or modal although its OpenAPI does not say so, and two rules of this project.

Lengths are counted in UTF-16 units, as by Discord's clients; its servers count characters, so what passes here passes
both. The project's rules forbid embeds with the same URL (Discord merges them, and a quote would vanish), and text
that would ping somebody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

JSON = dict[str, Any]

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SILENT, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 12, 1 << 15
_SENDABLE = SUPPRESS_EMBEDS | SILENT | COMPONENTS_V2
_EMBED = {"title": 256, "description": 4096}
_PARTS = {("footer", "text"): 2048, ("author", "name"): 256}
_FIELD = {"name": 256, "value": 1024}
_EVERYONE = re.compile(r"@(everyone|here)")
_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message_problems(body: JSON, *, flags: int = 0, may_be_ephemeral: bool = False) -> Iterator[str]:
    """Yield what is wrong with the body of a message; `flags` are the present ones if it is an edit."""
    asked = body.get("flags") or 0
    if asked & ~(_SENDABLE | (EPHEMERAL if may_be_ephemeral else 0)):
        yield f"flags: {asked} holds flags that may not be set here"
    content, components = body.get("content") or "", body.get("components") or []
    if units(content) > 2000:
        yield "content: Must be 2000 or fewer in length."
    if "\0" in content:
        yield "content: it holds a null character"
    yield from embed_problems(body.get("embeds") or [])
    if (asked | flags) & COMPONENTS_V2:
        if content or body.get("embeds"):
            yield "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2"
    elif any(component["type"] != 1 for component in components):
        yield "components: only rows may be used without MessageFlags.IS_COMPONENTS_V2"
    elif len(components) > 5:
        yield "components: Must be 5 or fewer in length."
    yield from component_problems(components)
    yield from ping_problems(content, body.get("allowed_mentions"))


def embed_problems(embeds: Sequence[JSON]) -> Iterator[str]:
    """Yield what is wrong with the embeds of one message."""
    total = 0
    for number, embed in enumerate(embeds):
        texts = [(f"embeds[{number}].{name}", embed.get(name), most) for name, most in _EMBED.items()]
        for (part, name), most in _PARTS.items():
            texts.append((f"embeds[{number}].{part}.{name}", (embed.get(part) or {}).get(name), most))
        for index, field in enumerate(embed.get("fields") or []):
            for name, most in _FIELD.items():
                place = f"embeds[{number}].fields[{index}].{name}"
                texts.append((place, field.get(name), most))
                if not (field.get(name) or "").strip():
                    yield f"{place}: This field is required"
        for place, text, most in texts:
            length = units(text or "")
            total += length
            if length > most:
                yield f"{place}: Must be {most} or fewer in length."
        if len(embed.get("fields") or []) > 25:
            yield f"embeds[{number}].fields: Must be 25 or fewer in length."
        if not (set(embed) - {"type", "color", "flags", "url", "timestamp"} or embed.get("timestamp")):
            yield f"embeds[{number}]: it shows nothing"
    if total > 6000:
        yield f"embeds: Embed size exceeds maximum size of 6000 ({total})"
    repeated = [url for url, count in Counter(embed.get("url") for embed in embeds).items() if url and count > 1]
    if repeated:
        yield f"embeds: {repeated[0]} is the URL of several embeds, which Discord would merge into one"


def component_problems(components: Sequence[JSON]) -> Iterator[str]:
    """Yield what is wrong with the components of a message or modal."""
    parts = list(walk(components))
    if len(parts) > 40:
        yield "components: Must be 40 or fewer in all."
    repeated = [name for name, count in Counter(part.get("custom_id") for part in parts).items() if name and count > 1]
    if repeated:
        yield f"components: Component custom id cannot be duplicated: {repeated[0]}"
    for part in parts:
        kind = part["type"]
        if part.get("custom_id") is not None and not 1 <= units(part["custom_id"]) <= 100:
            yield "components: custom_id must be between 1 and 100 in length."
        if kind == 1:
            yield from _row_problems(part["components"])
        elif kind == 2:
            yield from _button_problems(part)
        elif kind in (3, 5, 6, 7, 8):
            yield from _select_problems(part)
        elif kind == 4 and (part.get("min_length") or 0) > (part.get("max_length") or 4000):
            yield "components: min_length is above max_length"
        elif kind == 18 and units(part["label"]) > 45:
            yield "components: a label must be 45 or fewer in length."


def _row_problems(parts: Sequence[JSON]) -> Iterator[str]:
    kinds = {part["type"] for part in parts}
    if not 1 <= len(parts) <= 5:
        yield "components: a row holds 1 to 5 components"
    if kinds != {2} and len(parts) > 1:
        yield "components: a row holds buttons, or one select or text input alone"


def _button_problems(part: JSON) -> Iterator[str]:
    label, style = part.get("label") or "", part["style"]
    if units(label) > 80:
        yield "components: a button's label must be 80 or fewer in length."
    if style != 6 and not label.strip() and not part.get("emoji"):
        yield "components: a button needs a label or an emoji"
    if style == 5 and (not part.get("url") or part.get("custom_id")):
        yield "components: a link button has a url and no custom_id"
    if style in (1, 2, 3, 4) and (not part.get("custom_id") or part.get("url")):
        yield "components: a button has a custom_id and no url"


def _select_problems(part: JSON) -> Iterator[str]:
    least, most = part.get("min_values"), part.get("max_values")
    least, most = 1 if least is None else least, 1 if most is None else most
    if least > most:
        yield "components: min_values is above max_values"
    if units(part.get("placeholder") or "") > 150:
        yield "components: placeholder must be 150 or fewer in length."
    if part["type"] != 3:
        return
    options = part["options"]
    if not 1 <= len(options) <= 25:
        yield "components: a select has 1 to 25 options"
    if most > len(options):
        yield "components: max_values is above the number of options"
    if sum(bool(option.get("default")) for option in options) > most:
        yield "components: more options are chosen than may be"
    if any(count > 1 for count in Counter(option["value"] for option in options).values()):
        yield "components: an option's value is repeated"
    for option in options:
        for name in ("label", "value", "description"):
            if units(option.get(name) or "") > 100 or (name != "description" and not option[name]):
                yield f"components: an option's {name} must be between 1 and 100 in length."


def ping_problems(content: str, allowed: JSON | None) -> Iterator[str]:
    """Yield whom the content would ping: Discord allows it, this project never does."""
    if allowed is None:
        allowed = {"parse": ["users", "roles", "everyone"]}
    parse = set(allowed.get("parse") or ())
    for name in ("users", "roles"):
        if name in parse and allowed.get(name):
            yield f"allowed_mentions: parse:[{name}] and {name}: [ids...] are mutually exclusive."
    if "everyone" in parse and _EVERYONE.search(content):
        yield "content: it would ping everyone"
    for name, pattern in (("users", _USER), ("roles", _ROLE)):
        named = {str(each) for each in allowed.get(name) or ()}
        for found in pattern.findall(content):
            if name in parse or found in named:
                yield f"content: it would ping {found}"


def is_empty(body: JSON, attachments: int) -> bool:
    """Tell whether a message would show nothing at all."""
    return not (
        (body.get("content") or "").strip()
        or body.get("embeds")
        or attachments
        or any(part["type"] != 1 for part in body.get("components") or [])
        or body.get("sticker_ids")
        or body.get("poll")
    )


def modal_problems(data: JSON) -> Iterator[str]:
    """Yield what is wrong with a modal."""
    if not 1 <= units(data["title"]) <= 45:
        yield "title: Must be between 1 and 45 in length."
    if not 1 <= len(data["components"]) <= 5:
        yield "components: Must be between 1 and 5 in length."
    yield from component_problems(data["components"])
    if any(part["type"] == 2 for part in walk(data["components"])):
        yield "components: a modal has no buttons"


def choice_problems(choices: Sequence[JSON]) -> Iterator[str]:
    """Yield what is wrong with the choices of an autocomplete."""
    if len(choices) > 25:
        yield "choices: Must be 25 or fewer in length."
    for choice in choices:
        for name in ("name", "value"):
            value = choice.get(name)
            if isinstance(value, str) and not 1 <= units(value) <= 100:
                yield f"choices: {name} must be between 1 and 100 in length."


def walk(components: Sequence[JSON]) -> Iterator[JSON]:
    """Yield every component of a tree."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        if component.get("component"):
            yield from walk([component["component"]])
        if component.get("accessory"):
            yield from walk([component["accessory"]])

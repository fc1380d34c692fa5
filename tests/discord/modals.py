"""Forms as a client fills them in: the fields of a modal and the choices of a menu, within their limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.discord.options import NotOffered, Upload, resolve
from tests.discord.server import LocalDiscord
from tests.discord.state import Channel, Role, User

JSON = dict[str, Any]
TEXT, LABEL, DISPLAY, FILES = 4, 18, 10, 19
_KINDS: dict[int, type | tuple[type, ...]] = {5: User, 6: Role, 7: (User, Role), 8: Channel, FILES: Upload}


def chosen(discord: LocalDiscord, channel: Channel, menu: JSON, values: Sequence[object]) -> JSON:
    """Return the values of a menu, with the things that they name. Raises NotOffered."""
    least, most = menu.get("min_values"), menu.get("max_values")
    least = 1 if least is None else least
    if not least <= len(values) <= (1 if most is None else most):
        raise NotOffered(f"the menu takes {least} to {most} values, not {len(values)}")
    if menu["type"] == 3:
        known = {option["value"] for option in menu["options"]}
        by_label = {option["label"]: option["value"] for option in menu["options"]}
        picked = [by_label.get(str(value), value) for value in values]
        if unknown := set(picked) - known:
            raise NotOffered(f"the menu has no {unknown}")
        return {"values": picked}
    resolved: JSON = {}
    for value in values:
        if not isinstance(value, _KINDS[menu["type"]]):
            raise NotOffered(f"the menu takes no {value!r}")
    ids = [resolve(discord, channel, value, resolved) for value in values]
    return {"values": ids} | ({"resolved": resolved} if resolved else {})


def filled(discord: LocalDiscord, channel: Channel, modal: JSON, values: Mapping[str, object]) -> JSON:
    """Return a modal as it is submitted, its fields named by label or custom id. Raises NotOffered."""
    left = dict(values)
    resolved: JSON = {}
    components = []
    for top in modal["components"]:
        if top["type"] == DISPLAY:
            components.append({"type": DISPLAY, "id": top.get("id", 0)})
            continue
        fields = [top["component"]] if top["type"] == LABEL else top["components"]
        sent = [_field(discord, channel, top, field, left, resolved) for field in fields]
        inside = {"component": sent[0]} if top["type"] == LABEL else {"components": sent}
        components.append({"type": top["type"], "id": top.get("id", 0), **inside})
    if left:
        raise NotOffered(f"the modal has no fields {sorted(left)}")
    return {"custom_id": modal["custom_id"], "components": components} | ({"resolved": resolved} if resolved else {})


def _field(
    discord: LocalDiscord, channel: Channel, top: JSON, field: JSON, left: dict[str, object], resolved: JSON
) -> JSON:
    names = [name for name in (top.get("label"), field.get("label"), field["custom_id"]) if name in left]
    given = left.pop(names[0]) if names else None
    body: JSON = {"type": field["type"], "id": field.get("id", 0), "custom_id": field["custom_id"]}
    required = field.get("required")
    required = True if required is None else required
    if field["type"] == TEXT:
        text = str(field.get("value") or "") if given is None else str(given)
        name = top.get("label") or field.get("label")
        if required and not text.strip():
            raise NotOffered(f"the field {name!r} must be filled in")
        if text and not (field.get("min_length") or 0) <= len(text) <= (field.get("max_length") or 4000):
            raise NotOffered(f"the field {name!r} takes no {len(text)} letters")
        return body | {"value": text}
    if given is None and not required:
        return body | {"values": []}
    picked = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
    sent = chosen(discord, channel, field, picked)
    for kind, things in sent.pop("resolved", {}).items():
        resolved.setdefault(kind, {}).update(things)
    return body | sent

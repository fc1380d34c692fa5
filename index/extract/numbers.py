"""What numbers the items of an ordered list bear, by its `start`, its `reversed` and the `value` of an item."""

from __future__ import annotations

import re

from lxml import etree

_NUMBER = re.compile(r"\s*([-+]?\d{1,9})\s*", re.ASCII)


def number_items(root: etree._Element) -> None:
    """Write its number into the `rend` of each item of the ordered lists in a tree.

    There `number_of` finds it, and trafilatura, which keeps nothing else of an item, leaves it.
    """
    for ordered in root.iter("ol"):
        items = [item for item in ordered if item.tag == "li"]
        backwards = ordered.get("reversed") is not None
        number = _read(ordered.get("start"), len(items) if backwards else 1)
        for item in items:
            number = _read(item.get("value"), number)
            item.set("rend", str(number))
            number += -1 if backwards else 1


def number_of(item: etree._Element) -> int | None:
    """Return the number of an item, None where it bears none."""
    said = _NUMBER.fullmatch(item.get("rend") or "")
    return int(said[1]) if said else None


def _read(said: str | None, otherwise: int) -> int:
    number = _NUMBER.fullmatch(said or "")
    return int(number[1]) if number else otherwise

"""The numbers of the items of ordered lists, from `start`, `reversed` and the `value` of an item."""

from __future__ import annotations

import re

from lxml import etree

_NUMBER = re.compile(r"\s*([-+]?\d{1,9})\s*", re.ASCII)


def number_items(root: etree._Element) -> None:
    """Write the number of each item of the ordered lists in a tree into its `rend`.

    `number_of` finds it there. trafilatura keeps no other attribute of an item.
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
    """Return the number of an item, or None."""
    said = _NUMBER.fullmatch(item.get("rend") or "")
    return int(said[1]) if said else None


def _read(said: str | None, otherwise: int) -> int:
    number = _NUMBER.fullmatch(said or "")
    return int(number[1]) if number else otherwise

"""What elements of a Word document say in their attributes, whatever their namespace: "Strict Open XML" has others."""

from __future__ import annotations

from lxml import etree


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute in the namespace of its element; "" if it has none."""
    return str(element.get(f"{{{etree.QName(element).namespace}}}{name}", ""))


def value(element: etree._Element | None, path: str) -> str | None:
    """Return the value (`val`) that an element inside another one states; "" if it states none, None if it is missing.

    `path` has names without their namespaces: "pPr/numPr".
    """
    inner = None if element is None else element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return None if inner is None else attribute(inner, "val")

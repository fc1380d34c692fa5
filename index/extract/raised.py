"""Superscript figures of an HTML tree stay superscript: "10⁶" is not 106, and "€12¹" (with a note) is not 121."""

from __future__ import annotations

import re

from lxml import etree

_FIGURES = re.compile(r"\s*([+\-−]?\d{1,3}(?:,\s?\d{1,3})*\)?)\s*", re.ASCII)
_RAISED = str.maketrans("0123456789+-−)", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁾")


def raise_figures(root: etree._Element) -> None:
    """Replace each `<sup>` of only figures by superscript characters: without the tag, they would be plain digits."""
    for raised in root.iter("sup"):
        if figures := _FIGURES.fullmatch("".join(raised.itertext())):
            for inner in list(raised):
                raised.remove(inner)
            raised.text = figures[1].translate(_RAISED)

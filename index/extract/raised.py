"""Raised figures of an HTML tree, written as such: "10⁶" is not 106, nor is the price with a note behind it "€12¹"."""

from __future__ import annotations

import re

from lxml import etree

_FIGURES = re.compile(r"\s*([+\-−]?\d{1,3}(?:,\s?\d{1,3})*\)?)\s*", re.ASCII)
_RAISED = str.maketrans("0123456789+-−)", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁾")


def raise_figures(root: etree._Element) -> None:
    """Put raised signs in the place of each `<sup>` of figures alone: once its mark is gone, they were digits."""
    for raised in root.iter("sup"):
        if figures := _FIGURES.fullmatch("".join(raised.itertext())):
            for inner in list(raised):
                raised.remove(inner)
            raised.text = figures[1].translate(_RAISED)

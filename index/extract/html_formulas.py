"""Formulas of an HTML tree (MathML), made readable in a line."""

from __future__ import annotations

from lxml import etree

from index.extract.raised import raised_figures

_PARTS = 2
"""Of a fraction, and of a root with a degree."""
_POWERS = {"msup": 2, "msubsup": 3, "munderover": 3}
"""What has something above it, as the last of so many parts."""


def write_formulas(root: etree._Element) -> None:
    """Make a formula (MathML) readable in a line: in "c²", "1/2" and "³√8", only its place says what a figure is."""
    for power in root.iter(*_POWERS):
        if len(power) != _POWERS[power.tag]:
            continue
        if power.tag == "munderover":  # a sum, from below to above
            _put_together(power[1])
            power[0].tail = "_"
            power.tail = f" {power.tail or ''}"
        if raised_figures(" ".join("".join(power[-1].itertext()).split())):
            power[-1].tag = "sup"
        else:
            _put_together(power[-1])
            power[-2].tail = "^"
    for fraction in root.iter("mfrac"):
        if len(fraction) == _PARTS:
            for part in fraction:
                _put_together(part)
            fraction[0].tail = "/"
    for drawn in root.iter("msqrt", "mroot"):
        under = drawn
        if drawn.tag == "mroot" and len(drawn) == _PARTS:
            under, degree = drawn
            degree.tag = "sup"
            drawn.insert(0, degree)
        _put_together(under)
        under.text = f"√{under.text or ''}"
    for part in root.iter("mtr", "mtd"):
        if part.getnext() is not None:
            part.tail = " "


def _put_together(part: etree._Element) -> None:
    """Put brackets around a part of a formula of more than one sign."""
    if not "".join(part.itertext()).strip().isalnum():
        part.text = f"({part.text or ''}"
        if len(part):
            part[-1].tail = f"{part[-1].tail or ''})"
        else:
            part.text += ")"

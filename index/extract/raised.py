"""Raised figures: powers, and the marks of notes."""

from __future__ import annotations

import re

_FIGURES = re.compile(r"\s*([+\-−]?\d{1,3}(?:,\s?\d{1,3})*\)?)\s*", re.ASCII)
_RAISED = str.maketrans("0123456789+-−)", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁾")


def raised_figures(words: str) -> str:
    """Return raised words as superscript characters if they are figures; else ""."""
    figures = _FIGURES.fullmatch(words)
    return figures[1].translate(_RAISED) if figures else ""

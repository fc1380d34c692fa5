"""The formulas of a Word document in a line of words (ECMA-376 part 1, 22.1): mammoth leaves them out."""

from __future__ import annotations

from lxml import etree

from index.extract.docx_values import value
from index.extract.raised import raised_figures

_APART = ("eqArr", "m", "mr")
"""What stands below or beside one another in these, such as the numbers of a matrix, is not one."""


def write_formulas(root: etree._Element, word: str) -> None:
    """Put a run of words in the place of each formula; `word` is the namespace of Word's elements, in braces."""
    for formula in list(root.iter("{*}oMath")):
        words = _in_line(formula)
        formula.tag = f"{word}r"
        formula.clear(keep_tail=True)
        etree.SubElement(formula, f"{word}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = words
    for paragraph in root.iter("{*}oMathPara"):
        paragraph.tag = f"{word}smartTag"


def _in_line(element: etree._Element) -> str:
    """Return a part of a formula, with what is drawn and not written: brackets, lines of fractions, roots and sums."""
    kind = etree.QName(element).localname
    if kind == "t":
        return str(element.text or "")
    parts = [(etree.QName(part).localname, _in_line(part)) for part in element.iterchildren("{*}*")]
    named = dict(parts)
    if kind == "f":
        return f"{_as_one(named.get('num', ''))}/{_as_one(named.get('den', ''))}"
    if kind in ("sSup", "sSubSup"):
        return f"{named.get('e', '')}{named.get('sub', '')}{_power(named.get('sup', ''))}"
    if kind == "d":
        inside = ", ".join(words for name, words in parts if name == "e")
        return f"{_said(element, 'begChr', '(')}{inside}{_said(element, 'endChr', ')')}"
    if kind == "rad":
        degree = named.get("deg", "")
        return f"{raised_figures(degree) or degree}√{_as_one(named.get('e', ''))}"
    if kind == "nary":
        below, above = named.get("sub"), named.get("sup")
        bounds = (f"_{_as_one(below)}" if below else "") + (_power(above) if above else "")
        return f"{_said(element, 'chr', '∫')}{bounds} {named.get('e', '')}"
    return (" " if kind in _APART else "").join(words for _, words in parts if words)


def _power(words: str) -> str:
    return raised_figures(words) or f"^{_as_one(words)}"


def _as_one(words: str) -> str:
    return words if words.isalnum() else f"({words})"


def _said(element: etree._Element, name: str, otherwise: str) -> str:
    said = value(element, f"{etree.QName(element).localname}Pr/{name}")
    return otherwise if said is None else said

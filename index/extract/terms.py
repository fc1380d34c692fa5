"""Terms of an HTML tree, joined with their short descriptions: "Students: €5", as people read them.

Otherwise "€5" would be quoted alone, without what it is the price of.
"""

from __future__ import annotations

from lxml import etree

_SHORT = 120
"""The most characters of a term and of its description on one line; a longer one has its term as a heading."""

_BLOCKS = frozenset(("blockquote", "br", "dl", "div", "h2", "h3", "h4", "li", "ol", "p", "pre", "table", "ul"))


def join_terms(root: etree._Element) -> None:
    """Put each term (`<dt>`) before the short `<dd>` that follows it, unless the term is a question.

    If all terms of a list are questions, they are headings above their answers.
    """
    for listed in list(root.iter("dl")):
        terms = list(listed.iter("dt"))
        if terms and all(_words(term).endswith("?") for term in terms):
            _make_headings(listed)
    for term in list(root.iter("dt")):
        said, parent = term.getnext(), term.getparent()
        if said is None or parent is None or not _are_alone(term, said):
            continue
        name, words = _words(term), _words(said)
        lines = any(inner.tag in _BLOCKS for inner in said.iterdescendants())
        if name and words and not lines and not name.endswith("?") and max(len(name), len(words)) <= _SHORT:
            said.text = f"{name.removesuffix(':').rstrip()}: {(said.text or '').lstrip()}"
            parent.remove(term)


def _make_headings(listed: etree._Element) -> None:
    for element in list(listed.iter("dl", "dt", "dd")):
        if element.tag == "dt":
            element.tag = "h4"
        else:
            blocks = any(inner.tag in _BLOCKS for inner in element.iterdescendants())
            element.tag = "div" if blocks or element is listed else "p"


def _are_alone(term: etree._Element, said: etree._Element) -> bool:
    """Tell whether exactly one term and one `<dd>` belong together."""
    before, following = term.getprevious(), said.getnext()
    if said.tag != "dd" or (term.tail or "").strip():
        return False
    return (before is None or before.tag != "dt") and (following is None or following.tag != "dd")


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())

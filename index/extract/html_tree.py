"""An HTML tree made ready to be read: what is not shown goes, and what only the markup says is put into words."""

from __future__ import annotations

import re

from lxml import etree

from index.extract.html_formulas import write_formulas
from index.extract.html_tables import label_tables
from index.extract.list_numbers import written_number
from index.extract.raised import raised_figures
from index.text.rows import LONGEST_LABEL

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOST_HIDDEN = 0.6
"""If a larger share of a page's characters is hidden, a script shows it later."""

_WIKI_EXTRAS = {"span": "mw-editsection", "div": "catlinks"}
"""Tag and class of what MediaWiki adds to a text: "[edit]" after each heading, and the page's categories. Note marks
("[1]") stay: a link to a quote must find the words that the page shows."""

_DROPPED = "dropped"
"""The tag of what is to be removed; no page has one of this name."""

_INFOBOX = {"pi-data": "dl", "pi-data-label": "dt", "pi-data-value": "dd"}
"""Classes in the box of facts that MediaWiki's PortableInfobox makes, and the tags that say the same."""

_FEWEST_PAIRS = 3
"""The fewest pairs of elements in a row that are names and values."""
_PAIRED = frozenset(("b", "div", "em", "i", "p", "span", "strong", "sub", "sup"))

_SHORT = 120
"""The most characters of a term and of its description on one line; a longer one has its term as a heading."""

_BLOCKS = frozenset(("blockquote", "br", "dl", "div", "h2", "h3", "h4", "li", "ol", "p", "pre", "table", "ul"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMING = (*_HEADINGS, "dt", "caption", "figcaption")
"""What documentation puts a link to itself behind."""
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"\s*([-+]?\d{1,9})\s*", re.ASCII)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""What a list says of its numbers (its `type`), in the words of `list_numbers`."""

_NOTE_MARKS = frozenset(("doc-noteref", "noteref"))


def parsed_html(markup: str | bytes) -> etree._Element:
    """Return the tree of a page or a piece of one; bytes are in UTF-8."""
    data = markup.encode("utf-8", "replace") if isinstance(markup, str) else markup
    # huge_tree: else the parser ends, without a word, at a picture of 10 MB in the page or 256 elements in one another
    return etree.fromstring(b"<body>" + data, etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))


def prepare(root: etree._Element, *, by_looks: bool = False) -> None:
    """Change a tree so that its words alone say what its reader sees.

    Column names go into the cells (`label_tables`, which takes `by_looks`), terms before their descriptions, numbers of
    items into their `rend`, and superscript figures become characters.
    """
    _open_folds(root)
    _drop_hidden(root)
    _drop_wiki_extras(root)
    _drop_permalinks(root)
    label_tables(root, by_looks=by_looks)
    _open_infoboxes(root)
    _name_pairs(root)
    _join_terms(root)
    _number_items(root)
    write_formulas(root)
    _raise_figures(root)


def _drop_hidden(root: etree._Element) -> None:
    """Remove what a browser does not show, or shows struck out, unless that is most of the page."""
    hidden = [
        element
        for element in root.iter("*")
        if element.tag not in ("html", "head", "body")
        and (
            element.tag in ("template", "noscript", "dialog", "del", "s", "strike")
            or "hidden" in element.attrib
            or _HIDDEN.search(element.get("style", ""))
        )
    ]
    inside = set(hidden)
    outermost = [element for element in hidden if not any(above in inside for above in element.iterancestors())]
    length = sum(len("".join(element.itertext())) for element in outermost)
    if length <= _MOST_HIDDEN * len("".join(root.itertext())):
        for element in outermost:
            element.tag = "template"
        etree.strip_elements(root, "template", with_tail=False)


def _drop_wiki_extras(root: etree._Element) -> None:
    """Remove what belongs to the page of a wiki and not to its text; Wikipedia, Fandom and others run MediaWiki."""
    for element in root.iter(*_WIKI_EXTRAS):
        if _WIKI_EXTRAS[element.tag] in _classes(element):
            element.tag = _DROPPED  # not a template: one that holds most of a page stays
    etree.strip_elements(root, _DROPPED, with_tail=False)


def _drop_permalinks(root: etree._Element) -> None:
    """Remove the sign behind a heading, term or caption that links to itself: "Opening hours¶"."""
    for heading in root.iter(*_NAMING):
        if not _LETTER_OR_DIGIT.search("".join(heading.itertext())):
            continue
        for link in list(heading.iter("a")):
            if "#" in link.get("href", "") and not _LETTER_OR_DIGIT.search("".join(link.itertext())):
                link.text = ""
                for inner in list(link):
                    link.remove(inner)


def _open_folds(root: etree._Element) -> None:
    """Show what a reader unfolds, and make headings and questions of the buttons for it, which are left out otherwise.

    https://www.w3.org/WAI/ARIA/apg/patterns/accordion/ has a button in each heading, as Bootstrap has. Menus
    unfold too, but below neither a heading nor a question.
    """
    opened = {tab.get("aria-controls") for tab in root.iter("*") if tab.get("role") == "tab"}
    headings = {next(heading.iter("button"), None): heading for heading in root.iter(*_HEADINGS)}
    for button in list(root.iter("button")):
        # Beside other words, it does something else with what is below, such as copying a link to it.
        inside = button in headings and _letters(button) == _letters(headings[button])
        if inside or (button.get("aria-expanded") and _words(button).endswith("?")):
            opened.add(button.get("aria-controls"))
            button.tag = "span" if inside else "h4"
            for name in {*button.attrib} - {"hidden", "style"}:
                del button.attrib[name]  # trafilatura drops what has a class such as "accordion-button"
    for part in root.iter("*"):
        if part.get("hidden") == "until-found" or (part.get("id") is not None and part.get("id") in opened):
            part.attrib.pop("hidden", None)
            part.attrib.pop("style", None)


def _open_infoboxes(root: etree._Element) -> None:
    """Make the box of facts on a page of Fandom a part of its text, each fact a term with its description.

    trafilatura drops an `<aside>`, and a value that is mostly links.
    """
    for box in root.iter("aside"):
        if "portable-infobox" in _classes(box):
            box.tag = "div"
            etree.strip_tags(box, "a")
            for element in box.iter("div", "h3"):  # a fact in a table stays a cell
                element.tag = next((_INFOBOX[name] for name in _classes(element) if name in _INFOBOX), element.tag)


def _name_pairs(root: etree._Element) -> None:
    """Make a list of terms of three and more pairs of `<div>` or `<span>`, which look like a table of two columns.

    trafilatura drops most of them.
    """
    for box in list(root.iter("div", "section")):
        rows = list(box)
        if len(rows) < _FEWEST_PAIRS or (box.text or "").strip() or not all(map(_is_pair, rows)):
            continue
        box.tag = "dl"
        for row in rows:
            row[0].tag, row[1].tag = "dt", "dd"
        etree.strip_tags(box, "div", "p", "span")


def _is_pair(row: etree._Element) -> bool:
    """Tell whether an element is nothing but a name and its value."""
    if row.tag not in ("div", "p") or len(row) != 2 or any((part.tail or "").strip() for part in (row, *row)):
        return False
    parts = [inner.tag for inner in row.iterdescendants()]
    name, value = map(_words, row)
    short = 0 < len(name) <= LONGEST_LABEL and 0 < len(value) <= _SHORT and not name.endswith("?")
    return short and not (row.text or "").strip() and set(parts) <= _PAIRED and any(map(str.isalpha, name))


def _join_terms(root: etree._Element) -> None:
    """Put each term (`<dt>`) before the short `<dd>` that follows it: "Students: €5". Alone, "€5" says nothing.

    A question stays apart from its answer; if all terms of a list are questions, they are headings.
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
        blocks = [inner.tag for inner in said.iterdescendants() if inner.tag in _BLOCKS]
        if name and words and blocks in ([], ["p"]) and not name.endswith("?") and max(len(name), len(words)) <= _SHORT:
            for inner in said.iter("p"):  # its words are apart from those beside it
                inner.text, inner.tail = f" {inner.text or ''}", f" {inner.tail or ''}"
            etree.strip_tags(said, "p")
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


def _classes(element: etree._Element) -> list[str]:
    return str(element.get("class", "")).split()


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _letters(element: etree._Element) -> list[str]:
    return _LETTER_OR_DIGIT.findall("".join(element.itertext()))


def _number_items(root: etree._Element) -> None:
    """Write the number of each item of an ordered list into its `rend`: trafilatura keeps no other attribute of it.

    A letter or a Roman numeral has a full stop.
    """
    for ordered in root.iter("ol"):
        items = [item for item in ordered if item.tag == "li"]
        backwards = ordered.get("reversed") is not None
        form = _FORMS.get(ordered.get("type", ""), "decimal")
        number = _number(ordered.get("start"), len(items) if backwards else 1)
        for item in items:
            number = _number(item.get("value"), number)
            shown = written_number(number, form)
            item.set("rend", f"{shown}." if shown.isalpha() else shown)
            number += -1 if backwards else 1


def _number(said: str | None, otherwise: int) -> int:
    number = _NUMBER.fullmatch(said or "")
    return int(number[1]) if number else otherwise


def _raise_figures(root: etree._Element) -> None:
    """Write superscript figures as such characters: "10⁶" is not 106, and "€12¹" (with a note) is not 121.

    In books, it is often the style of a note's mark that raises it.
    """
    marks = (link for link in root.iter("a") if _NOTE_MARKS & {link.get("role"), link.get("epub:type")})
    for raised in [*root.iter("sup"), *marks]:
        if figures := raised_figures("".join(raised.itertext())):
            for inner in list(raised):
                raised.remove(inner)
            raised.text = figures

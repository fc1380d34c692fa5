"""A web page to an article: its text without menu, banner and comments, and what it says about itself.

trafilatura finds the text. It runs twice and readability once, because each of the three sometimes fails on a page
where the other two do not.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from datetime import date

import trafilatura.utils
from lxml import etree
from lxml.html import HtmlElement, HTMLParser
from trafilatura.baseline import basic_cleaning
from trafilatura.readability_lxml import Document as Readability

from index.article import Article
from index.errors import EmptyText, NotText
from index.extract.charset import decoded_page
from index.extract.html_tree import prepare
from index.extract.naming import article_of
from index.extract.page_facts import PageFacts, page_facts
from index.extract.tree_text import text_of_prepared
from index.extract.words import has_words
from index.text.days import parsed_date

trafilatura.utils.HTML_PARSER = HTMLParser(
    collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
)
"""trafilatura's own, but for `huge_tree`, as in `parsed_html`: of a page saved with its pictures in it, the rest of the
text was lost behind the first of over 10 MB."""

_SCRIPT = re.compile(r"\bjavascript\b", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:enabl|turn(?:ed)? on|switch(?:ed)? on|requir|needs?\b|disabled|activ|aktiv|einschalt|erforderlich|benötigt|"
    r"habilit|autoris|nécessaire|necesari)",
    re.IGNORECASE,
)
_NOTICE = 300
"""The most characters of a notice that asks for JavaScript; an article about it is longer."""

_DOCUMENT = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
"""What the rest of a page must not be read without: of a piece of one, all that counts would be its first element."""

_NAMES = re.compile(r"[^\W\d_][^\d:@_]+ [^\W\d_a-z][^\d:@_]{0,60}")
"""What a byline must look like if it was found by its looks."""

_WORD = re.compile(r"\w+")
_FAR = 0.1
"""How much more (F1 of words) readability agrees with trafilatura's own rules alone than with its usual choice, which
takes other extractors' word, before that choice is dropped."""

_MONTHS = 12

_HELD, _LONGER = 0.95, 1.5
"""readability wins if it holds this share of trafilatura's words, and is this many times as long or has lists where
trafilatura has only paragraphs."""


def article_from_html(data: bytes, source: str) -> Article:
    """Return a web page as an article. Its title, author, site, date and address are those that the page names."""
    markup = decoded_page(data)
    tree = trafilatura.load_html(markup if _DOCUMENT.search(markup) else f"<html><body>{markup}</body></html>")
    if tree is None:
        raise NotText(f"{source} is not a web page that can be read", "save the page again, or its text")
    facts = page_facts(tree)
    prepare(tree)
    text = _main_text(tree)
    if not has_words(text) or _asks_for_scripts(text):
        raise EmptyText(
            f"{source} has no article text: perhaps a script puts it there, or it is behind a login",
            "open the page, copy its text, and add that",
        )
    more = _more_facts(tree) if not (facts.author and facts.published and facts.site) else PageFacts()
    return article_of(
        text,
        source,
        title=facts.title or more.title,
        author=facts.author or (more.author if more.author and _NAMES.fullmatch(more.author) else None),
        site=facts.site or more.site,
        url=facts.url,
        published=facts.published or more.published,
    )


def _asks_for_scripts(text: str) -> bool:
    return len(text) <= _NOTICE and _SCRIPT.search(text) is not None and _WANTED.search(text) is not None


def _main_text(tree: HtmlElement) -> str:
    """Return the text of a page's article, from the extraction that the others do not contradict."""
    careful, is_flat = _by_trafilatura(tree, fast=False)
    quick, _ = _by_trafilatura(tree, fast=True)
    other, has_lists = _by_readability(tree)
    words = [Counter(_WORD.findall(text.lower())) for text in (careful, quick, other)]
    if bag_f1(words[1], words[2]) > bag_f1(words[0], words[2]) + _FAR:
        careful, words[0] = quick, words[1]
    shared, own = (words[0] & words[2]).total(), words[0].total()
    if shared >= _HELD * own and (words[2].total() >= _LONGER * own or (is_flat and has_lists)):
        return other
    return careful if "\n" in careful else _in_paragraphs(tree, careful)


def _in_paragraphs(tree: HtmlElement, run: str) -> str:
    """Return words that trafilatura gives in a single run with the paragraphs, items and rows of the page, and no menu.

    It does so with all words of most pages that have under 250 characters: "Home Hours Monday: closed Tuesday: 9".
    """
    cleaned = basic_cleaning(deepcopy(tree))
    for part in (cleaned, *cleaned.xpath(".//article[not(ancestor::article)]")):
        text, _ = text_of_prepared(part)
        # by their letters: the links of a menu have no blanks between them, and items are numbered here alone
        own, all_of_run = (Counter(filter(str.isalpha, each)) for each in (text, run))
        if "\n" in text and own <= all_of_run and own.total() >= _HELD * all_of_run.total():
            etree.strip_elements(part, "nav", with_tail=False)
            return text_of_prepared(part)[0] or text
    return run


def bag_f1(one: Counter[str], other: Counter[str]) -> float:
    """Return the F1 (0 to 1) of two bags of words. `index.metrics.shared_f1`, for lists, may not be imported here."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _by_trafilatura(tree: HtmlElement, *, fast: bool) -> tuple[str, bool]:
    """Return trafilatura's text, and whether it has only paragraphs, as on a page where no tag frames the article."""
    found = trafilatura.bare_extraction(deepcopy(tree), include_comments=False, fast=fast)
    body = getattr(found, "body", None)
    if body is None:
        return "", True
    for code in body.iter("code"):
        if "\n" in (code.text or ""):  # else a word or two inside a sentence
            code.tag = "pre"
    return text_of_prepared(body)[0], next(body.iter("head", "list"), None) is None


def _by_readability(tree: HtmlElement) -> tuple[str, bool]:
    """Return readability's text, without the menus that it would leave in, and whether it has lists."""
    tree = deepcopy(tree)
    for menu in list(tree.iterdescendants("nav")):
        menu.drop_tree()
    parsed = etree.fromstring(Readability(tree).summary(), etree.XMLParser(recover=True, no_network=True))
    if parsed is None:
        return "", False
    return text_of_prepared(parsed)[0], next(parsed.iter("ul", "ol"), None) is not None


def _more_facts(tree: HtmlElement) -> PageFacts:
    """Return facts that trafilatura finds in the page if its tags say nothing, such as a byline."""
    found = trafilatura.extract_metadata(deepcopy(tree), date_config={"original_date": True, "extensive_search": False})
    if found is None:
        return PageFacts()
    day = parsed_date(found.date)
    return PageFacts(found.title, found.author, found.sitename, None if day and _may_be_another(day, tree) else day)


def _may_be_another(day: date, tree: HtmlElement) -> bool:
    """Tell whether a page has a day only as in "03/05/2024", for trafilatura 3 May, and for an American 5 March."""
    language = (tree.xpath("string(//html/@lang)") or "en").lower().replace("_", "-")
    if day.day > _MONTHS or day.day == day.month or language not in ("en", "en-us"):
        return False
    page = etree.tostring(tree, encoding="unicode")
    if re.search(rf"\b0?{day.day}/0?{day.month}/{day.year}\b", page) is None:
        return False
    forms = rf"\b(?:\w{{1,9}}\.?,?\s+\w{{1,9}}\.?,?\s+{day.year}|{day.year}\D?\d\d?\D?\d\d?)(?!\d)"
    return all(parsed_date(written[0]) != day for written in re.finditer(forms, page))

"""Markdown to an article: markdown-it makes HTML of it, with the line breaks that do not only wrap a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Article
from index.extract.front_matter import split
from index.extract.html_tree import parsed_html
from index.extract.naming import article_of
from index.extract.raised import raised_figures
from index.extract.tree_text import text_of
from index.extract.words import decoded, has_words, normalised
from index.text.line_marks import MARK_OUTSIDE_MARKDOWN
from index.text.paragraphs import LONGEST_WRAPPED, NAMED, ROOM, SHORTEST_WRAPPED, TERMINALS

_BREAK_MARK = "\x00"
"""Stands for a line break in a paragraph until its meaning is known; no text holds it."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DEFINES = re.compile(r":\s")
"""Before what is said of the term in the line above, as many kinds of Markdown have it."""
_STRUCK = re.compile(r"<(/?)(?:del|s|strike)\b[^<>]*>", re.IGNORECASE)
_RAISED = re.compile(r"<(/?)sup\b[^<>]*>", re.IGNORECASE)


def article_from_markdown(data: bytes, source: str) -> Article:
    """Return Markdown as an article; the front matter may give its title, date and URL.

    Without a title there, the first heading is the title, and without a heading the first line.
    """
    said, body = split(normalised(decoded(data, source)))
    text, heading = text_of(parsed_html(_as_html(body)))
    return article_of(text, source, title=said.title or heading, url=said.url, day=said.day)


def _as_html(body: str) -> str:
    """Return Markdown as HTML without emphasis and links, whose depth no parser of HTML could follow."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse(body)
    for token in tokens:
        if token.type == "inline":
            lines = _inline(token.children or []).split("\n")
            token.children = [
                child for line in lines for child in (Token("hardbreak", "br", 0), Token("text", "", 0, content=line))
            ][1:]
        elif token.type == "html_block":  # as in many READMEs: what one opens and leaves open, ends with it
            block = parsed_html(token.content)
            token.content = etree.tostring(block, encoding="unicode", method="html")
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _inline(tokens: Sequence[Token]) -> str:
    """Return words without emphasis, link targets and tags; an image gives its alternative text.

    A line break in a paragraph becomes a blank if it wraps a line. It stays if the lines are too short for that or too
    uneven, before an item, and before the name of a value (in bold, or one of several). What is said of a term in the
    line above (": …") goes on with it.
    """
    soft = _BREAK_MARK if any(token.type == "softbreak" for token in tokens) else ""
    words = _words(tokens, soft)
    if not soft:
        return words
    lines = words.split(soft)
    full = [token for token in tokens if token.content or token.type != "text"]
    named = [False, *(_is_name(full[at + 1 : at + 5]) for at, token in enumerate(full) if token.type == "softbreak")]
    if _DEFINES.match(lines[1]):
        lines[:2] = [f"{lines[0].removesuffix(':')}: {lines[1][1:].strip()}"]
        del named[1]
    record = sum(NAMED.match(line) is not None for line in lines) > 1
    items = [
        MARK_OUTSIDE_MARKDOWN.match(line) is not None
        or (name and not line[:1].islower())
        or (record and NAMED.match(line) is not None)
        for line, name in zip(lines, named, strict=True)
    ]
    short = all(len(line) < SHORTEST_WRAPPED for line in lines[:-1]) or _is_uneven(lines)
    wrapped = any(line.lstrip()[:1].islower() and not item for line, item in zip(lines[1:], items[1:], strict=True))
    apart = short and not wrapped
    return lines[0] + "".join(
        ("\n" if apart or item else " ") + line for line, item in zip(lines[1:], items[1:], strict=True)
    )


def _is_uneven(lines: Sequence[str]) -> bool:
    """Tell whether two lines that end no sentence had room for the first word of the next one."""
    width = max((len(line) for line in lines if len(line) <= LONGEST_WRAPPED), default=0)
    roomy = sum(
        len(f"{line} {following.split(maxsplit=1)[0]}") < ROOM * width and line.rstrip()[-1] not in TERMINALS
        for line, following in pairwise(filter(has_words, lines))
    )
    return roomy > 1


def _is_name(tokens: Sequence[Token]) -> bool:
    """Tell whether a line begins with words in bold and a colon, by its first tokens."""
    if [token.type for token in tokens[:3]] != ["strong_open", "text", "strong_close"]:
        return False
    return tokens[1].content.endswith(":") or any(token.content.startswith(":") for token in tokens[3:])


def _words(tokens: Sequence[Token], soft: str) -> str:
    """Return words without struck-out ones, which are no longer valid."""
    words: list[str] = []
    struck = 0
    raised = False
    tags = [token.content if token.type == "html_inline" else "" for token in tokens]
    strikes = list(filter(None, map(_STRUCK.match, tags)))
    closed = sum(bool(mark[1]) for mark in strikes) * 2 == len(strikes)  # else it may be no tag at all: "Set<s>"
    for token, tag in zip(tokens, tags, strict=True):
        if token.type in ("s_open", "s_close"):
            struck += token.nesting
        elif closed and (mark := _STRUCK.match(tag)):
            struck = max(0, struck + (-1 if mark[1] else 1))
        elif struck and token.type != "softbreak":  # `_inline` counts the lines
            continue
        elif mark := _RAISED.match(tag):
            raised = not mark[1]
        elif raised and token.type == "text":
            words.append(raised_figures(token.content) or token.content)
        elif token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(soft)
        elif token.type == "hardbreak" or _BREAK.fullmatch(tag):
            words.append("\n")
        elif token.type == "image":
            words.append(_words(token.children or [], " "))
    return "".join(words).strip(" ")

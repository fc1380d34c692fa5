"""Markdown to an article: its words without markup, from markdown-it's token stream."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Article
from index.extract.blocks import text_of
from index.extract.front_matter import split
from index.extract.labels import label_tables
from index.extract.naming import id_from_name, shortened, title_from
from index.extract.outline import Outline
from index.extract.tables import names_of, row_lines
from index.extract.words import decoded, empty, has_words, normalised, unread_date, without_surrogates
from index.text.days import typed_date
from index.text.line_marks import MARK_OUTSIDE_MARKDOWN
from index.text.paragraphs import LONGEST_WRAPPED, NAMED, ROOM, SHORTEST_WRAPPED, TERMINALS

_BREAK_MARK = "\x00"
"""Stands for a line break in a paragraph until its meaning is known; no text holds it."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def article_from_markdown(data: bytes, source: str) -> Article:
    """Return Markdown as an article; the front matter may give its title, date and URL.

    Without a title there, the first heading is the title, and without a heading the first line.

    Raises:
        EmptyText: no words are left without the markup.
        NotText: neither UTF-8 nor UTF-16 with a byte order mark, or binary.
    """
    said, body = split(normalised(decoded(data, source)))
    renderer = _Renderer()
    text = renderer.text(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body))
    if not has_words(text):
        raise empty(source)
    title = said.title or renderer.heading
    published = typed_date(said.day)
    return Article(
        id=id_from_name(source, text),
        title=shortened(" ".join(title.split())) if title else title_from(text),
        text=text,
        url=said.url,
        published=published,
        source=without_surrogates(source),
        unread_date=unread_date(said.day, published, source),
    )


class _Renderer:
    """Writes the words of a token stream.

    The stream is flat, so deep nesting does no harm.
    """

    def __init__(self) -> None:
        self.heading = ""
        self._outline = Outline()
        self._row: list[str] | None = None
        self._rows: list[list[str]] = []
        self._in_heading = False

    def text(self, tokens: Sequence[Token]) -> str:
        """Return the words of a document."""
        for token in tokens:
            self._read(token)
        return self._outline.text

    def _read(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            words = _inline(token.children or [])
            if self._in_heading:
                self.heading = self.heading or " ".join(words.split())
            if self._row is None:
                self._add(words)
            else:
                self._row.append(words)
        elif kind in ("fence", "code_block"):
            self._add(token.content.rstrip("\n"))
        elif kind == "html_block":
            self._add_html(token.content)
        elif kind in ("heading_open", "heading_close"):
            self._in_heading = kind == "heading_open"
        elif kind in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            self._outline.open_list(None if kind == "bullet_list_open" else 1 if start is None else int(start))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._outline.close_list()
        elif kind == "list_item_open":
            self._outline.open_item()
        elif kind == "table_open":
            self._outline.open_table()
        elif kind == "tr_open":
            self._row = []
        elif kind == "tr_close":
            self._rows.append(self._row or [])
            self._row = None
        elif kind == "table_close":
            self._add_table()

    def _add_table(self) -> None:
        names = names_of(self._rows[0]) if len(self._rows) > 1 else None
        for row in self._rows[0 if names is None else 1 :]:
            for line in row_lines(names, row):
                self._add(line, row=True)
        self._rows.clear()

    def _add_html(self, block: str) -> None:
        """Add the words of raw HTML, as in many READMEs: a table, a fold, a centred line."""
        tree = etree.fromstring(f"<body>{block}</body>", etree.HTMLParser(no_network=True))
        label_tables(tree)
        words, heading = text_of(tree)
        self.heading = self.heading or " ".join(heading.split())
        self._add(words)

    def _add(self, words: str, *, row: bool = False) -> None:
        if words.strip():
            self._outline.put(words, row=row)


def _inline(tokens: Sequence[Token]) -> str:
    """Return words without emphasis, link targets and tags; an image gives its alternative text.

    A line break in a paragraph becomes a blank if it wraps a line. It stays if the lines are too short for that or too
    uneven, before an item, and before the name of a value (in bold, or one of several).
    """
    soft = _BREAK_MARK if any(token.type == "softbreak" for token in tokens) else ""
    words = _words(tokens, soft)
    if not soft:
        return words
    lines = words.split(soft)
    full = [token for token in tokens if token.content or token.type != "text"]
    named = [False, *(_is_name(full[at + 1 : at + 5]) for at, token in enumerate(full) if token.type == "softbreak")]
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
    for token in tokens:
        if token.type in ("s_open", "s_close"):
            struck += token.nesting
        elif struck:
            continue
        elif token.type in ("text", "code_inline"):
            gap = words and words[-1].endswith(" ")
            words.append(token.content.lstrip(" ") if gap and token.type == "text" else token.content)
        elif token.type == "softbreak":
            words.append(soft)
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content)):
            words.append("\n")
        elif token.type == "image":
            words.append(_words(token.children or [], " "))
    return "".join(words).strip(" ")

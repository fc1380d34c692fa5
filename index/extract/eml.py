"""A mail to an article: subject, sender, date and text. Attachments are not read."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import date
from email.message import EmailMessage, MIMEPart
from email.policy import Policy
from email.utils import parseaddr

from lxml import etree, html

from index.article import Article
from index.errors import ExtractError
from index.extract.blocks import text_of
from index.extract.charset import decoded_page
from index.extract.html import drop_hidden
from index.extract.labels import label_tables
from index.extract.naming import id_from_name, title_of
from index.extract.terms import join_terms
from index.extract.words import MOST_AUTHOR, empty, has_words, normalised, without_surrogates

_MOST_PARTS = 1_000
"""The most parts of a mail, including those of attached mails: reading nested parts takes quadratic time."""

_QUOTED = re.compile(r"(?:>[ \t]?)+")
"""The marks that programs put before each line of a quoted mail, one for each reply."""

_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, etree.LxmlError)
"""What the email package raises for a broken mail."""


def article_from_eml(data: bytes, source: str) -> Article:
    """Return a mail as an article: its plain text, or its HTML if it has none.

    Attached files are left out: they are articles of their own, to be added as files.

    Raises:
        EmptyText: there is not a word in it.
        ExtractError: it is damaged, or has over `_MOST_PARTS`.
    """
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default.clone(message_factory=_Parts(source)))
        text = normalised(without_surrogates(_text(mail)))
        subject, author, published = _header(mail, "subject"), _sender(mail), _day(mail)
    except _FAULTS as error:
        raise ExtractError(f"{source} is a damaged mail", "save its text and add that") from error
    if not has_words(text):
        raise empty(source)
    return Article(
        id=id_from_name(source, text),
        title=title_of(subject, text),
        text=text,
        published=published,
        source=without_surrogates(source),
        author=author or None,
    )


class _Parts:
    """Creates the parts of a mail as they are found, up to a limit."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._made = 0

    def __call__(self, policy: Policy[EmailMessage] | None = None) -> EmailMessage:
        """Create one more part. Raises ExtractError for too many."""
        self._made += 1
        if self._made > _MOST_PARTS:
            raise ExtractError(f"{self._source} has over {_MOST_PARTS:,} parts", "save its text and add that")
        return EmailMessage(policy)


def _text(mail: EmailMessage) -> str:
    """Return the words of a mail's plain part, else of its HTML."""
    plain = mail.get_body(("plain",))
    text = _decoded(plain).strip() if plain is not None else ""
    if has_words(text):
        return _unquoted(text)
    page = mail.get_body(("html",))
    words = _decoded(page) if page is not None else ""
    if not has_words(words):
        return ""
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    tree = html.fromstring(words.encode("utf-8", "replace"), parser=parser)
    drop_hidden(tree)
    label_tables(tree)
    join_terms(tree)
    return text_of(tree)[0]


def _unquoted(text: str) -> str:
    """Return a mail without the marks before the wrapped lines of the mails that it quotes.

    Quoted mails are separate paragraphs, below the line that says who wrote them.
    """
    lines: list[str] = []
    depth = 0
    for line in text.splitlines():
        sign = _QUOTED.match(line)
        deeper = sign[0].count(">") if sign else 0
        words = line[sign.end() :] if sign else line
        if deeper != depth and words.strip() and lines and lines[-1].strip():
            lines.append("")
        if words.strip():
            depth = deeper
        lines.append(words)
    return "\n".join(lines)


def _decoded(part: MIMEPart) -> str:
    """Return the text of one part, by its character set if that is right, else by guessing."""
    raw = part.get_payload(decode=True)
    return decoded_page(raw, part.get_content_charset()) if isinstance(raw, bytes) else ""


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(normalised(without_surrogates(str(mail.get(name) or ""))).split())


def _sender(mail: EmailMessage) -> str:
    return parseaddr(_header(mail, "from"))[0][:MOST_AUTHOR]


def _day(mail: EmailMessage) -> date | None:
    sent = getattr(mail.get("date"), "datetime", None)
    return sent.date() if sent is not None else None

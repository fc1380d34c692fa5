"""A mail to an article: subject, sender, date and text. Attachments are not read."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart
from email.policy import Policy
from email.utils import parseaddr

from index.article import Article
from index.errors import ExtractError, UnsupportedKind
from index.extract.charset import decoded_page
from index.extract.html_tree import parsed_html
from index.extract.naming import article_of
from index.extract.tree_text import text_of
from index.extract.words import decoded, has_words, normalised, without_surrogates

_MOST_PARTS = 1_000
"""The most parts of a mail, including those of attached mails: reading nested parts takes quadratic time."""

_NEXT_MAIL = re.compile(
    rb"\n\r?\nFrom [^\n]{1,100} (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d[^\n]{0,60}\n"
    rb"[A-Za-z-]{1,60}: "
)
"""How one mail follows another in a mailbox (RFC 4155): sender and time. In a mail, ">" stands before such a "From"."""

_QUOTED = re.compile(r"(?:>[ \t]?)+")
"""The marks that programs put before each line of a quoted mail, one for each reply."""


def article_from_eml(data: bytes, source: str) -> Article:
    """Return a mail as an article: its plain text, or its HTML if it has none.

    Attached files are left out: they are articles of their own, to be added as files. Raises UnsupportedKind for a
    mailbox of several mails, and ExtractError for over `_MOST_PARTS`.
    """
    if _NEXT_MAIL.search(data):
        raise UnsupportedKind(
            f"{source} is a mailbox: it holds several mails", "save each of them as a file, and add these"
        )
    mail = parsed_mail(data, source)
    sent = getattr(mail.get("date"), "datetime", None)
    return article_of(
        normalised(without_surrogates(_text(mail))),
        source,
        title=str(mail.get("subject") or ""),
        author=parseaddr(str(mail.get("from") or ""))[0],
        published=sent.date() if sent is not None else None,
    )


def parsed_mail(data: bytes, source: str) -> EmailMessage:
    """Return a mail with its parts. Raises ExtractError for over `_MOST_PARTS`."""
    data = data.removeprefix(codecs.BOM_UTF8)  # saved by a text editor
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = decoded(data, source).encode()
    return email.message_from_bytes(data, policy=email.policy.default.clone(message_factory=_Parts(source)))


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


def _text(part: MIMEPart) -> str:
    """Return the words of a part: of parts that say the same, those of the plain one, else those of the HTML.

    Where a picture stands in a text, the text comes in several parts.
    """
    if part.is_attachment():
        return ""
    kind = part.get_content_type()
    if kind == "text/plain":
        return _unquoted(decoded_part(part).strip())
    if kind == "text/html":
        words = decoded_part(part)
        return text_of(parsed_html(words))[0] if has_words(words) else ""
    parts = list(part.iter_parts()) if part.get_content_maintype() == "multipart" else []
    if kind == "multipart/related":
        start = part.get_param("start")
        return _text(next((each for each in parts if start and each["content-id"] == start), parts[0])) if parts else ""
    if kind == "multipart/alternative":
        parts.sort(key=lambda each: each.get_content_type() != "text/plain")
        return next(filter(has_words, map(_text, parts)), "")
    # one with a name is a file, though it is to be shown below the text
    shown = [each for each in parts if not each.get_filename()] or parts
    texts: dict[str, str] = {}
    for text in filter(has_words, map(_text, shown)):
        texts.setdefault(" ".join(text.split()), text)  # some say the same twice, plain and as a page
    return "\n\n".join(texts.values())


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


def decoded_part(part: MIMEPart) -> str:
    """Return the text of one part, by its character set if that is right, else by guessing."""
    raw = part.get_payload(decode=True)
    return decoded_page(raw, part.get_content_charset()) if isinstance(raw, bytes) else ""

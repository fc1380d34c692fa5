"""The kind of a document: by its first bytes, then by its name."""

from __future__ import annotations

import codecs
import json
import re

from index.errors import NotText, UnsupportedKind
from index.extract.subtitles import begins_subtitles
from index.extract.words import WHAT_IS_READ

HEAD_BYTES = 64 * 1024
"""How many bytes from the start are read."""

RICH = frozenset(("html", "mail", "mhtml", "pdf", "rtf", "zip"))
"""The kinds that are only read in the bounded process."""

_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or encrypted Office files"),
    (b"\x89PNG\r\n\x1a\n", "images"),
    (b"\xff\xd8\xff", "images"),
    (b"GIF8", "images"),
    (b"II*\x00", "images"),
    (b"MM\x00*", "images"),
    (b"\x1f\x8b", "gzip files inside gzip files"),
    (b"BZh", "bzip2 files"),
    (b"\xfd7zXZ\x00", "xz files"),
    (b"7z\xbc\xaf\x27\x1c", "7z archives"),
    (b"Rar!\x1a\x07", "RAR archives"),
    (b"\x28\xb5\x2f\xfd", "Zstandard files"),
)
# Possessive: else some thirty comments in a row could be told apart in a billion ways, and would be.
_BEFORE = rb"(?:<\?xml[^>]*+>\s*+|<!--(?:(?!-->).)*+-->\s*+)*+<"
_HTML = re.compile(_BEFORE + rb"(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_PART = re.compile(
    _BEFORE + rb"(?:title|meta|script|link|style|div|p|article|main|section|table|h1)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""The beginning of a page without its first lines; Markdown may begin like this too."""

_DRAWING = re.compile(_BEFORE + rb"svg\b[^<>]*>", re.IGNORECASE | re.DOTALL)
FEEDS = "feeds"
_FEED = re.compile(_BEFORE + rb"(?:rss|feed|rdf:RDF)\b[^<>]*>", re.IGNORECASE | re.DOTALL)

_KIND_BY_SUFFIX = {
    "md": "markdown",
    "markdown": "markdown",
    "csv": "table",
    "tsv": "table",
    "jsonl": "corpus",
    "ndjson": "corpus",
    "json": "JSON files other than JSON lines",
    "ipynb": "Jupyter notebooks",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "eml": "mail",
    "mht": "mhtml",
    "mhtml": "mhtml",
}
"""The kind by file name, if the first bytes leave it open."""
_MARKUP = ("md", "markdown", "txt")
_MAIL_HEADER = re.compile(rb"([A-Za-z][A-Za-z-]*):[ \t]|[ \t]")
_SAVED_PAGE = re.compile(rb"^(?:From:[ \t]*[\"<]*Saved by\b|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE)
_FIRST_HEADERS = 2_000
"""The bytes in which the headers of a saved page are."""
_CORPUS = re.compile(rb'\{\s*"(?:[^"\\]|\\.)*"\s*:')
_MAIL_MARKS = {b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"dkim-signature"}


def kind_of(head: bytes, name: str) -> str:
    """Return the kind of document that begins with `head` and is called `name`.

    Returns:
        ``text``, ``subtitles``, ``markdown``, ``table`` (of values between commas or tabs, which its name alone
        tells) or ``corpus``; or one of the `RICH` kinds (office documents and EPUB books are ``zip`` files,
        told apart by what is in them: `archive.kind_of_container`). For a kind that is known but not read, its plural,
        such as ``RAR archives``.

    Raises NotText for binary data of no known kind.
    """
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    suffix = name.lower().rpartition(".")[2]
    if kind := _binary_kind(head, start, suffix):
        return kind
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = head.decode("utf-16", "ignore").lstrip().encode()
    elif b"\x00" in head:
        raise NotText(f"{name} is not text: it holds NUL bytes", WHAT_IS_READ)
    if _HTML.match(start) or (suffix not in _MARKUP and _PART.match(start)):
        return "html"
    if suffix not in _MARKUP and _DRAWING.match(start):
        return "images"
    if _FEED.match(start):
        return FEEDS
    if start.startswith(b"<?xml"):
        return "XML files"
    if begins_subtitles(start):
        return "subtitles"
    if _is_mail(start):
        return "mhtml" if _SAVED_PAGE.search(start, 0, _FIRST_HEADERS) else "mail"
    if _begins_a_corpus(start):
        return "corpus"
    return _KIND_BY_SUFFIX.get(suffix, "text")


def unsupported(kind: str, source: str) -> UnsupportedKind:
    """Return the error for a known kind that is not read."""
    if kind == FEEDS:
        return UnsupportedKind(
            f"{source} is a feed, not an article",
            "give its address to the command “feeds add”, and its entries become articles",
        )
    return UnsupportedKind(f"{source}: {kind} are not read", "save the article as text or Markdown and add that")


def _binary_kind(head: bytes, start: bytes, suffix: str) -> str | None:
    # A PDF may have some bytes before its mark, as long as they are few; a text may speak of the mark.
    if start.startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "images"
    return next((kind for signature, kind in _SIGNATURES if start.startswith(signature)), None)


def _is_mail(start: bytes) -> bool:
    """Tell a mail from a memo: both begin with "From:" and "To:", but only a mail has transport headers.

    In a mailbox, a line "From ada@example.org Tue Mar  3 …" stands before them.
    """
    names: set[bytes] = set()
    lines = start.splitlines()[:60]
    for line in lines[1:] if start.startswith(b"From ") else lines:
        match = _MAIL_HEADER.match(line)
        if match is None:
            break
        if match[1]:
            names.add(match[1].lower())
    return len(names) >= 3 and bool(names & _MAIL_MARKS)


def _begins_a_corpus(start: bytes) -> bool:
    """Tell whether the first line is an object with a "text"; one that is broken or cut off, by its looks."""
    line = start.partition(b"\n")[0]
    if _CORPUS.match(line) is None or b'"text"' not in line:
        return False
    try:
        return "text" in json.loads(line)
    except (ValueError, RecursionError):
        return True

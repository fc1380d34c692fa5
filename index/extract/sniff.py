"""What kind of document a run of bytes is: by its first bytes, then by its name."""

from __future__ import annotations

import codecs
import json
import re

from index.errors import NotText

HEAD_BYTES = 64 * 1024
"""How many bytes from the start are looked at."""

_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SIGNATURES = (
    (b"%PDF-", "PDF files"),
    (b"{\\rtf", "RTF files"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office files"),
    (b"\x89PNG\r\n\x1a\n", "images"),
    (b"\xff\xd8\xff", "images"),
    (b"GIF87a", "images"),
    (b"GIF89a", "images"),
    (b"II*\x00", "images"),
    (b"MM\x00*", "images"),
    (b"\x1f\x8b", "gzip files inside gzip files"),
    (b"BZh", "bzip2 files"),
    (b"\xfd7zXZ\x00", "xz files"),
    (b"7z\xbc\xaf\x27\x1c", "7z archives"),
    (b"Rar!\x1a\x07", "RAR archives"),
    (b"\x28\xb5\x2f\xfd", "Zstandard files"),
)
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MAIL_HEADER = re.compile(rb"([A-Za-z][A-Za-z-]*):[ \t]|[ \t]")
_MAIL_MARKS = {b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"dkim-signature"}


def kind_of(head: bytes, name: str) -> str:
    """Return the kind of document that begins with `head` and is called `name`.

    Returns:
        ``text``, ``markdown`` or ``corpus``; for a kind that is known but not read its plural, such as
        ``PDF files``.

    Raises:
        NotText: binary data of no known kind.
    """
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    suffix = name.lower().rpartition(".")[2]
    if kind := _binary_kind(head, start, suffix):
        return kind
    if head.startswith(_UTF16_BOMS):
        return "markdown" if suffix in ("md", "markdown") else "text"
    if b"\x00" in head:
        raise NotText(f"{name} is not text: it holds NUL bytes", "Add a text, Markdown or corpus file.")
    if _HTML.match(start):
        return "HTML pages"
    if start.startswith(b"<?xml"):
        return "XML files"
    if _is_mail(start):
        return "mail files"
    if _begins_a_corpus(start):
        return "corpus"
    return {
        "md": "markdown",
        "markdown": "markdown",
        "jsonl": "corpus",
        "ndjson": "corpus",
        "json": "JSON files other than JSON lines",
        "html": "HTML pages",
        "htm": "HTML pages",
        "xhtml": "HTML pages",
        "eml": "mail files",
    }.get(suffix, "text")


def _binary_kind(head: bytes, start: bytes, suffix: str) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        if b"application/epub+zip" in head[:200] or suffix == "epub":
            return "EPUB books"
        return "Word documents (DOCX)" if b"word/" in head or suffix == "docx" else "ZIP archives"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "images"
    return next((kind for signature, kind in _SIGNATURES if start.startswith(signature)), None)


def _is_mail(start: bytes) -> bool:
    """Tell a mail from a memo: both open with "From:" and "To:", but only a mail tells how it travelled."""
    names: set[bytes] = set()
    for line in start.splitlines()[:60]:
        match = _MAIL_HEADER.match(line)
        if match is None:
            break
        if match[1]:
            names.add(match[1].lower())
    return len(names) >= 3 and bool(names & _MAIL_MARKS)


def _begins_a_corpus(start: bytes) -> bool:
    """Tell whether the first line is a JSON object with a "text"."""
    if not start.startswith(b"{"):
        return False
    line, broken, _ = start.partition(b"\n")
    if not broken and len(start) > HEAD_BYTES // 2:
        # the first article is longer than what is looked at: its line cannot be parsed, its keys can be seen
        return re.match(rb'\{\s*"(?:[^"\\]|\\.)*"\s*:', line) is not None and b'"text"' in line
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "text" in first

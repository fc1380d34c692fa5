"""The name of an article: its title, given or taken from its text, and an id that does not change with the text."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from itertools import chain, takewhile

from index.extract.words import has_words, without_surrogates
from index.text.paragraphs import NAMED

_BETWEEN_WORDS = re.compile(r"_+|(?<!\d)-+|-+(?!\d)")
"""Between the words of a file name; "2026-05" is one word."""

_SUBJECT = re.compile(r"\s*(?:subject|title):\s*(\S.*)", re.IGNORECASE)

MAX_TITLE = 120
"""The most characters of a title that is taken from the text."""


def title_from(text: str) -> str:
    """Return the first line with words in it, cut after a word to at most `MAX_TITLE` characters.

    If it begins the head of a mail or a memo ("From: …"), what that says of its subject is the title.
    """
    lines = filter(has_words, text.splitlines())
    first = next(lines, text)
    named = filter(None, map(_SUBJECT.match, takewhile(NAMED.match, chain([first], lines))))
    subject = next(named, None)
    return shortened(" ".join((subject[1] if subject else first).split()))


def title_of(named: str, text: str) -> str:
    """Return the title that a document names, shortened; if it has no words, the first line of the text."""
    return shortened(named) if has_words(named) else title_from(text)


def shortened(title: str) -> str:
    """Cut `title` after a word to at most `MAX_TITLE` characters, with an ellipsis."""
    if len(title) <= MAX_TITLE:
        return title
    cut = title[: MAX_TITLE - 1]
    words = cut.rpartition(" ")[0] if not title[MAX_TITLE - 1].isspace() else cut
    # a title without spaces, or with one very long word, is cut inside the word
    return (words if len(words) > MAX_TITLE // 2 else cut).rstrip(" ,;:–—-") + "…"


def name_of_file(source: str) -> str:
    """Return the words of a file name; "" if it has none, as for standard input."""
    name = posixpath.basename(without_surrogates(source).replace("\\", "/")).removesuffix(".gz")
    return _BETWEEN_WORDS.sub(" ", posixpath.splitext(name)[0]).strip()


def id_from_name(name: str, text: str) -> str:
    """Return a readable id that does not change with a file's text: it depends on the path as given.

    A name without a word in it, such as ``-`` for standard input, says nothing about the article; then
    `text` decides.
    """
    path = posixpath.normpath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    stem = posixpath.basename(path).removesuffix(".gz")
    slug = re.sub(r"[\W_]+", "-", without_surrogates(posixpath.splitext(stem)[0]).casefold()).strip("-")[:60].strip("-")
    return f"{slug}-{digest(path)[:8]}" if slug else f"text-{digest(text)[:12]}"


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

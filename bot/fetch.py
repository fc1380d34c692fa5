"""The only place that opens a URL. No page is read yet: until then it says so, in the same words everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Article
from index.errors import UnsupportedKind

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_url(source: str) -> bool:
    """Tell whether a source is named by a URL, of whatever scheme, and not by the name of a file."""
    return _URL.match(source) is not None


def articles_at(url: str) -> Iterator[Article]:
    """Return the articles that stand at a URL, which becomes their source. Raises UnsupportedKind."""
    raise UnsupportedKind(f"URLs are not read yet: {url}", "save the page as text or Markdown and add that file")

"""The library: articles go in, answers with their exact words come out.

It knows nothing of Discord, of the terminal or of the environment: everything is handed in.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.adding import Added
    from index.article import Answer, Article, Candidate, Explanation, Hit, Passage, Quote, Span
    from index.collection import Collection
    from index.filters import Filters
    from index.library import Library, ReadAnswer
    from index.storage.catalogue import ArticleSummary, Catalogue

__all__ = [
    "Added",
    "Answer",
    "Article",
    "ArticleSummary",
    "Candidate",
    "Catalogue",
    "Collection",
    "Explanation",
    "Filters",
    "Hit",
    "Library",
    "Passage",
    "Quote",
    "ReadAnswer",
    "Span",
]

_ROOMS = {
    "index.adding": ("Added",),
    "index.article": ("Answer", "Article", "Candidate", "Explanation", "Hit", "Passage", "Quote", "Span"),
    "index.storage.catalogue": ("ArticleSummary", "Catalogue"),
    "index.collection": ("Collection",),
    "index.filters": ("Filters",),
    "index.library": ("Library", "ReadAnswer"),
}


def __getattr__(name: str) -> object:
    # Only what is used is imported: `articlebot list` needs no model, and `--help` none of this.
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(importlib.import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

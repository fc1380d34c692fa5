"""The library: articles go in, answers with their exact words come out.

It knows nothing of Discord, of the terminal or of the environment: everything is handed in.
"""

from index.article import Answer, Article, Candidate, Explanation, Hit, Passage, Quote, Span
from index.catalogue import ArticleSummary, Catalogue
from index.collection import Added, Collection
from index.filters import Filters
from index.library import Library, ReadAnswer

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

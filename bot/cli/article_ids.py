"""Articles as people name them (by id, title or words of the title) -> their ids, or what may have been meant.

Slow imports are inside functions, since `--help` must be fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import NotFound

if TYPE_CHECKING:
    from index.storage.catalogue import Catalogue
    from index.titles import Titles


def check_ids(catalogue: Catalogue, collection: str, wanted: Sequence[str]) -> dict[str, str]:
    """Return the titles of articles by their ids, in this order.

    Raises NotFound for the first of `wanted` that is no id in the collection, suggesting those that may be meant.
    """
    from index.titles import Titles

    titles = Titles(collection, catalogue)
    known = {each.id: each.title for each in titles.all()}
    for article_id in wanted:
        if article_id not in known:
            raise _unknown(titles, collection, article_id)
    return {article_id: known[article_id] for article_id in wanted}


def article_ids(catalogue: Catalogue, collection: str, typed: Sequence[str]) -> list[str]:
    """Return the ids of articles that were named by their ids, their titles, or words of their titles.

    Raises NotFound, suggesting ids that may be meant, and Ambiguous if several articles may be.
    """
    from index.titles import Titles

    titles, found = Titles(collection, catalogue), []
    for each in typed:
        try:
            found.append(titles.find(each).id)
        except NotFound:
            raise _unknown(titles, collection, each) from None
    return found


def _unknown(titles: Titles, collection: str, typed: str) -> NotFound:
    """Return the error for an article that is not there. Its hint has ids that are alike, or whose titles are."""
    from difflib import get_close_matches

    from index.titles import folded

    words, every = folded(typed), titles.all()
    near = [each.id for each in every if words and words in folded(each.id)]
    near = near or [each.id for each in every if words and each.begins(words.split())]
    near = near[:3] or get_close_matches(typed, [each.id for each in every], n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "articlebot list shows the ids"
    return NotFound(f"there is no article {typed!r} in the collection {collection!r}", hint)

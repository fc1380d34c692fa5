"""A corpus's own data: its passages as they are stored, and questions made from its sentences."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.article import Article, Passage
from index.retrieval.entry import IndexEntry
from index.storage.catalogue import Catalogue
from index.text import analysis, segment
from index.text.titled import searchable

MOST_TERMS = 6
"""Words of a made question: as many as people use."""

_FEWEST_TERMS = 3

_TRIES = 4
"""Sentences drawn for each question: many are too short, and some are drawn twice."""


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """A stored article with its passages, and what an index takes of it: their terms and vectors."""

    article: Article
    passages: Sequence[Passage]
    stored: IndexEntry

    @property
    def texts(self) -> list[str]:
        """The passages' own words, in the order of the text."""
        return [passage.span.of(self.article.text) for passage in self.passages]

    @property
    def embedded(self) -> list[str]:
        """The passages as they are embedded, each after the lines that give its subject."""
        return searchable(self.article.title, self.article.text, [passage.span for passage in self.passages])


def own_articles(catalogue: Catalogue, collection: str, model: str) -> list[OwnArticle]:
    """Return the articles of a collection with their passages, in the order in which they were added."""
    return [
        OwnArticle(
            catalogue.article(collection, stored.article_id),
            catalogue.passages(collection, stored.article_id),
            stored,
        )
        for stored in catalogue.load(collection, model)
    ]


def drawn(articles: Sequence[OwnArticle], passages: int, seed: int) -> list[OwnArticle]:
    """Draw articles with about `passages` passages together: at least one article, or all if they have fewer."""
    found: list[OwnArticle] = []
    count = 0
    for one in random.Random(seed).sample(articles, len(articles)):  # noqa: S311 -- a draw, and no secret
        if found and count + len(one.passages) > passages:
            continue
        found.append(one)
        count += len(one.passages)
        if count >= passages:
            break
    return found


def made_questions(articles: Sequence[OwnArticle], count: int, seed: int) -> list[str]:
    """Make keyword questions from sentences, each of a different article as long as there are some.

    The first words of a sentence that are index terms stay: "The town opened a new bridge on Saturday." becomes "town
    opened new bridge Saturday?".
    """
    rng = random.Random(seed)  # noqa: S311 -- a draw, and no secret
    order = rng.sample(articles, len(articles))
    found: dict[str, None] = {}
    for turn in range(_TRIES * count):
        one = order[turn % len(order)].article
        sentences = segment.sentences(one.text)
        words = [word for word in rng.choice(sentences).of(one.text).split() if analysis.terms(word)]
        if len(words) >= _FEWEST_TERMS:
            found[" ".join(words[:MOST_TERMS]).rstrip(".,;:!?") + "?"] = None
        if len(found) == count:
            break
    return list(found) or [f"{articles[0].article.title}?"]


def middle_day(articles: Sequence[OwnArticle]) -> date | None:
    """Return the date from which on half of the dated articles are, or None if none has a date."""
    days = sorted(one.article.published for one in articles if one.article.published is not None)
    return days[len(days) // 2] if days else None

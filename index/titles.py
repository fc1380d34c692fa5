"""The titles of a collection's articles: to offer them, and to find an article by what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from index import schema
from index.catalogue import Catalogue
from index.errors import NotFound
from index.revisions import collection_key

_a = schema.articles


@dataclass(frozen=True, slots=True)
class TitledArticle:
    """An article without its text. `key` is its row: another one after each refresh."""

    key: int
    id: str
    title: str
    published: date | None


class Titles:
    """The titles of one collection, read again when it has changed. Safe to use from several threads."""

    def __init__(self, collection: str, catalogue: Catalogue) -> None:
        self._collection = collection
        self._catalogue = catalogue
        self._known: tuple[int, tuple[TitledArticle, ...]] | None = None

    def all(self) -> Sequence[TitledArticle]:
        """Return all of them, in the order in which they came."""
        changes = self._catalogue.changes(self._collection)
        known = self._known
        if known is None or known[0] != changes:
            known = self._known = (changes, self._read())
        return known[1]

    def _read(self) -> tuple[TitledArticle, ...]:
        with self._catalogue.database.read() as connection:
            rows = connection.execute(
                select(_a.c.key, _a.c.id, _a.c.title, _a.c.published)
                .where(_a.c.collection == collection_key(connection, self._collection), _a.c.current)
                .order_by(_a.c.key)
            )
            return tuple(TitledArticle(*row) for row in rows)

    def find(self, text: str) -> TitledArticle:
        """Return the article with this id, else with this key ("#12"), else with this title if only one has it.

        A title may differ in case. Raises NotFound.
        """
        wanted = text.strip()
        known = self.all()
        by_id = [each for each in known if each.id == wanted]
        by_key = [each for each in known if f"#{each.key}" == wanted]
        by_title = [each for each in known if each.title.casefold() == wanted.casefold()]
        for found in (by_id, by_key, by_title):
            if len(found) == 1:
                return found[0]
        if by_title:
            raise NotFound(f"{len(by_title)} articles are called {wanted!r}", "name the one that you mean by its id")
        raise NotFound(f"there is no article {wanted!r}", "name it by its id or its whole title")

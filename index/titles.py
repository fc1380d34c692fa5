"""The titles of a collection's articles: for suggesting them, and for finding an article by what somebody typed."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from index.errors import Ambiguous, NotFound
from index.storage.catalogue import Catalogue

_NAMED = 3
"""How many articles an error names if several match."""


@dataclass(frozen=True)  # without slots, which leave no place for what is made of the title
class TitledArticle:
    """An article without its text. `key` is its row, which changes with each refresh.

    `copy_of` is the key of the article that tells the same story and is searched in its place, if there is one.
    """

    key: int
    id: str
    title: str
    published: date | None
    source: str | None = None
    copy_of: int | None = None

    @functools.cached_property
    def folded(self) -> str:
        """The title as it is compared with what people type; made once, since a list is searched at every keystroke."""
        return folded(self.title)

    @functools.cached_property
    def folded_file(self) -> str:
        """The name of the file that it came from, as it is compared; empty if it did not come from a file."""
        return "" if "://" in (self.source or "") else folded(PurePath(self.source or "").name)

    def begins(self, words: Sequence[str]) -> bool:
        """Tell whether each of some folded words is a word of the title, or the beginning of one."""
        begun = f" {self.folded}"
        return all(f" {word}" in begun for word in words)


def folded(text: str) -> str:
    """Return a text without case, accents and double spaces, as people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


class Titles:
    """The titles of one collection, read again when it has changed. Safe to use from several threads."""

    def __init__(self, collection: str, catalogue: Catalogue) -> None:
        self._collection = collection
        self._catalogue = catalogue
        self._known: tuple[int, tuple[TitledArticle, ...]] | None = None

    def all(self) -> Sequence[TitledArticle]:
        """Return all titles, in the order in which the articles were added."""
        changes = self._catalogue.changes(self._collection)
        known = self._known
        if known is None or known[0] != changes:
            known = self._known = (
                changes,
                tuple(TitledArticle(*row) for row in self._catalogue.titles(self._collection)),
            )
        return known[1]

    def find(self, text: str) -> TitledArticle:
        """Return the article with this id, else with this key ("#12"), else with this title, else from this file.

        Else return the one whose title has all of these words, or words that begin with them. Case does not matter for
        titles and files. Raises NotFound, and Ambiguous if several articles match.
        """
        wanted, words = text.strip(), folded(text)
        title, known = wanted.casefold(), self.all()
        named = (
            # As it was typed first: the ids of a corpus are kept exactly, and may begin or end with a blank.
            [each for each in known if each.id == text]
            or [each for each in known if each.id == wanted]
            or [each for each in known if f"#{each.key}" == wanted]
            or [each for each in known if each.title.casefold() == title]
            or [each for each in known if words and each.folded_file == words]
        )
        begun = [] if named or not words else [each for each in known if each.begins(words.split())]
        if len(found := named or begun) == 1:
            return found[0]
        if named:
            told = _some([f"{each.id} ({each.published or 'no date'})" for each in named])
            raise Ambiguous(
                f"{len(named)} articles are called {wanted!r}", f"name the one that you mean by its id: {told}"
            )
        if begun:
            told = _some([repr(" ".join(each.title.split())) for each in begun])
            raise Ambiguous(f"{len(begun)} titles have {wanted!r}", f"write more of the one that you mean: {told}")
        raise NotFound(f"there is no article {wanted!r}", "name it by its id or its title")


def _some(names: Sequence[str]) -> str:
    """Return the first few names for a sentence, and how many more there are."""
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more

"""In an article that names its person once and then says "she", a question by name finds what is said of her."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.collection import Collection
from index.library import Library
from index.reading.reader import Reader
from index.storage.catalogue import Catalogue
from tests.fakes import WordEmbedder
from tests.index.text.test_subjects import PORTRAIT, TITLE


@pytest.fixture
def portrait(tmp_path: Path, reader: Reader) -> Iterator[Collection]:
    """A collection of one portrait, read by the default reader."""
    library = Library(Catalogue.open(tmp_path / "articlebot.db"), WordEmbedder(), reader)
    collection = library.collection("portraits")
    years = " ".join(
        f"In {year} she mended {year - 1900} clocks, and her floor was swept twice." for year in range(1990, 2010)
    )
    list(collection.add([Article("portrait", TITLE, f"{PORTRAIT}\n{years}\n\nShe sails a small boat on Sundays.")]))
    yield collection
    library.close()


def test_who_is_asked_for_by_name_is_she(portrait: Collection) -> None:
    """The passage that answers has no name, and a yes-or-no question wants to see the one it has."""
    answer = portrait.ask("does Ilse Brandvold sail a boat?")
    assert answer.answered
    assert answer.quotes[0].text == "She sails a small boat on Sundays."

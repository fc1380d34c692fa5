"""What `add` says of the articles that it has stored."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.cli.adding.sources import Refusals
from bot.cli.adding.storing import StoreResult, store
from index.article import Article
from index.storage.catalogue import Catalogue
from tests.fakes import library_of

URL = "https://news.example/tram"


def test_an_article_whose_text_was_replaced_in_the_same_run_is_named(tmp_path: Path) -> None:
    """Also one that came again by its URL alone; but not one whose title alone is another."""
    given = (
        Article("tram", "Tram", "The tram is red.", url=URL),
        Article("ferry", "Ferry", "The ferry is blue.", url=URL),
        Article("bus", "Bus", "The bus is green."),
        Article("bus", "The bus", "The bus is green."),
    )
    web: Any = SimpleNamespace(stored=lambda _article, _item: None, unchanged=())
    result = StoreResult(Refusals())
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    with closing(library_of(catalogue)) as library:
        store(library.collection("local"), given, "adding", lambda: None, web, result)
    assert [each.status for each in result.done] == ["added", "refreshed", "added", "refreshed"]
    assert [each.article_id for each in result.repeated] == ["tram"]

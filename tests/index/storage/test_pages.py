"""Pages: a URL finds the article that came from it, and what its site gave with it, as long as that is so."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from index.article import Article
from index.library import Library
from index.storage.database import Database
from index.storage.migrations import MIGRATIONS
from index.storage.pages import KnownPage, Validators
from tests.fakes import NOON

URL = "http://news.example/story"
TOLD = Validators("http://news.example/story/", '"a"', "yesterday")


def _add(library: Library, text: str, article_id: str = "story", source: str | None = URL, name: str = "local") -> None:
    list(library.collection(name).add([Article(article_id, "The story", text, source=source)]))


def test_what_a_site_gave_comes_back_for_its_url_alone(library: Library) -> None:
    """In the same collection, with the article as it is now."""
    _add(library, "The ferry sails at noon.")
    _add(library, "The market opens.", "market", "http://news.example/market")
    _add(library, "The ferry sails at noon.", name="other")
    library.pages.note("local", URL, "story", TOLD)
    assert library.pages.known("local", URL) == KnownPage("story", "The story", 1, TOLD, fetched_at=NOON)
    assert library.pages.known("other", URL) == KnownPage("story", "The story", 1, None)
    assert library.pages.known("local", "http://news.example/else") is None
    assert library.pages.known("nowhere", URL) is None
    again = Validators(TOLD.landed, '"b"')
    library.pages.note("local", URL, "story", again)
    assert library.pages.known("local", URL) == KnownPage("story", "The story", 1, again, fetched_at=NOON)


def test_a_page_without_validators_is_read_whole(library: Library) -> None:
    """But its article is known."""
    _add(library, "The ferry sails at noon.")
    library.pages.note("local", URL, "story", Validators(URL))
    assert library.pages.known("local", URL) == KnownPage("story", "The story", 1, None, fetched_at=NOON)


def test_an_article_that_got_its_text_elsewhere_is_read_whole(library: Library) -> None:
    """The site's "unchanged" would speak of a text that is not here any more."""
    _add(library, "The ferry sails at noon.")
    library.pages.note("local", URL, "story", TOLD)
    _add(library, "The ferry sails at one.", source="story.txt")
    assert library.pages.known("local", URL) is None
    _add(library, "The ferry sails at two.")
    assert library.pages.known("local", URL) == KnownPage("story", "The story", 1, None)


def test_nothing_is_left_of_what_was_removed_or_purged(library: Library) -> None:
    """Neither the URL nor what the site gave; and a removed article cannot be noted."""
    _add(library, "The ferry sails at noon.")
    _add(library, "The market opens.", "market", "http://news.example/market", "guild:1")
    library.pages.note("local", URL, "story", TOLD)
    library.pages.note("guild:1", "http://news.example/market", "market", TOLD)
    library.collection("local").remove(["story"])
    library.purge("guild:1")
    library.pages.note("local", URL, "story", TOLD)
    with library.catalogue.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pages").scalar_one() == 0


def test_a_url_of_several_articles_is_read_whole_each_time(library: Library) -> None:
    """A corpus: what the site says of it says nothing of each of them."""
    for number in range(2):
        _add(library, f"The ferry number {number} sails.", f"story-{number}")
        library.pages.note("local", URL, f"story-{number}", TOLD)
    assert library.pages.known("local", URL) is None


def test_a_url_that_is_forgotten_is_read_whole(library: Library) -> None:
    """Its article stays, and so does what is known of other URLs and of other collections."""
    other = "http://news.example/market"
    _add(library, "The ferry sails at noon.")
    _add(library, "The market opens.", "market", other)
    _add(library, "The ferry sails at noon.", name="other")
    for name, url, article_id in (("local", URL, "story"), ("local", other, "market"), ("other", URL, "story")):
        library.pages.note(name, url, article_id, TOLD)
    library.pages.forget("local", URL)
    assert library.pages.known("local", URL) == KnownPage("story", "The story", 1, None)
    for name, url in (("local", other), ("other", URL)):
        known = library.pages.known(name, url)
        assert known is not None
        assert known.validators == TOLD


def test_an_older_database_learns_of_pages(tmp_path: Path) -> None:
    """And keeps its articles."""
    path = tmp_path / "articlebot.db"
    before = next(number for number, step in enumerate(MIGRATIONS) if any("TABLE pages" in each for each in step))
    with contextlib.closing(sqlite3.connect(path)) as raw:
        for step in MIGRATIONS[:before]:
            for statement in step:
                raw.execute(statement)
        raw.execute(f"PRAGMA user_version = {before}")
        raw.execute("INSERT INTO collections (name) VALUES ('local')")
        raw.commit()
    with contextlib.closing(Database(path)) as database, database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pages").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT name FROM collections").scalar_one() == "local"

"""The present tables of the catalogue; `migrations` has the steps from older databases to them."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    cast,
    type_coerce,
)


class AnyText(TypeDecorator[str]):
    """Text that can be read whatever its bytes are: bytes that are not UTF-8 become U+FFFD.

    Python's sqlite3 raises an error for such a text. Then one article would keep all others from being read, and itself
    from being removed. The hash of an article's text shows whether it is what was stored.
    """

    impl = Text
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Read the column as bytes."""
        return type_coerce(cast(column, LargeBinary), self)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ANN401 -- as it is declared
        """Turn the bytes into a text."""
        del dialect
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


class FilePath(TypeDecorator[str]):
    """The path of a file. One whose bytes are not UTF-8 is stored as these bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 -- a text or bytes
        """Turn what stands for such bytes in Python back into them."""
        del dialect
        if value is None:
            return None
        encoded = os.fsencode(value)
        try:
            return encoded.decode()
        except UnicodeDecodeError:
            return encoded

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ANN401 -- as it is declared
        """Turn such bytes into Python's form of them."""
        del dialect
        return os.fsdecode(value) if isinstance(value, bytes) else value


metadata = MetaData()

collections = Table(
    "collections",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("changes", Integer, nullable=False, server_default="0"),
)

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("collection", ForeignKey("collections.key"), nullable=False),
    Column("id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("title", AnyText, nullable=False),
    Column("url", Text),
    Column("published", Date),
    Column("source", Text),
    Column("page_starts", Text, nullable=False),
    Column("text", AnyText, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("author", Text),
    Column("site", Text),
    Column("replaced_at", DateTime),
    Column("page_form", Text),
    Column("compared", Integer),
    Column("copy_of", ForeignKey("articles.key")),
    Column("seen_at", DateTime),
    Column("path", FilePath),
)
"""One row for each revision. It was stored at `added_at`, and found unchanged at `seen_at` (None: never). If it is
not current, `replaced_at` says since when, and `text` is empty: it is in `old_texts`. `compared` is the version with
which a current revision was compared for copies (None: not yet), `page_form` its address in the form of `page_form`,
and `copy_of` the article that is searched in its place. `path` is the path of the file that `source` names (None:
not known, or no file); it is never shown or exported."""

old_texts = Table(
    "old_texts",
    metadata,
    Column("article", ForeignKey("articles.key"), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""The texts of revisions that are not current: UTF-8, compressed with zlib."""

article_bands = Table(
    "article_bands",
    metadata,
    Column("collection", ForeignKey("collections.key"), primary_key=True),
    Column("band", Integer, primary_key=True),
    Column("article", ForeignKey("articles.key"), primary_key=True),
)
"""The bands that find near copies: see `index.text.shingles`. Only of current revisions."""

passages = Table(
    "passages",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", ForeignKey("articles.key"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentences", Text),
)
"""`sentences`: JSON, the start and end of each sentence, one after another, as offsets in the article's text; NULL
for passages stored before this was kept. Cutting twenty passages into sentences for each question would cost 25 ms."""

article_vectors = Table(
    "article_vectors",
    metadata,
    Column("article", ForeignKey("articles.key"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""One row for each article: float32, little-endian, shape (its passages, dimension), in the passages' order."""

article_terms = Table(
    "article_terms",
    metadata,
    Column("article", ForeignKey("articles.key"), primary_key=True),
    Column("analysis", Integer, nullable=False),
    Column("data", Text, nullable=False),
)
"""One row for each article: a line for each passage, its terms separated by spaces. Kept so that opening needs no
stemming."""

answers = Table(
    "answers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("collection", ForeignKey("collections.key"), nullable=False),
    Column("question", Text, nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("articles", JSON(none_as_null=True)),
    Column("since", Date),
    Column("until", Date),
)
"""`articles`, `since` and `until` are the filters of the question. `articles` is [key, …] of the revisions that were
current (null: no limit). Ids are not stored: an id may contain words of a title, which must be deleted with the
article."""

answer_quotes = Table(
    "answer_quotes",
    metadata,
    Column("answer", ForeignKey("answers.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article", ForeignKey("articles.key")),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("highlight_start", Integer),
    Column("highlight_end", Integer),
    Column("further", JSON(none_as_null=True)),
)
"""Places without words: what a removed article said is gone from here too. `further` is [[start, end], …] or null."""

votes = Table(
    "votes",
    metadata,
    Column("answer", ForeignKey("answers.key"), primary_key=True),
    Column("voter", Text, primary_key=True),
    Column("up", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("voted_at", DateTime, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("begun_at", DateTime, nullable=False),
    Column("details", Text, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("collection", Text, primary_key=True),
    Column("preferences", Text, nullable=False),
)
"""By the collection's name: a collection may have preferences before it has articles."""

notes = Table("notes", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

departures = Table(
    "departures", metadata, Column("collection", Text, primary_key=True), Column("left_at", DateTime, nullable=False)
)

pages = Table(
    "pages",
    metadata,
    Column("collection", ForeignKey("collections.key"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("article", ForeignKey("articles.key"), nullable=False),
    Column("landed", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("fetched_at", DateTime, nullable=False),
)
"""By the URL as it was given: the revision that came from there. The row is deleted with the revision."""

feeds = Table(
    "feeds",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("collection", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("landed", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("every_minutes", Integer),
    Column("skip_hours", Text, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("polled_at", DateTime),
    Column("next_poll_at", DateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("error", Text),
    Column("articles", Integer, nullable=False),
)
"""By the collection's name: a collection may have feeds before it has articles."""

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("feed", ForeignKey("feeds.key"), nullable=False),
    Column("entry", Text, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("dated", DateTime, nullable=False),
    Column("waiting", Text),
    Column("tries", Integer, nullable=False),
    Column("failing_since", DateTime),
    Column("next_try_at", DateTime),
    Column("given_up", Boolean, nullable=False),
)
"""The entries seen in a feed. For those that wait to become articles, or were given up and may be tried again, also
what is needed for that."""

feed_days = Table(
    "feed_days",
    metadata,
    Column("collection", Text, primary_key=True),
    Column("day", Date, nullable=False),
    Column("articles", Integer, nullable=False),
)
"""How many articles a collection's feeds added on the last day on which they added any."""

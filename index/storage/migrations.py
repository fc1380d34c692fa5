"""The steps that lead an older database to the tables of `schema`.

A database carries its version in SQLite's `user_version`. `MIGRATIONS[n]` leads from version n to n + 1. A released
step is never changed; the next one is added after it.
"""

from __future__ import annotations

from collections.abc import Sequence

MIGRATIONS: Sequence[Sequence[str]] = (
    (
        """CREATE TABLE collections (
            key INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            changes INTEGER NOT NULL DEFAULT 0)""",
        """CREATE TABLE articles (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            collection INTEGER NOT NULL REFERENCES collections (key),
            id TEXT NOT NULL,
            revision INTEGER NOT NULL,
            current BOOLEAN NOT NULL CHECK (current IN (0, 1)),
            title TEXT NOT NULL,
            url TEXT,
            published DATE,
            source TEXT,
            page_starts TEXT NOT NULL,
            text TEXT NOT NULL,
            text_hash TEXT NOT NULL,
            added_at DATETIME NOT NULL,
            UNIQUE (collection, id, revision))""",
        "CREATE UNIQUE INDEX articles_current ON articles (collection, id) WHERE current",
        "CREATE INDEX articles_url ON articles (collection, url) WHERE current",
        "CREATE INDEX articles_hash ON articles (collection, text_hash) WHERE current",
        # AUTOINCREMENT: a key that was once given away is never used again, whatever is removed.
        """CREATE TABLE passages (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" > start))""",
        "CREATE INDEX passages_article ON passages (article)",
        """CREATE TABLE article_vectors (
            article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
            model TEXT NOT NULL,
            dimension INTEGER NOT NULL CHECK (dimension > 0),
            data BLOB NOT NULL)""",
        """CREATE TABLE article_terms (
            article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
            analysis INTEGER NOT NULL,
            data TEXT NOT NULL)""",
    ),
    (
        """CREATE TABLE answers (
            key TEXT PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collections (key),
            question TEXT NOT NULL,
            asked_at DATETIME NOT NULL,
            answered BOOLEAN NOT NULL CHECK (answered IN (0, 1)),
            confidence REAL NOT NULL,
            shown INTEGER NOT NULL)""",
        "CREATE INDEX answers_collection ON answers (collection)",
        """CREATE TABLE answer_quotes (
            answer TEXT NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            article INTEGER REFERENCES articles (key) ON DELETE SET NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            confidence REAL NOT NULL,
            highlight_start INTEGER,
            highlight_end INTEGER,
            PRIMARY KEY (answer, position))""",
        "CREATE INDEX answer_quotes_article ON answer_quotes (article)",
        """CREATE TABLE votes (
            answer TEXT NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
            voter TEXT NOT NULL,
            up BOOLEAN NOT NULL CHECK (up IN (0, 1)),
            reason TEXT NOT NULL,
            voted_at DATETIME NOT NULL,
            PRIMARY KEY (answer, voter))""",
        "CREATE INDEX votes_voter ON votes (voter)",
        """CREATE TABLE journal (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            begun_at DATETIME NOT NULL,
            details TEXT NOT NULL)""",
        "CREATE TABLE preferences (collection TEXT PRIMARY KEY, preferences TEXT NOT NULL)",
        "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE departures (collection TEXT PRIMARY KEY, left_at DATETIME NOT NULL)",
    ),
    ("ALTER TABLE articles ADD COLUMN author TEXT", "ALTER TABLE articles ADD COLUMN site TEXT"),
    (
        """CREATE TABLE pages (
            collection INTEGER NOT NULL REFERENCES collections (key),
            url TEXT NOT NULL,
            article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            landed TEXT NOT NULL,
            etag TEXT,
            last_modified TEXT,
            fetched_at DATETIME NOT NULL,
            PRIMARY KEY (collection, url))""",
        "CREATE INDEX pages_article ON pages (article)",
        "CREATE INDEX articles_source ON articles (collection, source) WHERE current",
    ),
    (
        """CREATE TABLE feeds (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            collection TEXT NOT NULL,
            url TEXT NOT NULL,
            title TEXT NOT NULL,
            landed TEXT,
            etag TEXT,
            last_modified TEXT,
            every_minutes INTEGER,
            skip_hours TEXT NOT NULL,
            added_at DATETIME NOT NULL,
            polled_at DATETIME,
            next_poll_at DATETIME NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            error TEXT,
            articles INTEGER NOT NULL DEFAULT 0,
            UNIQUE (collection, url))""",
        "CREATE INDEX feeds_next_poll ON feeds (next_poll_at)",
        """CREATE TABLE feed_entries (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            feed INTEGER NOT NULL REFERENCES feeds (key) ON DELETE CASCADE,
            entry TEXT NOT NULL,
            seen_at DATETIME NOT NULL,
            dated DATETIME NOT NULL,
            waiting TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            failing_since DATETIME,
            next_try_at DATETIME,
            given_up BOOLEAN NOT NULL DEFAULT 0 CHECK (given_up IN (0, 1)),
            UNIQUE (feed, entry))""",
        "CREATE INDEX feed_entries_waiting ON feed_entries (feed, dated) WHERE waiting IS NOT NULL",
        "CREATE TABLE feed_days (collection TEXT PRIMARY KEY, day DATE NOT NULL, articles INTEGER NOT NULL)",
    ),
    (
        "ALTER TABLE articles ADD COLUMN replaced_at DATETIME",
        "ALTER TABLE articles ADD COLUMN page_form TEXT",
        "ALTER TABLE articles ADD COLUMN compared INTEGER",
        "ALTER TABLE articles ADD COLUMN copy_of INTEGER REFERENCES articles (key) ON DELETE SET NULL",
        "ALTER TABLE articles ADD COLUMN seen_at DATETIME",
        # A revision's time ends when the next one's begins.
        """UPDATE articles SET replaced_at = (
            SELECT min(later.added_at) FROM articles AS later
            WHERE later.collection = articles.collection AND later.id = articles.id
                AND later.revision > articles.revision)
            WHERE NOT current""",
        # A partial index is used only by a query with the very words of its condition, and ours say "current = 1".
        "DROP INDEX articles_url",
        "DROP INDEX articles_hash",
        "DROP INDEX articles_source",
        "CREATE INDEX articles_url ON articles (collection, url) WHERE current = 1",
        "CREATE INDEX articles_hash ON articles (collection, text_hash) WHERE current = 1",
        "CREATE INDEX articles_source ON articles (collection, source) WHERE current = 1",
        "CREATE INDEX articles_page ON articles (collection, page_form) WHERE current = 1",
        "CREATE INDEX articles_uncompared ON articles (collection, compared) WHERE current = 1",
        "CREATE INDEX articles_replaced ON articles (collection, replaced_at) WHERE current = 0",
        "CREATE INDEX articles_copies ON articles (copy_of) WHERE copy_of IS NOT NULL",
        """CREATE TABLE old_texts (
            article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
            data BLOB NOT NULL)""",
        """CREATE TABLE article_bands (
            collection INTEGER NOT NULL REFERENCES collections (key),
            band INTEGER NOT NULL,
            article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            PRIMARY KEY (collection, band, article)) WITHOUT ROWID""",
        "CREATE INDEX article_bands_article ON article_bands (article)",
    ),
    ("ALTER TABLE passages ADD COLUMN sentences TEXT",),
    ("ALTER TABLE answer_quotes ADD COLUMN further TEXT",),
    (
        "CREATE INDEX articles_linked ON articles (collection, copy_of) WHERE copy_of IS NOT NULL",
        "CREATE INDEX article_vectors_model ON article_vectors (model)",
    ),
    ("ALTER TABLE articles ADD COLUMN path TEXT",),
    (
        "ALTER TABLE answers ADD COLUMN articles TEXT",
        "ALTER TABLE answers ADD COLUMN since DATE",
        "ALTER TABLE answers ADD COLUMN until DATE",
    ),
)

VERSION = len(MIGRATIONS)

"""The one tree of errors. Each says what is wrong (`message`) and what to do (`hint`).

Both are written as part of a sentence, without capital and full stop: whoever shows them adds these.

::

    ArticlebotError            code          exit
    ├── UsageError             usage         2     a question or an option that cannot be used
    ├── ExtractError           unreadable    3     a source that cannot become an article
    │   ├── EmptyText          empty         3
    │   ├── NotText            not_text      3     binary data, or bytes that are not the text they claim to be
    │   ├── TooLarge           too_large     3
    │   └── UnsupportedKind    unsupported   3     a kind that is not read (yet)
    ├── SourceError            source        3     a file or folder that is missing or may not be read
    ├── FetchError             fetch         3     a web page that was not fetched
    │   ├── UnsafeUrl          unsafe_url    3     an address that is not opened, whatever stands there
    │   ├── Disallowed         robots        3     the site's robots.txt does not allow it
    │   ├── Unreachable        unreachable   3     no connection, no certificate or no answer in time
    │   ├── SiteBusy           site_busy     3     the site asks to come back later
    │   ├── PageGone           gone          3     there is no such page (any more)
    │   └── BadAnswer          bad_answer    3     an answer that is no page
    ├── NotFound               not_found     3     an article that is not in the collection
    ├── Ambiguous              ambiguous     3     a title that several articles or feeds have
    ├── StorageError           storage       3     the data directory or the database
    │   ├── Locked             locked        3
    │   ├── ReadOnly           read_only     3
    │   └── Damaged            damaged       3
    ├── ModelError             model         3     a model that is missing, altered or unfit
    └── DiscordError           discord       3     Discord refuses the bot, or cannot be reached (`bot.cli.running`)

Not in this tree: signals from one part of the code to another (`bot.work.worker.Busy` and `Stopped`,
`bot.tasks.adding_steps.Purged`, `index.storage.storing.Unprepared`); `bot.serving.permissions.NotAllowed`, which has
neither code nor hint, since it is only shown on Discord; and a ValueError for a value that breaks its own rules, which
is a mistake in the code.
"""

from __future__ import annotations

from typing import ClassVar


class ArticlebotError(Exception):
    """The root of all errors that people are told of in words."""

    code: ClassVar[str] = "failed"
    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ArticlebotError):
    """A question or an option that cannot be used."""

    code = "usage"
    exit_code = 2


class ExtractError(ArticlebotError):
    """A source that cannot become an article."""

    code = "unreadable"


class EmptyText(ExtractError):
    """A source without a word in it."""

    code = "empty"


class NotText(ExtractError):
    """Binary data, or bytes that are not the text they claim to be."""

    code = "not_text"


class TooLarge(ExtractError):
    """A source over the size limit."""

    code = "too_large"


class UnsupportedKind(ExtractError):
    """A kind of document that is not read (yet)."""

    code = "unsupported"


class SourceError(ArticlebotError):
    """A file or folder that is missing or may not be read."""

    code = "source"


class FetchError(ArticlebotError):
    """A web page that was not fetched."""

    code = "fetch"


class UnsafeUrl(FetchError):
    """An address that is not opened, whatever stands there."""

    code = "unsafe_url"


class Disallowed(FetchError):
    """The site's robots.txt does not allow it; or, with `temporary`, could not be fetched at the moment."""

    code = "robots"

    def __init__(self, message: str, hint: str = "", *, temporary: bool = False) -> None:
        super().__init__(message, hint)
        self.temporary = temporary


class Unreachable(FetchError):
    """No connection, no certificate or no answer in time."""

    code = "unreachable"


class SiteBusy(FetchError):
    """The site asks to come back later: after `retry_after` seconds (None if it does not say)."""

    code = "site_busy"

    def __init__(self, message: str, hint: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message, hint)
        self.retry_after = retry_after


class PageGone(FetchError):
    """There is no such page (any more)."""

    code = "gone"


class BadAnswer(FetchError):
    """An answer that is no page."""

    code = "bad_answer"


class NotFound(ArticlebotError):
    """An article that is not in the collection."""

    code = "not_found"


class Ambiguous(ArticlebotError):
    """A title that several articles or feeds have."""

    code = "ambiguous"


class StorageError(ArticlebotError):
    """The data directory or the database cannot be used."""

    code = "storage"


class Locked(StorageError):
    """Another process is writing."""

    code = "locked"


class ReadOnly(StorageError):
    """The data directory or the database may not be written."""

    code = "read_only"


class Damaged(StorageError):
    """The database is not what it should be."""

    code = "damaged"


class ModelError(ArticlebotError):
    """A model that is missing, altered or unfit."""

    code = "model"

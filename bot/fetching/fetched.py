"""What a fetch gives: a page, or that it has not changed. Apart from the fetcher, which imports aiohttp: 0.2 s."""

from __future__ import annotations

from dataclasses import dataclass

from index.storage.pages import Validators


@dataclass(frozen=True, slots=True)
class Page:
    """The page at an address: `url` is the given one, `landed` the one after redirects; the body is unpacked."""

    url: str
    landed: str
    body: bytes
    media_type: str
    """Without parameters, in lower case; empty if the site does not say."""
    charset: str | None
    """The charset that the site declares."""
    validators: Validators


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page has not changed since the validators were received."""

    validators: Validators

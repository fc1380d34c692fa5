"""Addresses as people type them."""

from __future__ import annotations

import pytest

from bot.fetching.urls import in_full


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        (" <https://example.org/a> ", "https://example.org/a"),
        ("<example.org>", "https://example.org"),
        (" www.Example.org/a?b=c#d ", "https://www.Example.org/a?b=c#d"),
        ("example.org:8443/a", "https://example.org:8443/a"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("the page", "the page"),
        ("example.org and example.net", "example.org and example.net"),
        ("ann@example.org", "ann@example.org"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost/a", "localhost/a"),
        ("", ""),
    ],
)
def test_an_address_without_its_scheme_is_taken_for_one_of_the_web(typed: str, address: str) -> None:
    """As browsers show it, and take it; what is no name of a site stays as it is."""
    assert in_full(typed) == address

"""All addresses of one page have one form, and those of two pages have two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.storage.page_form import page_form

SAME = (
    "https://www.example.org/news/lighthouse/index.html",
    "http://example.org/news/lighthouse",
    "https://edition.example.org/news/lighthouse/",
    "https://m.example.org/news/lighthouse?utm_source=mail&utm_medium=x",
    "https://amp.example.org/news/lighthouse?outputType=amp",
    "https://www.example.org:443/news//lighthouse/amp/#comments",
    "HTTPS://EXAMPLE.ORG/news/lighthouse.amp.html?fbclid=abc",
    "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/lighthouse",
    "https://example.org/news/l%69ghthouse",
)
OTHERS = (
    "https://example.org/news/lighthouse?id=2",
    "https://example.org/news/lighthouse?ref=2",
    "https://example.org/news/Lighthouse",
    "https://example.org/news/lighthouse/2",
    "https://example.org/news/lighthouse#!/2",
    "https://example.org:8080/news/lighthouse",
    "https://shop.example.org/news/lighthouse",
    "https://example.com/news/lighthouse",
    "https://example.org/",
    "https://amp.org/news/lighthouse",
)


def test_addresses_of_one_page_have_one_form() -> None:
    """Editions, marks of newsletters, index.html, slashes, ports, cases of the host and AMP make no difference."""
    assert {page_form(url) for url in SAME} == {"example.org/news/lighthouse"}


def test_addresses_of_other_pages_have_other_forms() -> None:
    """Whatever may name another page does: a query, a path, a port, a host that is not an edition."""
    assert len({page_form(url) for url in (*OTHERS, SAME[0])}) == len(OTHERS) + 1


def test_the_order_of_a_query_makes_no_difference() -> None:
    """A query is a set of fields."""
    assert page_form("https://example.org/?b=2&a=1&utm_id=7") == page_form("http://www.example.org?a=1&b=2")


@pytest.mark.parametrize(
    "url", [None, "", "mailto:x@example.org", "file:///etc/hosts", "https://[::1", "http://x:0x/", "http://."]
)
def test_what_no_browser_opens_has_no_form(url: str | None) -> None:
    """An address that is none is not compared."""
    assert page_form(url) is None


@given(st.text(), st.sampled_from(["", "https://", "http://www.", "https://m.example.org/", "https://example.org/?"]))
def test_any_text_has_a_form_or_none(rest: str, start: str) -> None:
    """Whatever is written there, nothing is raised, and the form of a form is itself."""
    form = page_form(start + rest.encode("utf-8", "replace").decode())
    assert form is None or form

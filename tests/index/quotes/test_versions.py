"""Versions: which one a question asks for, and which one a quote is of."""

from __future__ import annotations

import pytest

from index.quotes.versions import asked_versions, is_of_another


@pytest.mark.parametrize(
    ("question", "quote", "above", "another"),
    [
        ("what was fixed in 2.3?", "- The crash on start.", "2.4 – Fixed", True),
        ("what was fixed in 2.3?", "- The crash on start.", "2.3 – Fixed", False),
        ("what was fixed in v2.3?", "- The crash on start.", "[2.3.1] – Fixed", False),
        ("what was fixed in 2.3?", "- The crash on start.", "2.31.0 – Fixed", True),
        ("what was fixed in 2.3?", "- What 2.3 had broken.", "2.4 – Fixed", False),
        ("what was fixed in 2.3?", "- The crash on start.", "Fixed", False),
        ("what was fixed?", "- The crash on start.", "2.4 – Fixed", False),
        ("does 2.3 have a bell?", "- The crash on start.", "2.4 – Fixed", True),
        ("is release 2.3 of the lamp out?", "- The crash on start.", "2.4 – Fixed", True),
        ("is a mast of 2.3 m allowed?", "- Up to 3 m.", "2.4 Masts", False),
        ("what is to be had for €2.30?", "- Soup.", "2.4 – Food", False),
    ],
)
def test_what_stands_below_another_version_is_of_that(question: str, quote: str, above: str, another: bool) -> None:
    """Unless it names the one that is asked for."""
    asked = asked_versions(question)
    assert (bool(asked) and is_of_another(asked, quote, above)) is another

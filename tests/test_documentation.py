"""The pages of the documentation lead to each other, and what the code says of them is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("index/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))


def _anchors(page: Path) -> set[str]:
    """Return the fragments by which GitHub knows the headings of a page."""
    headings = re.findall(r"^#{1,6} (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_to_a_heading_in_it(page: Path) -> None:
    """Those to other sites aside."""
    for link in re.findall(r"\]\((?!https?:)([^()\s]+)\)", page.read_text(encoding="utf-8")):
        name, _, fragment = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not fragment or fragment in _anchors(target), link


def test_every_page_of_decisions_stands_in_their_list() -> None:
    """Once, and nothing else does."""
    listed = re.findall(r"\]\((decisions/[\w-]+\.md)\)", (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [page.relative_to(ROOT / "docs").as_posix() for page in DECISIONS]


def test_every_page_that_the_code_names_is_there() -> None:
    """A comment that says where something was measured is of no use without it."""
    modules = [path for folder in ("bot", "index") for path in (ROOT / folder).rglob("*.py")]
    named = {name for module in modules for name in re.findall(r"docs/[\w/-]+\.md", module.read_text(encoding="utf-8"))}
    assert len(named) > 3
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def test_the_library_is_used_as_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Word by word; type checkers that find it installed know its types."""
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    exec(page.partition("```python\n")[2].partition("```")[0], {})  # noqa: S102 -- our own page
    added, first, *_, refused = capsys.readouterr().out.splitlines()
    assert added.startswith("added ferry-")
    assert first.startswith("The ferry leaves at nine. Span(start=17, end=24) 0.9")
    assert refused.startswith("usage the question has no words ask something")
    assert (ROOT / "index" / "py.typed").is_file()

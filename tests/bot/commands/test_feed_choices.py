"""Which feeds are offered while somebody types."""

from __future__ import annotations

from bot.commands.feed_choices import choices
from tests.feeds import LONG, feed


def test_feeds_are_offered_by_what_is_typed() -> None:
    """By title or address; a long address by its key."""
    known = [feed(1, title="Lake News"), feed(2, title="Harbour Post", url="http://post.example/" + "x" * 100)]
    assert [(each.name, each.value) for each in choices(known, "")] == [
        ("Lake News", "http://news.example/1"),
        ("Harbour Post", "#2"),
    ]
    assert [each.name for each in choices(known, "harbor")] == ["Harbour Post"]
    assert [each.name for each in choices(known, "news.ex")] == ["Lake News"]
    alike = [feed(1, title="News"), feed(2, title="News"), feed(3, title="Bus")]
    assert [each.name for each in choices(alike, "")] == [
        "News · http://news.example/1",
        "News · http://news.example/2",
        "Bus",
    ]
    assert choices([feed(1, title="\u202eLake")], "")[0].name == "Lake"
    assert len(choices([feed(n, title=LONG) for n in range(40)], "")) == 25

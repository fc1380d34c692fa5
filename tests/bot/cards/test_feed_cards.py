"""What is said of feeds fits into a message, names what is wrong, and escapes what strangers have written."""

from __future__ import annotations

from datetime import timedelta

from bot.cards import feeds as cards
from bot.cards.added import outcome, undated
from bot.cards.excerpt import units
from bot.feeds.entries import EntryReport
from bot.feeds.finding import FoundFeed
from bot.feeds.pace import LONGEST, Pace
from bot.feeds.poller import PolledFeed
from index.adding import Added
from index.errors import BadAnswer, ExtractError, StorageError
from index.feed import Entry, Feed
from index.storage.pages import Validators
from tests.fakes import NOON
from tests.feeds import LONG, feed


def test_the_longest_list_fits_into_its_pages() -> None:
    """Six a page, whatever is in their names, addresses and errors."""
    long: dict[str, object] = {"title": LONG, "url": f"http://news.example/{LONG}", "error": LONG}
    long |= {"failures": 99, "waiting": 500, "given_up": 5_000}
    long |= {"lost": [Entry("a", LONG)] * 10}
    many = [feed(number, **long) for number in range(50)]
    for page in range(9):
        card = cards.list_card(many, page, 50, 50)
        (embed,) = card.embeds
        assert units(embed.description or "") <= 4096
        assert len(embed) <= 6000
        assert len(card.buttons) == 2
    assert cards.list_card([], 1, 0, 50).content == cards.NO_FEEDS


def test_a_list_says_how_each_feed_is() -> None:
    """Its articles, what waits, when it is asked next in everybody's own time, and why it fails."""
    (embed,) = cards.list_card([feed(1), feed(2, failures=3, error="gone", waiting=4)], 1, 7, 50).embeds
    lines = (embed.description or "").split("\n")
    moment = f"<t:{int((NOON + timedelta(hours=1)).timestamp())}:R>"
    assert lines[0] == f"1. **Feed 1** · 1 article · next {moment}"
    assert lines[2] == f"2. **Feed 2** · 2 articles, 4 waiting · failed 3 times in a row, next {moment}"
    assert lines[4] == "⚠ gone"
    (once,) = cards.list_card([feed(1, failures=1, error="gone")], 1, 7, 50).embeds
    assert f" · failed once, next {moment}" in (once.description or "")
    (full,) = cards.list_card([feed(1, waiting=500)], 1, 7, 50).embeds
    assert "no more are taken" in (full.description or "")
    entries = [Entry("a", "The *bus*"), Entry("b", "", "http://news.example/b"), Entry("c", "C"), Entry("d", "D")]
    (lost,) = cards.list_card([feed(1, given_up=12, lost=entries)], 1, 7, 50).embeds
    assert ", 12 given up" in (lost.description or "")
    assert r"Given up: The \*bus\*, http\://news.example/b, C and 9 more: tried again" in (lost.description or "")
    assert "`/feeds poll`" in (lost.description or "")
    assert embed.footer.text == "7 of at most 50 articles came from feeds today (UTC)"


def test_the_longest_notes_leave_room_for_what_was_added() -> None:
    """However many feeds fail and however long their names are."""
    failing = [PolledFeed(feed(n, title=LONG), error=BadAnswer(LONG, LONG)) for n in range(50)]
    told = EntryReport([Added("a", LONG, "added", 1)] * 9, [ExtractError(LONG, LONG)] * 9)
    said = cards.notes([*failing, PolledFeed(feed(1, title=LONG))], told, 70, 50)
    assert units(said) <= 1_900
    assert "47 feeds more can't be read" in said
    kept = cards.kept(
        PolledFeed(feed(1, title=LONG)), FoundFeed(LONG, Feed(""), Validators(LONG), LONG, (LONG,) * 9), LONGEST
    )
    assert units(kept) <= 1_200


def test_the_outcome_of_a_poll_is_one_message_though_everything_is_wrong() -> None:
    """It begins with what was added, and ends with why not all was."""
    failing = [PolledFeed(feed(n, title=LONG), error=BadAnswer(LONG, LONG)) for n in range(50)]
    told = EntryReport([Added("a", LONG, "added", 1)] * 9, [ExtractError(LONG, LONG)] * 9)
    removed, said = (
        cards.removed([feed(1, title=LONG)]),
        cards.notes([*failing, PolledFeed(feed(1, title=LONG))], told, 70, 50),
    )
    stopped = "I was stopped before I was done. The rest comes by itself."
    text = outcome(
        [Added("a", LONG, "added", 1)], [BadAnswer(LONG, LONG)] * 20, undated([LONG]), removed, said, stopped
    )
    assert units(text) <= 2_000
    assert text.startswith("Added **")
    assert text.endswith(f"\n{stopped}")
    assert "lines more." in text


def test_a_feed_is_said_to_be_read_as_often_as_it_is() -> None:
    """One that asks for longer pauses gets them."""
    found = FoundFeed("http://news.example/1", Feed(""), Validators("http://news.example/1"))
    often_by_wish = {None: "30 minutes", 60: "60 minutes", 90: "90 minutes", 120: "2 hours", 9_999: "24 hours"}
    for wish, often in often_by_wish.items():
        said = cards.kept(PolledFeed(feed(1)), found, Pace().pause(wish))
        assert said == f"I read the feed **Feed 1** every {often} from now on and add what is new."


def test_what_is_being_read_is_not_called_nothing_new() -> None:
    """Nor is a feed read from now on that was removed meanwhile."""
    known = [PolledFeed(feed(1))]
    assert cards.notes(known, EntryReport(), 0, 50) == "There is nothing new in **Feed 1**."
    assert cards.notes(known, EntryReport(), 0, 50, 1) == "**Feed 1** is being read just now: 1 entry is still to come."
    both = cards.notes([*known, PolledFeed(feed(2), 4)], EntryReport(), 0, 50, 4)
    assert both == "2 feeds are being read just now: 4 entries are still to come."
    assert cards.removed([]) == ""
    assert cards.removed([feed(1)]) == "The feed **Feed 1** was removed meanwhile, so no more is added from there."
    assert cards.removed([feed(1), feed(2)]).startswith("2 feeds were removed meanwhile")


def test_a_log_line_tells_what_came_by_itself_and_nothing_when_nothing_did() -> None:
    """By name, up to three of them."""
    assert cards.log_added([], [Added("a", "A", "unchanged", 1)], []) is None
    assert cards.log_added(["Feed *1*"], [Added("a", "A", "added", 1)], []) == r"From **Feed \*1\***, I added **A**."
    many = [Added(str(n), "A", "added", 1) for n in range(4)]
    said = cards.log_added(["A", "B"], many, [BadAnswer("it says 500", "x"), BadAnswer("b", "x")])
    assert said == "From 2 feeds, I added 4 articles. 2 entries could not become articles: it says 500. b."
    error = BadAnswer("it says 500.", "x")
    begins, still = PolledFeed(feed(1), error=error), PolledFeed(feed(4, failures=1), error=error)
    changes = [begins, PolledFeed(feed(2, failures=2)), PolledFeed(feed(3)), still]
    unstored = PolledFeed(feed(5), error=StorageError("the disk of /srv/articlebot.db is full"))
    assert cards.failing(unstored) == f"The feed **Feed 5** can't be read: {cards.NOT_STORED}"
    assert cards.log_changes([*changes, unstored]) == [
        "The feed **Feed 1** can't be read: it says 500. I try again by myself, ever less often.",
        "The feed **Feed 2** works again.",
    ]

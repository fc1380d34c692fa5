"""feeds: kept for the collection, and polled when they are due or named.

Slow imports are inside functions, since `--help` must be fast.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.cli.adding.storing import totals
from bot.cli.drawing.terminal import one_line, progress
from bot.cli.failing import say_refused
from bot.cli.session import Session, command
from bot.compose import is_new
from bot.wording import failed

if TYPE_CHECKING:
    from bot.cli.polling import PollResult
    from bot.feeds.poller import PolledFeed
    from index.storage.feeds import StoredFeed

_NO_FEEDS = "No feeds yet. Add one: articlebot feeds add URL"


@command("add")
@click.argument("url")
def add(session: Session, url: str) -> int:
    """Keep a feed, and add its entries.

    URL is that of the feed, or of a page that names it. Entries beyond the limit of the day
    (FEED_ARTICLES_PER_DAY) wait for the next one.
    """
    from bot.cli import polling
    from bot.cli.event_loop import run_to_end

    with polling.poller(session, create=True) as (library, poller):

        async def work() -> tuple[PolledFeed, str | None, PollResult]:
            polled, found = await poller.add(session.collection, url)
            with progress("adding") as advance:
                outcome = await polling.take(poller, library, session.collection, advance, only=[polled.feed])
            return polled, found.page, outcome

        polled, page, outcome = run_to_end(work())
        outcome.polled = [polled]
        feed = library.feeds.get(polled.feed.key)
    if session.as_json:
        session.emit({"feed": _shown(feed), "found_on": page, **outcome.written()})
        return _reported(outcome, as_json=True)
    found = f" It is named by the page {one_line(page)}." if page is not None else ""
    click.echo(f"Keeping the feed {one_line(feed.title)} ({one_line(feed.url)}).{found}")
    return _told(outcome, feed.url)


@command("list")
def list_feeds(session: Session) -> None:
    """List the feeds, with their last errors."""
    from index.storage.feeds import Feeds

    kept: list[StoredFeed] = []
    if not is_new(session.settings):  # otherwise the list is rightly empty
        with session.catalogue(to_read=True) as catalogue:
            kept = Feeds(catalogue.database, _now).all(session.collection)
    if session.as_json:
        session.emit({"collection": session.collection, "feeds": [_shown(feed) for feed in kept]})
        return
    for feed in kept:
        counts = f"{feed.articles:,} added" + (f", {feed.waiting:,} waiting" if feed.waiting else "")
        click.echo(f"{one_line(feed.title)}  {one_line(feed.url)}")
        click.echo(f"  {counts}; next poll {feed.next_poll_at:%Y-%m-%d %H:%M} UTC")
        if feed.is_full:
            click.echo("  no more are taken until some have come; poll this feed by its URL to add all of them")
        if feed.given_up:
            click.echo(f"  {feed.given_up:,} given up; poll this feed by its URL to try them again:")
            for entry in feed.lost:
                click.echo(f"    {one_line(entry.title or '(no title)')}  {one_line(entry.link or '')}".rstrip())
            if (more := feed.given_up - len(feed.lost)) > 0:
                click.echo(f"    … and {more:,} more")
        if feed.error:
            click.echo(f"  {failed(feed.failures)}: {one_line(feed.error)}")
    if not kept:
        click.echo(_NO_FEEDS, err=True)


@command("remove")
@click.argument("url")
def remove(session: Session, url: str) -> None:
    """Forget a feed, named by its URL or title. Its articles stay."""
    from index.storage.feeds import Feeds

    with session.catalogue() as catalogue:
        kept = Feeds(catalogue.database, _now)
        feed = kept.find(session.collection, url)
        kept.remove(session.collection, feed.key)
    if session.as_json:
        session.emit({"removed": feed.url})
    else:
        click.echo(f"Forgot the feed {one_line(feed.title)} ({one_line(feed.url)}). Its articles stay.")


@command("poll")
@click.argument("url", required=False)
def poll(session: Session, url: str | None) -> int:
    """Poll the feeds that are due, and add what is new.

    At most FEED_ARTICLES_PER_DAY articles are added in a day.

    A feed named by its URL or title is polled at once, and all its waiting entries are added, whatever that limit;
    pages that could not be fetched are tried again.
    """
    from bot.cli import polling
    from bot.cli.event_loop import run_to_end

    with polling.poller(session) as (library, poller):
        named = None if url is None else [library.feeds.find(session.collection, url)]
        wanted = library.feeds.due(session.collection) if named is None else named
        none_kept = not library.feeds.all(session.collection)
        with progress("polling") as advance:
            outcome = run_to_end(
                polling.poll(poller, library, session.collection, wanted, advance, named=named is not None)
            )
    if session.as_json:
        session.emit(outcome.written())
        return _reported(outcome, as_json=True)
    if not wanted:
        none = _NO_FEEDS if none_kept else "No feed is due. Name one to poll it now: articlebot feeds poll URL"
        click.echo(none, err=True)
    return _told(outcome, url or "URL")


feeds = click.Group(
    "feeds",
    help=(
        "Keep RSS and Atom feeds, whose new entries become articles.\n\n"
        "Each subcommand takes --data DIR, --collection NAME and --json."
    ),
    commands=[add, list_feeds, remove, poll],
)


def _told(outcome: PollResult, url: str) -> int:
    """Report the outcome of polling; return the exit code."""
    for each in outcome.polled:
        click.echo(f"{_state(each):9}  {one_line(each.feed.title)}")
    for item in outcome.done:
        note = "  (in the feed's own words: its page could not be had)" if item in outcome.from_feed else ""
        click.echo(f"{item.status:9}  {one_line(item.article_id)}  {one_line(item.title)}{note}")
    code = _reported(outcome, as_json=False)
    if outcome.later:
        click.echo(f"{outcome.later:,} entries wait for another day; to add them now: articlebot feeds poll {url}")
    counts = Counter[str](item.status for item in outcome.done)
    summary = {**counts, "refused": len(outcome.refused), "put off": len(outcome.put_off)}
    click.echo(totals(summary, none="nothing new"))
    return code


def _state(polled: PolledFeed) -> str:
    return "failed" if polled.error is not None else f"{polled.new:,} new"


def _reported(outcome: PollResult, *, as_json: bool) -> int:
    """Report failures and refusals on standard error; return the exit code."""
    errors = [
        *(each.error for each in outcome.polled if each.error is not None),
        *(error for _, error in outcome.refused),
    ]
    for error in errors:
        say_refused(error, as_json=as_json)
    if not as_json:
        for error in outcome.put_off:
            click.echo(f"put off    {one_line(error.message).rstrip('.')}. It is tried again.", err=True)
    return 3 if errors else 0


def _shown(feed: StoredFeed) -> dict[str, Any]:
    return {
        "url": feed.url,
        "title": feed.title,
        "added_at": feed.added_at.isoformat(),
        "polled_at": feed.polled_at.isoformat() if feed.polled_at else None,
        "next_poll_at": feed.next_poll_at.isoformat(),
        "failures": feed.failures,
        "error": feed.error,
        "articles": feed.articles,
        "waiting": feed.waiting,
        "given_up": feed.given_up,
        "given_up_entries": [{"title": entry.title, "url": entry.link} for entry in feed.lost],
    }


def _now() -> datetime:
    return datetime.now(UTC)

"""Messages about feeds: the list, the outcome of a poll, and lines for the log channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord

from bot.cards.card import Card, page_buttons, page_of
from bot.cards.markdown import bold, fitted, one_line
from bot.feeds.entries import EntryReport
from bot.feeds.finding import FoundFeed
from bot.feeds.poller import PolledFeed
from bot.wording import counted, failed, some_of
from index.adding import Added
from index.errors import ArticlebotError
from index.storage.feeds import StoredFeed

PER_PAGE = 6
"""Feeds on a page of the list. Each has two lines, or four if something is wrong; the longest of them fit."""

NO_FEEDS = (
    "There are no feeds on this server yet. Add one with `/feeds add`: the address of an RSS or Atom feed, or of a "
    "page that has one. What is new in it becomes articles by itself."
)

NOT_STORED = "I could not store what is in it. Whoever runs me finds the reason in my log."

_NAMED = 3
_REASON, _ADDRESS, _ENTRY = 120, 100, 30


def list_card(feeds: Sequence[StoredFeed], page: int, came: int, per_day: int) -> Card:
    """Return one page (from 1) of the feeds; `came` is how many articles feeds have added today."""
    if not feeds:
        return Card(NO_FEEDS)
    page, pages = page_of(len(feeds), PER_PAGE, page)
    first = (page - 1) * PER_PAGE
    lines = [_line(place, feed) for place, feed in enumerate(feeds[first : first + PER_PAGE], first + 1)]
    embed = discord.Embed(
        title=counted(len(feeds), "feed"), description="\n".join(lines), colour=discord.Colour.blurple()
    )
    today = f"{came:,} of at most {counted(per_day, 'article')} came from feeds today (UTC)"
    embed.set_footer(text=today if pages == 1 else f"Page {page} of {pages} · {today}")
    return Card(embeds=(embed,), buttons=page_buttons("feeds-page", page, pages))


def kept(polled: PolledFeed, found: FoundFeed, pause: timedelta) -> str:
    """Return the message about a feed that was just added, and is polled with this `pause`."""
    title = bold(polled.feed.title)
    said = [f"I read the feed {title} every {_minutes_or_hours(pause)} from now on and add what is new."]
    if found.page is not None:
        said.append(f"You gave me a page, {_address(found.page)}; the feed that it names is {_address(found.url)}.")
    if found.others:
        others = ", ".join(map(_address, found.others[:_NAMED]))
        said.append(f"The page names {counted(len(found.others), 'other feed')}, too: {others}")
    return "\n".join(said)


def removed(gone: Sequence[StoredFeed]) -> str:
    """Return a sentence on feeds that were removed while they were read, or "" if none was."""
    if not gone:
        return ""
    which = f"The feed {bold(gone[0].title)} was" if len(gone) == 1 else f"{counted(len(gone), 'feed')} were"
    return f"{which} removed meanwhile, so no more is added from there."


def notes(polled: Sequence[PolledFeed], report: EntryReport, later: int, per_day: int, under_way: int = 0) -> str:
    """Return what else must be said: failures, what waits, and which articles have only the feed's own words.

    `later` entries wait for another day, and `under_way` entries are being added by another run.
    """
    broken = [each for each in polled if each.error is not None]
    said = [failing(each) for each in broken[:_NAMED]]
    if len(broken) > _NAMED:
        said.append(f"… and {counted(len(broken) - _NAMED, 'feed')} more can't be read. `/feeds list` says why.")
    read = [each for each in polled if each.error is None]
    feeds = _names([each.feed.title for each in read])
    if read and under_way:
        entries = "1 entry is" if under_way == 1 else f"{under_way:,} entries are"
        said.append(f"{feeds} {'is' if len(read) == 1 else 'are'} being read just now: {entries} still to come.")
    elif read and not any(each.new for each in read):
        said.append(f"There is nothing new in {feeds}.")
    if report.from_feed:
        said.append(f"In the feed's own words, since the page could not be had: {_titles(report.from_feed)}.")
    if report.put_off:
        pages = counted(len(report.put_off), "page")
        said.append(f"{pages} can't be had at the moment, and I try again later: {_reason(report.put_off[0])}")
    if later:
        entries = "1 more entry waits" if later == 1 else f"{later:,} more entries wait"
        said.append(f"{entries} for another day: at most {counted(per_day, 'article')} a day come from feeds here.")
    return "\n".join(said)


def failing(polled: PolledFeed) -> str:
    """Return that a feed cannot be read, and why."""
    reason = "" if polled.error is None else NOT_STORED if polled.is_own_fault else _reason(polled.error)
    return f"The feed {bold(polled.feed.title)} can't be read: {reason}"


def log_changes(polled: Sequence[PolledFeed]) -> list[str]:
    """Return a line for the log for each feed that has started to fail, and for each that works again."""
    lines = [f"{failing(each)} I try again by myself, ever less often." for each in polled if each.fails_now]
    return lines + [f"The feed {bold(each.feed.title)} works again." for each in polled if each.works_again]


def log_added(feeds: Sequence[str], done: Sequence[Added], refused: Sequence[ArticlebotError]) -> str | None:
    """Return a line for the log on what was added automatically, or None if nothing was.

    `feeds`: the titles of those from which it came.
    """
    came = [each for each in done if each.status != "unchanged"]
    said = []
    if came:
        what = _titles(came) if len(came) <= _NAMED else counted(len(came), "article")
        said.append(f"From {_names(feeds)}, I added {what}.")
    if refused:
        entries = "1 entry" if len(refused) == 1 else f"{len(refused):,} entries"
        reasons = " ".join(map(_reason, refused[:_NAMED]))
        more = f" … and {len(refused) - _NAMED:,} more." if len(refused) > _NAMED else ""
        said.append(f"{entries} could not become articles: {reasons}{more}")
    return " ".join(said) or None


def _line(place: int, feed: StoredFeed) -> str:
    counts = counted(feed.articles, "article") + (f", {feed.waiting:,} waiting" if feed.waiting else "")
    counts += " and no more are taken until some come" if feed.is_full else ""
    counts += f", {feed.given_up:,} given up" if feed.given_up else ""
    state = f"next {_when(feed.next_poll_at)}"
    if feed.error is not None:
        state = f"{failed(feed.failures)}, {state}"
    lines = [f"{place}. {bold(feed.title)} · {counts} · {state}", _address(feed.url)]
    if feed.given_up:
        lines.append(f"{_lost(feed)}: tried again when you name this feed to `/feeds poll`.")
    if feed.error is not None:
        lines.append(f"⚠ {fitted(one_line(feed.error), _REASON)}")
    return "\n".join(lines)


def _lost(feed: StoredFeed) -> str:
    """Return which entries were given up, naming the first few."""
    named = [fitted(one_line(each.title or each.link or each.id), _ENTRY) for each in feed.lost[:_NAMED]]
    more = feed.given_up - len(named)
    return f"Given up: {', '.join(named)}" + (f" and {more:,} more" if more else "")


def _minutes_or_hours(pause: timedelta) -> str:
    minutes = pause // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    return f"{minutes} minutes" if rest or hours < 2 else f"{hours} hours"


def _when(moment: datetime) -> str:
    """Return a time in the form that Discord shows in each reader's own time zone."""
    return discord.utils.format_dt(moment, "R")


def _names(feeds: Sequence[str]) -> str:
    """Return feeds, by their titles, for a sentence."""
    return bold(feeds[0]) if len(feeds) == 1 else counted(len(feeds), "feed")


def _titles(items: Sequence[Added]) -> str:
    return some_of([bold(each.title) for each in items], _NAMED)


def _reason(error: ArticlebotError) -> str:
    return f"{fitted(one_line(error.message.rstrip('.')), _REASON)}."


def _address(url: str) -> str:
    return fitted(one_line(url), _ADDRESS)

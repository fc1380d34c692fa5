"""How a question becomes an answer on Discord, however it was asked: a fair line, the card, and a journal.

The journal holds every question from before its acknowledgement until its answer is shown: what a killed process
left is taken up by the next one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any

import discord

from bot.cards.answer import answer_card
from bot.cards.card import Card
from bot.delivery.apology import STOPPED, explained
from bot.delivery.faults import NETWORK, describe, is_refused, kind
from bot.delivery.messages import Outcome
from bot.delivery.places import Place, response_to
from bot.delivery.progress import Progress
from bot.delivery.responses import acknowledge
from bot.serving.servers import collection_name
from bot.serving.service import Service, service_of
from bot.tasks import journal
from bot.tasks.asked import AskedQuestion, asked_from, filters_of, why_none
from bot.tasks.nearest import without_unrelated
from bot.tasks.several_questions import answered_alone, left_open
from bot.wording import worth_showing
from index.article import Answer
from index.collection import Collection
from index.conversation import answer_follow_up
from index.errors import NotFound, StorageError
from index.filters import Filters
from index.questions.follow_up import continues
from index.storage.feedback import GivenAnswer
from index.storage.journal import Unfinished
from index.titles import TitledArticle

KIND = "ask"
"""What the journal calls a question."""

KEPT_QUOTES = 10
"""How many quotes of an answer are kept for "More"."""

WORTH_TELLING = 3
"""From this place in the line on, people are told where they are."""

STALE = timedelta(minutes=15)
"""A question that was left for longer is not answered, but apologised for."""

JOURNAL_SECONDS = 0.15
"""How long an acknowledgement waits for the journal; Discord waits 3 seconds for the acknowledgement."""

TOO_LATE = "I could not show you my answer, since Discord did not take it in time. Please ask again."
NOT_KEPT = "I don't have that answer any more: it was deleted, or it belongs to another server."
SUGGESTION_GONE = "I would not ask that any more: the articles have changed since."

_log = logging.getLogger(__name__)


async def answer_interaction(interaction: discord.Interaction[Any], asked: AskedQuestion, *, private: bool) -> None:
    """Acknowledge an interaction and answer it."""
    service, place = service_of(interaction), response_to(interaction)
    begun = asyncio.create_task(journal.begin(service, KIND, asked.details() | place.details()))
    # First, so that a process that is killed right after the acknowledgement leaves nobody waiting; but a slow disk
    # must not cost the acknowledgement itself.
    await asyncio.wait({begun}, timeout=JOURNAL_SECONDS)
    try:
        await acknowledge(interaction, private=private)
    except NETWORK as error:
        if is_refused(error):
            await journal.finish(service, await begun)
            raise
        # It may have arrived, though nobody heard so: then the answer does, too.
        _log.info("an acknowledgement was not heard of: %s", kind(error))
    await answer(service, asked, place, await begun)


async def answer_reply(service: Service, asked: AskedQuestion, place: Place) -> None:
    """Answer a message."""
    await answer(service, asked, place, await journal.begin(service, KIND, asked.details() | place.details()))


async def answer(service: Service, asked: AskedQuestion, place: Place, entry: str | None) -> None:
    """Show the answer, or why there is none, in its place; `entry` is the question's key in the journal.

    What cannot be shown yet stays in the journal, for the next process.
    """
    with service.pending_replies.pending(place.request_id):
        async with place.waiting():
            try:
                shown = await _answered(service, asked, place)
            except Exception as error:  # noqa: BLE001 -- whatever it is, somebody waits for a word
                shown = Card(explained(error, f"a question on server {asked.guild_id}"))
        outcome = await place.show(shown)
        if outcome is not Outcome.SHOWN and not place.alive:
            await place.tell_in_channel(TOO_LATE)
        elif outcome is Outcome.MISSED:
            return
        await journal.finish(service, entry)


def take_up(service: Service, place: Place, unfinished: Unfinished) -> Coroutine[Any, Any, None]:
    """Answer a question that a killed process left, or apologise where it is too late."""
    return _answer_left(service, place, unfinished, asked_from(unfinished.details))


async def _answer_left(service: Service, place: Place, unfinished: Unfinished, asked: AskedQuestion) -> None:
    if not place.alive:
        await place.tell_in_channel(STOPPED)
        await journal.finish(service, unfinished.key)
    elif discord.utils.utcnow() - unfinished.begun_at > STALE:
        await place.show(Card(STOPPED))
        await journal.finish(service, unfinished.key)
    else:
        await answer(service, asked, place, unfinished.key)


async def _answered(service: Service, asked: AskedQuestion, place: Place) -> Card:
    collection = service.collection(asked.guild_id)
    most = service.servers.of(asked.guild_id).quotes
    job = service.asking.submit(collection.name, lambda: _card_for(service, collection, asked, most))
    position, progress = job.position, Progress(place)
    if position >= WORTH_TELLING:
        progress.tell(f"Busy: you are number {position} in the line. Your answer comes here.")
    try:
        return await job.result()
    finally:
        await progress.end()


def _card_for(service: Service, collection: Collection, asked: AskedQuestion, most: int) -> Card:
    """Answer a question, keep the answer, and return its card with at most `most` quotes, or one that says why not.

    Blocks for as long as a model thinks; raises what the library raises.
    """
    refused = given_answer(service, asked.guild_id, asked.suggestion_of) if asked.suggestion_of is not None else None
    replied = _answer_replied_to(service, collection, asked)
    titles = collection.titles()
    filters = refused.filters if refused is not None else _filters(collection, asked, replied, titles)
    searched = sum(filters.admit(each.id, each.published) for each in titles) if filters else len(titles)
    if not searched:  # of a refused question, the articles that were asked are gone
        return Card(SUGGESTION_GONE if titles and refused is not None else why_none(titles, filters, asked))
    question = _suggested_question(collection, refused) if refused is not None else asked.question
    if question is None:
        return Card(SUGGESTION_GONE)
    before = replied.question if refused is None and replied is not None else ""
    found = without_unrelated(answer_follow_up(collection, before, question, filters=filters, quotes=KEPT_QUOTES))
    shown = worth_showing(found, most)
    key = _kept(service, found, shown, filters)
    return answer_card(
        found,
        shown=shown,
        articles=searched,
        key=key,
        filters=filters,
        only_title=_only_title(filters, titles),
        left_open=left_open(collection, found, shown, filters),
        answered_alone=answered_alone(collection, found, filters),
    )


def _kept(service: Service, found: Answer, shown: int, filters: Filters) -> str | None:
    """Keep an answer for its buttons and return its key; None where that fails: it is shown all the same."""
    try:
        return service.library.feedback.keep(found, shown, filters)
    except StorageError as error:
        _log.error("an answer could not be stored, and is shown without its buttons: %s", describe(error))
        return None


def _only_title(filters: Filters, titles: Sequence[TitledArticle]) -> str | None:
    """Return the title of the one article that is asked, or None where it is not one."""
    ids = filters.article_ids or ()
    return next((each.title or each.id for each in titles if each.id in ids), None) if len(ids) == 1 else None


def given_answer(service: Service, guild_id: int, key: str) -> GivenAnswer:
    """Return an answer that was given on this very server. Blocks; raises NotFound in words for Discord."""
    try:
        return service.library.feedback.given(collection_name(guild_id), key)
    except NotFound:
        raise NotFound(NOT_KEPT) from None


def _suggested_question(collection: Collection, refused: GivenAnswer) -> str | None:
    """Return the question that a refusal offered; None where the articles have other words by now.

    It is made anew from the refused question, since only that is stored.
    """
    respelling = collection.respelled(refused.question)
    return respelling.question if respelling is not None else None


def _answer_replied_to(service: Service, collection: Collection, asked: AskedQuestion) -> GivenAnswer | None:
    """Return the answer that was replied to; None if none was, or if it is not stored any more."""
    if asked.follows is None:
        return None
    try:
        return service.library.feedback.given(collection.name, asked.follows)
    except NotFound:  # deleted since, or another server's
        return None


def _filters(
    collection: Collection, asked: AskedQuestion, replied: GivenAnswer | None, titles: Sequence[TitledArticle]
) -> Filters:
    """Return which articles are asked: of a follow-up, those of the answer that it is to, as long as there are any."""
    if replied is not None and continues(replied.question, asked.question):
        before = replied.filters
        if any(before.admit(each.id, each.published) for each in titles):
            return before
    return filters_of(collection, asked)

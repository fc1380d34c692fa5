"""PendingReplies: known until the last word was said."""

from __future__ import annotations

import asyncio

from bot.work.pending_replies import PendingReplies


async def test_waiting_ends_when_the_last_reply_is_sent() -> None:
    """And not before."""
    replies = PendingReplies[str]()
    assert await replies.wait_for_all(1)
    replies.add(1, "one")
    replies.add(2, "two")
    replies.add(2, "two")
    waiting = asyncio.create_task(replies.wait_for_all(5))
    replies.done(1)
    await asyncio.sleep(0.05)
    assert not waiting.done()
    replies.done(2)
    assert await waiting


async def test_waiting_ends_in_time() -> None:
    """The process has to end some time."""
    replies = PendingReplies[str]()
    replies.add(1, "one")
    assert not await replies.wait_for_all(0.01)


async def test_the_apology_behind_work_that_failed_is_waited_for() -> None:
    """It begins at once, but in a block of its own."""
    replies = PendingReplies[str]()
    with replies.pending(1):
        waiting = asyncio.create_task(replies.wait_for_all(5))
        await asyncio.sleep(0.01)
    with replies.pending(1):
        await asyncio.sleep(0.05)
        assert not waiting.done()
    assert await waiting


async def test_who_is_answered_twice_at_a_time_waits_for_both() -> None:
    """As for a message that was edited while it was answered."""
    replies = PendingReplies[str]()
    replies.add(1, "one")
    with replies.pending(1):
        with replies.pending(1):
            assert not await replies.wait_for_all(0.01)
        assert not await replies.wait_for_all(0.01)
    assert await replies.wait_for_all(1)


async def test_who_is_being_answered_is_not_unheard() -> None:
    """Nor is who has been answered. All others are owed a word at the end."""
    replies = PendingReplies[str]()
    for number, name in ((1, "one"), (2, "two"), (3, "three")):
        replies.add(number, name)
    replies.done(1)
    with replies.pending(2), replies.pending():
        assert replies.unheard == ["three"]
    assert replies.unheard == ["three"]
    assert not await replies.wait_for_all(0.01)

"""The question that a message asks: its words as they read, those of a poll, or the title of a forum's post."""

from __future__ import annotations

import re

import discord

from bot.commands.ask import POINTING, words_of
from bot.commands.mentions import is_told, with_names
from bot.courtesy import courtesy, without_courtesy
from bot.sources.message_formatting import without_formatting
from bot.wording import with_full_stop
from index.questions.validation import MAX_QUESTION

_SEE_TITLE = re.compile(r"(?:(?:please )?(?:see|read|as in|like in|it is in|it s in) )?(?:the |my )?(?:title|subject)")
"""The words of a post whose question stands in its title."""


def question_of(
    message: discord.Message,
    client: discord.Client,
    person: discord.Member | discord.User,
    *,
    private: bool = False,
) -> str:
    """Return a message as a question: without formatting, courtesies and those whom it addresses at its start.

    Mentions of the bot are removed everywhere; those of others become names, those of channels if all who will read the
    answer see them: only `person`, who wants it, if it is `private`. The title of a forum's post is asked with its
    first message, or alone if that is too long or asks nothing, and instead of a later message that only points.
    """
    number = client.user.id if client.user is not None else 0
    role = message.guild.self_role if message.guild is not None else None
    bot = rf"\s*<@(?:!?{number}|&{role.id if role is not None else 0})>"
    # Those at the start are addressed, but "@ann's tree" is what it is about.
    content = re.sub(r"^\s*(?:<@[!&]?\d+>(?!['’]\w)[\s,:]*)+", "", _content(message))
    content = re.sub(rf",{bot}(?=\W*$)|{bot}", "", content).strip()
    here = message.channel
    content = with_names(content, message, lambda each: is_told(each, person, here, private=private))
    question = without_courtesy(" ".join(without_formatting(content).split()))
    return _with_title(question, post_title(message), message)


def post_title(message: discord.Message) -> str | None:
    """Return the title of the forum's post that a message is in; None if it is in none."""
    post = message.channel
    return post.name if isinstance(post, discord.Thread) and isinstance(post.parent, discord.ForumChannel) else None


def begins_post(message: discord.Message) -> bool:
    """Tell whether a message is the first of a thread or post, whose id it shares."""
    return message.id == message.channel.id


def _content(message: discord.Message) -> str:
    """Return the words of a message, the question of its poll, or the words of what it forwards."""
    asked = message.poll.question if message.poll is not None else ""
    return message.content or asked or next((each.content for each in message.message_snapshots), "")


def _with_title(question: str, title: str | None, message: discord.Message) -> str:
    if title is None or message.reference is not None:
        return question
    words = words_of(question)
    points = POINTING.fullmatch(words) is not None
    if begins_post(message):
        # Words of thanks and the like say nothing beside a title.
        points = points or _SEE_TITLE.fullmatch(words) is not None or courtesy(question) is not None
        whole = f"{with_full_stop(title)} {question}"
        return title if points or len(whole) > MAX_QUESTION else whole
    return title if points and courtesy(question) is None else question  # "help" asks how to use the bot

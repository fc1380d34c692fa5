"""Asking by a message: "Answer this" in its menu, mentions, replies, and the reply to direct messages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.cards.answer import more_card, source_card
from bot.cards.card import Card
from bot.commands.ask import POINTING, answer, is_private, reply_if_no_question, words_of
from bot.commands.components import NOT_HERE
from bot.commands.message_question import question_of
from bot.courtesy import REPLIES, Courtesy, accepts, courtesy
from bot.delivery.apology import explained
from bot.delivery.places import Reply
from bot.delivery.responses import tell
from bot.serving.service import Command, Service
from bot.tasks.answering import KEPT_QUOTES, answer_reply, given_answer
from bot.tasks.asked import AskedQuestion, elsewhere, too_often
from bot.work.recent_messages import SECONDS
from index.questions.validation import MAX_QUESTION

TOLD_A_MINUTE = 3
"""How many messages of one person in a minute get a refusal or a courtesy (hello, help, thanks) as reply."""

READ_ON_A_MINUTE = KEPT_QUOTES
"""How many such replies somebody may get in a minute before "more" or "source?" on an answer is not answered."""

DIRECT_A_MINUTE = 6
"""How many direct messages of one person in a minute get a reply."""

TOO_LONG = "That message has {:,} characters; a question may have up to {:,}. Ask the question alone with `/ask`."

UNSEEN = (
    "Discord doesn't show me the message that you reply to. Choose **Apps → Answer this** in its menu, or ask me in "
    "your own words."
)
ROLE = (
    "That was my role, and Discord doesn't show me what a role is asked. Mention {} instead: of the two that are "
    "offered, the one with my picture."
)
_WRITTEN = (discord.MessageType.default, discord.MessageType.reply)
"""What people write. Discord's own messages mention the bot too: "ann added articlebot to the thread"."""


def commands() -> list[Command]:
    """Return "Answer this"; also for direct messages, where the reply is that they have no articles."""
    return [answer_this]


@app_commands.context_menu(name="Answer this")
@app_commands.allowed_contexts(guilds=True, dms=True)
@app_commands.allowed_installs(guilds=True)
async def answer_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Answer the question that a message asks."""
    private = is_private(interaction)
    question = question_of(message, interaction.client, interaction.user, private=private)
    if reply_if_no_question(question):
        await tell(interaction, "That message asks nothing that I could answer.")
        return
    if len(question) > MAX_QUESTION:
        await tell(interaction, TOO_LONG.format(len(question), MAX_QUESTION))
        return
    await answer(interaction, question, private=private)


async def answer_message(client: discord.Client, service: Service, message: discord.Message) -> None:
    """Answer a message that mentions the bot or replies to it. Raises nothing.

    A message that was edited soon after it was written is answered again if it now asks something else. Without the
    message-content intent, Discord shows the words of exactly these messages, and of direct ones.
    """
    if message.author.bot or message.webhook_id is not None or client.user is None:
        return
    if message.type not in _WRITTEN:
        return
    question = question_of(message, client, message.author)
    if message.guild is None:
        if message.edited_at is None and service.cooldown.wait(message.author.id, 0, DIRECT_A_MINUTE) is None:
            await Reply(client, message.channel.id, message.id).show(Card(_said_directly(question)))
        return
    addressed = _is_addressed(message, client.user, message.guild) and _may_write(message.channel, message.guild)
    if addressed and _asks_anew(service, message, question):
        await _answer_on_server(client, client.user, service, message, message.guild.id, question)


def _is_addressed(message: discord.Message, user: discord.ClientUser, guild: discord.Guild) -> bool:
    """Tell whether a message mentions the bot (as a reply with its ping does), or the role that Discord made for it."""
    return user in message.mentions or guild.self_role in message.role_mentions


def _asks_anew(service: Service, message: discord.Message, question: str) -> bool:
    """Tell whether a message is answered, or answered again: soon after it was written, if it asks something else."""
    # By the clock as well: Discord also reports an edit when a message is, for example, pinned a year later.
    latest = message.created_at if message.edited_at is None else max(message.edited_at, service.clock())
    is_fresh = (latest - message.created_at).total_seconds() < SECONDS
    return is_fresh and service.recent_messages.asks_anew(message.id, question)


async def _answer_on_server(
    client: discord.Client,
    user: discord.ClientUser,
    service: Service,
    message: discord.Message,
    guild_id: int,
    question: str,
) -> None:
    """Answer a message that addresses the bot, or say why not. `user` is the bot."""
    place = Reply(client, message.channel.id, message.id, _turn(message))
    buttons, pointed_at = _buttons_replied_to(message, client), _pointed_at(message, question, client)
    follows = next((buttons[verb][0] for verb in ("up", "context", "more") if verb in buttons), None)
    suggestion_of = buttons["meant"][0] if "meant" in buttons and accepts(question) else None
    if pointed_at is not None:
        question = question_of(pointed_at, client, message.author)
    outside = elsewhere(service, guild_id, message.channel)
    refused = outside
    if refused is None and suggestion_of is None:
        refused = _why_nothing_asked(message, question, user, points=pointed_at is not None)
    refused = refused or too_often(service, message.author.id, guild_id)
    if refused is None:
        asked = AskedQuestion(guild_id, "" if suggestion_of else question, follows=follows, suggestion_of=suggestion_of)
        await answer_reply(service, asked, place)
        return
    said = courtesy(question) if outside is None else None
    key = follows if said in {Courtesy.SOURCE, Courtesy.MORE} else None
    # Limited: whoever goes on all the same must not fill the channel, nor delay what others wait for.
    most = TOLD_A_MINUTE if key is None else READ_ON_A_MINUTE
    if service.refusals.wait(message.author.id, guild_id, most) is None:
        about = None if key is None else await _about_answer(service, guild_id, buttons, key, said)
        await place.show(about or Card(refused))


def _why_nothing_asked(
    message: discord.Message, question: str, user: discord.ClientUser, *, points: bool
) -> str | None:
    """Return the reply to a message from which no question can be taken, or None if there is one.

    `points`: the question is that of the message to which this one points.
    """
    if not message.content and user not in message.mentions:
        return ROLE.format(user.mention)
    return UNSEEN if points and not question else reply_if_no_question(question)


async def _about_answer(
    service: Service, guild_id: int, buttons: Mapping[str, Sequence[str]], key: str, said: Courtesy | None
) -> Card:
    """Return the sources of an answer as reply to "source?", its next quotes as reply to "more"."""
    part = [int(each) for each in buttons.get("context", ())[1:]]  # of a card with further quotes

    def card() -> Card:
        given = given_answer(service, guild_id, key)
        offset, count = part or (0, given.shown)
        if said is Courtesy.SOURCE:
            return source_card(given, offset, count)
        after = int(buttons["more"][1]) if "more" in buttons else offset + count
        return more_card(given, after, service.servers.of(guild_id).quotes)

    try:
        return await asyncio.to_thread(card)
    except Exception as error:  # noqa: BLE001 -- whatever it is, somebody waits for a reply
        return Card(explained(error, f"a word on an answer on server {guild_id}"))


def _turn(message: discord.Message) -> int:
    """Return after how many tenths of a second a message was edited (1 or more); 0 if it was not."""
    if message.edited_at is None:
        return 0
    return max(1, int((message.edited_at - message.created_at).total_seconds() * 10))


def _may_write(channel: discord.abc.MessageableChannel, guild: discord.Guild) -> bool:
    """Tell whether the bot may answer in a channel of a server, as far as is known.

    Otherwise a question would be read in vain, and Discord bans a bot that sends too much that it must refuse.
    """
    if isinstance(channel, discord.Thread):
        return channel.parent is None or channel.permissions_for(guild.me).send_messages_in_threads
    return not isinstance(channel, discord.abc.GuildChannel) or channel.permissions_for(guild.me).send_messages


def _pointed_at(message: discord.Message, question: str, client: discord.Client) -> discord.Message | None:
    """Return the message of another author at which a reply only points ("this?"), or None."""
    replied = _replied_to(message)
    if replied is None or replied.author == client.user:
        return None
    return replied if POINTING.fullmatch(words_of(question)) else None


def _said_directly(message: str) -> str:
    """Return the reply to a direct message: where to ask, unless it only says thanks, yes or goodbye."""
    polite = courtesy(message)
    said = REPLIES.get(polite) if polite in {Courtesy.THANKS, Courtesy.FAREWELL, Courtesy.ASSENT} else None
    helps = " `/help` says the rest." if polite is Courtesy.HELP else ""
    return said or f"{NOT_HERE} Ask me there with `/ask`, or by mentioning me.{helps}"


def _buttons_replied_to(message: discord.Message, client: discord.Client) -> Mapping[str, Sequence[str]]:
    """Return the buttons of the bot's own message that is replied to: the rest of each custom id, by its verb."""
    replied = _replied_to(message)
    if replied is None or replied.author != client.user:
        return {}
    ids = [getattr(item, "custom_id", None) for row in replied.components for item in getattr(row, "children", ())]
    return {verb: rest for verb, *rest in (each.split(":") for each in ids if each)}


def _replied_to(message: discord.Message) -> discord.Message | None:
    """Return the message that a message replies to, if it does and Discord shows it."""
    replied = message.reference.resolved if message.reference is not None else None
    return replied if isinstance(replied, discord.Message) else None

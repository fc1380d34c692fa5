"""`/ask`, and "Ask that" below a refusal. `ask_message` has asking by a message."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import discord
from discord import app_commands

from bot.commands.article_choices import article_choices
from bot.commands.components import KEY, NOT_HERE, ServerButton
from bot.commands.mentions import MENTION, is_told
from bot.courtesy import REPLIES, courtesy, without_courtesy
from bot.days import parse_day
from bot.delivery.responses import tell
from bot.serving.service import Command, service_of
from bot.sources.message_formatting import without_marks
from bot.tasks.answering import answer_interaction
from bot.tasks.asked import AskedQuestion, elsewhere, refused_early, too_often
from index.errors import UsageError
from index.questions.validation import MAX_QUESTION, checked_question

EMPTY = "Ask me something, for example: “what does a ticket cost?”"
HELP = f"{EMPTY} `/help` says what else I do, and the option `article` of `/ask` which articles there are."

ADDING = (
    "I add nothing that is only written to me. Whoever manages me adds a message, its files or its links with "
    "**Apps → Add to articles** in its menu."
)
_ADDS = re.compile(
    r"(?:(?:can|could) you )?(?:please )?(?:add|index|learn|read|remember|save|store|upload)"
    r"(?: (?:an?|it|my|that|the|these|this))?(?: (?:article|document|file|link|page|pdf|text)s?)?"
    r"(?: to (?:the|your) articles)?(?: please)?"
)
"""The words of a message that wants something added, beside its links and files."""

_ASKED_ABOUT = re.compile(r"(?:index|read|save|store|upload)(?: an?)? (?:article|document|file|link|page|pdf|text)s?")
"""Of those, words that are asked about unless a link is beside them: a game has a "save file"."""

POINTING = re.compile(
    r"(?:(?:can|could) (?:you|any(?:one|body)|some(?:one|body)) ?)?(?:please ?)?(?:(?:answer|help) ?)?"
    r"(?:(?:this|that|it|him|her|them) ?)?(?:out ?)?(?:question ?)?(?:please)?"
    r"|do you know|any ideas?|(?:any )?thoughts|what do you (?:say|think)|what about (?:this|that)"
    r"|is (?:this|that|it) (?:true|right|correct)"
)
"""The words of a question that only points at the message that it replies to, whose words are then asked."""


class AskSuggestion(ServerButton, template=rf"meant:{KEY}"):
    """Asks what a refusal suggested."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Ask it as if the person had typed it, visible to those who see the refusal."""
        refused = interaction.message
        private = refused is not None and refused.flags.ephemeral
        await _take(interaction, AskedQuestion(guild_id, "", suggestion_of=self.arguments["key"]), private=private)


def commands() -> list[Command]:
    """Return `/ask`; also for direct messages, where the reply is that they have no articles."""
    return [ask]


@app_commands.command(description="Ask this server's articles a question")
@app_commands.describe(
    question="What you want to know",
    article="Ask only this article",
    since="Only articles from this day on, such as 2025-01-22",
    until="Only articles up to this day, such as 2025-01-22",
    private="Show the answer to you alone",
)
@app_commands.allowed_contexts(guilds=True, dms=True)
@app_commands.allowed_installs(guilds=True)
async def ask(
    interaction: discord.Interaction[Any],
    question: app_commands.Range[str, 1, MAX_QUESTION],
    article: str | None = None,
    since: str | None = None,
    until: str | None = None,
    private: bool | None = None,  # noqa: FBT001 -- an option of a command
) -> None:
    """Answer with quotes from this server's articles."""
    first, last = parse_day(since, first=True), parse_day(until, first=False)
    if first is not None and last is not None and first > last:
        raise UsageError(f"{since} is later than {until}", "exchange since and until")
    private = is_private(interaction) if private is None else private
    question = _as_shown(question, interaction, private=private)
    if interaction.guild_id is not None and (reply := reply_if_no_question(question)):
        await tell(interaction, reply)
        return
    await answer(interaction, without_courtesy(question), article, first, last, private=private)


ask.autocomplete("article")(article_choices)


async def answer(
    interaction: discord.Interaction[Any],
    question: str,
    article: str | None = None,
    since: date | None = None,
    until: date | None = None,
    *,
    private: bool,
) -> None:
    """Answer a question, or say why not. Raises UsageError."""
    if interaction.guild_id is None:
        await tell(interaction, NOT_HERE)
        return
    checked_question(question)
    await _take(interaction, AskedQuestion(interaction.guild_id, question, article, since, until), private=private)


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the server shows answers to commands only to those who ask, unless they say otherwise."""
    guild_id = interaction.guild_id
    return guild_id is not None and service_of(interaction).servers.of(guild_id).private


def _as_shown(question: str, interaction: discord.Interaction[Any], *, private: bool) -> str:
    """Return the question of a command as its author's client showed it, as far as the names are known.

    A channel keeps its number if somebody who will read the answer may not see it.
    """
    author = interaction.user

    def channel(number: int) -> str | None:
        found = None if interaction.guild is None else interaction.guild.get_channel_or_thread(number)
        told = found is not None and is_told(found, author, interaction.channel, private=private)
        return f"#{found.name}" if found is not None and told else None

    def named(found: re.Match[str]) -> str:
        number = int(found[2])
        return (channel(number) if found[1] == "#" else _name(interaction.guild, found[1], number)) or found[0]

    return MENTION.sub(named, without_marks(question)).strip()


def _name(guild: discord.Guild | None, kind: str, number: int) -> str | None:
    """Return the name of a role or a person; None if it is not known."""
    if guild is None:
        return None
    if kind == "@&":
        role = guild.get_role(number)
        return None if role is None else f"@{role.name}"
    person = guild.get_member(number)
    return None if person is None else f"@{person.display_name}"


async def _take(interaction: discord.Interaction[Any], asked: AskedQuestion, *, private: bool) -> None:
    service = service_of(interaction)
    refused = elsewhere(service, asked.guild_id, interaction.channel)
    refused = refused or too_often(service, interaction.user.id, asked.guild_id)
    refused = refused or await refused_early(service, asked)
    if refused is not None:
        await tell(interaction, refused)
        return
    await answer_interaction(interaction, asked, private=private)


def reply_if_no_question(message: str) -> str | None:
    """Return the reply to a message that asks nothing (a courtesy, a wish, a bare link); None if it is a question."""
    polite = courtesy(message)
    if polite is not None:
        return REPLIES.get(polite, HELP)
    # An address, emoji or "do you know?" alone ask nothing; otherwise the nearest passages would be shown to everybody.
    words = words_of(unlinked := re.sub(r"https?://\S+", " ", message))
    if _ADDS.fullmatch(words) and (unlinked != message or not _ASKED_ABOUT.fullmatch(words)):
        return ADDING
    return EMPTY if POINTING.fullmatch(words) else None


def words_of(message: str) -> str:
    """Return the words of a message in lower case, without signs."""
    return " ".join(re.findall(r"\w+", message.casefold()))

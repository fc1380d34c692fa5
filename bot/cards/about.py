"""The cards about the bot: what it does and stores, and a server's numbers."""

from __future__ import annotations

import discord

from bot.cards.card import Card
from index.storage.feedback import Statistics

WELCOME = (
    "Hello! I answer questions with the exact words of this server's articles, and there are none yet. Whoever manages "
    "the server can add a file, a page or a text with `/articles add`, and what is new in a feed with `/feeds add`; "
    "then everybody can ask me with `/ask`, or by mentioning me. `/help` says the rest."
)

KEPT = (
    "- **questions** with the places of their quotes, but not who asked them\n"
    "- **who waits**, only while I work on a question or for a manager, or until my next start where I could not tell "
    "them\n"
    "- **votes** with the id of who voted, so that they can be changed; `/privacy forget-me` deletes yours\n"
    "- **earlier texts** of articles that have changed, for up to 90 days, so that what I quoted can still be opened\n"
    "When I am removed from a server, everything of it is deleted after 30 days; `/settings purge` deletes it at once."
)
"""What is stored about people and their questions."""


def stats_card(articles: int, passages: int, asked: Statistics) -> Card:
    """Return the numbers of a server: its articles, their passages, its questions and the votes on the answers."""
    embed = discord.Embed(title="This server in numbers", colour=discord.Colour.blurple())
    fields = {
        "Articles": f"{articles:,}",
        "Passages": f"{passages:,}",
        "Questions": f"{asked.questions:,}",
        "Answered": _share(asked),
        "Votes": f"👍 {asked.up:,} · 👎 {asked.down:,}",
    }
    for name, value in fields.items():
        embed.add_field(name=name, value=value)
    return Card(embeds=(embed,))


def _share(asked: Statistics) -> str:
    if not asked.questions:
        return "nothing was asked yet"
    return f"{100 * asked.answered / asked.questions:.0f} % ({asked.answered:,} of {asked.questions:,})"


def help_card(name: str) -> Card:
    """Return what the bot does and how to use it; `name` is the name by which people mention it."""
    embed = discord.Embed(
        title="I answer with the exact words of this server's articles",
        description="Ask me something: I look for the sentences that answer and show them, with the place where they "
        "stand. I make nothing up; when the articles don't answer, I say so.",
        colour=discord.Colour.blurple(),
    )
    embed.add_field(
        name="Asking",
        value="- `/ask`, such as “what does a ticket cost?”\n"
        f"- `@{name} what does a ticket cost?` in a message\n"
        "- a reply to one of my answers, with its ping (@) on\n"
        "- **Apps → Answer this** in the menu of any message\n"
        "`article`, `since` and `until` choose the articles that are asked; `private` shows the answer to you alone.",
        inline=False,
    )
    embed.add_field(
        name="After an answer",
        value="**Context** shows what stands around the quotes, **More** the next ones. 👍 and 👎 say whether it "
        "helped; you can change your mind. **Ask that** asks what you probably meant by a word that no article has.",
        inline=False,
    )
    embed.add_field(
        name="For those who manage the server",
        value="- `/articles add`, `/articles list`, `/articles show`, `/articles remove`, `/articles refresh` and "
        "`/articles export`\n"
        "- **Apps → Add to articles** in the menu of a message\n"
        "- `/feeds add`, `/feeds list`, `/feeds remove` and `/feeds poll`: what is new in a feed becomes articles by "
        "itself\n"
        "- `/settings show`, and a command for each setting: who manages me, where and how I answer\n"
        "- `/feedback export`, for all votes",
        inline=False,
    )
    embed.add_field(name="What I keep", value=KEPT, inline=False)
    return Card(embeds=(embed,))

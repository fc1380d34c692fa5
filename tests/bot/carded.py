"""Answers to make cards of, and what Discord would say of the cards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot.cards.card import Card
from index.article import Answer, Article, Quote, Span
from index.storage.feedback import GivenAnswer
from tests.discord.drawing.markdown import kinds, parse
from tests.discord.rules import message_problems

KEY = "AbC-_9xyzAbC"
FERRY = Article(
    "ferry", "The ferry [updated] sails all winter",
    "It sails since 1987. The hull breaks ice of eight centimetres.\nChildren travel free.",
    "https://www.example.org/ferry_(lake)?page=2", date(2025, 3, 3), "ferry.md", (0, 40),
)  # fmt: skip
PASTED = Article("pasted", "Notes", "Nobody knows. Marta Keller designed it in 1882.")
SHOWS = {"quote", "small", "bold", "link"}


def quote(article: Article, words: str, highlight: str | None = None, confidence: float = 0.7) -> Quote:
    """Return a quote by its words."""
    start = article.text.index(words)
    first = article.text.index(highlight, start) if highlight else 0
    marked = Span(first, first + len(highlight)) if highlight else None
    return Quote(article, Span(start, start + len(words)), confidence, marked)


ICE = quote(FERRY, "The hull breaks ice of eight centimetres.", "eight centimetres")
FREE = quote(FERRY, "Children travel free.", "free", 0.4)
MARTA = quote(PASTED, "Marta Keller designed it in 1882.", "Marta Keller", 0.9)


def answered(*found: Quote, question: str = "how thick is the ice?") -> Answer:
    """Return an answer of these quotes."""
    return Answer(question, "guild:1", True, found[0].confidence, found)


def abstained(*nearest: Quote) -> Answer:
    """Return an abstention with these nearest passages."""
    return Answer("who?", "guild:1", False, 0.2, (), nearest)


def kept(*found: Quote | None, shown: int = 3, answered: bool = True) -> GivenAnswer:
    """Return an answer as it is found again."""
    return GivenAnswer(KEY, "guild:1", "who?", datetime(2026, 3, 3, tzinfo=UTC), answered, 0.7, found, shown)


def payload(card: Card) -> dict[str, Any]:
    """Return a card as it is sent; a row holds five buttons."""
    buttons = [
        {"type": 2, "style": each.style.value, "custom_id": each.custom_id}
        | ({"emoji": {"name": each.emoji}} if each.emoji else {"label": each.label})
        for each in card.buttons
    ]
    return {
        "content": card.content,
        "embeds": [embed.to_dict() for embed in card.embeds],
        "components": [{"type": 1, "components": buttons}] if buttons else [],
        "allowed_mentions": {"parse": []},
    }


def text(card: Card) -> str:
    """Return all that a card says but for its footer, as Discord markdown."""
    return "\n".join([card.content or "", *(embed.description or "" for embed in card.embeds)]).strip()


def hold(card: Card) -> None:
    """Hold a card to the rules: nothing is refused, nothing merged, and no word of an article is markup."""
    assert not list(message_problems(payload(card)))
    assert kinds(parse(text(card))) <= SHOWS
    if card.plain is not None:
        assert not list(message_problems({"content": card.plain, "allowed_mentions": {"parse": []}}))
        assert kinds(parse(card.plain)) <= SHOWS
    assert all(embed.url is None for embed in card.embeds)


def custom_ids(card: Card) -> list[str]:
    """Return the custom ids of the buttons, in order."""
    return [button.custom_id for button in card.buttons]

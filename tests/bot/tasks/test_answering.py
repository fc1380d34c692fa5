"""What is said to a question that is put to no article at all, or to one that was not named well enough."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from bot.cards.card import Card
from bot.delivery.apology import explained
from bot.delivery.messages import Outcome
from bot.serving.service import Service, make_service
from bot.tasks.answering import SUGGESTION_GONE, TOO_LATE, _card_for, answer_reply
from bot.tasks.asked import AskedQuestion, asked_from, found_article, too_often
from bot.work.cooldown import SERVER_PER_MINUTE
from index.article import Article
from index.errors import ArticlebotError, NotFound
from index.library import Library
from tests.bot.carded import text
from tests.bot.tasks.test_last_word import Fading

GUILD = 5


@pytest_asyncio.fixture
async def service(library: Library) -> AsyncIterator[Service]:
    """The parts of a bot whose server has an article of a day and one of no known day."""
    service = make_service(library)
    ferry = Article("ferry", "The ferry", "The first ferry leaves at noon.", published=date(2025, 3, 3))
    list(service.collection(GUILD).add([ferry, Article("tram", "The tram", "The tram is red.")]))
    yield service
    for worker in (service.asking, service.indexing):
        await worker.close(0)


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (None, "No article of this server is from that time. The day of 1 article is not known."),
        ("ferry", "That article is not from that time."),
        ("tram", "The day of that article is not known. Leave out `since` and `until` to ask it."),
    ],
)
async def test_days_that_fit_no_article_are_told_of_what_was_asked(
    service: Service, article: str | None, said: str
) -> None:
    """Of all articles, or of the one that was named."""
    asked = AskedQuestion(GUILD, "when does the ferry leave?", article, since=date(2030, 1, 1))
    assert _card_for(service, service.collection(GUILD), asked, 3) == Card(said)


async def test_what_a_refusal_offered_is_asked_by_its_key_alone(service: Service) -> None:
    """It is made anew of the question that was refused; where the articles have other words by now, that is said."""
    collection = service.collection(GUILD)
    refused = collection.ask("when does the frist fery leave?")
    assert refused.did_you_mean == "when does the first ferry leave?"
    asked = asked_from(AskedQuestion(GUILD, "", suggestion_of=service.library.feedback.keep(refused, 3)).details())
    card = _card_for(service, collection, asked, 3)
    assert "leaves at noon" in text(card).replace("*", "")
    assert "when does the first ferry leave?" in str(card.embeds[0].footer.text)
    collection.remove(["ferry"])
    assert _card_for(service, collection, asked, 3) == Card(SUGGESTION_GONE)


async def test_what_a_refusal_offered_is_asked_of_the_same_articles(service: Service) -> None:
    """Under the filters of the question that was refused, also after a refresh; of articles that are gone, nothing."""
    collection = service.collection(GUILD)
    list(collection.add([Article("boat", "The boat", "The first ferry leaves at one.", published=date(2020, 1, 1))]))
    for article, until in (("boat", None), (None, date(2024, 1, 1)), ("boat", date(2024, 1, 1))):
        misspelt = AskedQuestion(GUILD, "when does the frist fery leave?", article, until=until)
        refused = _card_for(service, collection, misspelt, 3)
        asked = AskedQuestion(GUILD, "", suggestion_of=refused.buttons[0].custom_id.removeprefix("meant:"))
        card = _card_for(service, collection, asked, 3)
        assert "leaves at one" in text(card).replace("*", "")
        assert "noon" not in text(card)
        assert "1 article searched" in str(card.embeds[0].footer.text)
    list(collection.add([Article("boat", "The boat", "The first ferry leaves at two.", published=date(2020, 1, 1))]))
    card = _card_for(service, collection, asked, 3)
    assert "leaves at two" in text(card).replace("*", "")
    collection.remove(["boat"])
    assert _card_for(service, collection, asked, 3) == Card(SUGGESTION_GONE)


async def test_what_another_server_was_offered_is_not_asked(service: Service) -> None:
    """Its key is of no use here."""
    key = service.library.feedback.keep(service.collection(GUILD).ask("when does the frist fery leave?"), 3)
    other = service.collection(GUILD + 1)
    list(other.add([Article("ferry", "The ferry", "The first ferry leaves at noon.")]))
    with pytest.raises(NotFound, match="another server"):
        _card_for(service, other, AskedQuestion(GUILD + 1, "", suggestion_of=key), 3)


async def test_an_article_that_does_not_answer_is_not_taken_for_all(service: Service) -> None:
    """It is named beside the question, by its title, however it was typed."""
    asked = AskedQuestion(GUILD, "who was Napoleon's second wife?", "ferry", until=date(2026, 1, 1))
    card = _card_for(service, service.collection(GUILD), asked, 3)
    assert text(card).startswith("**That article doesn't answer that.**")
    assert "· only “The ferry” · until 1 January 2026 ·" in str(card.embeds[0].footer.text)


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (
            "The update",
            "2 articles are called 'The update'.\nName the one that you mean by its id: u0 (no date), u1 (no date).",
        ),
        ("The end", "There is no article 'The end' on this server.\nChoose one of those that are offered as you type."),
    ],
)
async def test_a_title_that_several_articles_have_is_told_from_one_that_none_has(
    service: Service, article: str, said: str
) -> None:
    """To ask one of them, or to show it."""
    collection = service.collection(GUILD)
    list(collection.add([Article(f"u{n}", "The update", f"The ferry is {n} minutes late.") for n in range(2)]))
    for find in (
        lambda: _card_for(service, collection, AskedQuestion(GUILD, "when?", article), 3),
        lambda: found_article(collection, article),
    ):
        with pytest.raises(ArticlebotError) as raised:
            find()
        assert explained(raised.value, "a question") == said


def test_a_question_is_taken_up_as_it_was_asked() -> None:
    """Out of the journal, which holds JSON."""
    asked = AskedQuestion(
        GUILD, "and when?", "ferry", date(2025, 1, 2), date(2025, 3, 4), follows="a1", suggestion_of="b2"
    )
    assert asked_from(json.loads(json.dumps(asked.details()))) == asked


@pytest.mark.parametrize(
    ("outcome", "alive", "left", "told"),
    [
        (Outcome.SHOWN, True, False, False),
        (Outcome.SHOWN, False, False, False),
        (Outcome.GONE, True, False, False),
        (Outcome.GONE, False, False, True),
        (Outcome.MISSED, True, True, False),
        (Outcome.MISSED, False, False, True),
    ],
)
async def test_only_what_can_still_be_shown_later_is_left_for_the_next_process(
    service: Service, outcome: Outcome, alive: bool, left: bool, told: bool
) -> None:
    """Where Discord has failed for too long; who waits for what never can be shown is told in the channel."""
    place = Fading(outcome, alive)
    await answer_reply(service, AskedQuestion(GUILD, "when does the ferry leave?"), place)
    assert bool(service.library.journal.unfinished()) == left
    assert place.told == [TOO_LATE] * told
    assert await service.pending_replies.wait_for_all(0.01)


async def test_whose_limit_was_reached_is_told(service: Service) -> None:
    """Somebody who has asked nothing is not told to ask less."""
    people = range(1, SERVER_PER_MINUTE + 1)
    assert all(too_often(service, person, GUILD) is None for person in people)
    assert (too_often(service, 1_000, GUILD) or "").startswith("All of you together may ask 120 questions a minute")
    await service.servers.change(6, per_minute=1)
    assert too_often(service, 1, 6) is None
    assert (too_often(service, 1, 6) or "").startswith("You may ask 1 question a minute here.")

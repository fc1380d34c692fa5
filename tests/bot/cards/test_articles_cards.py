"""Cards and messages about articles: within every limit of Discord's, whatever the articles are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.added import changes, outcome, progress, undated
from bot.cards.articles import PER_PAGE, article_card, list_card, removal_card
from bot.cards.card import Card
from index.adding import Added
from index.article import Article, ArticleName
from index.errors import ExtractError, UnsupportedKind
from index.titles import TitledArticle
from tests.discord.rules import embed_problems, is_empty, message_problems

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400) | st.sampled_from(
    ["𝔘" * 3_000, "`" * 3_000, "@everyone " * 300, "* " * 2_000, "\u200b", "[x](https://example.org)" * 99]
)
STATUSES = st.sampled_from(["added", "unchanged", "refreshed"])
ADDED = st.builds(Added, article_id=NAMES, title=NAMES, status=STATUSES, passages=st.integers(0, 10**6))
REFUSED = st.builds(ExtractError, NAMES, NAMES)


def _titled(title: str, number: int = 1, published: date | None = None) -> TitledArticle:
    return TitledArticle(number, f"n{number}", title, published)


def _passages(keys: Sequence[int]) -> dict[int, int]:
    """Count three of each article; no more are asked for than a page shows."""
    assert len(keys) <= PER_PAGE
    return dict.fromkeys(keys, 3)


def _fine(card: Card) -> None:
    """Hold a card to the rules of the local Discord."""
    body: dict[str, Any] = {"content": card.content, "embeds": [embed.to_dict() for embed in card.embeds]}
    rows = [
        {"type": 2, "style": each.style.value, "label": each.label, "custom_id": each.custom_id}
        for each in card.buttons
    ]
    body["components"] = [{"type": 1, "components": rows}] if rows else []
    body["allowed_mentions"] = {"parse": []}
    assert not list(message_problems(body))
    assert not list(embed_problems(body["embeds"]))
    assert not is_empty(body, 0)
    assert "@everyone" not in str(body)


@given(st.lists(NAMES, min_size=1, max_size=12), st.integers(-1, 10**6))
def test_any_page_of_any_titles_fits(titles: list[str], page: int) -> None:
    """Ten of the longest, too; a page that is not there is one that is."""
    _fine(list_card([_titled(title, number, date(2025, 1, 2)) for number, title in enumerate(titles)], page, _passages))


def test_the_newest_article_comes_first_and_the_buttons_end_with_the_list() -> None:
    """The articles are handed over oldest first."""
    articles = [_titled(f"Notice {number}", number) for number in range(1, 26)]
    pages = [list_card(articles, page, _passages) for page in (1, 2, 3)]
    assert [str(page.embeds[0].description).split("\u00a0· ")[0] for page in pages] == [
        "1. **Notice 25**",
        "11. **Notice 15**",
        "21. **Notice 5**",
    ]
    assert [[button.disabled for button in page.buttons] for page in pages] == [
        [True, False],
        [False, False],
        [False, True],
    ]
    assert list_card(articles, 99, _passages) == list_card(articles, 3, _passages)
    assert not list_card(articles[:10], 1, _passages).buttons


@given(NAMES, NAMES, NAMES | st.just("https://example.org/(x)") | st.none(), NAMES | st.none(), st.integers(1, 10**6))
def test_any_article_can_be_shown_and_asked_about(
    title: str, article_id: str, url: str | None, source: str | None, passages: int
) -> None:
    """Whatever came in with a corpus."""
    article = Article(article_id, title, f"a {title * 20}", url, date(2025, 1, 2), source)
    _fine(article_card(article, passages))
    listed = [TitledArticle(key, article_id, title, None, source) for key in (1, 10**18 - 1)]
    _fine(removal_card(listed[1], passages, listed))
    _fine(list_card(listed * PER_PAGE, 1, _passages))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The ferry\n\nIt leaves at nine.", "It leaves at nine."),
        ("It leaves at nine.", "It leaves at nine."),
        ("The ferry leaves.\nAt nine.", "The ferry leaves.\nAt nine."),
        ("The ferry\n", "The ferry"),
    ],
)
def test_an_article_is_shown_below_its_title_once(text: str, shown: str) -> None:
    """Most texts begin with it themselves."""
    (embed,) = article_card(Article("a", "The ferry", text), 1).embeds
    assert (embed.title, (embed.description or "").strip()) == ("The ferry", shown)


def test_articles_of_one_title_are_told_apart() -> None:
    """By what only one of them has: the day, the source, or the key; what has its title alone needs no more."""
    january, may = date(2025, 1, 2), date(2025, 5, 2)
    articles = [
        TitledArticle(1, "a", "News", january),
        TitledArticle(2, "b", "news", may, "b.txt"),
        TitledArticle(3, "c", "News", may, "b.txt"),
        TitledArticle(4, "d", "News", None, "*d*.txt"),
        TitledArticle(5, "e", "Bus", may, "e.txt"),
    ]
    listed = str(list_card(articles, 1, _passages).embeds[0].description)
    assert listed.count("\u00a0· 3\u00a0passages") == 5, "on one line"
    assert listed.replace("\u00a0", " ").splitlines() == [
        "1. **Bus** · 2 May 2025 · 3 passages",
        r"2. **News** · \*d\*.txt · 3 passages",
        "3. **News** · 2 May 2025 · #3 · 3 passages",
        "4. **news** · 2 May 2025 · #2 · 3 passages",
        "5. **News** · 2 January 2025 · 3 passages",
    ]
    asked = [str(removal_card(each, 1, articles).content) for each in articles]
    assert [each.removesuffix(" for good, with its 1 passage?") for each in asked] == [
        "Remove **News** (2 January 2025)",
        "Remove **news** (#2)",
        "Remove **News** (#3)",
        r"Remove **News** (\*d\*.txt)",
        "Remove **Bus**",
    ]


@given(st.lists(ADDED, max_size=15), st.lists(REFUSED, max_size=15), st.sampled_from(["", "I was stopped."]))
def test_any_outcome_is_one_message(done: list[Added], refused: list[ExtractError], note: str) -> None:
    """Its last word is why not all was done."""
    text = outcome(done, refused, note)
    _fine(Card(text))
    assert text.endswith(note)


def test_an_outcome_names_a_few_and_counts_many() -> None:
    """Added, refreshed, unchanged and refused, each apart."""
    few = [Added("a", "A", "added", 3), Added("b", "B", "refreshed", 1), Added("c", "C", "unchanged", 2)]
    assert outcome(few, []).splitlines() == [
        "Added **A**: 3 passages.",
        "Refreshed **B**: 1 passage now.",
        "**C** has not changed since it was added.",
    ]
    twin = Added("c", "C", "unchanged", 2, same_text=True)
    assert outcome([twin], []) == "The text of **C** was here before, and is not stored twice."
    assert outcome(few * 6, []) == (
        "Added 6 articles; refreshed 6 articles: 24 passages; 6 articles have not changed since they were added."
    )
    for number in (2, 11):
        told = f"{number} articles have not changed since they were added."
        assert outcome(few[2:] * number, []) == told
        assert outcome(few[2:] * number + few[:1], []).splitlines() == ["Added **A**: 3 passages.", told]
    assert len(outcome([*few[2:] * 3, *[twin] * 2], []).splitlines()) == 3
    refused = [UnsupportedKind(f"a{number}.pdf: PDF files are not read yet", "save it as text") for number in range(12)]
    assert outcome([], refused[:1]) == "a0.pdf: PDF files are not read yet. Save it as text."
    lines = outcome([], refused).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("Not added: 12", "… and 2 more.", 12)
    assert outcome([], []) == "There was nothing to add."


def test_dates_that_could_not_be_read_are_counted_and_the_first_is_named() -> None:
    """As it was written, and not as a mention or a link."""
    assert undated([]) == ""
    assert undated(['"31/31/2020" in a.md']) == (
        'The date of 1 article could not be read ("31/31/2020" in a.md): it has none. Write it as 2020-12-31.'
    )
    many = undated(['"**soon**" in a.md', '"later" in b.md'])
    assert many.startswith(r'The date of 2 articles could not be read ("\*\*soon\*\*" in a.md): they have none.')


def test_an_outcome_says_what_is_a_copy_of_what() -> None:
    """The same story twice is linked, whichever of the two is searched; of what is new itself nothing is said twice."""
    copy = Added("b", "B", "added", 2, copy_of=ArticleName("a", "A"))
    assert outcome([copy], []) == (
        "Added **B**: 2 passages. It is linked to **A** as a copy: the story is searched there, once."
    )
    leader = Added("a", "A", "refreshed", 3, copies=(ArticleName("b", "B"),))
    assert outcome([leader], []) == (
        "Refreshed **A**: 3 passages now. It is linked to **B**, which is a copy: this one is searched."
    )
    assert outcome([leader, copy], []).splitlines()[0] == "Refreshed **A**: 3 passages now."
    both = Added("a", "A", "added", 3, copies=(ArticleName("b", "B"), ArticleName("c", "C")))
    assert "linked to 2 articles, which are copies" in outcome([both], [])
    assert outcome([copy] * 11, []).endswith("; 11 articles are copies of stories that are searched once.")


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([], None),
        (["unchanged"], None),
        (["refreshed", "unchanged"], "refreshed **T**"),
        (["added", "added", "unchanged"], "added 2 articles from **notices.jsonl**"),
        (["added", "refreshed", "added"], "added 2 articles and refreshed 1 article from **notices.jsonl**"),
    ],
)
def test_the_log_hears_of_changes_alone(statuses: list[str], said: str | None) -> None:
    """One by its title, several by their number."""
    done = [Added("t", "T", status, 1) for status in statuses]  # type: ignore[arg-type]  # the three that there are
    assert changes(done, "notices.jsonl") == said


def test_progress_counts_what_was_refused_as_done_with() -> None:
    """It reaches the total in the end."""
    assert progress([Added("a", "A", "added", 310)], 11, 40) == "12 of 40 articles, 310 passages"

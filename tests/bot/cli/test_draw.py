"""Answers and articles in a terminal: what is bold, what is a line, and where a line ends."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cli.drawing import answers as draw
from bot.cli.drawing import articles as draw_articles
from bot.cli.drawing.screen import screen
from bot.cli.drawing.terminal import check_mark, progress
from index.article import Answer, Article, Candidate, Explanation, Hit, Passage, Quote, Span
from index.given_text import ReadAnswer
from index.storage.listing import ArticleSummary

ARTICLE = Article("plan", "The plan", "The plan is for trams and for ferries.")


def _terminal(monkeypatch: pytest.MonkeyPatch, columns: str = "100") -> None:
    """Let what is drawn believe that it is on a terminal with colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in (("FORCE_COLOR", "1"), ("TERM", "xterm"), ("COLUMNS", columns)):
        monkeypatch.setenv(name, value)


def test_every_highlight_is_bold_in_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The best and those beside it; what stands between them is not."""
    _terminal(monkeypatch)
    quote = Quote(ARTICLE, Span(0, 38), 0.8, Span(30, 37), further=(Span(16, 21),))
    draw.answer(Answer("what are the plans for?", "local", True, 0.8, (quote,)), 1)
    assert "The plan is for \x1b[1mtrams\x1b[0m and for \x1b[1mferries\x1b[0m." in capsys.readouterr().out


def test_what_is_told_to_be_no_columns_wide_shows_as_much_as_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who does not know how wide a terminal is may set COLUMNS=0."""
    _terminal(monkeypatch, columns="0")
    draw.hits([], explain=False)
    assert capsys.readouterr().out == "No passage found.\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_mark_has_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Its form says as much."""
    _terminal(monkeypatch)
    assert (check_mark(ok=True), check_mark(ok=False)) == ("\x1b[32m✓\x1b[0m", "\x1b[31m✗\x1b[0m")
    monkeypatch.setenv(name, value)
    assert (check_mark(ok=True), check_mark(ok=False)) == ("✓", "✗")


def test_a_quote_without_highlight_is_drawn_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing of it is lost."""
    draw.answer(Answer("what?", "local", True, 0.8, (Quote(ARTICLE, Span(0, 38), 0.8),)), 1)
    assert capsys.readouterr().out.startswith("The plan is for trams and for ferries.\n")


def test_a_refusal_says_what_was_probably_meant(capsys: pytest.CaptureFixture[str]) -> None:
    """Right below it, and harmless to a terminal; nothing where there is no such question."""
    refused = Answer("what did Rubbio raise?", "local", False, 0.1, nearest=(Quote(ARTICLE, Span(0, 38), 0.1),))
    draw.answer(replace(refused, did_you_mean="what did Rubio\x1b[2J\nraise?"), 1)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["The articles here don't answer that.", "Did you mean: what did Rubio raise?"]
    draw.answer(replace(refused, question="Who came? And when?"), 1)
    assert capsys.readouterr().out.splitlines()[1] == "These are several questions. Ask them one at a time."
    draw.answer(refused, 1)
    assert "mean" not in capsys.readouterr().out


def test_what_is_not_an_answer_has_no_certainty(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a nearest passage nor the nearest sentence of one text; an answer has it as a word and a number."""
    span = Span(0, 38)
    draw.answer(Answer("why?", "local", False, 0.12, nearest=(Quote(ARTICLE, span, 0.12),)), 1)
    draw.reading(ReadAnswer(False, 0.12, None, span), ARTICLE)
    refused = capsys.readouterr().out
    assert refused.count("[1] The plan\n") == 2
    assert "likely" not in refused
    assert "%" not in refused
    draw.answer(Answer("what?", "local", True, 0.25, (Quote(ARTICLE, span, 0.25),)), 1)
    draw.reading(ReadAnswer(True, 0.25, None, span), ARTICLE)
    assert capsys.readouterr().out.count("[1] The plan · possible · 25 %\n") == 2


def test_a_confidence_just_below_the_threshold_is_told_apart_from_it(capsys: pytest.CaptureFixture[str]) -> None:
    """By as many digits as that needs."""
    explanation = Explanation((), (Candidate(Quote(ARTICLE, Span(0, 38), 0.2479996), 0.0, 0.0, 0.2479996),), 0.248)
    hit = Hit(Passage(1, "plan", Span(0, 38)), ARTICLE, 1.0)
    draw.answer(Answer("why?", "local", False, 0.2479996, explanation=replace(explanation, hits=(hit,))), 1)
    assert "confidence .2479996, below the threshold .248, so refused" in capsys.readouterr().out
    draw.answer(Answer("why?", "local", False, 0.0, explanation=replace(explanation, candidates=())), 1)
    assert "no quote to weigh, so refused" in capsys.readouterr().out


SHOP = Article(
    "shop",
    "The shop",
    "Opening hours\n- Monday: 9 to 5\n- Sunday: closed\n\nWe moved to the old mill in the spring of the year\n"
    "before last, and it is a fine place to be for us,\nall of whom had grown tired of cellars, and of the\n"
    "stairs down to them, which were narrow and steep.",
)
"""With a list, and a paragraph that is wrapped at a column."""


def test_what_stands_on_lines_is_drawn_on_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """A list below each other, in an answer and among passages; a break that only wraps a line is a blank."""
    whole = Span(0, len(SHOP.text))
    draw.answer(Answer("when?", "local", True, 0.8, (Quote(SHOP, Span(0, 48), 0.8),)), 1)
    assert capsys.readouterr().out.startswith("Opening hours\n- Monday: 9 to 5\n- Sunday: closed\n[1] The shop")
    draw.hits([Hit(Passage(1, "shop", whole), SHOP, 1.0)], explain=False)
    assert capsys.readouterr().out.splitlines()[2:5] == [
        "- Sunday: closed",
        (
            "We moved to the old mill in the spring of the year before last, and it is a fine place to be for us, "
            "all of whom had grown tired of cellars, and of the stairs down to them, which were narrow and steep."
        ),
        "[1] The shop · score 1.000 · BM25 – · dense –",
    ]


def test_a_highlight_over_two_lines_is_bold_on_both(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what stands between and around is not."""
    _terminal(monkeypatch)
    draw.answer(Answer("when?", "local", True, 0.8, (Quote(SHOP, Span(0, 48), 0.8, Span(24, 39)),)), 1)
    assert capsys.readouterr().out.startswith(
        "Opening hours\n- Monday: \x1b[1m9 to 5\x1b[0m\n\x1b[1m- Sunday\x1b[0m: closed\n"
    )


@pytest.mark.parametrize("columns", range(24, 70))
def test_a_line_ends_between_two_facts(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never between a number and its unit, however wide the terminal is."""
    _terminal(monkeypatch, str(columns))
    draw.answer(Answer("what?", "local", True, 0.25, (Quote(ARTICLE, Span(0, 38), 0.25),)), 1)
    told = capsys.readouterr().out.partition("[1]")[2]
    assert "25 %" in told
    assert "The plan" in told


def test_a_fact_that_is_missing_has_no_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also behind one that is wider than the terminal."""
    _terminal(monkeypatch, "20")
    screen().put_facts(["a fact that is wider than that", ""])
    assert "\n\n" not in capsys.readouterr().out


def test_articles_with_one_title_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By what they were made from, which one whose title nobody else has does not need."""
    _terminal(monkeypatch, "100")
    listed = [
        ArticleSummary(str(at), title, None, None, f"{'minutes/' * at}{at}.txt", 1, 9, 1, datetime.now(UTC))
        for at, title in enumerate(("Minutes", "Minutes", "Rules"), 1)
    ]
    draw_articles.article_list(listed)
    said = re.sub(r"\x1b\[\d*m", "", capsys.readouterr().out)
    assert "Minutes · 1.txt" in said
    assert "Minutes · 2.txt" in said
    assert "3.txt" not in said


@pytest.mark.parametrize("columns", ["40", "60", "80", "100"])
def test_an_id_is_never_cut(columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is there to be copied; in a narrow terminal it stands below its title."""
    _terminal(monkeypatch, columns)
    item = ArticleSummary(
        "minutes-2026-03-c5679754", "Allotment Association", None, None, "m.txt", 1, 9, 1, datetime.now(UTC)
    )
    draw_articles.article_list([item])
    said = re.sub(r"\x1b\[\d*m", "", capsys.readouterr().out)
    assert "minutes-2026-03-c5679754" in said
    assert "Allotment Association" in said
    assert said.endswith("\n\n1 article\n")


def test_what_explains_an_answer_stands_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    """At most twenty quotes of it, and the number of the others: the answer is what one sees first."""
    hit = Hit(Passage(1, "plan", Span(0, 38)), ARTICLE, 1.0)
    quote = Quote(ARTICLE, Span(0, 38), 0.9)
    chances = [0.9 - at / 100 for at in range(25)]
    weighed = tuple(Candidate(replace(quote, confidence=chance), 0.0, 0.0, chance) for chance in chances)
    draw.answer(Answer("what?", "local", True, 0.9, (quote,), explanation=Explanation((hit,), weighed, 0.248)), 1)
    said = capsys.readouterr().out
    assert said.rstrip().endswith("[1] The plan · very likely · 90 %\n\n1 article searched in 0.0 s")
    assert "and 5 more, which --json shows" in said
    assert "0.710" in said
    assert "0.700" not in said


def test_an_explanation_shows_what_the_first_quote_leaves_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    """So that the numbers weighed are those of the answer; one that keeps its own has only that."""
    hit = Hit(Passage(1, "plan", Span(0, 38)), ARTICLE, 1.0)
    chances = ((38, 0.96, 0.96), (20, 0.903, 0.036), (9, 0.5, 0.5))
    weighed = tuple(Candidate(Quote(ARTICLE, Span(0, end), left), 0.0, 0.0, own) for end, own, left in chances)
    quotes = (Quote(ARTICLE, Span(0, 38), 0.96),)
    draw.answer(Answer("what?", "local", True, 0.96, quotes, explanation=Explanation((hit,), weighed, 0.2)), 1)
    said = capsys.readouterr().out
    assert [line.split("  ")[0].strip() for line in said.splitlines() if "0.00" in line] == [
        "0.960", "0.903 → 0.036", "0.500"
    ]  # fmt: skip
    assert said.count("beside the first quote") == 1
    draw.answer(Answer("what?", "local", True, 0.96, quotes, explanation=Explanation((hit,), weighed[::2], 0.2)), 1)
    said = capsys.readouterr().out
    assert "→" not in said
    assert "beside the first quote" not in said


def test_what_is_most_likely_wrong_is_counted_and_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """As on a card: beside a sure quote it claims an answer of its own."""
    sure, unlikely = (Quote(ARTICLE, Span(0, end), chance) for end, chance in ((38, 0.96), (20, 0.02)))
    draw.answer(Answer("what?", "local", True, 0.96, (sure, unlikely)), 1)
    said = capsys.readouterr().out
    assert "96 %" in said
    assert "[2]" not in said
    assert "1 more quote of less than 10 %: see --json" in said.replace("\xa0", " ")
    draw.answer(Answer("what?", "local", True, 0.96, (sure, unlikely)), 1, more=': type "more"')
    assert '1 more quote of less than 10 %: type "more"\n' in capsys.readouterr().out.replace("\xa0", " ")


def test_what_was_only_counted_can_be_drawn_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    """With the numbers that it has in the answer; and it is told where nothing was left."""
    sure, unlikely = (Quote(ARTICLE, Span(0, end), chance) for end, chance in ((38, 0.96), (20, 0.02)))
    assert draw.further_quotes(Answer("what?", "local", True, 0.96, (sure, unlikely)))
    said = capsys.readouterr().out
    assert "[2] The plan · unlikely · 2 %" in said
    assert "[1]" not in said
    assert not draw.further_quotes(Answer("what?", "local", True, 0.96, (sure,)))
    assert capsys.readouterr().out == ""


def test_a_terminal_that_draws_nothing_gets_no_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the empty line that would stand for one."""
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress("adding", lambda: 2) as advance:
        advance(1, "3 passages")
    assert capsys.readouterr().err == ""

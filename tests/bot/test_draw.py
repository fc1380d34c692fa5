"""Answers in a terminal: what is bold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli import draw
from index.article import Answer, Article, Candidate, Explanation, Hit, Passage, Quote, Span
from index.library import ReadAnswer

ARTICLE = Article("plan", "The plan", "The plan is for trams and for ferries.")


def test_every_highlight_is_bold_in_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The best and those beside it; what stands between them is not."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    quote = Quote(ARTICLE, Span(0, 38), 0.8, Span(30, 37), further=(Span(16, 21),))
    draw.answer(Answer("what are the plans for?", "local", True, 0.8, (quote,)), 1)
    assert "The plan is for \x1b[1mtrams\x1b[0m and for \x1b[1mferries\x1b[0m." in capsys.readouterr().out


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
    explanation = Explanation((), (Candidate("plan", Span(0, 38), 0.0, 0.0, 0.2479996),), 0.248)
    hit = Hit(Passage(1, "plan", Span(0, 38)), ARTICLE, 1.0)
    draw.answer(Answer("why?", "local", False, 0.2479996, explanation=replace(explanation, hits=(hit,))), 1)
    assert "confidence .2479996, below the threshold .248, so refused" in capsys.readouterr().out
    draw.answer(Answer("why?", "local", False, 0.0, explanation=replace(explanation, candidates=())), 1)
    assert "no quote to weigh, so refused" in capsys.readouterr().out

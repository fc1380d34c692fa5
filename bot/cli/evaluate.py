"""eval: how good the answers are on one's own articles and questions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from bot.cli import metrics
from bot.cli.session import LOCAL, Session, command
from bot.cli.terminal import progress

if TYPE_CHECKING:
    from index.article import Answer, Article, Hit, Quote, Span

_QUOTES = 5
"""How many quotes are looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of QUESTIONS: `spans` are the gold answers' offsets in `article_id`, empty when only words are known."""

    question: str
    answerable: bool
    golds: tuple[str, ...]
    article_id: str | None
    spans: tuple[tuple[int, int], ...]

    def is_right(self, article: Article, span: Span) -> bool:
        """Tell whether this place holds a gold answer: by offsets where they are known, else by words."""
        if self.spans:
            return article.id == self.article_id and any(
                span.start < end and start < span.end for start, end in self.spans
            )
        return metrics.holds_words(span.of(article.text), self.golds)


@dataclass(slots=True)
class Tally:
    """What the answers to all questions come to."""

    hits: list[list[bool]] = field(default_factory=list)
    quotes: list[list[bool]] = field(default_factory=list)
    exact: list[float] = field(default_factory=list)
    f1: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    answerable: list[float] = field(default_factory=list)
    unanswerable: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def note(self, question: Question, answer: Answer, hits: Sequence[Hit]) -> None:
        """Count one answer."""
        self.milliseconds.append(answer.timings_ms["total"])
        if not question.answerable:
            self.refused.append(float(not answer.answered))
            self.unanswerable.append(answer.confidence)
            return
        self.answerable.append(answer.confidence)
        self.answered.append(float(answer.answered))
        if not question.golds:
            return
        # The nearest of an abstention count too: choosing a quote and daring to give it are two skills.
        quotes: tuple[Quote, ...] = answer.quotes or answer.nearest
        self.hits.append([question.is_right(hit.article, hit.passage.span) for hit in hits])
        self.quotes.append([question.is_right(quote.article, quote.span) for quote in quotes])
        best = ""
        if quotes:
            best = (quotes[0].highlight or quotes[0].span).of(quotes[0].article.text)
        self.exact.append(metrics.exact_match(best, question.golds))
        self.f1.append(metrics.f1(best, question.golds))

    def figures(self) -> dict[str, float | None]:
        """Return the figures by name; None where the questions do not tell."""
        return {
            **{f"passage_recall@{k}": metrics.recall_at(k, self.hits) for k in (1, 3, 5, 10, 20)},
            "passage_mrr@10": metrics.reciprocal_rank_at(10, self.hits),
            **{f"quote@{k}": metrics.recall_at(k, self.quotes) for k in (1, 3, 5)},
            "highlight_em": metrics.mean(self.exact),
            "highlight_f1": metrics.mean(self.f1),
            "answered": metrics.mean(self.answered),
            "refused": metrics.mean(self.refused),
            "abstention_auroc": metrics.auroc(self.answerable, self.unanswerable),
            "ms_median": metrics.percentile(self.milliseconds, 0.5),
            "ms_p95": metrics.percentile(self.milliseconds, 0.95),
        }


@command("eval", collection=False)
@click.argument("corpus")
@click.argument("questions")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N questions.")
def evaluate(session: Session, corpus: str, questions: str, limit: int | None) -> None:
    """Measure the answers to QUESTIONS on the articles of CORPUS.

    CORPUS is any SOURCE of articlebot add. QUESTIONS has a line of JSON each: "question", "answerable",
    "answers" (each with "text", and "start" and "end" in the article "article_id" where known). The
    articles are indexed in a place of their own, which is gone afterwards.
    """
    # Here: they import the library, which `--help` does not need.
    from bot.cli import sources
    from bot.cli.batch import json_lines
    from bot.compose import open_temporary_library
    from index.extract import DocumentProcess

    asked = _questions(json_lines(questions), questions)[:limit]
    refusals = sources.Refusals()
    tally = Tally()
    with open_temporary_library(session.settings) as library, DocumentProcess() as process:
        collection = library.collection(LOCAL)
        with progress("indexing", lambda: sources.count([corpus])) as advance:
            for done, _ in enumerate(collection.add(sources.articles([corpus], refusals, process)), 1):
                advance(done, "articles")
        for _, error in refusals.errors:
            raise error
        articles = collection.count()
        with progress("asking", lambda: len(asked)) as advance:
            for done, question in enumerate(asked, 1):
                answer = collection.ask(question.question, quotes=_QUOTES, explain=True)
                tally.note(question, answer, answer.explanation.hits if answer.explanation else ())
                advance(done, "questions")
    figures = {name: None if value is None else round(value, 4) for name, value in tally.figures().items()}
    counts = {"articles": articles, "questions": len(asked), "answerable": len(tally.answerable)}
    if session.as_json:
        session.emit({**counts, **figures})
        return
    for name, value in {**counts, **figures}.items():
        shown = "–" if value is None else f"{value:,}" if isinstance(value, int) else _shown(name, value)
        click.echo(f"{name:20} {shown:>8}")


def _shown(name: str, value: float) -> str:
    return f"{value:.1f}" if name.startswith("ms_") else f"{value:.3f}"


def _questions(text: str, file: str) -> list[Question]:
    lines: Iterable[tuple[int, str]] = enumerate(text.split("\n"), 1)
    found = [_question(raw, f"{file}, line {number}") for number, raw in lines if raw.strip()]
    if not found:
        # Here: it imports the library, which `--help` does not need.
        from index.errors import UsageError

        raise UsageError(f"{file} holds no question", "write one JSON object a line")
    return found


def _question(raw: str, where: str) -> Question:
    # Here: it imports the library, which `--help` does not need.
    from index.collection import checked_question
    from index.errors import UsageError

    try:
        fields: dict[str, Any] = json.loads(raw)
        answers = fields.get("answers") or []
        spans = [(int(answer["start"]), int(answer["end"])) for answer in answers if "start" in answer]
        article_id = fields.get("article_id")
        golds = tuple(str(answer["text"]) for answer in answers)
        # "verbatim": false says that the answer's words do not stand in any article.
        if fields.get("verbatim", True) is False:
            golds, spans = (), []
        return Question(
            checked_question(str(fields["question"])),
            bool(fields.get("answerable", bool(answers))),
            golds,
            article_id,
            tuple(spans) if article_id is not None else (),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{where} is not a question: {type(error).__name__} {error}",
            'write {"question": "…", "answerable": true, "answers": [{"text": "…"}]}',
        ) from error
    except UsageError as error:
        raise UsageError(f"{where}: {error.message}", error.hint) from error

"""The questions of `articlebot eval`, and the figures of the answers to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.cli.json_lines import JsonLine, read_json_lines
from index import metrics
from index.article import Span

if TYPE_CHECKING:
    from index.article import Answer, Article, Hit, Quote

_EXAMPLE = '{"question": "…", "answerable": true, "answers": [{"text": "…"}]}'


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One line of QUESTIONS. `spans`: the gold answers' offsets in `article_id`; empty if only words are known."""

    question: str
    answerable: bool
    golds: tuple[str, ...]
    article_id: str | None
    spans: tuple[Span, ...]

    def is_right(self, article: Article, span: Span) -> bool:
        """Tell whether this place holds a gold answer: by offsets if they are known, else by words."""
        if self.spans:
            return article.id == self.article_id and any(map(span.overlaps, self.spans))
        return metrics.holds_words(span.of(article.text), self.golds)


@dataclass(slots=True)
class Tally:
    """The outcomes of all questions, from which the figures are computed."""

    hits: list[list[bool]] = field(default_factory=list)
    quotes: list[list[bool]] = field(default_factory=list)
    exact: list[float] = field(default_factory=list)
    f1: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    answerable: list[float] = field(default_factory=list)
    unanswerable: list[float] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    given: list[bool] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def note(self, question: GoldQuestion, answer: Answer, hits: Sequence[Hit]) -> None:
        """Count one answer."""
        self.milliseconds.append(answer.timings_ms["total"])
        # The nearest passages of an abstention count too: choosing a quote and giving it are separate skills.
        quotes: tuple[Quote, ...] = answer.quotes or answer.nearest
        ranked = [question.is_right(quote.article, quote.span) for quote in quotes]
        if question.golds or not question.answerable:
            self.confidences.append(answer.confidence)
            self.right.append(question.answerable and any(ranked[:1]))
            self.given.append(answer.answered)
        if not question.answerable:
            self.refused.append(float(not answer.answered))
            self.unanswerable.append(answer.confidence)
            return
        self.answerable.append(answer.confidence)
        self.answered.append(float(answer.answered))
        if not question.golds:
            return
        self.hits.append([question.is_right(hit.article, hit.passage.span) for hit in hits])
        self.quotes.append(ranked)
        best = ""
        if quotes:
            best = (quotes[0].highlight or quotes[0].span).of(quotes[0].article.text)
        self.exact.append(metrics.exact_match(best, question.golds))
        self.f1.append(metrics.f1(best, question.golds))

    def figures(self) -> dict[str, float | None]:
        """Return the figures by name; None if the questions do not allow one."""
        return {
            **{f"passage_recall@{k}": metrics.recall_at(k, self.hits) for k in (1, 3, 5, 10, 20)},
            "passage_mrr@10": metrics.reciprocal_rank_at(10, self.hits),
            **{f"quote@{k}": metrics.recall_at(k, self.quotes) for k in (1, 3, 5)},
            "highlight_em": metrics.mean(self.exact),
            "highlight_f1": metrics.mean(self.f1),
            "answered": metrics.mean(self.answered),
            "refused": metrics.mean(self.refused),
            "right_when_answered": metrics.mean(
                [float(right) for right, given in zip(self.right, self.given, strict=True) if given]
            ),
            "calibration_error": metrics.calibration_error(self.confidences, self.right),
            "abstention_auroc": metrics.auroc(self.answerable, self.unanswerable),
            "ms_median": metrics.percentile(self.milliseconds, 0.5),
            "ms_p95": metrics.percentile(self.milliseconds, 0.95),
        }


def compare(first: Tally, second: Tally) -> dict[str, metrics.Difference | None]:
    """Compare two readers on the same questions, figure by figure."""

    def at(k: int, tally: Tally) -> list[float]:
        return [float(any(ranked[:k])) for ranked in tally.quotes]

    return {
        **{f"quote@{k}": metrics.compare(at(k, first), at(k, second)) for k in (1, 3)},
        "highlight_em": metrics.compare(first.exact, second.exact),
        "highlight_f1": metrics.compare(first.f1, second.f1),
        "answered": metrics.compare(first.answered, second.answered),
        "refused": metrics.compare(first.refused, second.refused),
        "ms": metrics.compare(first.milliseconds, second.milliseconds),
    }


def read_questions(file: str) -> list[GoldQuestion]:
    """Return the questions of a file of JSON lines. Raises SourceError, and UsageError that names a faulty line."""
    return [_question(line) for line in read_json_lines(file, _EXAMPLE)]


def _question(line: JsonLine) -> GoldQuestion:
    question, answers = line.question(), line.fields.get("answers") or []
    answerable, article_id = line.fields.get("answerable"), _article_id(line)
    if not isinstance(answerable, int | None):  # a bool is an int
        raise line.wrong('has an "answerable" that is neither true nor false')
    # Answers under another key would count as none, and each answer as a mistake.
    if answerable is None and "answers" not in line.fields:
        raise line.wrong('has neither "answerable" nor "answers"')
    try:
        golds = tuple(str(answer["text"]) for answer in answers)
        spans = tuple(Span(int(answer["start"]), int(answer["end"])) for answer in answers if "start" in answer)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise line.wrong('has "answers" that cannot be used') from error
    # "verbatim": false means that no article has the answer's words.
    if line.fields.get("verbatim", True) is False:
        golds, spans = (), ()
    return GoldQuestion(
        question,
        bool(answers) if answerable is None else bool(answerable),
        golds,
        article_id,
        spans if article_id is not None else (),
    )


def _article_id(line: JsonLine) -> str | None:
    """Return the id of the article that holds the answers. It may be a number, as in a corpus."""
    value = line.fields.get("article_id")
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return str(value)
    if not isinstance(value, str | None):
        raise line.wrong('has an "article_id" that is neither a string nor a number')
    return value

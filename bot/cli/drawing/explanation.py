"""What was found and weighed for a question, in a terminal: `ask --explain`."""

from __future__ import annotations

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.drawing.screen import Screen
from bot.cli.drawing.terminal import one_line
from index.article import Answer, Explanation

_RATIO = {"article": 1, "text": 3}
"""The ratio in which these columns share the width that the others leave."""

_WEIGHED = 20
"""How many quotes are shown, as many as passages: those after them have no chance. JSON has all."""


def draw_explanation(console: Screen, value: Answer, explanation: Explanation) -> None:
    """Draw the passages found, the quotes weighed, why it was answered or refused, and the time of each step."""
    found = _table("passages found", "fused   ", "BM25   ", "dense   ", "article", "text")
    for number, hit in enumerate(explanation.hits, 1):
        found.add_row(
            f"{number} {hit.score:.3f}",
            _arm(hit.bm25_rank, hit.bm25_score),
            _arm(hit.dense_rank, hit.dense_score),
            Text(one_line(hit.article.id)),
            Text(one_line(hit.text)),
        )
    weighed = _table("quotes weighed", "confidence", "relevance", "passage", "article", "text")
    lowered = False
    for item in explanation.candidates[:_WEIGHED]:
        own, left = f"{item.confidence:.3f}", f"{item.quote.confidence:.3f}"
        lowered |= own != left
        weighed.add_row(
            own if own == left else f"{own} → {left}",
            f"{item.logit:.2f}",
            f"{item.passage_relevance:.2f}",
            Text(one_line(item.quote.article.id)),
            Text(one_line(item.quote.text)),
        )
    console.print(Padding(found, (0, 0, 1, 0)))
    console.print(weighed)
    if lowered:
        console.put("→ what is left of it beside the first quote, since both cannot be right", "dim")
    if len(explanation.candidates) > _WEIGHED:
        console.put(f"and {len(explanation.candidates) - _WEIGHED:,} more, which --json shows", "dim")
    console.put(f"\n{_verdict(value, explanation)}", "dim")
    tried = explanation.tried
    if tried is not None:
        became = "answer it, so it is offered" if tried == value.did_you_mean else "do not answer it"
        console.put_facts([f"also asked: {one_line(tried)}", f"the articles {became}"])
    console.put(", ".join(f"{step} {took:.1f} ms" for step, took in value.timings_ms.items()) + "\n", "dim")


def _verdict(value: Answer, explanation: Explanation) -> str:
    """Return why it was answered or refused."""
    if not explanation.candidates:
        return "no quote to weigh, so refused"
    chance, threshold = value.confidence, explanation.threshold
    # Enough digits to tell the two apart, so that no number is called less than itself.
    digits = next((count for count in range(3, 17) if round(chance, count) != round(threshold, count)), 3)
    told = f"confidence {_share(chance, digits)}, {{}} the threshold {_share(threshold, digits)}, {{}}"
    if chance < threshold:
        return told.format("below", "so refused")
    if not value.answered:
        return told.format("not below", "but refused: no article has a name that is asked for")
    return told.format("not below", "so answered")


def _share(value: float, digits: int) -> str:
    """Return a share (0 to 1) as .21, 0 or 1."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").removeprefix("0") or "0"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False, expand=True)
    for column in columns:
        # The numbers matter most, so only the words give way on a narrow screen.
        words = column in ("article", "text")
        table.add_column(column, no_wrap=True, min_width=None if words else len(column), ratio=_RATIO.get(column))
    return table


def _arm(rank: int | None, score: float | None) -> str:
    return "–" if rank is None else f"{rank} {score:.2f}" if score is not None else str(rank)

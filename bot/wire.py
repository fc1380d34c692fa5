"""The library's values as JSON for other programs. This is a public interface: keys are only ever added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encoded

from bot.provenance import according_to, host, is_message, publisher, section
from index.article import Answer, Article, Copy, Explanation, Hit, Passage, Quote, Span
from index.errors import ArticlebotError
from index.text.line_marks import UNLETTERED_MARK
from index.text.rows import SEPARATOR, cells, is_row

if TYPE_CHECKING:
    # For types only: nothing slow is imported just to write JSON.
    from index.given_text import ReadAnswer
    from index.storage.history import Revision
    from index.storage.listing import ArticleSummary

_LONG_QUOTE = 300
"""For a quote of more characters, the link names only its first and last words."""

_EDGE_WORDS = 5
"""How many words of each end of a long quote the link names."""


def answer(value: Answer, question_id: object = None) -> dict[str, Any]:
    """Return an answer.

    Optional keys: `explain` if it was requested, with `tried` if a respelled question was asked as well; `undated` if
    articles lack the requested date; `did_you_mean` if a refused question was probably misspelt.
    """
    out: dict[str, Any] = {
        "id": question_id,
        "question": value.question,
        "collection": value.collection,
        "answered": value.answered,
        "confidence": round(value.confidence, 4),
        "quotes": [quote(item) for item in value.quotes],
        "nearest": [quote(item) for item in value.nearest],
        "timings_ms": timings(value.timings_ms),
    }
    if value.undated:
        out["undated"] = value.undated
    if value.did_you_mean is not None:
        out["did_you_mean"] = value.did_you_mean
    if value.explanation is not None:
        out["explain"] = _explanation(value.explanation, value.did_you_mean)
    return out


def _explanation(value: Explanation, did_you_mean: str | None) -> dict[str, Any]:
    out: dict[str, Any] = {
        "hits": [hit(item, explain=True) for item in value.hits],
        "candidates": [
            {
                "article_id": item.quote.article.id,
                "start": item.quote.span.start,
                "end": item.quote.span.end,
                "relevance": round(item.logit, 4),
                "passage_relevance": round(item.passage_relevance, 4),
                "confidence": round(item.confidence, 4),
                "confidence_left": round(item.quote.confidence, 4),
            }
            for item in value.candidates
        ],
        "threshold": round(value.threshold, 4),
    }
    if value.tried is not None:
        out["tried"] = {"question": value.tried, "answered": value.tried == did_you_mean}
    return out


def error(value: ArticlebotError) -> dict[str, str]:
    """Return what is wrong and what to do, with the code by which programs know it."""
    return {"code": value.code, "message": value.message, "hint": value.hint}


def quote(value: Quote) -> dict[str, Any]:
    """Return a quote with its position in its article."""
    article = value.article
    return {
        **span(article.text, value.span),
        "confidence": round(value.confidence, 4),
        "highlight": span(article.text, value.highlight) if value.highlight else None,
        "more_highlights": [span(article.text, each) for each in value.further],
        "article": {**named(article), "revision": article.revision},
        "section": section(value) or None,
        "page": value.page,
        "link": link(article.url, value.text),
        "according_to": according_to(article, publisher(article)).removeprefix("according to ") or None,
        "also_at": [named(copy) for copy in value.also_at],
    }


def named(value: Article | Copy) -> dict[str, Any]:
    """Return the article's identity, as it stands beside a quote."""
    return {
        "id": value.id,
        "title": value.title,
        "url": value.url,
        "published": value.published.isoformat() if value.published else None,
        "site": value.site or host(value.url),
    }


def link(url: str | None, quoted: str) -> str | None:
    """Return the URL with a text fragment that opens the page at the quote, or None if it is not a web address.

    The address of a message stays as it is: Discord opens it, and ignores fragments.

    The link names a long quote, or one over several lines or cells, by its first and last words, since a browser finds
    an exact text only within one block (https://wicg.github.io/scroll-to-text-fragment/).
    """
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    if is_message(url):
        return url
    # An address copied with "copy link to highlight" already has a directive, which ours replaces.
    url = url.partition(":~:")[0].removesuffix("#")
    blocks = [words for line in quoted.split("\n") for block in _blocks(line) if (words := block.split())]
    if not blocks:
        return url
    first, last = blocks[0], blocks[-1]
    if len(blocks) == 1 and (len(quoted) <= _LONG_QUOTE or len(first) <= 2 * _EDGE_WORDS):
        text = _encoded(first)
    else:
        text = f"{_encoded(first[:_EDGE_WORDS])},{_encoded(last[-_EDGE_WORDS:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def _blocks(line: str) -> list[str]:
    """Return the parts of a line that a page shows in separate blocks.

    The cells of a row lose the names of their columns, which stand at the top of the table; an item loses its mark,
    which the browser draws.
    """
    if is_row(line):
        return [cell.value.of(line) for cell in cells(line, Span(0, len(line)))]
    marked = UNLETTERED_MARK.match(line)
    return (line[marked.end() :] if marked and line[marked.end() :].strip() else line).split(SEPARATOR)


def _encoded(words: list[str]) -> str:
    # A dash has a special meaning in a text fragment, and `quote` does not encode it.
    return percent_encoded(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def hit(value: Hit, *, explain: bool = False) -> dict[str, Any]:
    """Return one passage of a ranked list; `explain` adds each arm's score."""
    out: dict[str, Any] = {
        "article_id": value.article.id,
        "start": value.passage.span.start,
        "end": value.passage.span.end,
        "text": value.text,
        "score": round(float(value.score), 6),
        "bm25_rank": value.bm25_rank,
        "dense_rank": value.dense_rank,
    }
    if explain:
        out["bm25_score"] = None if value.bm25_score is None else round(float(value.bm25_score), 6)
        out["dense_score"] = None if value.dense_score is None else round(float(value.dense_score), 6)
    return out


def reading(value: ReadAnswer, text: str, question_id: object = None) -> dict[str, Any]:
    """Return the answer from one given text; the offsets count in that text."""
    return {
        "id": question_id,
        "answered": value.answered,
        "confidence": round(value.confidence, 4),
        "highlight": span(text, value.highlight) if value.highlight else None,
        "more_highlights": [span(text, each) for each in value.further],
        "quote": span(text, value.quote) if value.quote else None,
    }


def article_list(collection: str, articles: Sequence[ArticleSummary]) -> dict[str, Any]:
    """Return the articles of a collection, without their texts."""
    rows = [
        {
            **asdict(article),
            "published": article.published.isoformat() if article.published else None,
            "added_at": article.added_at.isoformat(),
        }
        for article in articles
    ]
    return {"collection": collection, "articles": rows}


def corpus_line(article: Article) -> dict[str, Any]:
    """Return an article as a line of a corpus file, which `add` can read."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "source": article.source,
        "author": article.author,
        "site": article.site,
        "page_starts": list(article.page_starts),
    }


def passages(values: list[Passage]) -> list[dict[str, int]]:
    """Return the offsets of passages."""
    return [{"start": value.span.start, "end": value.span.end} for value in values]


def revisions(values: Sequence[Revision]) -> list[dict[str, Any]]:
    """Return revisions with the times at which they were stored and, if they were, replaced."""
    return [
        {
            "revision": value.number,
            "stored_at": value.stored_at.isoformat(),
            "replaced_at": value.replaced_at.isoformat() if value.replaced_at else None,
        }
        for value in values
    ]


def span(text: str, value: Span) -> dict[str, Any]:
    """Return a span of `text` with its words."""
    return {"text": value.of(text), "start": value.start, "end": value.end}


def timings(values: Mapping[str, float]) -> dict[str, float]:
    """Return milliseconds, rounded to a tenth."""
    return {step: round(float(value), 1) for step, value in values.items()}

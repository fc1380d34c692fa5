"""What `add` and `refresh` share: storing articles as they are read, and reporting what became of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from bot import wire
from bot.cli.adding.files import STANDARD_INPUT, called
from bot.cli.drawing.terminal import one_line, progress
from bot.cli.failing import say_refused
from bot.wording import counted, unread_dates

if TYPE_CHECKING:
    from bot.cli.adding.pages import WebPages
    from bot.cli.adding.sources import Refusals, Refused
    from index.adding import Added
    from index.article import Article
    from index.collection import Collection
    from index.errors import ModelError

_DATE = "write it as 2020-12-31"
_ID = "give each article an id and a URL of its own"


@dataclass(frozen=True, slots=True)
class UnreadDate:
    """A date that could not be read: `words` quotes it and says where it stands; `source` is that of its article."""

    source: str | None
    words: str


@dataclass(frozen=True, slots=True)
class RepeatedId:
    """The id of an article that came again in one run with another text, by its id or its URL; `source` holds it.

    That text has replaced the one before.
    """

    source: str | None
    article_id: str


@dataclass(slots=True)
class StoreResult:
    """What became of the articles of `add` or `refresh` so far; `store` writes it."""

    refusals: Refusals
    """The sources that were not read, and the articles that the embedder refused."""
    done: list[Added] = field(default_factory=list)
    """Stored, even if the run fails later."""
    unread: list[UnreadDate] = field(default_factory=list)
    """The dates that could not be read, of articles that are stored without one."""
    repeated: list[RepeatedId] = field(default_factory=list)
    """The ids that came again with another text."""


def store(
    collection: Collection,
    articles: Iterable[Article],
    label: str,
    total: Callable[[], int | None],
    web: WebPages,
    result: StoreResult,
    *,
    typed: bool = False,
) -> None:
    """Store articles, and note the outcome of each in `result` as soon as it is known.

    `label` is the progress bar's; `total` returns the most articles there can be; `typed`: some are typed meanwhile.
    """
    passages, texts = 0, dict[str, int]()  # hashes by id
    given: deque[Article] = deque()

    def noted() -> Iterator[Article]:
        for article in articles:
            if article.unread_date is not None and article.published is None:
                result.unread.append(UnreadDate(article.source, article.unread_date))
            given.append(article)
            yield article

    def refuse(article: Article, error: ModelError) -> None:
        given.remove(article)
        result.refusals.note(article.source or article.id, error)

    with progress(label, total, typed=typed) as advance:
        for item in collection.add(noted(), refuse):
            article = given.popleft()
            web.stored(article, item)
            result.done.append(item)
            text = hash(article.text)
            if texts.setdefault(item.article_id, text) != text:
                result.repeated.append(RepeatedId(article.source, item.article_id))
            texts[item.article_id] = text
            passages += item.passages
            advance(len(result.done) + len(web.unchanged), f"{passages:,} passages")


def reasons(refused: Sequence[Refused]) -> list[dict[str, str]]:
    """Return what was refused and why, for JSON."""
    return [{"source": source, **wire.error(error)} for source, error in refused]


def report_refused(refused: Sequence[Refused], *, as_json: bool) -> None:
    """Report on standard error what was refused, one per line."""
    for _, error in refused:
        say_refused(error, as_json=as_json)


def remarks(result: StoreResult) -> list[dict[str, str | None]]:
    """Return what is to be said of sources that were taken all the same, for JSON."""
    dates = [_remark(each.source, "unread_date", f"{each.words} is no date", _DATE) for each in result.unread]
    again = "came again with another text: only this one is kept"
    ids = [_remark(each.source, "same_id", f"the article {each.article_id!r} {again}", _ID) for each in result.repeated]
    return dates + ids


def _remark(source: str | None, code: str, message: str, hint: str) -> dict[str, str | None]:
    return {"source": source, "code": code, "message": message, "hint": hint}


def report_end(refused: Sequence[Refused], result: StoreResult, summary: Mapping[str, int]) -> None:
    """Report the refusals, then each kind of remark in one line, with the first of its kind, then the totals."""
    report_refused(refused, as_json=False)
    if result.unread:
        click.echo(f"{unread_dates(len(result.unread), one_line(result.unread[0].words))}; {_DATE}", err=True)
    if result.repeated:
        first, ids = result.repeated[0], len({each.article_id for each in result.repeated})
        which = one_line(f"{first.article_id!r} in {called(first.source or STANDARD_INPUT)}")
        said = f"{counted(ids, 'article')} came again with another text ({which}): only the last one is kept"
        click.echo(f"{said}; {_ID}", err=True)
    click.echo(totals(summary))


def totals(summary: Mapping[str, int], none: str = "nothing to do") -> str:
    """Return how many there are of each, in words; `none` is said if there is nothing."""
    return ", ".join(f"{count:,} {name}" for name, count in summary.items() if count) or none

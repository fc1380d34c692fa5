"""The values that travel through the index: articles, passages, quotes and answers.

Every value is frozen and checks itself. All offsets are Python string indices into the text of one article. A `Quote`
has no text of its own: its words are cut out of the article when they are read. So a quote that is not verbatim cannot
be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``text[start:end]``, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        """Return the span moved by `by` characters (back if negative). Raises ValueError if it would start below 0."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Tell whether some of the text is in both spans."""
        return self.start < other.end and other.start < self.end


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Article:
    """One document. Its text never changes: a refresh makes a new revision, which is another value.

    `page_starts` holds the offset at which each page begins (empty if the kind has no pages).
    `source` is the file name or URL as it was given; `author` and `site` are names, as the document gives them.
    `unread_date` is a date that could not be read and where it stands, in words for whoever adds the article; it is
    not stored. `path` is the full path of the file that `source` names, which need not be UTF-8. It is stored for
    reading that file again, but is None in articles from the catalogue: a path may say who its owner is.
    """

    id: str
    title: str
    text: str
    url: str | None = None
    published: date | None = None
    source: str | None = None
    page_starts: tuple[int, ...] = ()
    revision: int = 1
    author: str | None = None
    site: str | None = None
    unread_date: str | None = None
    path: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an article needs an id")
        if not self.text.strip():
            raise ValueError("an article needs a text")
        optional = (self.url, self.source, self.author, self.site, self.unread_date)
        if not all(_encodable(part) for part in (self.id, self.title, self.text, *(part or "" for part in optional))):
            raise ValueError("an article's words can be written as UTF-8: it holds half of a surrogate pair")
        if any(not 0 <= start <= len(self.text) for start in self.page_starts) or list(self.page_starts) != sorted(
            self.page_starts
        ):
            raise ValueError("pages start inside the text, in order")

    def page_of(self, offset: int) -> int | None:
        """Return the page (from 1) on which `offset` stands, or None for an article without pages."""
        if not self.page_starts:
            return None
        return max(1, sum(start <= offset for start in self.page_starts))


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: the unit that is indexed.

    `key` is the passage's number in the catalogue, unique over all collections and never used again. `sentences` are
    its sentences as places in the article; none if the passage was stored before they were kept.
    """

    key: int
    article_id: str
    span: Span
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleName:
    """How an article is named: by its id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that tells the same story as another, without its text. Only one of them is searched."""

    id: str
    title: str
    url: str | None
    published: date | None
    site: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence or two that answer, as a place in an article. `confidence` is the chance (0 to 1) that they do.

    `highlight` is the best answer in it. `further` are other answers, in the order of the text, if the question asks
    for several. `as_of` is the day on which the quoted revision was stored, if the article has another text by now.
    `also_at` are the articles that tell the same story.
    """

    article: Article
    span: Span
    confidence: float
    highlight: Span | None = None
    as_of: date | None = None
    also_at: tuple[Copy, ...] = ()
    further: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.span.end > len(self.article.text):
            raise ValueError("a quote lies inside its article")
        if self.highlight is not None and not self.span.holds(self.highlight):
            raise ValueError("a highlight lies inside its quote")
        if self.further and self.highlight is None:
            raise ValueError("there are further highlights only beside a first one")
        if not all(map(self.span.holds, self.further)) or any(
            later.start < earlier.end for earlier, later in pairwise(self.highlights)
        ):
            raise ValueError("further highlights lie inside their quote, apart from each other and from the first")
        if list(self.further) != sorted(self.further, key=lambda span: span.start):
            raise ValueError("further highlights stand in the order of the text")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError("a confidence lies between 0 and 1")

    @property
    def highlights(self) -> tuple[Span, ...]:
        """All highlights, in the order of the text."""
        first = () if self.highlight is None else (self.highlight,)
        return tuple(sorted((*first, *self.further), key=lambda span: span.start))

    @property
    def text(self) -> str:
        """The quoted words, cut from the article."""
        return self.span.of(self.article.text)

    @property
    def page(self) -> int | None:
        """The page on which the quote begins, or None."""
        return self.article.page_of(self.span.start)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the articles to a question: quotes, best first, or a refusal with the nearest passages.

    `confidence` is the calibrated chance (0 to 1) that the best quote answers. `timings_ms` holds milliseconds by step
    (`total`, `embed`, `search`, `read`, `respell`). `explanation` is filled on request only. `undated` is how many
    articles a date limit left out because they have no date. `did_you_mean` is the question that a refusal offers
    instead: respelled with words of the articles, which answer it.
    """

    question: str
    collection: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    explanation: Explanation | None = None
    undated: int = 0
    did_you_mean: str | None = None

    def __post_init__(self) -> None:
        if self.answered != bool(self.quotes):
            raise ValueError("an answer has quotes, a refusal has none")
        if self.answered and self.nearest:
            raise ValueError("only a refusal names the nearest passages")
        if self.answered and self.did_you_mean is not None:
            raise ValueError("only a refusal offers another question")


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage of a ranked list, with its rank in each arm (from 1; None if the arm did not return it).

    `score` is what the list is ranked by: an arm's own score; the fused score (0 to 1, more if the newest is asked
    for); or, in the reader's order, the reader's rank (a logit).
    """

    passage: Passage
    article: Article
    score: float
    bm25_rank: int | None = None
    dense_rank: int | None = None
    bm25_score: float | None = None
    dense_score: float | None = None

    @property
    def text(self) -> str:
        """The words of the passage, cut from the article."""
        return self.passage.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that was weighed for an answer: what `--explain` lists, best first.

    `logit` is the reader's logit for the quote, and `passage_relevance` that for its passage. `confidence` is the
    chance (0 to 1) that the quote answers; the confidence of `quote` itself is what the first quote leaves of that.
    """

    quote: Quote
    logit: float
    passage_relevance: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about: the passages that were found and the quotes that were weighed.

    `threshold` is the confidence (0 to 1) below which the question is refused. `tried` is the respelled question that
    was asked as well, or None. If the articles answer it, it is the answer's `did_you_mean`.
    """

    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    threshold: float
    tried: str | None = None

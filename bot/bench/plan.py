"""Everything that `articlebot bench` measures, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.bench.at_once import QUESTIONS, at_once
from bot.bench.processes import SEED_QUESTION, SEEDS, Processes
from index.article import Article
from index.bench.adding import SAMPLE, add_all, adding, adding_one
from index.bench.arms import Arms, Query, bm25_arm, dense_arm
from index.bench.asking import asking
from index.bench.filling import fill, fill_many
from index.bench.measurement import Measurement, measured
from index.bench.own_articles import OwnArticle, drawn, made_questions, middle_day, own_articles
from index.bench.peers import comparing
from index.bench.searching import searching
from index.bench.synthetic import Maker
from index.bench.timing import milliseconds
from index.bench.workbench import Workbench
from index.collection import Collection
from index.errors import EmptyText

SEED = 20_260_101
"""The seed of all random choices: the same corpus gives the same run."""

_OWN = "bench-own"

MANY = 200
"""Collections of a bot on many servers, most of which are not in use at the moment."""

_EACH = 250
"""Passages of each of these collections; fewer if the smallest requested size is smaller."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was requested: sizes of collections in passages, ascending; the number of rounds; whether to compare peers.

    `questions` are the user's own, of which at most `QUESTIONS` are asked; without them, some are made.
    """

    sizes: tuple[int, ...]
    rounds: int
    questions: tuple[str, ...] = ()
    peers: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was used: the corpus's own articles and passages, and the questions that were asked."""

    articles: int
    passages: int
    questions: tuple[str, ...]


class Bench:
    """One run of the plan in one workbench. `told` is called with the name of each step before it starts."""

    def __init__(self, workbench: Workbench, folder: Path, plan: Plan, told: Callable[[str], None]) -> None:
        """`folder`: an empty one, for what runs in separate processes."""
        self._workbench = workbench
        self._library = workbench.library
        self._processes = Processes(folder)
        self._plan = plan
        self._told = told
        self._own: Sequence[OwnArticle] = ()
        self._questions: tuple[str, ...] = ()

    @property
    def corpus(self) -> Corpus:
        """What was used to measure; only complete after `run` has begun."""
        return Corpus(len(self._own), self._passages, self._questions)

    @property
    def _passages(self) -> int:
        return sum(len(one.passages) for one in self._own)

    def run(self, articles: Iterable[Article]) -> Iterator[Measurement]:
        """Measure everything. Raises EmptyText without an article, and UsageError if a peer is not installed."""
        if self._plan.peers:
            comparing.check()  # a missing peer is reported before hours of work
        yield self._added(articles)
        rounds, library, own = self._plan.rounds, self._library, self._library.collection(_OWN)
        sample = drawn(self._own, SAMPLE, SEED)
        self._tell("adding, beside the bare encoder")
        yield from adding(library, sample, rounds)
        maker = Maker(self._own, SEED)
        names = self._filled(maker)
        for size, name in names.items():
            self._tell(f"searching {size:,} passages")
            yield from self._searched(name)
        self._tell("asking")
        opened = {size: library.collection(name) for size, name in names.items()}
        asked = dict(sorted({**opened, self._passages: own}.items()))
        yield from asking(asked, self._questions, self._workbench.listener, rounds)
        self._tell("asking at once")
        yield from at_once(own, self._questions, rounds, self._passages)
        self._tell("adding one article")
        yield from self._added_one(maker, opened)
        self._tell("starting")
        yield from self._started()
        self._tell("opening")
        yield from self._processes.opening(rounds, library.catalogue.path.parent, names, self._questions[:5])
        self._tell("many collections")
        yield from self._many(maker)
        if self._plan.peers:
            self._tell("beside other frameworks")
            peers = comparing.open_peers(self._workbench.embedder)
            yield comparing.adding_beside(library, sample, peers, rounds)
            yield comparing.asking_beside(own, self._own, self._questions, peers, rounds)

    def _added(self, articles: Iterable[Article]) -> Measurement:
        """Add the corpus, and choose the questions. Raises EmptyText without an article."""
        self._tell("adding the corpus")
        own = self._library.collection(_OWN)
        took = milliseconds(lambda: add_all(own, articles))
        self._own = own_articles(self._library.catalogue, _OWN, self._workbench.embedder.name)
        if not self._own:
            raise EmptyText("there is no article to measure with", "name a corpus that holds some")
        self._questions = self._plan.questions[:QUESTIONS] or tuple(made_questions(self._own, QUESTIONS, SEED))
        return measured(
            "adding the corpus, once", "passages/s", [1000 * self._passages / took], passages=self._passages
        )

    def _filled(self, maker: Maker) -> Mapping[int, str]:
        self._tell("filling collections")
        embedder, now = self._workbench.embedder, datetime.now(UTC)
        return fill(self._library.catalogue, embedder.name, self._plan.sizes, self._own, maker, now)

    def _searched(self, name: str) -> Iterator[Measurement]:
        rounds, embedder = self._plan.rounds, self._workbench.embedder
        queries = [Query.of(question, embedder.embed_question(question)) for question in self._questions]
        arms = Arms.of(self._library.catalogue, name, embedder.name)
        yield bm25_arm(arms, queries, rounds)
        yield dense_arm(arms, queries, rounds)
        index = self._library.collection(name).open()
        yield from searching(index, arms, queries, rounds, self._own[0].article.id, middle_day(self._own))

    def _added_one(self, maker: Maker, opened: Mapping[int, Collection]) -> Iterator[Measurement]:
        lengths = sorted(len(one.passages) for one in self._own)
        articles = maker.articles(4 * self._plan.rounds, lengths[len(lengths) // 2], "bench-one")
        yield from adding_one({0: self._library.collection("bench-empty"), **opened}, articles)

    def _many(self, maker: Maker) -> Iterator[Measurement]:
        catalogue, each = self._library.catalogue, min(_EACH, self._plan.sizes[0])
        many = fill_many(catalogue, self._workbench.embedder.name, MANY, each, maker, datetime.now(UTC))
        yield from self._processes.many(self._plan.rounds, catalogue.path.parent, many, self._questions[0])

    def _started(self) -> Iterator[Measurement]:
        source, question = SEEDS, SEED_QUESTION
        if not source.is_dir():  # installed from a wheel
            first = self._own[0].article
            source, question = self._processes.folder / "article.txt", self._questions[0]
            source.write_text(first.text, encoding="utf-8")
        yield from self._processes.starting(self._plan.rounds, source, question)

    def _tell(self, stage: str) -> None:
        _log.info("measuring: %s", stage)
        self._told(stage)

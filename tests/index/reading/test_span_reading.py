"""SpanReader: the likeliest span is found, stays inside its sentences, and passages are cut as they were read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Encoding, Tokenizer

from index.article import Span
from index.errors import ModelError
from index.highlights.spans import LONGEST, best_across, best_inside
from index.models.files import MS_MARCO_MINILM
from index.models.onnx import MAX_TOKENS, OnnxModel, Outputs, Pair
from index.reading.calibration import (
    FACTS,
    MOST_MARGIN,
    Calibration,
    LogisticConfidence,
    Ranking,
    load_calibration,
    write_calibration,
)
from index.reading.confidence import Evidence
from index.reading.quotes_alone import QuotesAlone, QuoteText
from index.reading.reader import EarlyStop, Marks, PassageText, Reading
from index.reading.span_reading import ALONE, SpanReader
from index.text.lists import lists
from index.text.segment import sentences

UNDECIDED = LogisticConfidence(0.0, (0.0,) * len(FACTS), 0.5)
EVEN = Calibration(
    Ranking(margin=1.0, answer=0.5, relevance=0.25, alone=0.0, alone_relevance=0.0, found=0.0),
    searched=UNDECIDED,
    given=UNDECIDED,
)
TEXT = "The old bridge is closed. Repairs will cost 3 million euros. They begin on 4 May."


TOKENIZER = Tokenizer.from_file(str(MS_MARCO_MINILM.path("tokenizer.json")))


class Running(Future[Outputs]):
    """A text that is being read until somebody waits for it, or gives it up; `ends` is told which."""

    def __init__(self, outputs: Outputs, ends: list[str]) -> None:
        super().__init__()
        self._outputs = outputs
        self._ends = ends

    def result(self, timeout: float | None = None) -> Outputs:
        """End it."""
        if not self.done():
            self._ends.append("read")
            self.set_result(self._outputs)
        return super().result(timeout)

    def cancel(self) -> bool:
        """Give it up."""
        if not self.done():
            self._ends.append("given up")
        return super().cancel()


class PointingModel(OnnxModel):
    """Stands in for the weights and the threads: the tokenizer is real, and the logits point at given words.

    `counts` has the number of passages of each call, `begun` the quotes that were begun alone, and `steps` all texts in
    the order in which they were read or begun. `ends` has what became of the quotes, in that order.
    """

    def __init__(
        self, starts: dict[str, float], ends: dict[str, float], none: float = 0.0, relevant: str | None = None
    ) -> None:
        self._tokenizer = TOKENIZER
        self._starts, self._ends, self._none = starts, ends, none
        self._relevant = relevant
        self.threads = 2
        self.counts: list[int] = []
        self.begun: list[Running] = []
        self.steps: list[str] = []
        self.ends: list[str] = []

    def outputs(
        self, pairs: Sequence[Pair], *, places: bool = False
    ) -> Iterator[tuple[int, Encoding, list[np.ndarray]]]:
        """Give each text what its words say."""
        assert places
        self.counts.append(len(pairs))
        for i, pair in enumerate(pairs):
            self.steps.append(pair[1])
            yield i, *self._pointed(pair)

    def begin(self, pair: Pair, *, places: bool) -> Future[Outputs]:
        """Begin a quote."""
        assert places
        self.steps.append(pair[1])
        self.begun.append(Running(self._pointed(pair), self.ends))
        return self.begun[-1]

    def _pointed(self, pair: Pair) -> Outputs:
        (encoding,) = self._tokenizer.encode_batch([pair])
        relevance = 2.0 if self._relevant is None or self._relevant in encoding.tokens else -2.0
        start, end = (self._logits(encoding, words) for words in (self._starts, self._ends))
        return encoding, [np.array(relevance), np.array(1.0), start, end]

    def _logits(self, encoding: Encoding, words: dict[str, float]) -> np.ndarray:
        logits = np.full(len(encoding.ids), -5.0, dtype=np.float32)
        logits[0] = self._none / 2
        for at, token in enumerate(encoding.tokens):
            if encoding.sequence_ids[at] == 1:
                logits[at] = words.get(token, -5.0)
        return logits


class SurerModel(PointingModel):
    """Finds "no answer" less likely where its word stands."""

    def __init__(self, word: str, starts: dict[str, float], ends: dict[str, float]) -> None:
        super().__init__(starts, ends, relevant=word)
        self._word = word

    def _logits(self, encoding: Encoding, words: dict[str, float]) -> np.ndarray:
        logits = super()._logits(encoding, words)
        logits[0] = -3.0 if self._word in encoding.tokens else 1.0
        return logits


def passage(text: str, title: str = "") -> PassageText:
    """Return a passage with its sentences."""
    return PassageText(title, text, tuple(sentences(text)))


def marks(readings: Sequence[Reading]) -> list[Marks]:
    """Return what is marked in each quote, which is not compared with the rest of it."""
    return [quote.marks() for reading in readings for quote in reading.quotes]


def test_the_sentence_around_the_span_is_quoted() -> None:
    """The span becomes the highlight, its sentence the quote, and the margin over "no answer" the score."""
    reader = SpanReader(PointingModel({"3": 4.0}, {"euros": 3.0}, none=1.0), EVEN, "pointing")
    (reading,) = reader.read("What does it cost?", [passage(TEXT, "The bridge")])
    best = reading.quotes[0]
    assert best.span.of(TEXT) == "Repairs will cost 3 million euros."
    assert best.highlight is not None
    assert best.highlight.of(TEXT) == "3 million euros"
    assert best.logit == pytest.approx(6.0)
    assert best.rank == pytest.approx(6.0 + 0.5 * 1.0 + 0.25 * 2.0)
    assert reading.rank == best.rank
    assert (reading.relevance, reading.answer) == (2.0, 1.0)


@pytest.mark.parametrize(
    ("text", "last", "marked"),
    [("The port is 7711 (TCP) today.", "##p", "7711 (TCP)")],
)
def test_the_highlight_reads_as_a_whole(text: str, last: str, marked: str) -> None:
    """A bracket is closed, and what was replaced is left out."""
    reader = SpanReader(PointingModel({"77": 4.0}, {last: 3.0}), EVEN, "pointing")
    (reading,) = reader.read("What is the number?", [passage(text)])
    assert reading.quotes[0].highlight is not None
    assert reading.quotes[0].highlight.of(text) == marked


def test_a_line_break_that_only_wraps_cuts_no_highlight() -> None:
    """Neither the statement that answers a yes-or-no question, nor what is in brackets."""
    lines = "The old bridge over the river Orr near Moss is", "now open to everybody who walks there (but not"
    text = "\n".join((*lines, "on a horse)."))
    reader = SpanReader(PointingModel({"open": 4.0}, {"everybody": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("Is it open?", [passage(text)])
    assert reading.quotes[0].highlight == Span(0, text.index(" who"))
    reader = SpanReader(PointingModel({"walks": 4.0}, {"not": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("Who may?", [passage(text)])
    assert reading.quotes[0].highlight == Span(text.index("walks"), text.index("."))


def test_an_answer_over_two_sentences_quotes_both() -> None:
    """A span may end in the next sentence, and no further."""
    reader = SpanReader(PointingModel({"3": 4.0}, {"may": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("What about it?", [passage(TEXT)])
    assert reading.quotes[0].span.of(TEXT) == "Repairs will cost 3 million euros. They begin on 4 May."
    reader = SpanReader(PointingModel({"old": 9.0}, {"may": 9.0}), EVEN, "pointing")
    (reading,) = reader.read("What about it?", [passage(TEXT)])
    assert all(quote.logit < 9.0 for quote in reading.quotes)


def test_the_title_is_never_the_answer() -> None:
    """What stands before the passage is read and not quoted."""
    reader = SpanReader(PointingModel({"ferry": 9.0, "old": 3.0}, {"ferry": 9.0, "bridge": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("What is closed?", [passage(TEXT, "Ferry")])
    assert reading.quotes[0].highlight is not None
    assert reading.quotes[0].highlight.of(TEXT) == "old bridge"


def test_a_passage_without_words_has_no_quote() -> None:
    """And ranks below every one that has."""
    reader = SpanReader(PointingModel({}, {}), EVEN, "pointing")
    bare, full = reader.read("What?", [PassageText("", "", ()), passage(TEXT)])
    assert bare.quotes == ()
    assert bare.rank < full.rank


def test_the_best_quotes_are_read_alone() -> None:
    """What answers by itself comes before what only stands in a good passage; each text is read once."""
    model = SurerModel("begin", {"3": 4.0, "4": 3.0}, {"euros": 3.0, "may": 3.0})
    calibration = replace(EVEN, ranking=replace(EVEN.ranking, alone=1.0, alone_relevance=0.5))
    text = "Repairs will cost 3 million euros.\n\nThey begin on 4 May."
    first, second = SpanReader(model, calibration, "pointing").read("When?", [passage(text), passage(text)])
    assert first.quotes == second.quotes
    assert marks([first]) == marks([second])
    best = first.quotes[0]
    assert best.span.of(text) == "They begin on 4 May."
    assert best.alone == 6.0 + 6.0
    assert best.alone_relevance == 2.0
    assert best.rank == pytest.approx(6.0 + 6.0 + 0.5 * 1.0 + 0.25 * 2.0 + 1.0 * 12.0 + 0.5 * 2.0)
    assert max(first.quotes[1:], key=lambda quote: quote.logit).logit > best.logit
    assert model.counts == [2]
    assert len(model.begun) == len(first.quotes)


def test_a_line_is_quoted_below_the_heading_that_answers_for_it() -> None:
    """The likeliest line; alone it is read right below its heading, without those between; the day is marked."""
    text = "4 May\n- The bell was stolen.\n- The mill burnt.\n\n9 May\n- The mill stands again.\n"
    model = PointingModel({"mill": 4.0, "9": 6.0, "4": 5.0}, {"burnt": 3.0, "may": 3.0})
    (reading,) = SpanReader(model, EVEN, "pointing").read("When did the mill burn?", [passage(text)])
    best = reading.quotes[0]
    assert best.span.of(text) == "4 May\n- The bell was stolen.\n- The mill burnt."
    assert best.highlight is not None
    assert best.highlight.of(text) == "4 May"
    assert best.logit == 6.0 + 3.0, "that of the likeliest heading"
    assert "4 May\n- The mill burnt." in model.steps
    assert "- The mill burnt." not in {quote.span.of(text) for quote in reading.quotes}


@pytest.mark.parametrize("line", [5.0, 9.0])
def test_a_name_in_a_heading_is_quoted_with_what_is_said_of_it(line: float) -> None:
    """If it is likelier to answer than the line that shares most words with the question; it is marked as a whole."""
    text = "Staff\n\nMary King\nCaretaker. She keeps the keys.\n\nJo Bell\nCook. She bakes the bread.\n"
    model = PointingModel({"mary": 4.0, "she": line}, {"king": 3.0, "keys": 0.0})
    (reading,) = SpanReader(model, EVEN, "pointing").read("Who keeps the keys?", [passage(text)])
    best = reading.quotes[0]
    found = {quote.span.of(text): quote for quote in reading.quotes}
    together = "Mary King\nCaretaker. She keeps the keys."
    assert (together in found) == (line < 7.0)
    if together in found:
        assert best is found[together]
        assert best.highlight is not None
        assert best.highlight.of(text) == "Mary King"
        assert best.logit == 7.0
        assert "Mary King\nShe keeps the keys." in model.steps


def test_what_was_found_first_is_preferred() -> None:
    """Of two passages that read the same, the one with the better score of the search."""
    model = PointingModel({"3": 4.0}, {"euros": 3.0})
    calibration = replace(EVEN, ranking=replace(EVEN.ranking, found=2.0))
    passages = [replace(passage(TEXT), found=found) for found in (0.25, 0.75)]
    worse, better = SpanReader(model, calibration, "pointing").read("What?", passages)
    assert better.rank - worse.rank == pytest.approx(1.0)
    assert better.quotes[0].logit == worse.quotes[0].logit


def test_all_that_a_model_takes_can_hold_a_span() -> None:
    """The longest text that is read is no longer than what spans are looked for in."""
    ends = np.zeros(MAX_TOKENS, dtype=np.float32)
    ends[-1] = 1.0
    assert best_inside(ends, ends, (0, MAX_TOKENS)) == (2.0, (MAX_TOKENS - 1, MAX_TOKENS - 1))


@given(st.lists(st.floats(-9, 9, width=32), min_size=2, max_size=60), st.data())
def test_the_best_span_is_the_best_of_all(numbers: list[float], data: st.DataObject) -> None:
    """Inside a range and across two neighbours, whatever the logits, as trying every span does."""
    start = np.array(numbers, dtype=np.float32)
    end = np.array(data.draw(st.permutations(numbers)), dtype=np.float32)
    middle = data.draw(st.integers(1, len(numbers) - 1))
    own, following = (0, middle), (middle, len(numbers))
    for found, firsts, lasts in (
        (best_inside(start, end, own), range(*own), range(*own)),
        (best_across(start, end, own, following), range(*own), range(*following)),
    ):
        tried = [start[a] + end[b] for a, b in itertools.product(firsts, lasts) if 0 <= b - a < LONGEST]
        assert found is not None
        (logit, (a, b)) = found
        assert logit == max(tried) == start[a] + end[b]
        assert 0 <= b - a < LONGEST


@pytest.mark.parametrize(("needed", "read"), [(2, [2]), (3, [2, 1]), (4, [2, 1, 2])])
def test_the_first_few_are_read_once_before_it_is_known_if_they_are_enough(needed: int, read: Sequence[int]) -> None:
    """And a few more, as long as they are not; quotes are read alone once, behind that: `enough` is told of none."""
    model = PointingModel({"a": 2.0}, {"a": 2.0})
    told: list[Sequence[Reading]] = []

    def heard(readings: Sequence[Reading]) -> bool:
        told.append(readings)
        return len(readings) >= needed

    passages = [passage(f"Bridge {number} has a name.") for number in range(5)]
    coming = iter(passages)
    readings = SpanReader(model, EVEN, "pointing").read("What?", coming, EarlyStop((2, 3), heard))
    assert model.counts == read
    assert list(coming) == passages[len(readings) :], "no more are taken than are read"
    assert len(readings) == sum(read) == len(model.begun)
    assert [len(each) for each in told] == [2, 3][: len(read)]
    assert {quote.alone for each in told for reading in each for quote in reading.quotes} == {None}
    at_once = SpanReader(model, EVEN, "pointing").read("What?", passages[: len(readings)])
    assert readings == at_once
    assert marks(readings) == marks(at_once)
    told.clear()
    SpanReader(model, EVEN, "pointing").read("What?", passages[:1], EarlyStop((2, 3), heard))
    assert not told, "nobody is asked where there are fewer"


def test_a_few_quotes_are_read_alone() -> None:
    """The best of all passages, in the order of their ranks; the others count like the least of these."""
    model = PointingModel({"1": 1.0, "2": 2.0, "7": 7.0, "8": 8.0}, {"a": 2.0})
    passages = [passage(f"Bridge {number} has a name.") for number in range(ALONE + 3)]
    readings = SpanReader(model, EVEN, "pointing").read("What?", passages)
    assert model.counts == [ALONE + 3]
    read_alone = [reading.quotes[0].alone is not None for reading in readings]
    assert sum(read_alone) == ALONE
    assert all(read_alone[number] for number in (1, 2, 7, 8))


def test_idle_cores_begin_with_the_best_quotes_so_far() -> None:
    """While others read the last passage, and while the caller looks at all of them; one more than there are cores."""
    model = PointingModel({str(number): number for number in range(10)}, {"a": 2.0})
    names = {number: f"Bridge {number} has a name." for number in range(10)}
    texts = [names[9], names[8], f"{names[7]}\n\n{names[6]}", names[5], names[4]]
    looked_after: list[int] = []

    def enough(_: Sequence[Reading]) -> bool:
        looked_after.append(len(model.steps))
        for run in model.begun:
            run.result()
        return False

    SpanReader(model, EVEN, "pointing").read("What?", map(passage, texts), EarlyStop((3, 5), enough))
    first = [texts[0], texts[1], names[9], names[8], texts[2], names[7]]
    then = [texts[3], names[6], names[5], texts[4], names[4]]
    assert model.steps == [*first, *then]
    assert looked_after == [len(first), len(first) + len(then)]


@pytest.mark.parametrize("threads", [1, 2, 3, 20])
def test_the_number_of_cores_changes_no_reading(threads: int) -> None:
    """Quotes that were begun and are not among the best are given up."""
    passages = [passage(f"Bridge {number} has a name.") for number in range(ALONE + 3)]

    def read(threads: int) -> tuple[PointingModel, list[Reading]]:
        model = PointingModel({"1": 1.0, "2": 2.0, "7": 7.0, "8": 8.0}, {"a": 2.0})
        model.threads = threads
        return model, SpanReader(model, EVEN, "pointing").read("What?", passages)

    (model, readings), (_, those_of_one) = read(threads), read(1)
    assert readings == those_of_one
    assert marks(readings) == marks(those_of_one)
    given_up = model.ends.count("given up")
    assert model.ends == ["given up"] * given_up + ["read"] * ALONE, "what nobody wants is not waited for"
    assert bool(given_up) == (threads == 20)


def test_the_lines_above_a_quote_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes half a millisecond, and many cores ask for the best quotes after each passage."""
    looked_for: list[str] = []
    over = PassageText.over

    def heard(self: PassageText, span: Span) -> str:
        looked_for.append(span.of(self.text))
        return over(self, span)

    monkeypatch.setattr(PassageText, "over", heard)
    model = PointingModel({"1": 1.0, "2": 2.0, "7": 7.0, "8": 8.0}, {"a": 2.0})
    model.threads = 20
    SpanReader(model, EVEN, "pointing").read("What?", [passage(f"Bridge {n} has a name.") for n in range(ALONE + 3)])
    assert len(looked_for) == len(set(looked_for)) >= ALONE


def test_the_longest_quote_is_read_alone_first() -> None:
    """What is left for the end is then small. The results come by text all the same."""
    model = PointingModel({}, {})
    texts = [QuoteText("What?", words, 0) for words in ("A bell.", "A bell that rings at noon.", "A bell that rings.")]
    assert list(QuotesAlone(model).read(texts)) == texts
    assert model.steps == [texts[1].words, texts[2].words, texts[0].words]


def test_what_was_begun_is_given_up_if_reading_fails() -> None:
    """Nobody waits for it any more."""
    model = PointingModel({"1": 1.0}, {"a": 2.0})

    def fail(readings: Sequence[Reading]) -> bool:
        raise ZeroDivisionError(len(readings))

    with pytest.raises(ZeroDivisionError):
        SpanReader(model, EVEN, "pointing").read("What?", [passage("Bridge 1 has a name.")], EarlyStop((1,), fail))
    assert [run.cancelled() for run in model.begun] == [True]


@given(st.text("Añ 中.é\u0301🙂b-", min_size=1, max_size=80), st.sampled_from(["", "Title", "中"]))
def test_every_piece_stands_in_its_sentence(text: str, title: str) -> None:
    """Whatever the script: quotes are sentences of the passage, and highlights lie in them."""
    model = PointingModel({"a": 2.0, "b": 1.0, "中": 1.5}, {"a": 1.0, "b": 2.0, "中": 1.5})
    one = passage(text, title)
    (reading,) = SpanReader(model, EVEN, "pointing").read("Who?", [one])
    for quote in reading.quotes:
        assert quote.span.start in {sentence.start for sentence in one.sentences}
        assert quote.span.end in {sentence.end for sentence in one.sentences}
        assert quote.highlight is None or quote.span.holds(quote.highlight)


def test_the_confidence_grows_with_what_speaks_for_it() -> None:
    """What passage and quote say of an answer, each by its weight, a margin up to a bound; a rival takes from it."""
    confidence = LogisticConfidence(-1.0, (0.5, -0.2, 0.1, -0.4), 0.5)

    def chance(answer: float, rival: float, margin: float, alone: float = 1e9, question: str = "Who?") -> float:
        return confidence.of(Evidence(question, "", margin, answer=answer, rival=rival, alone=alone))

    assert chance(0, 0, 0) < chance(1, 0, 0) < chance(1, -1, 0) < chance(1, -1, 1)
    assert chance(0, 0, 15) == chance(0, 0, 150)
    assert chance(0, 0, 9, 2) == chance(0, 0, 2, 9) == chance(0, 0, 2), "the lower of its margins counts"
    assert chance(0, 0, 0, question="Is it?") < chance(0, 0, 0), "a yes-or-no question"
    assert 0.0 <= chance(-1e9, 0, 0) < chance(1e9, 0, 0) <= 1.0


def test_a_margin_alone_counts_up_to_a_bound_in_the_rank() -> None:
    """Also a passage without any possible span, whose margin is far below, has a rank that others can outweigh."""
    ranking = Ranking(margin=0.0, answer=0.0, relevance=0.0, alone=2.0, alone_relevance=3.0, found=0.0)
    assert ranking.rank_alone(1.0, 0.5) == 3.5
    assert ranking.rank_alone(1e9, 0.0) == 2.0 * MOST_MARGIN
    assert ranking.rank_alone(-1e9, 0.0) == -2.0 * MOST_MARGIN


def test_a_calibration_is_read_as_it_was_written(tmp_path: Path) -> None:
    """And anything else is refused in words."""
    path = tmp_path / "calibration.json"
    searched = LogisticConfidence(-1.5, tuple(n / 10 for n in range(len(FACTS))), 0.45)
    written = Calibration(Ranking(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), searched, replace(searched, bias=0.25, threshold=0.5))
    write_calibration(written, path)
    assert load_calibration(path) == written
    path.write_text('{"ranking": {}}', encoding="utf-8")
    with pytest.raises(ModelError, match="is not a calibration"):
        load_calibration(path)


FAQ = "Do you deliver? Not yet. We hope to in spring. Who packs the boxes? Thirty people."


@pytest.mark.parametrize(
    ("question", "words", "quoted", "marked"),
    [
        ("who packs?", ("thirty", "people"), "Who packs the boxes? Thirty people.", "Thirty people"),
        ("who packs?", ("who", "boxes"), "Who packs the boxes? Thirty people.", None),
        ("do you deliver?", ("not", "yet"), "Do you deliver? Not yet.", "Not yet"),
    ],
)
def test_a_question_of_the_text_is_quoted_with_its_answer(
    question: str, words: tuple[str, str], quoted: str, marked: str | None
) -> None:
    """It is no answer itself, and nothing of it is marked; what answers it is not understood without it."""
    first, last = words
    reader = SpanReader(PointingModel({first: 9.0}, {last: 9.0}), EVEN, "pointing")
    (reading,) = reader.read(question, [passage(FAQ)])
    quotes = [quote.span.of(FAQ) for quote in reading.quotes]
    assert quoted in quotes
    assert not {"Do you deliver?", "Who packs the boxes?", "Thirty people.", "Not yet."} & set(quotes)
    (found,) = [quote for quote in reading.quotes if quote.span.of(FAQ) == quoted]
    assert found.highlight is not None
    if marked is not None:
        assert quotes[0] == quoted
        assert found.highlight.of(FAQ) == marked
    assert found.highlight.start >= FAQ.index(quoted) + quoted.index("?") + 1


def test_a_quote_is_weighed_below_what_says_what_it_is_about() -> None:
    """Its margin is that of the quote under its heading, its relevance that of the quote alone; only it is quoted."""
    text = "The lamp is orange\nThe filter needs cleaning. Then wait."
    model = SurerModel("lamp", {"filter": 4.0}, {"cleaning": 3.0})
    reader = SpanReader(model, EVEN, "pointing")
    (reading,) = reader.read("Why?", [passage(text)])
    best = reading.quotes[0]
    assert best.span.of(text) == "The filter needs cleaning."
    assert (best.alone, best.alone_relevance) == (4.0 + 3.0 + 6.0, -2.0)
    (bare,) = reader.read("Why?", [passage("The filter needs cleaning. Then wait.")])
    assert bare.quotes[0].alone == 4.0 + 3.0 - 2.0


def test_a_passage_is_read_below_the_heading_of_its_section() -> None:
    """Which stands before it in the article, and is not quoted."""
    text = "The filter needs cleaning. Then wait."
    reader = SpanReader(SurerModel("lamp", {"filter": 4.0}, {"cleaning": 3.0}), EVEN, "pointing")
    bare, below = reader.read(
        "Why?", [passage(text), replace(passage(text), before="Push it in.\n\nThe lamp is orange\n")]
    )
    assert (bare.relevance, below.relevance) == (-2.0, 2.0)
    assert below.quotes[0].span == bare.quotes[0].span


@pytest.mark.parametrize(
    ("below", "together"),
    [
        ("\nlarch list\n\nThat is it.", True),
        ("larch list\nlarch show", False),  # a list
        ("- larch list", False),
        ("\nCommand: larch list | Price: 4", False),
        ("\nlarch list, in the window that is open now, " + "and then " * 9, False),
    ],
)
def test_a_short_line_is_quoted_with_the_one_that_announces_it(below: str, *, together: bool) -> None:
    """Which is not quoted alone then. Items and rows say themselves what they are about."""
    text = f"Boats are kept here. Show them all:\n{below}"
    reader = SpanReader(PointingModel({"larch": 4.0}, {"list": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("how do I see the boats", [passage(text)])
    quotes = [quote.span.of(text) for quote in reading.quotes]
    assert ("Show them all:" in quotes) is not together
    assert (quotes[0] == "Show them all:\n\nlarch list") is together


@pytest.mark.parametrize(
    ("term", "together"),
    [
        ("-q, --quiet", True),
        ("LARCH_QUIET", True),
        ("Boat.show(name, *, quiet=False)", True),
        ("0", True),
        ("Being quiet", False),
        ("Quiet!", False),
        ("***", False),
    ],
)
@pytest.mark.parametrize("indent", ["  ", ""])
def test_a_term_of_a_manual_is_quoted_with_what_is_said_of_it(term: str, indent: str, *, together: bool) -> None:
    """An option, a setting or a call above a deeper line; other lines above one may be anything."""
    explained = f"{term}\n{indent}print errors only"
    text = f"Boats are kept here.\n\n{explained}\n\nThat is it."
    reader = SpanReader(PointingModel({"errors": 4.0}, {"only": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("how do I see the errors", [passage(text)])
    quotes = [quote.span.of(text) for quote in reading.quotes]
    assert (quotes[0] == explained) is (together and bool(indent))
    assert (explained in quotes) is ("print errors only" not in quotes)


@pytest.mark.parametrize(
    ("heading", "pair"), [("OPTIONS", "  -q\n    see errors only"), ("See:", "Run:\nerrors --only")]
)
def test_a_line_above_a_term_or_an_announcement_is_not_quoted(heading: str, pair: str) -> None:
    """Neither with it, as it goes with the line below it, nor alone, as it says nothing."""
    text = f"Larch\n\n{heading}\n{pair}"
    reader = SpanReader(PointingModel({"errors": 4.0}, {"only": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("how do I see the errors", [passage(text)])
    quotes = [quote.span.of(text) for quote in reading.quotes]
    assert quotes[0] == pair.lstrip()
    assert not any(heading in quote for quote in quotes)


def test_a_line_that_announces_another_is_no_half_of_a_quote() -> None:
    """Together with the sentence before it, it still lacks what it announces."""
    text = "Boats are kept here. Show them all:\nlarch list"
    reader = SpanReader(PointingModel({"kept": 4.0}, {"all": 4.0}), EVEN, "pointing")
    (reading,) = reader.read("how do I see the boats", [passage(text)])
    quotes = [quote.span.of(text) for quote in reading.quotes]
    assert quotes
    assert not any(quote.endswith(":") for quote in quotes)


def test_a_colon_inside_a_line_announces_nothing() -> None:
    """There, a long sentence was cut in two."""
    text = "Show them all: larch list"
    reader = SpanReader(PointingModel({"larch": 4.0}, {"list": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("how?", [PassageText("", text, (Span(0, 14), Span(15, len(text))))])
    assert "Show them all:" in [quote.span.of(text) for quote in reading.quotes]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Frequently asked:\n\nDo you deliver to islands?\n\nYes, to all of them.", ["islands", "yes"]),
        ("Choose one:\n\nWhat is on the island?\nA) A mill\nB) A bell\nC) A well\n\nAda set it.", ["mill", "ada"]),
    ],
)
def test_a_question_in_the_text_is_no_answer_below_a_line_with_a_colon_either(text: str, words: list[str]) -> None:
    """One that a text asks itself is quoted with its answer only, and one of a quiz not at all."""
    logits = {words[0]: 6.0, words[1]: 5.0}
    (reading,) = SpanReader(PointingModel(logits, logits), EVEN, "pointing").read("islands?", [passage(text)])
    quotes = [quote.span.of(text) for quote in reading.quotes]
    assert text.partition("\n")[0] in quotes
    assert not any(quote.endswith("?") for quote in quotes)


def test_the_lists_of_a_passage_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form may have a colon at the end of every other line, and each search goes through all of them."""
    looked_in: list[str] = []

    def heard(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
        looked_in.append(text)
        return lists(text, sentences)

    monkeypatch.setattr("index.reading.quotables.lists", heard)
    form = "\n\n".join(f"Field {number}:\n\nnothing yet" for number in range(9))
    SpanReader(PointingModel({"yet": 1.0}, {"yet": 1.0}), EVEN, "pointing").read("who is it?", [passage(form)])
    assert looked_in == [form]


def test_a_list_comes_before_its_items() -> None:
    """Where several things are asked for, whoever likes an item best is given all of them; else the item."""
    text = "The rent includes:\n(a) cold water;\n(b) cleaning."
    model = PointingModel({"cold": 4.0}, {"water": 3.0}, relevant="cleaning")
    calibration = replace(EVEN, ranking=replace(EVEN.ranking, alone=-1.0))
    reader = SpanReader(model, calibration, "pointing")
    (reading,) = reader.read("Which things are included in the rent?", [passage(text)])
    assert reading.quotes[0].span.of(text) == text
    (reading,) = reader.read("What is the rent?", [passage(text)])
    assert reading.quotes[0].span.of(text) == "(a) cold water;"


def test_a_value_of_a_list_is_quoted_alone_if_its_name_is_asked_for() -> None:
    """The others are values of something else."""
    text = "Technical data\n\n- Gears: ten\n- Colours: moss green, red\n- Brakes: discs"
    reader = SpanReader(PointingModel({"moss": 4.0}, {"red": 3.0}), EVEN, "pointing")
    (reading,) = reader.read("which colours are there?", [passage(text)])
    assert reading.quotes[0].span.of(text) == "- Colours: moss green, red"
    for several in ("which parts are there?", "which colours and gears are there?"):
        (reading,) = reader.read(several, [passage(text)])
        assert reading.quotes[0].span.of(text) == text


@pytest.mark.parametrize(
    ("typed", "is_list"),
    [("deposit terms", True), ("terms of deposits in flats", True), ("deposit", False), ("deposit terms back", False)],
)
def test_whoever_types_the_heading_of_a_list_is_given_the_list(typed: str, is_list: bool) -> None:
    """With words of the title or not, but with no others; each item is marked."""
    text = "Deposit terms\n\n- two rents\n- back in May"
    reader = SpanReader(PointingModel({"two": 4.0}, {"rents": 3.0}), EVEN, "pointing")
    (reading,) = reader.read(typed, [passage(text, "Flats in Orrby")])
    quote = reading.quotes[0]
    assert quote.span.of(text) == (text if is_list else "- two rents")
    assert quote.highlight
    assert quote.highlight.of(text) == "two rents"
    assert [one.of(text) for one in quote.marks().further] == (["back in May"] if is_list else [])


QUIZ = (
    "1. Which animal was seen in the harbour?\n\nA seal\n\nA walrus\n\n2. What did divers find in the pond?\n\n"
    "A safe\n\nA bell\n\n3. Who opened the ferry line?\n\nThe mayor\n\nA schoolgirl"
)


@pytest.mark.parametrize(("begin", "end"), [(0, len(QUIZ)), (110, len(QUIZ)), (0, 41), (0, 58)])
def test_what_a_quiz_leaves_to_choose_from_is_no_answer(begin: int, end: int) -> None:
    """Nobody is told which animal it was, wherever the quiz is cut."""
    reader = SpanReader(
        PointingModel({"seal": 4.0, "bell": 4.0, "harbour": 2.0}, {"seal": 4.0, "bell": 4.0, "harbour": 2.0}),
        EVEN,
        "pointing",
    )
    part = replace(passage(QUIZ[begin:end], "The week's quiz"), before=QUIZ[:begin], after=QUIZ[end:])
    (reading,) = reader.read("Which animal was seen in the harbour?", [part])
    assert reading.quotes == ()


def test_what_is_left_open_is_not_answered_by_what_stands_beside_it() -> None:
    """Where the reader hopes for an answer in it, nothing of the passage is quoted."""
    text = "Which town has the most swans?\na) Rome\nb) Paris\n\nVote now!"
    model = PointingModel({"paris": 9.0}, {"paris": 9.0})
    (reading,) = SpanReader(model, EVEN, "pointing").read("Which one?", [passage(text)])
    assert reading.quotes == ()
    with_answer = f"{text}\n\nThe prize was won by Ida."
    for likely in ({"ida": 9.0}, {"ida": 7.0, "paris": 9.0}):
        (reading,) = SpanReader(PointingModel(likely, likely), EVEN, "pointing").read("Who?", [passage(with_answer)])
        assert reading.quotes[0].span.of(with_answer).endswith("The prize was won by Ida.")


def test_a_list_that_answers_one_question_stays() -> None:
    """Its items are no choices."""
    text = "Which colours are allowed?\n- white\n- blue"
    (reading,) = SpanReader(PointingModel({"blue": 9.0}, {"blue": 9.0}), EVEN, "pointing").read(
        "Which colours are allowed?", [passage(text)]
    )
    assert reading.quotes[0].span.of(text) == text

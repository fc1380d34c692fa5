"""Asking: a question -> an answer with its quotes, or a refusal with the nearest passages.

write out short forms -> embed -> search both arms -> fuse -> read -> weigh -> answer or refuse. If the question is
refused, or one of its words may be a misspelt name, the respelled question goes the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.article import Answer, Candidate, Explanation, Hit, Quote
from index.filters import Filters
from index.questions.short_forms import written_out
from index.questions.spelling import Respelling, respelled
from index.questions.validation import MAX_QUESTION
from index.quotes.weighing import doubted, shown
from index.reading.reader import Reader
from index.reading_depth import READ_DEPTH, read_and_weigh
from index.retrieval.passage_index import PassageIndex
from index.searching import Searcher
from index.stopwatch import Stopwatch
from index.storage.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Asker:
    """Answers questions from one collection, with its index as it is now. See `Collection.ask`."""

    collection: str
    catalogue: Catalogue
    searcher: Searcher
    reader: Reader
    threshold: float
    """The confidence (0 to 1) below which a question is not answered."""
    index: PassageIndex

    def ask(self, question: str, filters: Filters, quotes: int, *, explain: bool) -> Answer:
        """Answer a question (`checked_question`) with up to `quotes` quotes (1 or more), or refuse it."""
        watch = Stopwatch()
        asked = self._written_out(question)
        hits, weighed = self._read(asked, filters, None if explain else quotes, watch)
        answered = self._is_answer(weighed)
        tried = self._other_question(asked, answered=answered) if hits else None
        # Asked first: a question that would be refused as well is not worth offering.
        did_you_mean = tried if tried is not None and self._would_answer(tried, filters) else None
        watch.lap("respell")
        if answered and did_you_mean is not None:
            answered, weighed = False, [doubted(each) for each in weighed]
        best = self._with_copies(shown(weighed, quotes, answered=answered))
        explanation = Explanation(tuple(hits), tuple(weighed), self.threshold, tried)
        return Answer(
            question=question,
            collection=self.collection,
            answered=answered,
            confidence=best[0].confidence if best else 0.0,
            quotes=best if answered else (),
            nearest=() if answered else best,
            timings_ms=watch.timings(),
            explanation=explanation if explain else None,
            undated=self.index.undated(filters),
            did_you_mean=did_you_mean,
        )

    def respelled(self, question: str, *, renaming: bool = False) -> Respelling | None:
        """Return the question with its unknown words spelt as the articles spell the nearest ones, or None.

        `renaming`: respell only names. See `index.questions.spelling`.
        """

        def texts_with(word: str) -> list[str]:
            """Return some passages that have the terms of a word, each with its title, which counts too."""
            found = self.searcher.search(self.index, word, "bm25", READ_DEPTH, Filters())
            return [f"{hit.article.title}\n{hit.text}" for hit in found]

        asked = self._written_out(question)
        found = respelled(asked, self.index.passages_with, texts_with, renaming=renaming)
        return found if found is None or len(found.question) <= MAX_QUESTION else None

    def _read(
        self, question: str, filters: Filters, most: int | None, watch: Stopwatch
    ) -> tuple[list[Hit], list[Candidate]]:
        """Return the passages that were found, and the quotes read in them: the best `most` (None: all), best first."""
        vector = self.searcher.embed(question)
        watch.lap("embed")
        hits = self.searcher.search(self.index, question, "fused", READ_DEPTH, filters, vector)
        watch.lap("search")
        weighed = read_and_weigh(question, hits, self.reader, most, self.threshold)
        watch.lap("read")
        return hits, weighed

    def _is_answer(self, weighed: Sequence[Candidate]) -> bool:
        return bool(weighed) and weighed[0].quote.confidence >= self.threshold

    def _would_answer(self, question: str, filters: Filters) -> bool:
        """Tell whether the articles answer a question that is only tried out."""
        return self._is_answer(self._read(question, filters, 1, Stopwatch())[1])

    def _other_question(self, question: str, *, answered: bool) -> str | None:
        """Return the respelled question if it is worth asking; if the question is `answered`, only another name is."""
        other = self.respelled(question, renaming=answered)
        return other.question if other is not None and (other.renames or not answered) else None

    def _with_copies(self, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """Return the quotes, each with the other articles that tell the same story."""
        also = self.catalogue.told_also(self.collection, [quote.article.id for quote in quotes])
        return tuple(replace(quote, also_at=also.get(quote.article.id, ())) for quote in quotes)

    def _written_out(self, question: str) -> str:
        """Return a question with the short forms that no article has written out."""
        return written_out(question, lambda term: self.index.passages_with(term) > 0)

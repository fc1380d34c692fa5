"""Single sentences, as the reader reads the best quotes a second time: below their heading, without a title.

They teach to tell a sentence that answers from its neighbours that share the question's words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from index.article import Span
from index.text import analysis
from index.text.headings import is_heading
from index.training.examples import CutDocument, Example, example_of, own_passage
from index.training.sources import AnnotatedQuestion


def alone(cuts: Sequence[CutDocument], share: float, seed: int) -> Iterator[Example]:
    """Yield, for a `share` of the questions, the sentence that answers and the most similar one that does not."""
    chance = random.Random(seed)  # noqa: S311 -- for sampling
    for one in cuts:
        for asked in one.document.asked:
            if chance.random() < share:
                yield from _alone(one, asked)


def _alone(one: CutDocument, asked: AnnotatedQuestion) -> Iterator[Example]:
    passage = own_passage(one, asked)
    if passage is None:
        return
    text, title = one.document.text, one.document.title
    near = [each for each in one.sentences if passage.holds(each) and not is_heading(text, each, title)]
    answering = [sentence for sentence in near if any(map(sentence.holds, asked.spans))]
    if answering:
        yield example_of(one, asked, answering[0], "alone")
    elif asked.spans:
        return  # an answer across two sentences
    said = {span.of(text).casefold() for span in asked.spans}
    others = [each for each in near if not any(words in each.of(text).casefold() for words in said)]
    if others:
        yield example_of(one, asked, max(others, key=lambda each: shared(one, asked, each)), "alone")


def shared(one: CutDocument, asked: AnnotatedQuestion, sentence: Span) -> int:
    """Return how many terms of the question a sentence of the document has."""
    return len({*analysis.terms(asked.question)} & {*analysis.terms(sentence.of(one.document.text))})

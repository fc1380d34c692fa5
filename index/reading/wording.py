"""The question as it is put to a passage: with amounts in the words of the passage ("up to 5 kg" for "4 kg").

A reader takes another figure for a near miss, and cannot tell that 4 is less than 5. Neighbours with ranges of one kind
are a scale: "up to 5 kg" above "up to 10 kg".
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from index.questions.amounts import conditions, without_amounts
from index.questions.holidays import with_dates
from index.questions.question import content_stems
from index.reading.reader import PassageText
from index.text.quantities import Quantity, quantities

_BLANK = 2
"""How many line breaks a blank line makes."""


def put_to(question: str, passage: PassageText) -> str:
    """Return a question with holidays as dates (`with_dates`), and each amount as the range in a passage that has it.

    Of several, that of the longest scale is right, then that in the sentence with most words of the question, then the
    narrowest. If there is none, an amount stays, or in a yes-or-no question is left out (`without_amounts`).
    """
    worded = question = with_dates(question, passage.text)
    for amount in reversed([one for one in conditions(question) if not one.is_limited]):
        if words := _range_with(amount, question, passage):
            worded = worded[: amount.place.start] + words + worded[amount.place.end :]
    return without_amounts(question) if worded == question else worded


def _range_with(amount: Quantity, question: str, passage: PassageText) -> str:
    """Return the words of the range, with the question's unit if it has none: "Under 3 year old"; "" if none has it."""
    stems = content_stems(question)
    best, found = (0, 0, -inf, -inf), ""
    for scale in _scales(amount.kind, passage):
        for sentence, ranges in scale:
            shared = len(stems & content_stems(sentence))
            for said in filter(amount.overlaps, ranges):
                fit = (len(scale), shared, said.least - said.most, said.least)
                if fit > best:
                    best, found = fit, said.place.of(sentence) + ("" if said.behind else amount.behind)
    return found


def _scales(kind: str, passage: PassageText) -> Iterator[list[tuple[str, list[Quantity]]]]:
    """Yield the sentences of each scale with their ranges of a kind; a scale ends at a blank line."""
    scale, end = list[tuple[str, list[Quantity]]](), 0
    for span in passage.sentences:
        sentence = span.of(passage.text)
        ranges = [said for said in quantities(sentence) if said.is_limited and said.kind == kind]
        if scale and not (ranges and passage.text.count("\n", end, span.start) < _BLANK):
            yield scale
            scale = []
        if ranges:
            scale.append((sentence, ranges))
        end = span.end
    if scale:
        yield scale

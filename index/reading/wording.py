"""The question in the words of a passage: "up to 5 kg" for "4 kg", "Tue, Thu" for "thursday".

A reader takes another figure for a near miss. It cannot tell that 4 is less than 5, nor that "Tue - Fri" has Thursday.
Neighbours with ranges of one kind are a scale: "up to 5 kg" above "up to 10 kg".
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from math import inf

from index.questions.amounts import conditions, without_amounts
from index.questions.holidays import with_dates
from index.questions.question import asks_yes_no, content_stems
from index.questions.written_times import days_as_written, times_as_written
from index.reading.reader import PassageText
from index.text.quantities import Quantity, quantities

_BLANK = 2
"""How many line breaks a blank line makes."""


def put_to(question: str, passage: PassageText, others: AbstractSet[int]) -> str:
    """Return a question in the words of a passage: holidays, days and times as it has them, amounts as its ranges.

    Of several ranges that have an amount, that of the longest scale is right, then that in the sentence with most words
    of the question, then the narrowest. If there is none, an amount stays, or in a yes-or-no question is left out
    (`without_amounts`). `others`: the indexes of the sentences for other cases, which are not looked at for days.
    """
    lines = [span.of(passage.text) for i, span in enumerate(passage.sentences) if i not in others]
    question = days_as_written(with_dates(question, passage.text), lines)
    worded = question = times_as_written(question, passage.text)
    for amount in reversed([one for one in conditions(question) if not one.is_limited]):
        if words := _range_with(amount, question, passage):
            worded = worded[: amount.place.start] + words + worded[amount.place.end :]
    return without_amounts(question) if worded == question else worded


def _range_with(amount: Quantity, question: str, passage: PassageText) -> str:
    """Return the words of the range, with the question's unit if it has none: "Under 3 year old"; "" if none has it.

    A yes-or-no question is about the sentence with ranges that has most of its words, and this must have the amount:
    "Children under 16 pay no tax" is nothing to whether a 15 year old may use the sauna.
    """
    stems = content_stems(question)
    scales = list(_scales(amount.kind, passage))
    shared = {sentence: len(stems & content_stems(sentence)) for scale in scales for sentence, _ in scale}
    least = max([1, *shared.values()]) if asks_yes_no(question) else 0
    best, found = (0, 0, -inf, -inf), ""
    for scale in scales:
        for sentence, ranges in scale:
            for said in filter(amount.overlaps, ranges if shared[sentence] >= least else ()):
                fit = (len(scale), shared[sentence], said.least - said.most, said.least)
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

"""The likeliest span made into what is asked for: models mark the right place, and there the words beside it."""

from __future__ import annotations

from index.article import Span
from index.highlights.amounts import of_one_thing, with_comparative
from index.highlights.numbering import behind_number
from index.highlights.units import in_asked_unit
from index.highlights.verb_times import in_clause_of_verb


def as_asked(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return what answers the question beside or around a mark of a quote; mostly the mark as it is."""
    for rule in (behind_number, in_clause_of_verb, in_asked_unit, of_one_thing, with_comparative):
        mark = rule(question, text, quote, mark)
    return mark

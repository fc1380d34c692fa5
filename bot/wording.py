"""What both faces say in the same words: how sure an answer is, dates, numbers of articles, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.article import Answer

CERTAINTY = ((0.8, "very likely"), (0.6, "likely"), (0.2, "possible"), (0.0, "unlikely"))
"""The word for a confidence: that of the first pair that it reaches.

The lowest threshold of a reader's own is .266: an answer must not be given and called unlikely in one breath. Up to .2
stands what only goes with an answer, and what no reader would give as one (`index.ordering.NOT_HELD`).
"""

SHOWN_AT_ONCE = 0.1
"""The confidence from which on a further quote of an answer is shown at once; one below it waits to be asked for."""

NOT_ANSWERED = "The articles here don't answer that."
ONE_NOT_ANSWERED = "That article doesn't answer that."
"""Said where one article was asked."""

ONE_AT_A_TIME = "These are several questions. Ask them one at a time."
"""Said where such a message is not answered: no sentence answers all of them."""

NEAREST = "The nearest passages, which are not an answer:"


def worth_showing(found: Answer, most: int) -> int:
    """Return how many quotes an answer is shown with, `most` or fewer: what is behind waits to be asked for.

    Beside a sure quote, one that is most likely wrong claims an answer of its own. What is near an abstention says so.
    """
    likely = [place for place, quote in enumerate(found.quotes[:most], 1) if quote.confidence >= SHOWN_AT_ONCE]
    return max([1, *likely]) if found.answered else most


def has_several_questions(question: str) -> bool:
    """Tell whether a question has several marks of one, each at the end of words."""
    return len(re.findall(r"\?+(?!\w)", question)) > 1


def certainty(confidence: float) -> str:
    """Return the word for a confidence (0 to 1)."""
    return next(word for least, word in CERTAINTY if confidence >= least)


def begun(sentence: str) -> str:
    """Return the beginning of a sentence in upper case, but not that of a name, an address or a command."""
    first = sentence.partition(" ")[0].rstrip(".,;:?!").replace("'", "")
    as_typed = not first.isalpha() or first in ("articlebot", "pip")
    return sentence if as_typed else f"{sentence[:1].upper()}{sentence[1:]}"


def whole_sentence(text: str) -> str:
    """Return a message or a hint as a sentence of its own: begun, and with its stop at the end."""
    return ended(begun(text))


def ended(text: str) -> str:
    """Return a text with the stop at its end; that of a quoted question is one."""
    return text if text.endswith((".", "!", "?", "…", '?"', "?”")) else f"{text}."


def unread_dates(count: int, first: str) -> str:
    """Return in a sentence of how many articles the date could not be read, with the first of what was written."""
    whose, they = ("1 article", "it has") if count == 1 else (f"{count:,} articles", "they have")
    return f"the date of {whose} could not be read ({first}): {they} none"


def day(value: date) -> str:
    """Return a date as people write it: 22 January 2025."""
    return f"{value.day} {value:%B %Y}"


def days(since: date | None, until: date | None) -> str:
    """Return from which days articles were asked, or nothing where any day would do."""
    if since is None or until is None:
        return f"since {day(since)}" if since else f"until {day(until)}" if until else ""
    return day(since) if since == until else f"{day(since)} to {day(until)}"


def counted(number: int, thing: str) -> str:
    """Return a number of things: "1 passage", "1,200 passages"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def failed(times: int) -> str:
    """Return how often in a row something has failed, 1 or more."""
    return "failed once" if times == 1 else f"failed {times:,} times in a row"


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first few of some names as they stand in a sentence, and how many there are more."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def as_of(value: date) -> str:
    """Return that the words are those of a day, and that there are newer ones."""
    return f"as of {day(value)}, there is a newer text"


def undated(count: int) -> str:
    """Return how many articles were left out for having no date, or nothing when none was."""
    return f"{counted(count, 'article')} without a date left out" if count else ""

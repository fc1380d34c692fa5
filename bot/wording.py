"""Wording that both interfaces share: how sure an answer is, dates, numbers of articles, sentences."""

from __future__ import annotations

import re
import traceback
from collections.abc import Sequence
from datetime import date

from index.article import Answer

CERTAINTY = ((0.8, "very likely"), (0.6, "likely"), (0.2, "possible"), (0.0, "unlikely"))
"""The word for a confidence: that of the first pair whose number it reaches.

The lowest threshold of a reader of articlebot's own is .266, so no answer is given and called unlikely at once. Below
.2 are quotes that only accompany an answer, and would not be one by themselves (`index.quotes.ordering.DOUBTED_SHARE`).
"""

SHOWN_AT_ONCE = 0.1
"""A further quote of an answer is shown at once from this confidence on; one below waits to be asked for."""

NOT_ANSWERED = "The articles here don't answer that."
ONE_NOT_ANSWERED = "That article doesn't answer that."
"""Said if one article was asked."""

ONE_AT_A_TIME = "These are several questions. Ask them one at a time."
"""Said if several questions in one message are not answered: no sentence answers all of them."""

NEAREST = "The nearest passages, which are not an answer:"


def worth_showing(found: Answer, most: int) -> int:
    """Return how many quotes of an answer are shown at once (at most `most`); the rest waits to be asked for.

    Beside a sure quote, an unlikely one would look like a second answer. The passages near an abstention are all shown,
    since they are labelled as no answer.
    """
    likely = [place for place, quote in enumerate(found.quotes[:most], 1) if quote.confidence >= SHOWN_AT_ONCE]
    return max([1, *likely]) if found.answered else most


def has_several_questions(question: str) -> bool:
    """Tell whether a text has several question marks, each at the end of a word."""
    return len(re.findall(r"\?+(?!\w)", question)) > 1


def certainty(confidence: float) -> str:
    """Return the word for a confidence (0 to 1)."""
    return next(word for least, word in CERTAINTY if confidence >= least)


def capitalised(sentence: str) -> str:
    """Return a sentence with its first letter in upper case, unless it begins with a name, an address or a command."""
    first = sentence.partition(" ")[0].rstrip(".,;:?!").replace("'", "")
    as_typed = not first.isalpha() or first in ("articlebot", "pip")
    return sentence if as_typed else f"{sentence[:1].upper()}{sentence[1:]}"


def whole_sentence(text: str) -> str:
    """Return a message or a hint as a whole sentence: with a capital letter and a full stop."""
    return with_full_stop(capitalised(text))


def with_full_stop(text: str) -> str:
    """Return a text with a full stop at its end, unless it ends with a mark already, also inside a quotation."""
    return text if text.endswith((".", "!", "?", "…", '?"', "?”")) else f"{text}."


def unread_dates(count: int, first: str) -> str:
    """Return a sentence on how many articles' dates could not be read, with the first of these as it was written."""
    whose, they = ("1 article", "it has") if count == 1 else (f"{count:,} articles", "they have")
    return f"the date of {whose} could not be read ({first}): {they} none"


def day(value: date) -> str:
    """Return a date as people write it: 22 January 2025."""
    return f"{value.day} {value:%B %Y}"


def days(since: date | None, until: date | None) -> str:
    """Return the range of days of a filter in words, or "" if there is none."""
    if since is None or until is None:
        return f"since {day(since)}" if since else f"until {day(until)}" if until else ""
    return day(since) if since == until else f"{day(since)} to {day(until)}"


def counted(number: int, thing: str) -> str:
    """Return a number of things: "1 passage", "1,200 passages"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def failed(times: int) -> str:
    """Return how many times in a row something has failed (1 or more)."""
    return "failed once" if times == 1 else f"failed {times:,} times in a row"


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first `most` of some names for a sentence, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def as_of(value: date) -> str:
    """Return a note that the words are from a certain day and a newer text exists."""
    return f"as of {day(value)}, there is a newer text"


def undated(count: int) -> str:
    """Return how many articles were left out for lack of a date, or "" if none was."""
    return f"{counted(count, 'article')} without a date left out" if count else ""


def where(error: BaseException) -> str:
    """Return for the log where an error occurred, innermost first: " < name.py:12 < name.py:34"."""
    last = traceback.extract_tb(error.__traceback__)[-4:]
    return "".join(f" < {frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(last))

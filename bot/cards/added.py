"""Messages while and after articles are added, each within 2,000 characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from bot.cards.excerpt import units
from bot.cards.markdown import bold, fitted, one_line
from bot.wording import capitalised, counted, unread_dates, whole_sentence
from index.adding import Added
from index.errors import ArticlebotError

LONGEST = 2_000
"""The longest content of a message, in UTF-16 units."""

_NAMED = 10
"""Up to this many articles, and as many refusals, are named one by one; more are only counted."""

_WRITTEN, _REASON = 100, 300

_FIRST = 300
"""Units that the notes leave for the first line, which says what was added."""

_LEFT_OUT = 40
"""Units of the line that counts those left out."""


def progress(done: Sequence[Added], refused: int, total: int) -> str:
    """Return how far an add has got; `total` is the most articles there can be."""
    passages = counted(sum(each.passages for each in done), "passage")
    return f"{len(done) + refused:,} of {counted(total, 'article')}, {passages}"


def outcome(done: Sequence[Added], refused: Sequence[ArticlebotError], *notes: str, refusal: str = "") -> str:
    """Return what became of everything that was handed in; `notes` come last.

    `refusal`: the line above the refusals, instead of "Not added", which only appears above several or beside others.
    """
    new = {each.article_id for each in done}
    same = sum(each.status == "unchanged" and not each.same_text for each in done)
    named = [each for each in done if each.status != "unchanged" or each.same_text or same == 1]
    if len(named) <= _NAMED:
        lines = [_line(each, new) for each in named] + ([f"{_unchanged(same)}."] if same > 1 else [])
    else:
        lines = [_counts(done)]
    if len(refused) > 1 or (refused and (done or refusal)):
        lines.append(f"{refusal or 'Not added'}: {len(refused):,}")
    lines += [_reason(error) for error in refused[:_NAMED]]
    if len(refused) > _NAMED:
        lines.append(f"… and {len(refused) - _NAMED:,} more.")
    if not lines and not any(notes):
        lines.append("There was nothing to add.")
    return _within(lines, [note for note in notes if note])


def undated(unread: Sequence[str]) -> str:
    """Return for how many articles the date could not be read, with the first one as written; "" if none."""
    if not unread:
        return ""
    told = capitalised(unread_dates(len(unread), fitted(one_line(unread[0]), _WRITTEN)))
    return f"{told}. Write it as 2020-12-31."


def changes(done: Sequence[Added], name: str) -> str | None:
    """Return what adding the source called `name` changed, for the log, or None if nothing changed."""
    changed = [each for each in done if each.status != "unchanged"]
    if not changed:
        return None
    if len(changed) == 1:
        return f"{changed[0].status} {bold(changed[0].title)}"
    counts = Counter(each.status for each in changed)
    said = " and ".join(
        f"{status} {counted(counts[status], 'article')}" for status in ("added", "refreshed") if counts[status]
    )
    return f"{said} from {bold(name)}"


def _line(item: Added, new: Collection[str]) -> str:
    passages = counted(item.passages, "passage")
    if item.same_text:
        return f"The text of {bold(item.title)} was here before, and is not stored twice."
    if item.status == "unchanged":
        return f"{bold(item.title)} has not changed since it was added."
    if item.status == "refreshed":
        return f"Refreshed {bold(item.title)}: {passages} now.{_linked(item, new)}"
    return f"Added {bold(item.title)}: {passages}.{_linked(item, new)}"


def _linked(item: Added, new: Collection[str]) -> str:
    """Return a sentence on the articles that tell the same story, or "". Those in `new` have lines of their own."""
    if item.copy_of is not None:
        leader = bold(item.copy_of.title, item.copy_of.id)
        return f" It is linked to {leader} as a copy: the story is searched there, once."
    before = [each for each in item.copies if each.id not in new]
    if not before:
        return ""
    name = bold(before[0].title, before[0].id) if len(before) == 1 else counted(len(before), "article")
    return f" It is linked to {name}, which {'is a copy' if len(before) == 1 else 'are copies'}: this one is searched."


def _counts(done: Sequence[Added]) -> str:
    counts = Counter(each.status for each in done)
    passages = counted(sum(each.passages for each in done if each.status != "unchanged"), "passage")
    said = [f"Added {counted(counts['added'], 'article')}"] if counts["added"] else []
    if counts["refreshed"]:
        said.append(f"refreshed {counted(counts['refreshed'], 'article')}")
    if said:
        said[-1] += f": {passages}"
    if counts["unchanged"]:
        said.append(_unchanged(counts["unchanged"]))
    copies = sum(each.copy_of is not None and each.status != "unchanged" for each in done)
    if copies:
        are = "is a copy" if copies == 1 else "are copies"
        said.append(f"{counted(copies, 'article')} {are} of stories that are searched once")
    return whole_sentence("; ".join(said))


def _unchanged(number: int) -> str:
    have, were = ("has", "it was") if number == 1 else ("have", "they were")
    return f"{counted(number, 'article')} {have} not changed since {were} added"


def _reason(error: ArticlebotError) -> str:
    sentences = [whole_sentence(part) for part in (error.message, error.hint) if part]
    return fitted(one_line(" ".join(sentences)), _REASON)


def _within(lines: Sequence[str], notes: Sequence[str]) -> str:
    """Join as many lines as fit: the last ones of the notes, which say why not all was done, below the first others."""
    last = [line for note in notes for line in note.split("\n")]
    room = LONGEST - _LEFT_OUT
    below = _fitting(last[::-1], room - _FIRST)[::-1]
    above = _fitting(lines, room - sum(units(line) + 1 for line in below))
    left_out = len(lines) - len(above) + len(last) - len(below)
    gap = [f"… and {counted(left_out, 'line')} more."] if left_out else []
    return "\n".join([*above, *gap, *below])


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    """Return the first lines that fit into `room` units, each with a line break."""
    kept: list[str] = []
    for line in lines:
        room -= units(line) + 1
        if room < 0:
            break
        kept.append(line)
    return kept

"""Whether a typed text can be asked as a question."""

from __future__ import annotations

from index.errors import UsageError

MAX_QUESTION = 1_000
"""The most characters of a question."""


def checked_question(question: str) -> str:
    """Return the question without outer white space. Raises UsageError if it has no words or is too long."""
    asked = question.strip()
    if not any(character.isalnum() for character in asked):
        raise UsageError("the question has no words", 'ask something, for example: "what did Rubio raise?"')
    if len(asked) > MAX_QUESTION:
        raise UsageError(
            f"the question has {len(asked):,} characters, more than {MAX_QUESTION:,}", "ask it in a sentence or two"
        )
    # A lone surrogate (from a broken paste) cannot be encoded, and is no letter.
    return asked.encode("utf-8", "replace").decode("utf-8")

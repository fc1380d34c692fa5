"""Whether what somebody typed can be asked at all."""

from __future__ import annotations

from index.errors import UsageError

MAX_QUESTION = 1_000
"""Characters of a question; a longer one is not a question."""


def checked_question(question: str) -> str:
    """Return the question without outer white space. Raises UsageError when it cannot be asked."""
    asked = question.strip()
    if not any(character.isalnum() for character in asked):
        raise UsageError("the question has no words", 'ask something, for example: "what did Rubio raise?"')
    if len(asked) > MAX_QUESTION:
        raise UsageError(
            f"the question has {len(asked):,} characters, more than {MAX_QUESTION:,}", "ask it in a sentence or two"
        )
    # Half a character pair (a broken paste) cannot be encoded; it stands for no letter anyway.
    return asked.encode("utf-8", "replace").decode("utf-8")

"""What the confidence of a ranking model takes into account."""

from __future__ import annotations

import pytest

from index.reading.cross_reading import named_share


@pytest.mark.parametrize(
    ("question", "context", "share"),
    [
        ("What is the limit in version 4.3?", "In version 4.3, the limit is 10.", 1.0),
        ("What is the limit in version 4.3?", "In version 4.2, the limit is 10.", 0.0),
        ("What is new in Python 3.12?", "Python 3.11 has a new parser.", 0.5),
        ("What changed in v2.1.0?", "Version 2.1.0 has a new parser.", 1.0),
        ("What changed in 2.1.0?", "In v2.1.0 the parser is new.", 1.0),
        ("What changed in v2.1.0?", "In v3.1.0 the parser is new.", 0.0),
        ("What changed in v2?", "In v3 the parser is new.", 0.0),
        ("What changed in the parser?", "Nothing.", 1.0),
    ],
)
def test_another_version_is_not_what_the_question_names(question: str, context: str, share: float) -> None:
    """Of the names and numbers of a question, those of the context count, with the "v" of a version or without."""
    assert named_share(question, context) == share

"""Classes of English words, as patterns for the rules on questions: verbs, prepositions, numbers, nouns.

They replace a part-of-speech tagger, since questions are short.
"""

from __future__ import annotations

import re

from index.questions.question import AUXILIARY

VERB = rf"{AUXILIARY}\b"
PREPOSITION = r"(?:about|after|at|before|by|during|for|from|in|of|on|since|to|under|until|with)\b"

ASKING = r"(?:(?:what|when|where|which|whom?|whose|why)(?:ever)?|whether|while)"
"""Words that ask, or begin a clause."""

NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
TENS = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
"""Numbers above one, as words."""

BE = frozenset({"is", "are", "was", "were"})
DONE = (
    r"(?:\w+ed|(?!(?:\w*men|children|ten|seven|eleven)\b)\w+en"
    r"|begun|blown|born|bought|brought|built|burnt|caught|dug|found|free|grown|held|hurt|kept|known|laid|lost|made|paid|safe"
    r"|sent|shot|shown|shut|sold|sunk|taught|thrown|told|torn|worn|won)\b"
)
"""A participle after the subject, not a part of it, in a question with a form of "be": "was the bridge closed"."""

INFINITIVE = r"(?:arrive|begin|close|cost|end|finish|last|leave|open|start|take)"
"""A verb that ends a question with "does", and not a part of the noun before it: "what does a bed cost?"."""

_END = (
    rf"(?:{PREPOSITION}|{VERB}|(?<!\bnet\s)worth\b"
    rf"|(?:an?|and|away|back|but|down|it|my|not|off|or|our|out|over|place|that|the|there|they|up|your|{ASKING})\b)"
)
WORDS = rf"(?:(?!{_END})[\w'’&-]+(?:\.\d+)*(?:\s+|$)){{1,6}}"
"""A noun with what describes it, also "version 3.2": up to six words, none of which ends it."""

MANY = re.compile(r"(?:[^\Ws]s|people|men|women|children|police)(?:\s+of\b.*)?$", re.IGNORECASE)
"""A noun whose last word, or last word before "of", is a plural."""

"""Classes of English words, as patterns for the rules on questions: verbs, prepositions, numbers, nouns.

They replace a part-of-speech tagger, since questions are short.
"""

from __future__ import annotations

import re

from index.questions.question import AUXILIARY

VERB = rf"{AUXILIARY}\b"
"""An auxiliary verb: only these can be listed. `INFINITIVE` has a few others."""

PREPOSITION = r"(?:about|after|at|before|by|during|for|from|in|of|on|per|since|to|under|until|with)\b"

ASKING = r"(?:(?:what|when|where|which|whom?|whose|why)(?:ever)?|whether|while)"
"""Words that ask, or begin a clause."""

NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
TENS = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
"""Numbers above one, as words."""

INFINITIVE = r"(?:arrive|begin|close|cost|end|finish|last|leave|open|start|take)"
"""A verb that ends a question with "does", and not a part of the noun before it: "what does a bed cost?"."""

MANY = re.compile(r"(?:[^\Ws]s|people|men|women|children|police)(?:\s+of\b.*)?$", re.IGNORECASE)
"""A noun whose last word, or last word before "of", is a plural."""

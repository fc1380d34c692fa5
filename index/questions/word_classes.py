"""Classes of English words, as patterns for the rules on follow-ups: verbs, prepositions, nouns that say when.

They stand in for a tagger: a question is short.
"""

from __future__ import annotations

import re

from index.questions.question import AUXILIARY, PERSON

VERB = rf"{AUXILIARY}\b"
PREPOSITION = r"(?:about|after|at|before|by|during|for|from|in|of|on|since|to|under|until|with)\b"

ASKING = r"(?:(?:what|when|where|which|whom?|whose|why)(?:ever)?|whether|while)"
"""What asks, or begins a clause; "white" does neither."""

NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
TENS = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
"""Numbers as words, of several things."""

BE = frozenset({"is", "are", "was", "were"})
_IRREGULAR = r"came|fell|fled|gave|got|left|lost|made|met|said|sold|took|went|won"
PAST = rf"(?:\w+ed|{_IRREGULAR})\b"
CLAUSE_VERB = rf"(?:[a-z]{{2,}}[^\We]ed|{_IRREGULAR})"
"""The verb of a clause, which stands behind a subject without an auxiliary: "when the bridge collapsed"."""

DONE = (
    r"(?:\w+ed|(?!(?:\w*men|children|ten|seven|eleven)\b)\w+en"
    r"|begun|blown|born|bought|brought|built|burnt|caught|dug|found|free|grown|held|hurt|kept|known|laid|lost|made|paid|safe"
    r"|sent|shot|shown|shut|sold|sunk|taught|thrown|told|torn|worn|won)\b"
)
"""What follows the subject behind a form of "be" and is no part of it: "was the bridge closed"."""

INFINITIVE = r"(?:arrive|begin|close|cost|end|finish|last|leave|open|start|take)"
"""What ends a question with "does", and is no part of the phrase before it: "what does a bed in the hut cost?"."""

END = (
    rf"(?:{PREPOSITION}|{VERB}|(?<!\bnet\s)worth\b"
    rf"|(?:an?|and|away|back|but|down|it|not|off|or|out|over|place|that|the|there|they|up|{ASKING})\b)"
)
WORDS = rf"(?:(?!{END})[\w'’&-]+(?:\.\d+)*(?:\s+|$)){{1,6}}"
"""A noun with what describes it, also "version 3.2": up to six words before what ends it."""

OFFICE = rf"(?:{PERSON}|chair\w*|chief|boss|boy|captain|doctor|father|girl|guard|lawyer|mayor|mother|teacher|witness)"

MEASURE = (
    r"(?:the|an?)\s+(?:\w+\s+)?(?:age|area|capacity|colou?r|cooldown|cost|damage|date|depth|duration|fee|height|length|level|limit|name|noise|number"
    r"|population|power|price|range|rate|score|size|speed|temperature|value|weight|width)\b"
)
TIME = re.compile(
    r"\b(?:morning|afternoon|evening|(?:night|day|week|month|year)s?|weekend|decade|century|quarter|time|end|beginning)$",
    re.IGNORECASE,
)
"""A noun that says when: "what may I eat the day before?" is not about the day."""

MANY = re.compile(r"(?:[^\Ws]s|people|men|women|children|police)(?:\s+of\b.*)?$", re.IGNORECASE)
"""What ends in a plural, or has "of" behind one."""

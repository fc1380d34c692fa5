"""A story and what editors make of it: the small texts by which near copies are tested."""

from __future__ import annotations

from datetime import date

from index.article import Article

SENTENCES = (
    "The old lighthouse of Varn has been bought by the village after years of quarrel.",
    "It will open as a museum in spring, once the stairs are mended and the lamp is cleaned.",
    "The mayor, Ilse Brandt, said that 140 families had given money for it.",
    "A keeper lived in the tower until 1968, when the lamp was changed to one that needs nobody.",
    "His diaries were found behind a wall last summer and will be shown in the lower room.",
    "Whoever climbs the tower can see both islands and, on clear days, the harbour of Tolm.",
    "Tickets are going to cost four euros for grown people and nothing for children.",
    "The ferry that stops there twice a day is to stop three times from the first of May.",
    "Nobody knows yet who will look after the garden, which has grown wild.",
    "A club of volunteers meets on Thursday evening in the school to share out the work.",
)
STORY = " ".join(SENTENCES)
ADDED = "The regional bank lends what is missing, and asks for no interest in the first years."

WEATHER = (
    "In the morning it stays dry in all parts of the country, and fog in the valleys is slow to go. "
    "Around noon clouds come in from the west, and later there may be a shower on the coast. "
    "The wind blows gently at first and freshens in the evening, with gusts on the higher hills. "
    "At night the sky clears up again, and on the ground there may be a little frost by dawn. "
    "The highest temperature is {high} degrees in {place}, the lowest {low}. "
    "Whoever travels should look at the warnings of the weather office before leaving, above all in the hills, "
    "where visibility may change within minutes and roads may be slippery after rain."
)


def story(name: str, text: str = STORY, url: str | None = None, published: date | None = None) -> Article:
    """Return an article of this id."""
    return Article(name, f"The lighthouse ({name})", text, url=url, published=published)

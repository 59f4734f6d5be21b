"""What an item is, as a message: a noun by its first genre, and an adjective by its mood."""

from __future__ import annotations

from bisect import bisect

from emotion.message import Message
from recommender.catalogue.vocabulary import GENRES, KINDS
from recommender.types import Item

_MOODS = (
    ("sombre", "dark", "fierce"),
    ("wistful", "bittersweet", "tense"),
    ("quiet", "", "gripping"),
    ("gentle", "warm", "spirited"),
    ("serene", "cheerful", "exuberant"),
)


def noun(item: Item, lasting: bool = True) -> Message:
    """What the item is, by its first genre: a comedy, a folk song; and how long it is: a 14-minute short story."""
    named = _noun(item)
    if lasting and KINDS[item.kind].timed and item.minutes:
        return Message("noun-lasting", {"minutes": item.minutes, "noun": named})
    return named


def described(item: Item) -> Message:
    """The item with its mood and an article: a warm comedy."""
    mood = mood_of(item.valence, item.arousal)
    if not mood:
        return Message("item-plain", {"noun": noun(item)})
    return Message("item-with-mood", {"mood": Message(f"item-mood-{mood}"), "noun": noun(item)})


def mood_of(valence: float, arousal: float) -> str:
    """One word for a point of the affect plane; none for its middle."""
    pleasant = bisect((-0.35, -0.12, 0.12, 0.35), valence)
    return _MOODS[pleasant][bisect((-0.25, 0.25), arousal)]


def _noun(item: Item) -> Message:
    own, timed = KINDS[item.kind].own_nouns, KINDS[item.kind].timed
    kind = Message(f"kind-{item.kind}")
    if not item.genres:
        return Message("noun-of-kind", {"kind": kind})
    first = next((genre for genre in item.genres if genre in own), None) if timed else None
    genre = first or item.genres[0]
    if genre in own:
        return Message(f"noun-{item.kind}-{genre.replace(' ', '-')}")
    if genre in GENRES:
        return Message("noun-of-genre", {"genre": Message(f"genre-{genre.replace(' ', '-')}"), "kind": kind})
    return Message("noun-of-other-genre", {"genre": genre, "kind": kind})

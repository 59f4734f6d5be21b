"""What a stated rule may say of an item and of a person, as truths in [0, 1]."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from emotion.types import EMOTIONS, Emotion
from recommender.catalogue.items import Catalogue
from recommender.types import Context, Item, Strategy
from recommender.understanding.tones import SIGNS
from recommender.understanding.understood import Tone

CRISP = 0.5
"""From this truth on something counts as true where a rule is hard."""

SHORT, LONG = 20.0, 120.0
"""Minutes up to which an item is short, and from which it is not at all."""

FAMILY = frozenset({"family", "children"})
"""Genres that somebody asks for who is not alone with the list."""

CRUEL = frozenset({"violence", "gore", "suicide", "abuse", "war"})
"""Content notes of what shows people harmed; death alone is none of them, as grief may want company."""

NOTES = ("violence", "abuse", "sex", "suicide", "war", "gore", "death")
"""Content notes; an item of which nobody has said what it holds counts as having none."""

OfItems = Callable[[Catalogue], np.ndarray]
OfPerson = Callable[[Context, Strategy], float]


def _each(says: Callable[[Item], float]) -> OfItems:
    return lambda catalogue: np.fromiter((says(item) for item in catalogue.items), np.float32, len(catalogue))


def _toned(tone: Tone, emotion: Emotion) -> OfItems:
    """Half by what is said of an item, half by the share of an emotion in how it leaves people."""
    column = EMOTIONS.index(emotion)

    def found(catalogue: Catalogue) -> np.ndarray:
        named = _each(lambda item: SIGNS[tone].named(item))(catalogue)
        return (0.5 * named + 0.5 * catalogue.emotions[:, column]).astype(np.float32)

    return found


def _short(item: Item) -> float:
    return 0.0 if item.minutes is None else min(max((LONG - item.minutes) / (LONG - SHORT), 0.0), 1.0)


ITEM: Mapping[str, OfItems] = {
    "frightening": _toned(Tone.SCARY, Emotion.FEAR),
    "sad": _toned(Tone.SAD, Emotion.SADNESS),
    "funny": _toned(Tone.FUNNY, Emotion.JOY),
    "cruel": _each(lambda item: bool(CRUEL.intersection(item.content or ()))),
    "short": _each(_short),
    "pleasant": lambda catalogue: (catalogue.valence + 1) / 2,
    "lively": lambda catalogue: (catalogue.arousal + 1) / 2,
    "popular": lambda catalogue: catalogue.popularity,
} | {note: _each(lambda item, note=note: note in (item.content or ())) for note in NOTES}
"""name -> truth (N,) float32 of every item of a catalogue."""


def _feels(says: Callable[[float, float], float]) -> OfPerson:
    """By the feeling that the list is made for; nothing is true of one that is not known."""

    def found(context: Context, strategy: Strategy) -> float:
        return min(max(says(*strategy.path[0]), 0.0), 1.0) if strategy.path else 0.0

    return found


def _with_family(context: Context, strategy: Strategy) -> float:
    asked = [rule.name.removeprefix("genres:").split(",") for rule in context.rules if rule.name.startswith("genres:")]
    return float(any(FAMILY.intersection(names) for names in asked))


PERSON: Mapping[str, OfPerson] = {
    "sad": _feels(lambda valence, arousal: -2 * valence if arousal < 0.25 else 0.0),
    "tense": _feels(lambda valence, arousal: 4 * min(-valence, arousal)),
    "tired": _feels(lambda valence, arousal: -2 * arousal if valence < 0.4 else 0.0),
    "cheerful": _feels(lambda valence, arousal: 2 * valence),
    "dares": lambda context, strategy: float(context.dares),
    "family": _with_family,
}
"""name -> truth for a person, in a context with a strategy. dares: they asked for what may be cruel; family:
for something for children or the family."""

"""What stands in for a work that is not here: a scene in words, a picture and a theme, made in the mood of the work."""

from __future__ import annotations

import zlib
from dataclasses import replace
from random import Random

from emotion.message import Message
from recommender.ranking.facts import theme, themes_of
from recommender.studio.collection import Medium
from recommender.studio.making import Made, make
from recommender.types import Item, Kind

_PLACES = {
    "science fiction": "stars", "science": "stars", "ambient": "stars",
    "western": "road", "country": "road", "blues": "road", "folk": "road", "documentary": "road", "sport": "road",
    "horror": "door", "thriller": "street", "crime": "street", "mystery": "street", "action": "street",
    "hip hop": "street", "reggae": "street", "jazz": "street",
    "war": "field", "history": "letter", "memoir": "letter", "essay": "letter", "philosophy": "letter",
    "poem": "window", "drama": "table", "romance": "cups", "soul": "cups", "ballad": "cups", "bossa nova": "cups",
    "comedy": "kitchen", "musical": "stage", "music": "stage", "rock": "stage", "metal": "stage", "punk": "stage",
    "pop": "stage", "disco": "stage", "electronic": "stage", "funk": "stage", "latin": "stage", "indie": "stage",
    "family": "gate", "children": "gate", "animation": "gate", "fantasy": "path", "adventure": "path",
    "nature": "path", "classical": "window", "short story": "window",
}  # fmt: skip
"""Where a scene of each genre opens."""

_SUBJECTS = {
    "stars": "circles", "road": "dunes", "door": "forest", "street": "rain", "field": "hills", "letter": "room",
    "window": "room", "table": "room", "cups": "town", "kitchen": "town", "stage": "currents", "gate": "hills",
    "path": "mountains",
}  # fmt: skip
"""What is painted where a scene opens."""

_LEVELS = ("low", "middle", "high")

PLAYED = frozenset({Kind.FILM, Kind.SONG})
"""The kinds of works that sound."""


def third(value: float) -> int:
    """0, 1 or 2: whether a value in [-1, 1] is low, in the middle or high."""
    return int(value > -0.28) + int(value > 0.28)


def scene(item: Item) -> Message:
    """How a work of its genres, mood and themes might open: where, in which light, how much moves, what is ahead."""
    ahead = themes_of(item)
    return Message(
        "scene-with-themes" if ahead else "scene",
        {
            "place": Message(f"scene-{_place(item)}"),
            "light": Message(f"scene-light-{_LEVELS[third(item.valence)]}"),
            "motion": Message(f"scene-motion-{_LEVELS[third(item.arousal)]}"),
        }
        | ({"themes": tuple(map(theme, ahead))} if ahead else {}),
    )


def media_for(item: Item) -> tuple[Medium, ...]:
    """What is made for a work, in this order."""
    return (Medium.PICTURE, Medium.SOUND) if item.kind in PLAYED else (Medium.PICTURE,)


def preview(medium: Medium, item: Item) -> Made:
    """A picture or a theme in the mood of a work, always the same. Raises ValueError for words."""
    seed = zlib.crc32(f"{item.id} {medium}".encode())
    subject = _SUBJECTS[_place(item)]
    return replace(make(medium, item.valence, item.arousal, seed, subject), item_id=item.id)


def _place(item: Item) -> str:
    named = next((_PLACES[genre] for genre in item.genres if genre in _PLACES), None)
    return named or Random(item.id).choice(list(_SUBJECTS))

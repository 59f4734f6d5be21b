"""The collection's pictures: painted, and described as items of the catalogue."""

from __future__ import annotations

from recommender.studio.collection import STUDIO
from recommender.studio.pictures.painting import paint, webp
from recommender.training.studio import placing
from recommender.types import Kind

COUNT = 100
FOLDER = STUDIO / "pictures"

_SHOWN = {
    "hills": ("landscape", "hills behind hills under a low sun"),
    "mountains": ("landscape", "jagged mountains"),
    "dunes": ("landscape", "wide land under a wide sky"),
    "sea": ("landscape", "water to the horizon with light on it"),
    "forest": ("landscape", "a wood of bare trunks"),
    "rain": ("landscape", "rain over open land"),
    "town": ("landscape", "houses with lit windows"),
    "room": ("landscape", "a window with a plant, and what lies outside"),
    "circles": ("abstract", "circles that overlap"),
    "currents": ("abstract", "bands that run side by side"),
    "shards": ("abstract", "splinters that meet at an angle"),
}
"""The genre of each subject, and what it shows."""


def build(anew: bool = False) -> list[dict]:
    """Writes the pictures that are missing, or all of them; returns their items for the catalogue."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    places = placing.targets(COUNT)
    items = []
    for number, ((valence, arousal), named) in enumerate(
        zip(places.tolist(), placing.titles("picture", places), strict=True)
    ):
        subject, _, title = named.partition(": ")
        item = _item(f"picture-made-{number + 1:03}", title, subject, valence, arousal)
        file = FOLDER / f"{item['id']}.webp"
        if anew or not file.is_file():
            file.write_bytes(webp(paint(subject, valence, arousal, number)))
        items.append(item)
    return items


def _item(item_id: str, title: str, subject: str, valence: float, arousal: float) -> dict:
    words = placing.moods(Kind.PICTURE, valence, arousal, item_id)
    genre, shows = _SHOWN[subject]
    return {
        "id": item_id,
        "kind": Kind.PICTURE,
        "title": title,
        "year": 2026,
        "creators": ["Attune"],
        "genres": [genre],
        "minutes": 1,
        "tags": [subject, placing.light(valence), placing.colour(arousal)],
        "description": f"Made by Attune: a picture of {shows}, {words[0]} and {words[1]}.",
        "content": [],
        "people": [],
        "themes": placing.themes(valence, arousal),
        "moods": words,
    }

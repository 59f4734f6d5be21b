"""Which picture stands for which genre."""

from __future__ import annotations

from random import Random

from pages.covers import patterns, places, things
from pages.covers.shapes import Motif
from recommender.types import Item, Kind

# From the most telling genre to the least: an item is drawn by the first of these that it has.
BY_GENRE: dict[str, tuple[Motif, ...]] = {
    "western": (places.mesa,),
    "landscape": (places.horizon, places.peaks),
    "abstract": (patterns.confetti, patterns.shards),
    "horror": (places.forest, patterns.shards, things.keyhole),
    "sport": (patterns.lanes,),
    "documentary": (things.aperture,),
    "musical": (things.spotlight, patterns.confetti),
    "science fiction": (things.orbit,),
    "war": (patterns.shards, places.horizon),
    "nature": (things.branch, places.tree),
    "metal": (patterns.shards,),
    "punk": (patterns.shards, patterns.rays),
    "ambient": (places.horizon, places.waves),
    "classical": (things.staff,),
    "bossa nova": (places.waves,),
    "reggae": (places.horizon,),
    "blues": (places.rain, things.spotlight),
    "jazz": (things.spotlight, things.vinyl),
    "latin": (patterns.confetti, things.vinyl),
    "disco": (patterns.confetti, things.vinyl),
    "funk": (patterns.confetti, things.vinyl),
    "electronic": (things.equaliser,),
    "hip hop": (things.equaliser,),
    "ballad": (patterns.petals, places.rain, places.window),
    "folk": (things.branch, places.tree, places.peaks),
    "country": (places.mesa, places.road),
    "soul": (things.vinyl, patterns.petals),
    "indie": (places.waves, things.vinyl),
    "rock": (patterns.rays, things.vinyl, things.equaliser, places.road),
    "pop": (things.vinyl, patterns.confetti, patterns.duet),
    "philosophy": (places.horizon, places.arches, places.tree),
    "science": (things.orbit,),
    "mystery": (things.keyhole, things.blinds),
    "crime": (things.blinds, places.city),
    "thriller": (things.blinds, things.keyhole),
    "fantasy": (places.castle, places.peaks, places.arches),
    "children": (patterns.balloons, places.ship),
    "animation": (patterns.balloons, places.castle),
    "music": (things.spotlight, things.equaliser),
    "action": (patterns.rays,),
    "adventure": (places.ship, places.peaks, places.road),
    "history": (places.arches,),
    "poem": (things.verse, things.branch),
    "comedy": (patterns.confetti, patterns.balloons),
    "romance": (patterns.duet, patterns.petals),
    "memoir": (things.pages,),
    "essay": (things.pages,),
    "drama": (places.city, places.rain, places.horizon, places.window, places.tree, places.road),
    "family": (patterns.balloons, places.tree),
    "short story": (things.pages,),
}
BY_KIND: dict[str, tuple[Motif, ...]] = {
    Kind.FILM: (things.spotlight,),
    Kind.SONG: (things.vinyl,),
    Kind.BOOK: (things.pages,),
    Kind.READ: (things.pages,),
    Kind.MUSIC: (things.vinyl,),
    Kind.PICTURE: (places.horizon,),
}


def motif_of(item: Item, random: Random) -> Motif:
    """The picture for an item: by its most telling genre, else by its kind."""
    telling = next((genre for genre in BY_GENRE if genre in item.genres), None)
    return random.choice(BY_KIND.get(item.kind, (things.pages,)) if telling is None else BY_GENRE[telling])

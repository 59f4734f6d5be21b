"""What is true of an item by itself, as messages: what happens in it, what it is about, which moods it holds."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from emotion.message import Message
from recommender.catalogue.moods import MOODS
from recommender.catalogue.vocabulary import THEMES
from recommender.ranking.arcs import arc_of
from recommender.ranking.describing import noun
from recommender.types import Item

NAMED = 2
"""So many moods and themes are named of an item."""

LATER, AGAIN = 0.05, 0.4
"""How much further from the moment a mood counts for each that is named before it in the catalogue, and for each time
the list has said it."""

SOFT_AROUSAL = 0.3
"""How lively a mood may be that is spoken of to somebody low."""

SHORTEST = 3
"""A sentence that would end on a part of fewer words is left whole: an enumeration is not cut in two."""

LONG_FILM = 165
"""Minutes from which a film is worth calling long."""

HARMLESS_KINDS = frozenset({"film", "book"})
"""Of these it is worth a word that nobody is harmed in them."""

_PROMISED = {"romance": "love", "poem": "poetry"}
"""What a genre is about, by another name than its own."""

_WORD = r"(?:(?:very|so|too|[a-z]+ly) )?[a-z][\w'-]*(?<![a-rtv-z]s)"
_SOUNDS = re.compile(rf"(.{{15,}}?), (?:{_WORD}, )*{_WORD} and {_WORD}")


@lru_cache(maxsize=4096)
def subject(item: Item) -> Message:
    """What happens in it, in the catalogue's own words where it has some; else what it is and is about."""
    about = {
        "item": Message("item-plain", {"noun": noun(item, lasting=False)}),
        "themes": tuple(map(theme, themes_of(item))),
    }
    happens = happening(item.description)
    return Message("subject-told", about | {"happens": happens}) if happens else Message("subject", about)


def happening(description: str) -> str:
    """A sentence without its full stop, and without how it sounds where it ends on that."""
    sentence = description.strip().removesuffix(".")
    parts = _SOUNDS.fullmatch(sentence)
    if parts is None:
        return sentence
    sounds = re.findall(r"[a-z][\w'-]*", sentence[parts.end(1) :].replace(" and ", ", "))
    cut_short = len(parts[1].rpartition(", ")[2].split()) < SHORTEST
    return sentence if cut_short and not MOODS.keys() >= set(sounds) else parts[1]


def themes_of(item: Item) -> list[str]:
    """What it is about, as far as there are words for that in every language and its genre does not say it already."""
    genre = item.genres[0] if item.genres else ""
    told = {genre, _PROMISED.get(genre)}
    return [name for name in item.themes if name in THEMES and name not in told][:NAMED]


def theme(name: str) -> Message:
    """What a theme is called."""
    return Message(f"theme-{re.sub('[^a-z]+', '-', name.lower())}")


def mood(name: str) -> Message:
    """What a mood is called."""
    return Message(f"word-{name}")


def moods_of(
    item: Item, moment: tuple[float, float], softly: bool = False, said: Counter[str] | None = None
) -> list[str]:
    """The item's moods, those first that lie nearest to a moment on the affect plane and that a list has not said yet.

    softly: only such as one may speak of to somebody low.
    """
    said = said or Counter()
    names = [name for name in item.moods if name in MOODS and not (softly and not soft(name))]

    def distance(name: str) -> float:
        away = math.dist((MOODS[name].valence, MOODS[name].arousal), moment)
        return away + LATER * names.index(name) + AGAIN * said[name]

    return sorted(names, key=distance)


def soft(name: str) -> bool:
    """Whether a mood may be spoken of to somebody low."""
    return MOODS[name].arousal <= SOFT_AROUSAL and not MOODS[name].flippant


def turns(arc: Sequence[str]) -> Message:
    """How an arc goes, as the end of a sentence about the item."""
    return Message("fact-turns", {"begins": mood(arc[0]), "ends": mood(arc[1])})


def facts(item: Item, softly: bool = False) -> Iterator[Message]:
    """What else is worth a word, the most telling first, each as the end of a sentence about the item."""
    arc = arc_of(item)
    if arc and MOODS[arc[1]].valence > MOODS[arc[0]].valence and not (softly and not all(map(soft, arc))):
        yield turns(arc)
    if item.people:
        yield Message("fact-with", {"person": item.people[0]})
    if item.content == () and item.kind in HARMLESS_KINDS:
        yield Message("fact-harmless")
    if item.kind == "film" and item.minutes and item.minutes >= LONG_FILM:
        yield Message("fact-long")

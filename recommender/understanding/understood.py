"""What is understood of a comment, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from emotion.types import Emotion


class Tone(StrEnum):
    """What a person may ask to have more or less of."""

    FUNNY = "funny"
    SAD = "sad"
    CALM = "calm"
    ENERGETIC = "energetic"
    DARK = "dark"
    DANCEABLE = "danceable"
    CHEERFUL = "cheerful"
    UPLIFTING = "uplifting"
    ROMANTIC = "romantic"
    SCARY = "scary"
    VIOLENT = "violent"
    SERIOUS = "serious"
    MOVING = "moving"


@dataclass(frozen=True)
class Request:
    """What a comment asks for.

    kinds and genres are the catalogue's names, like its titles, people its names where it has them. Years are both
    included, as are minutes. more and less hold tones. undo takes wishes back: those that `undone` names, else the
    last comment's, or all of them with `start_over`. pace is -1 for "shorter", 1 for "longer", of the list shown.
    missed are words that seem to ask for something, too, and are not understood; alone they ask for nothing.
    """

    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    not_genres: tuple[str, ...] = ()
    min_year: int | None = None
    max_year: int | None = None
    min_minutes: int | None = None
    max_minutes: int | None = None
    people: tuple[str, ...] = ()
    not_people: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    undo: bool = False
    undone: tuple[str, ...] = ()
    start_over: bool = False
    pace: int = 0
    missed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return replace(self, missed=()) != Request()

    def as_json(self) -> dict[str, Any]:
        """Only what applies: of an undo nothing else, `like` as one title, and nothing that needs a page."""
        if self.undo:
            return {"undo": True}
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        kept = {name: value for name, value in found.items() if name not in _INNER and value not in ((), None)}
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}
        return plain | ({"like": self.like[0]} if self.like else {})


_INNER = ("undo", "undone", "start_over", "pace", "missed")


@dataclass(frozen=True)
class Understood:
    """A comment, read.

    language is "en", "de", "es", "fr" or "unknown". about_self: it states the writer's own feeling of now. crisis: it
    speaks of despair or of harming oneself. valence and arousal lie in [-1, 1]; they and emotion are what the words
    sound like, whoever feels so. certainty in [0, 1] is the emotion's probability. bereaved: it tells of the death of
    somebody close.
    """

    language: str
    about_self: bool
    crisis: bool
    emotion: Emotion
    valence: float
    arousal: float
    certainty: float
    request: Request
    bereaved: bool = False

    def as_json(self) -> dict[str, Any]:
        """The keys that `understand` prints."""
        return {
            "language": self.language,
            "about_self": self.about_self,
            "crisis": self.crisis,
            "emotion": str(self.emotion),
            "valence": round(self.valence, 3),
            "arousal": round(self.arousal, 3),
            "request": self.request.as_json(),
        }


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values in the order in which they first come, each once."""
    return tuple(dict.fromkeys(values))

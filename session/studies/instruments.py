"""Questionnaires: what they ask, on what scale, and how their answers become scores. One file of assets each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from session.studies.located import FileError, PlaceError, read, suggestion

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "studies" / "instruments"

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""Lower-case letters and digits in groups, with hyphens between them."""

Words = dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], str]
"""What is said, by the language's code."""

Answer = int | float | str


class Part(BaseModel):
    """What every part of a file is: it holds no key besides those named, and is never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Scale(Part):
    """How an item is answered. choice: one of the whole numbers from low to high, which ends and, where they are given,
    labels name. slider: any place between the ends, in hundredths of the way. text: words of one's own."""

    kind: Literal["choice", "slider", "text"] = "choice"
    low: int = 1
    high: int = 7
    labels: dict[int, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Scale:
        if self.low >= self.high:
            raise PlaceError(f"low ({self.low}) must be below high ({self.high})", "low")
        beyond = [value for value in self.labels if not self.low <= value <= self.high]
        if beyond:
            raise PlaceError(f"{beyond[0]} is not on the scale from {self.low} to {self.high}", "labels", beyond[0])
        return self

    def holds(self, answer: object) -> bool:
        """Whether this is an answer on the scale."""
        if self.kind == "text":
            return isinstance(answer, str)
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            return False
        whole = isinstance(answer, int) or (self.kind == "slider" and math.isfinite(answer))
        return whole and self.low <= answer <= self.high


class Item(Part):
    """One question. ends are the words at low and at high, where the scale names none for all; reversed: the more, the
    less of what it is scored for. It may stay without an answer where it is optional."""

    name: Name
    words: Words = Field(default_factory=dict)
    ends: tuple[Words, Words] | None = None
    reversed: bool = False
    optional: bool = False


class Score(Part):
    """The mean of some items' answers, or of all, carried over from the scale to this range."""

    items: tuple[Name, ...] = ()
    range: tuple[float, float]


class Instrument(Part):
    """A questionnaire. Where its licence forbids its words, items have none and missing says how to add them."""

    name: Name
    title: str
    source: str
    licence: str
    missing: str = ""
    ask: Words = Field(default_factory=dict)
    scale: Scale = Scale()
    items: tuple[Item, ...] = Field(min_length=1)
    scores: dict[Name, Score] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known_items(self) -> Instrument:
        names = [item.name for item in self.items]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise PlaceError(f"{twice!r} names two items", "items", len(names) - 1 - names[::-1].index(twice), "name")
        for name, score in self.scores.items():
            for place, item in enumerate(score.items):
                if item not in names:
                    raise PlaceError(f"{item!r} is no item; {suggestion(item, names)}", "scores", name, "items", place)
        return self

    def scored(self, answers: Mapping[str, Answer]) -> dict[str, float | None]:
        """Each score by its name; None where an answer that it needs is missing."""
        return {name: self._score(score, answers) for name, score in self.scores.items()}

    def _score(self, score: Score, answers: Mapping[str, Answer]) -> float | None:
        low, high = self.scale.low, self.scale.high
        items = [item for item in self.items if not score.items or item.name in score.items]
        given = [answers.get(item.name) for item in items]
        if not all(self.scale.holds(answer) for answer in given):
            return None
        numbers = [float(own) for own in given]
        towards = [low + high - own if item.reversed else own for item, own in zip(items, numbers, strict=True)]
        share = (sum(towards) / len(towards) - low) / (high - low)
        return score.range[0] + share * (score.range[1] - score.range[0])

    def languages(self) -> set[str]:
        """The languages in which all of it has words."""
        every = [self.ask, *(item.words for item in self.items if item.words)]
        every += [end for item in self.items for end in item.ends or ()] + list(self.scale.labels.values())
        return set.intersection(*(set(words) for words in every)) if every else set()


def instrument(name: str, folder: Path = FOLDER) -> Instrument:
    """The questionnaire of this name: one of one's own that lies in the folder, or else the one that is shipped.

    Raises FileError for a name that none has, and for one whose words its licence forbids to ship.
    """
    file = next((file for file in (folder / f"{name}.yaml", FOLDER / f"{name}.yaml") if file.is_file()), None)
    if file is None:
        raise FileError(f"no questionnaire is named {name!r}; {suggestion(name, names(folder))}")
    found = read(file, Instrument)
    if found.missing:
        raise FileError(f"{file}: {found.title} has no words here, as {found.licence}: {found.missing}")
    return found


def names(folder: Path = FOLDER) -> list[str]:
    """The names of all there are, those without words among them."""
    return sorted({file.stem for where in (FOLDER, folder) for file in where.glob("*.yaml")})

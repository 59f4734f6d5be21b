"""A story as its file states it: who it is about, and chapter by chapter how they look, sound, and what they do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from emotion.types import EMOTIONS
from recommender.types import Goal
from session.studies.instruments import Name, Part, Words
from session.studies.located import OneOf, read

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "stories"

AWAY: Literal["away"] = "away"
"""Stands for a sense that has nothing to read: no face in view, nobody speaking."""

Share = Annotated[float, Field(gt=0, le=1)]
Look = dict[Annotated[str, OneOf(map(str, EMOTIONS))], Share] | Literal["away"]
"""What a sense reads: shares of emotions that sum to at most 1, the rest spread evenly over all; or nothing."""

Rank = Annotated[int, Field(ge=1, le=10)]
Side = Annotated[float, Field(ge=-1, le=1)]


class Deed(Part):
    """One thing the person does, `at` s after their chapter began: they write, say how they feel as (valence, arousal),
    choose a goal, hold the list or let it go, or like, wave away or open what stands at a rank."""

    at: Annotated[float, Field(ge=0)] = 0.0
    says: Words | None = None
    feels: tuple[Side, Side] | None = None
    wants: Goal | None = None
    holds: bool | None = None
    likes: Rank | None = None
    refuses: Rank | None = None
    opens: Rank | None = None


class Chapter(Part):
    """A stretch of a story of so many seconds. notice: what to look at; note: what a presenter may say.

    face and voice glide to what they are in `glide` s; where they are not given they stay as they were.
    """

    title: Words
    notice: Words
    note: Words
    seconds: Annotated[float, Field(gt=0)]
    glide: Annotated[float, Field(ge=0)] = 2.0
    face: Look | None = None
    voice: Look | None = None
    does: tuple[Deed, ...] = ()


class Story(Part):
    """One written person, and what happens to them."""

    name: Name
    person: Words
    about: Words
    goal: Goal = Goal.FOR_YOU
    chapters: tuple[Chapter, ...] = Field(min_length=1)

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return sum(chapter.seconds for chapter in self.chapters)

    def begins(self, chapter: int) -> float:
        """When a chapter, counted from 1, begins, in s since the story did. Raises IndexError for one there is not."""
        if not 1 <= chapter <= len(self.chapters):
            raise IndexError(f"{self.name} has {len(self.chapters)} chapters, none of number {chapter}")
        return sum(one.seconds for one in self.chapters[: chapter - 1])

    def chapter_at(self, time: float) -> int:
        """The number, from 1, of the chapter that goes on at a time in s."""
        begun = [number for number in range(1, len(self.chapters) + 1) if self.begins(number) <= time]
        return begun[-1] if begun else 1

    def deeds_between(self, first: float, last: float) -> list[Deed]:
        """What is done after a time and until another, both in s since the story began, in order."""
        timed = [
            (self.begins(number) + deed.at, deed)
            for number, chapter in enumerate(self.chapters, start=1)
            for deed in chapter.does
        ]
        return [deed for at, deed in sorted(timed, key=lambda pair: pair[0]) if first < at <= last]


@lru_cache(maxsize=1)
def stories() -> dict[str, Story]:
    """All stories by name. Raises FileError for a broken file."""
    found = [read(file, Story) for file in sorted(FOLDER.glob("*.yaml"))]
    return {story.name: story for story in found}

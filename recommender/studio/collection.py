"""The collection that comes with the demo: which items can be played, shown or read on the spot, and their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

STUDIO = Path(__file__).resolve().parents[2] / "assets" / "studio"
"""`music/` and `pictures/` hold a file for each item, under its id; `words/` one for each language, the title first."""


class Medium(StrEnum):
    """How an item can be enjoyed on the spot."""

    SOUND = "sound"
    PICTURE = "picture"
    WORDS = "words"


_FILES = {Medium.SOUND: ("music", ".opus"), Medium.PICTURE: ("pictures", ".webp")}


@dataclass(frozen=True)
class Media:
    """What there is of an item: a file, or its words by language code."""

    medium: Medium
    file: Path | None = None
    words: dict[str, str] = field(default_factory=dict)


def media_of(item_id: str) -> Media | None:
    """What can be played, shown or read of an item; None where there is nothing."""
    return _all().get(item_id)


@cache
def _all() -> Mapping[str, Media]:
    found = {
        file.stem: Media(medium, file)
        for medium, (folder, ending) in _FILES.items()
        for file in sorted((STUDIO / folder).glob(f"*{ending}"))
    }
    for file in sorted((STUDIO / "words").glob("*.*.txt")):
        item_id, language, _ = file.name.split(".")
        words = found.setdefault(item_id, Media(Medium.WORDS)).words
        words[language] = file.read_text(encoding="utf-8")
    return found

"""The collection that comes with the demo: which items can be played, shown or read on the spot, and their files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from recommender.studio import brought

STUDIO = Path(__file__).resolve().parents[2] / "assets" / "studio"
"""`music/` and `pictures/` hold a file for each item, under its id; `words/` one for each language, the title first.

`editions.toml` says where the words come from that were not written for the collection.
"""


class Medium(StrEnum):
    """How an item can be enjoyed on the spot."""

    SOUND = "sound"
    PICTURE = "picture"
    WORDS = "words"


MOST_READ = 200_000
"""Characters of a brought text that are shown."""

_FILES = {Medium.SOUND: ("music", ".opus"), Medium.PICTURE: ("pictures", ".webp")}


@dataclass(frozen=True)
class Media:
    """What there is of an item: a file, or its words by language code; of words by others, the edition they follow."""

    medium: Medium
    file: Path | None = None
    words: dict[str, str] = field(default_factory=dict)
    edition: str | None = None


def media_of(item_id: str, named: str | None = None) -> Media | None:
    """What can be played, shown or read of an item; None where there is nothing.

    named: what its catalogue names for it, see `brought`.
    """
    file = brought.file(named)
    return _all().get(item_id) if file is None else _brought(file)


@lru_cache(maxsize=64)
def _brought(file: Path) -> Media:
    ending = file.suffix.lower()
    if ending in brought.WORDS:
        return Media(Medium.WORDS, words={"": "\n" + file.read_text(encoding="utf-8", errors="replace")[:MOST_READ]})
    return Media(Medium.SOUND if ending in brought.SOUNDS else Medium.PICTURE, file)


@cache
def _all() -> Mapping[str, Media]:
    found = {
        file.stem: Media(medium, file)
        for medium, (folder, ending) in _FILES.items()
        for file in sorted((STUDIO / folder).glob(f"*{ending}"))
    }
    editions = tomllib.loads((STUDIO / "editions.toml").read_text(encoding="utf-8"))
    for file in sorted((STUDIO / "words").glob("*.*.txt")):
        item_id, language, _ = file.name.split(".")
        media = Media(Medium.WORDS, edition=editions.get(item_id, {}).get("edition"))
        found.setdefault(item_id, media).words[language] = file.read_text(encoding="utf-8")
    return found

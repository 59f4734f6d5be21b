"""Files that a brought catalogue names for its items: only in the folder that the operator opens for that."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

FOLDER = "ATTUNE_MEDIA"
"""Names the folder; without it no path leads anywhere."""

SOUNDS = frozenset({".opus", ".ogg", ".mp3", ".flac", ".wav"})
PICTURES = frozenset({".webp", ".png", ".jpg", ".jpeg"})
WORDS = frozenset({".txt"})
ENDINGS = SOUNDS | PICTURES | WORDS
"""What a name may end in; nothing in it can run in a browser."""

LONGEST = 500


def address(named: str | None) -> str | None:
    """Where on the web something lies, if an item names such a place. Nothing here ever asks there."""
    return named if named is not None and _is_address(named) else None


def usable(named: str) -> bool:
    """Whether a catalogue may name this: an address on the web, or a path within a folder to a file of ENDINGS."""
    if len(named) > LONGEST:
        return False
    path = PurePosixPath(named)
    within = not path.is_absolute() and ".." not in path.parts and "\\" not in named and ":" not in named
    return _is_address(named) or (within and path.suffix.lower() in ENDINGS)


def folder() -> Path | None:
    """The folder that is open."""
    named = os.environ.get(FOLDER, "").strip()
    return Path(named).resolve() if named else None


def file(named: str | None) -> Path | None:
    """The file that an item names; None for one that is not there or not in the folder."""
    return _file(folder(), named) if named is not None else None


@lru_cache(maxsize=4096)
def _file(folder: Path | None, named: str) -> Path | None:
    if folder is None or _is_address(named) or not usable(named):
        return None
    found = (folder / named).resolve()
    return found if found.is_relative_to(folder) and found.is_file() else None


def _is_address(named: str) -> bool:
    try:
        place = urlsplit(named)
    except ValueError:
        return False
    return place.scheme in ("http", "https") and bool(place.netloc)

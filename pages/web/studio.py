"""The files of the collection that comes with the demo, served by the demo itself."""

from __future__ import annotations

from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from recommender.studio.collection import STUDIO

PATH = "/studio"

ROUTE = Mount(PATH, StaticFiles(directory=STUDIO))


def address(file: Path) -> str:
    """Where a browser finds a file of the collection, on this server."""
    return f"{PATH}/{file.relative_to(STUDIO).as_posix()}"

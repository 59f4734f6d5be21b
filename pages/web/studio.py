"""The files of the collection that comes with the demo, and the music made in a sitting, served by the demo itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pages.web import browser
from recommender.studio import brought
from recommender.studio.collection import STUDIO

PATH = "/studio"

ROUTE = Mount(PATH, StaticFiles(directory=STUDIO))

BROUGHT = "/brought"


def address(file: Path) -> str:
    """Where a browser finds a file of the collection, or of the folder that the operator opened, on this server."""
    if file.is_relative_to(STUDIO):
        return f"{PATH}/{file.relative_to(STUDIO).as_posix()}"
    folder = brought.folder()
    assert folder is not None, "a file of neither folder has no address"
    return f"{BROUGHT}/{quote(file.relative_to(folder).as_posix())}"


async def _brought(request: Request) -> Response:
    """A file of the folder that the operator opened, if catalogues may name it."""
    file = await asyncio.to_thread(brought.file, request.path_params["named"])
    return Response(status_code=404) if file is None else FileResponse(file)


BROUGHT_ROUTE = Route(f"{BROUGHT}/{{named:path}}", _brought)


MADE = "/made"


def made_route(find: Callable[[str, str], bytes | None]) -> Route:
    """Music that was made in a sitting, for the browser whose sitting it is and for nobody else.

    find gives it by the browser's secret and what the music goes by.
    """

    def answer(request: Request) -> Response:
        data = find(browser.sent(request.scope), request.path_params["name"])
        if data is None:
            return Response(status_code=404)
        return Response(data, media_type="audio/ogg", headers={"cache-control": "no-store"})

    return Route(f"{MADE}/{{name}}", answer)

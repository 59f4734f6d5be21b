"""What the browser that shows a camera is told of it: where the face is, as often as it is read, and what to send.

The page's own drawings come too seldom to follow a face, and a picture that is sent back has to be encoded for it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pages.web import browser
from session.sitting.ladder import RUNGS

if TYPE_CHECKING:
    from emotion.types import Box
    from session.protocol import Sitting

PATH = "/face"

EVERY_S = 0.1
"""Seconds between looks; nothing is told where the face has not been read anew."""

LASTS_S = 5.0
"""An answer ends after so many seconds, and the browser is told to ask again: a server that is to end waits for it."""

HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}  # a proxy is to hold nothing back

_shown = WeakValueDictionary[str, "Sitting"]()
"""The sitting whose camera each browser shows, by the browser's secret."""


def shows(secret: str, session: Sitting) -> None:
    """A browser has the camera of this sitting from now on."""
    _shown[secret] = session


async def told(secret: str) -> AsyncIterator[str]:
    """Server-sent events on a browser's sitting, for LASTS_S: `face`, a box as `as_json` writes it; `send`, as
    [width, height, a second], which picture the server wants."""
    yield "retry: 1000\n\n"
    until, last = time.monotonic() + LASTS_S, ("", "")
    while time.monotonic() < until and (session := _shown.get(secret)) is not None and not session.closed:
        snapshot = session.snapshot()
        rung = RUNGS[snapshot.health.rung]
        now = as_json(snapshot.box), json.dumps([rung.width, rung.height, rung.faces])
        for name, before, data in zip(("face", "send"), last, now, strict=True):
            if data != before:
                yield f"event: {name}\ndata: {data}\n\n"
        last = now
        del session
        await asyncio.sleep(EVERY_S)
    yield "event: again\ndata:\n\n"


def as_json(box: Box | None) -> str:
    """[x, y, width, height, [[x, y], ...]] with the landmarks last, all as shares of the picture; null without one."""
    if box is None:
        return "null"
    return json.dumps(
        [
            *(round(side, 4) for side in (box.x, box.y, box.width, box.height)),
            [[round(x, 4), round(y, 4)] for x, y in box.landmarks],
        ]
    )


async def _answer(request: Request) -> Response:
    secret = browser.sent(request.scope)
    session = _shown.get(secret)
    if session is None or session.closed:
        return Response(status_code=204)  # which tells a browser to ask no more
    return StreamingResponse(told(secret), media_type="text/event-stream", headers=HEADERS)


ROUTE = Route(PATH, _answer)

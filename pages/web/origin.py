"""Whose requests are served: those of pages that this server sent itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class SameOriginMiddleware:
    """Refuses what another site's page asks for, WebSockets included, with status 403.

    A browser names the page's site in Origin and this server in Host; the two must agree. An Origin that agrees is
    taken out of the request, since Streamlit judges one by looking up the server's own public address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None:
                if urlsplit(origin).netloc != headers.get("host"):
                    await PlainTextResponse("Another site's page asks.", status_code=403)(scope, receive, send)
                    return
                scope = {**scope, "headers": list(scope["headers"])}
                del MutableHeaders(scope=scope)["origin"]
        await self._app(scope, receive, send)

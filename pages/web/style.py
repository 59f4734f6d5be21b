"""The product's stylesheet in the head of its page: one that came later would move what is drawn already."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STYLE = Path(__file__).resolve().parents[1] / "style.css"

_END = b"</head>"
_OF_THE_FILE = ("etag", "last-modified", "content-length")
"""Headers that speak of the page without the stylesheet."""


class StyleMiddleware:
    """Puts STYLE into every HTML answer that has a head."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._style = b"<style>" + STYLE.read_bytes() + b"</style>"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app(scope | {"headers": plain}, receive, _Styled(send, self._style))


class _Styled:
    """Sends one answer on, with the stylesheet where it is HTML."""

    def __init__(self, send: Send, style: bytes) -> None:
        self._send = send
        self._style = style
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = self._body.replace(_END, self._style + _END, 1)
        headers = MutableHeaders(raw=[pair for pair in start["headers"] if pair[0].decode() not in _OF_THE_FILE])
        if self._body:
            headers["content-length"] = str(len(body))
        await self._send(start | {"headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")

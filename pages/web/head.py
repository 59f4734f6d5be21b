"""What stands in the head of a page from the first."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STYLE = Path(__file__).resolve().parents[1] / "style.css"
"""The product's stylesheet: one that came later would move what is drawn already."""

SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("camera.js", "picture.js"))
CAMERA = "/component/streamlit_webrtc."
"""What the page of the component that asks for camera and microphone is given, and where that lies."""

_END = b"</head>"
_OF_THE_FILE = ("etag", "last-modified", "content-length")
"""Headers that speak of the page as it is in its file."""


class HeadMiddleware:
    """Completes the head of every HTML answer: of the product's pages with STYLE, of the camera's with SCRIPTS."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._style = b"<style>" + STYLE.read_bytes() + b"</style>"
        self._script = b"".join(b"<script>" + script.read_bytes() + b"</script>" for script in SCRIPTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        adds = self._script if CAMERA in scope["path"] else self._style
        await self._app({**scope, "headers": plain}, receive, _Completed(send, adds))


class _Completed:
    """Sends one answer on, with what its head lacks where it is HTML."""

    def __init__(self, send: Send, adds: bytes) -> None:
        self._send = send
        self._adds = adds
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
        body = self._body.replace(_END, self._adds + _END, 1)
        headers = MutableHeaders(raw=[pair for pair in start["headers"] if pair[0].decode() not in _OF_THE_FILE])
        if self._body:
            headers["content-length"] = str(len(body))
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")

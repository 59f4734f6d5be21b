"""Whether the page of a sitting is still connected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.web import browser


class PresenceMiddleware:
    """Tells of every browser whether any page of it is connected: `tell(secret, alive)`, which must not wait."""

    def __init__(self, app: ASGIApp, tell: Callable[[str, bool], None]) -> None:
        self._app = app
        self._tell = tell
        self._connected: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        secret = browser.sent(scope) if scope["type"] == "websocket" else ""
        if not secret:
            await self._app(scope, receive, send)
            return
        self._connected[secret] += 1
        self._tell(secret, True)
        try:
            await self._app(scope, receive, send)
        finally:
            self._connected[secret] -= 1
            if not self._connected[secret]:
                del self._connected[secret]
                self._tell(secret, False)

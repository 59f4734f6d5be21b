"""Which browser asks: a secret that only it and this server know, in a cookie no script can read."""

from __future__ import annotations

import re
import secrets

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "attune"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 random bits, as new_secret writes them
_WITHOUT_COOKIES = "browser_secret"


def new_secret() -> str:
    """256 random bits as text that a cookie may hold."""
    return secrets.token_urlsafe(32)


def secret() -> str:
    """The secret of the browser whose page runs; of this tab alone where the browser keeps no cookies."""
    kept = st.context.cookies.get(COOKIE, "")
    if _SECRET.fullmatch(kept):
        return kept
    return st.session_state.setdefault(_WITHOUT_COOKIES, new_secret())


class BrowserCookieMiddleware:
    """Gives every browser its secret with the first page, until the browser is closed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = _cookie(secure=scope["scheme"] == "https")
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, with_cookie if scope["type"] == "http" and _is_new(scope) else send)


def _is_new(scope: Scope) -> bool:
    """Whether a browser asks for a page, even one it has stored, and sends no secret."""
    headers = Headers(scope=scope)
    sent = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    return "text/html" in headers.get("accept", "") and not _SECRET.fullmatch(sent)


def _cookie(secure: bool) -> str:
    # Lax, as a link from elsewhere would otherwise come without the cookie and be given another.
    answer = Response()
    answer.set_cookie(COOKIE, new_secret(), httponly=True, samesite="lax", secure=secure)
    return answer.headers["set-cookie"]

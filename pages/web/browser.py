"""Which browser asks: a secret that only it and this server know, in a cookie no script can read."""

from __future__ import annotations

import contextlib
import re
import secrets
from collections import deque

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "attune"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 random bits, as new_secret writes them
WITHOUT_COOKIES = "browser_secret"
"""Where the secret of a tab lies whose browser keeps no cookies."""

_new: deque[str] = deque(maxlen=10_000)
"""Secrets given out since the server started with which no sitting was begun, the latest of them."""


def new_secret() -> str:
    """256 random bits as text that a cookie may hold, for a browser that has none."""
    _new.append(secrets.token_urlsafe(32))
    return _new[-1]


def secret() -> str:
    """The secret of the browser whose page runs; of this tab alone where the browser keeps no cookies."""
    kept = st.context.cookies.get(COOKIE, "")
    if _SECRET.fullmatch(kept):
        return kept
    if WITHOUT_COOKIES not in st.session_state:
        st.session_state[WITHOUT_COOKIES] = new_secret()
    return st.session_state[WITHOUT_COOKIES]


def is_new() -> bool:
    """Whether this browser has no sitting in this process: it was given its secret just now and has begun none here.

    It may have begun one in another process: of several, the first page may come from one and all else from another.
    """
    return secret() in _new


def begun() -> None:
    """Note that this browser has begun a sitting."""
    with contextlib.suppress(ValueError):
        _new.remove(secret())


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

        await self._app(scope, receive, with_cookie if _asks_anew(scope) else send)


def sent(scope: Scope) -> str:
    """The secret that a request holds; empty where it holds none."""
    kept = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE, "")
    return kept if _SECRET.fullmatch(kept) else ""


def _asks_anew(scope: Scope) -> bool:
    """Whether a browser asks for a page, even one it has stored, and sends no secret."""
    asks = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
    return asks and not sent(scope)


def _cookie(secure: bool) -> str:
    # Lax, as a link from elsewhere would otherwise come without the cookie and be given another.
    answer = Response()
    answer.set_cookie(COOKIE, new_secret(), httponly=True, samesite="lax", secure=secure)
    return answer.headers["set-cookie"]

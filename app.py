"""The demo as a web application: what every request passes on its way to the pages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from streamlit.starlette import App

from pages.parts.shared import resources
from pages.web import face, metrics, presses, studio
from pages.web.browser import BrowserCookieMiddleware
from pages.web.head import HeadMiddleware
from pages.web.headers import SecurityHeadersMiddleware
from pages.web.origin import SameOriginMiddleware
from pages.web.presence import PresenceMiddleware

presses.keep()


@asynccontextmanager
async def lifespan(_: App) -> AsyncIterator[None]:
    """Load what the first list needs before anybody is answered: beside a browser it would take twice as long.

    At the end write what waits, so that another process can go on with all sittings.
    """
    await asyncio.to_thread(resources.warm_up().done.wait)
    yield
    await asyncio.to_thread(resources.end)


app = App(
    "pages/navigation.py",
    lifespan=lifespan,
    routes=[
        face.ROUTE,
        studio.ROUTE,
        studio.BROUGHT_ROUTE,
        studio.made_route(resources.made),
        metrics.route(resources.health),
    ],
    middleware=[
        Middleware(SecurityHeadersMiddleware),
        # Only under its own names, or a stranger's name that points at this machine would be of the same origin.
        Middleware(TrustedHostMiddleware, allowed_hosts=st.get_option("server.allowedHosts"), www_redirect=False),
        Middleware(SameOriginMiddleware),
        Middleware(BrowserCookieMiddleware),
        Middleware(HeadMiddleware),
        Middleware(PresenceMiddleware, tell=resources.watch),
    ],
)

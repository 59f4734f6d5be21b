"""The demo as a web application: what every request passes on its way to the pages."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from streamlit.starlette import App

from pages.web.browser import BrowserCookieMiddleware
from pages.web.headers import SecurityHeadersMiddleware
from pages.web.origin import SameOriginMiddleware

app = App(
    "pages/navigation.py",
    middleware=[
        Middleware(SecurityHeadersMiddleware),
        # Only under its own names, or a stranger's name that points at this machine would be of the same origin.
        Middleware(TrustedHostMiddleware, allowed_hosts=st.get_option("server.allowedHosts"), www_redirect=False),
        Middleware(SameOriginMiddleware),
        Middleware(BrowserCookieMiddleware),
    ],
)

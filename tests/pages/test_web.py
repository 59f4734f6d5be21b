"""Who is answered, and what every answer tells the browser; the answers of the real server are in tests/browser."""

from __future__ import annotations

import asyncio
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from pages.web.browser import BrowserCookieMiddleware
from pages.web.head import CAMERA, SCRIPTS, STYLE, HeadMiddleware
from pages.web.headers import HEADERS, SecurityHeadersMiddleware
from pages.web.origin import SameOriginMiddleware
from pages.web.presence import PresenceMiddleware

HOST = "demo.example:8501"
ROOT = Path(__file__).resolve().parents[2]


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers with the names of the request's headers."""
    await PlainTextResponse(",".join(name.decode() for name, _ in scope["headers"]))(scope, receive, send)


def ask(
    app: Any, kind: str = "http", scheme: str = "http", path: str = "/", **headers: str
) -> tuple[int, dict[str, str], str]:
    """Status, headers and body that an application answers a request with."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    named = [(name.encode(), value.encode()) for name, value in ({"host": HOST} | headers).items()]
    scope = {"type": kind, "method": "GET", "path": path, "scheme": scheme, "headers": named, "extensions": {}}
    asyncio.run(app(scope, receive, send))
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], answered, sent[1]["body"].decode()


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("origin", ["http://evil.example", "http://demo.example", "http://demo.example:8502", "null"])
def test_a_request_of_another_sites_page_is_refused(kind: str, origin: str) -> None:
    assert ask(SameOriginMiddleware(echo), kind, origin=origin)[0] == 403


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_request_of_the_own_page_goes_on_without_its_origin(scheme: str) -> None:
    status, _, names = ask(SameOriginMiddleware(echo), origin=f"{scheme}://{HOST}", cookie="a=b")
    assert (status, names) == (200, "host,cookie")


def test_a_request_without_an_origin_goes_on() -> None:
    assert ask(SameOriginMiddleware(echo))[0] == 200


def test_every_answer_carries_the_security_headers() -> None:
    _, answered, _ = ask(SecurityHeadersMiddleware(echo))
    assert {name: answered.get(name.lower()) for name in HEADERS} == HEADERS
    assert "frame-ancestors 'self'" in answered["content-security-policy"]


def given(cookie: str = "", accept: str = "text/html,*/*", scheme: str = "http") -> str:
    """The cookie that a browser is given which sends another, or none."""
    sent = {"accept": accept} | ({"cookie": cookie} if cookie else {})
    return ask(BrowserCookieMiddleware(echo), scheme=scheme, **sent)[1].get("set-cookie", "")


def test_a_browsers_first_page_gives_it_a_secret_that_no_script_can_read() -> None:
    first, second = given(), given()
    assert re.fullmatch(r"attune=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", first)
    assert first != second


def test_the_secret_travels_encrypted_where_the_page_did() -> None:
    assert "Secure" in given(scheme="https")


def test_a_browser_keeps_its_secret() -> None:
    assert given(given().split(";")[0]) == ""
    assert given("other=1; " + given().split(";")[0]) == ""


@pytest.mark.parametrize("cookie", ["attune=", "attune=short", "attune=" + "!" * 43, "other=" + "a" * 43])
def test_what_is_no_secret_is_replaced(cookie: str) -> None:
    assert given(cookie).startswith("attune=")


def test_only_a_page_gives_a_secret() -> None:
    assert given(accept="image/png,*/*") == ""


def test_a_browser_counts_as_connected_until_its_last_page_is_gone() -> None:
    told: list[bool] = []

    async def two_pages(scope: Scope, receive: Receive, send: Send) -> None:
        if len(told) == 1:
            await app(scope, receive, send)
        assert False not in told

    app = PresenceMiddleware(two_pages, lambda secret, alive: told.append(alive))
    scope = {"type": "websocket", "headers": [(b"cookie", b"attune=" + b"a" * 43)]}
    asyncio.run(app(scope, None, None))
    assert told == [True, True, False]


def test_a_page_that_breaks_is_gone_and_a_stranger_is_not_told_of() -> None:
    told: list[tuple[str, bool]] = []

    async def breaks(scope: Scope, receive: Receive, send: Send) -> None:
        raise ConnectionError

    app = PresenceMiddleware(breaks, lambda secret, alive: told.append((secret, alive)))
    for cookie in (b"attune=" + b"a" * 43, b"attune=x"):
        with pytest.raises(ConnectionError):
            asyncio.run(app({"type": "websocket", "headers": [(b"cookie", cookie)]}, None, None))
    assert told == [("a" * 43, True), ("a" * 43, False)]


PAGE = "<html><head><title>Page</title></head><body></body></html>"


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    await HTMLResponse(PAGE, headers={"etag": "of the file"})(scope, receive, send)


def test_the_page_comes_with_its_stylesheet() -> None:
    _, answered, body = ask(HeadMiddleware(page), accept="text/html,*/*")
    assert body == PAGE.replace("</head>", f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>")
    assert answered["content-length"] == str(len(body.encode()))
    assert "etag" not in answered


def test_the_cameras_page_comes_with_its_script_alone() -> None:
    path = f"{CAMERA}component.webrtc_streamer/index.html"
    body = ask(HeadMiddleware(page), path=path, accept="text/html")[2]
    scripts = "".join(f"<script>{script.read_text(encoding='utf-8')}</script>" for script in SCRIPTS)
    assert body == PAGE.replace("</head>", f"{scripts}</head>")


def test_what_is_no_page_is_left_as_it_is() -> None:
    assert ask(HeadMiddleware(page), accept="*/*")[2] == PAGE
    assert ask(HeadMiddleware(echo), accept="text/html", cookie="a=b")[2] == "host,accept,cookie"


def test_the_server_listens_here_alone_takes_20_megabytes_and_reports_to_nobody() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert (config["server"]["address"], config["server"]["allowedHosts"]) == ("localhost", ["localhost", "127.0.0.1"])
    assert config["server"]["maxUploadSize"] == 20
    assert "client_max_body_size 20m;" in (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    assert config["browser"] == {"serverAddress": "localhost", "gatherUsageStats": False}

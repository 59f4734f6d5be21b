"""The demo under another name and with HTTPS, behind the proxy that docs/DEPLOY.md describes."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser import chromium, server
from tests.browser.conftest import OpenTab, Recordings
from tests.network import proxy
from tests.yardstick import slowness

HOSTS = ("--server.allowedHosts", "localhost", "--server.allowedHosts", proxy.NAME)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's address behind the proxy."""
    running = server.start(tmp_path_factory.mktemp("proxied"), *HOSTS)
    with proxy.running(tmp_path_factory.mktemp("nginx"), urlsplit(running.url).port):
        _until_open(443)
        yield f"https://{proxy.NAME}"
    running.stop()
    assert running.trouble() == []


@pytest.fixture
def remote_browser(playwright: Playwright, recordings: Recordings, link: None) -> Iterator[Browser]:
    """A browser to which the proxy's name leads to this machine."""
    flags = (f"--host-resolver-rules=MAP {proxy.NAME} 127.0.0.1, MAP * ~NOTFOUND",)
    with chromium.launch(playwright, recordings.face, recordings.speech, flags=flags) as running:
        yield running


def test_face_and_voice_are_sensed_under_the_proxys_name(tab: OpenTab, remote_browser: Browser, proxied: str) -> None:
    live = tab(browser=remote_browser, url=proxied, ignore_https_errors=True)
    live.begin()
    live.until(live.sees_picture, 20, "running picture")
    live.sure_state(40)
    cookie = next(cookie for cookie in live.page.context.cookies() if cookie["name"] == "attune")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")


def test_the_own_page_is_answered(proxied: str) -> None:
    assert _handshake(proxy.NAME, f"https://{proxy.NAME}") == 101


@pytest.mark.parametrize("site", ["https://evil.example", f"https://{proxy.NAME}.evil.example", "null"])
def test_another_sites_page_is_refused_at_once(proxied: str, site: str) -> None:
    seconds = []
    for _ in range(20):
        started = time.monotonic()
        assert _handshake(proxy.NAME, site) == 403
        seconds.append(time.monotonic() - started)
    assert min(seconds) / slowness() < 0.05


def test_another_name_gets_no_answer(proxied: str) -> None:
    assert _handshake("evil.example", "https://evil.example") is None


def test_how_the_server_does_is_told_to_nobody_outside(proxied: str) -> None:
    head = f"GET /metrics HTTP/1.1\r\nHost: {proxy.NAME}\r\nConnection: close\r\n\r\n"
    assert _status(head) == 404


def test_an_upload_of_more_than_20_megabytes_is_refused(proxied: str) -> None:
    head = f"PUT /_stcore/upload_file/nobody/file HTTP/1.1\r\nHost: {proxy.NAME}\r\nOrigin: https://{proxy.NAME}\r\n"
    answers = {size: _status(f"{head}Content-Length: {size}\r\n\r\n") for size in (21 * 2**20, 100 * 2**20)}
    assert set(answers.values()) == {413}


def _handshake(host: str, origin: str) -> int | None:
    """The status with which a WebSocket's handshake is answered through the proxy; None without an answer."""
    request = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    return _status(request)


def _status(request: str) -> int | None:
    """The status with which the proxy answers what is written to it; None without an answer."""
    anybody = ssl.create_default_context()
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", 443), timeout=5) as plain,
        anybody.wrap_socket(plain, server_hostname=proxy.NAME) as secure,
    ):
        secure.sendall(request.encode())
        answer = secure.recv(4096)
    return int(answer.split()[1]) if answer else None


def _until_open(port: int) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, f"nothing listens on port {port}"
            time.sleep(0.1)

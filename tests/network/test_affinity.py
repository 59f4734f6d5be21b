"""The proxy before two web processes keeps a browser at its server, and finds the other where that is gone."""

from __future__ import annotations

import http.server
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.network.proxied import proxy


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[tuple[str, dict[int, http.server.ThreadingHTTPServer]]]:
    """The proxy's address before two servers that answer with their own number, and the servers."""
    servers = {number: answering(number) for number in range(2)}
    with proxy(tmp_path, tuple(server.server_port for server in servers.values())) as address:
        yield address, servers
    for server in servers.values():
        server.shutdown()
        server.server_close()


def test_a_browser_stays_with_its_server_and_finds_the_other_where_that_is_gone(
    proxied: tuple[str, dict[int, http.server.ThreadingHTTPServer]],
) -> None:
    address, servers = proxied
    secrets = [f"{number:043d}" for number in range(40)]
    first = {secret: asked(address, secret) for secret in secrets}
    assert {*first.values()} == {0, 1}
    assert 8 <= sum(first.values()) <= 32, "both have their share"
    for _ in range(5):
        assert {secret: asked(address, secret) for secret in secrets} == first
    servers[0].shutdown()
    servers[0].server_close()
    after = {secret: asked(address, secret) for secret in secrets}
    assert {*after.values()} == {1}


def answering(number: int) -> http.server.ThreadingHTTPServer:
    """A server that answers with its number."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(str(number).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def asked(address: str, secret: str) -> int:
    """Which server answers the browser of this secret."""
    request = urllib.request.Request(f"{address}/", headers={"Cookie": f"attune={secret}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.read())

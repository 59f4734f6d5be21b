"""The proxy before two web processes keeps a browser at its server, and finds the other where that is gone."""

from __future__ import annotations

import http.server
import re
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[tuple[str, dict[int, http.server.ThreadingHTTPServer]]]:
    """The proxy's address before two servers that answer with their own number, and the servers."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    servers = {}
    for number, port in enumerate(("8501", "8502")):
        servers[number] = answering(number)
        text = text.replace(f"127.0.0.1:{port}", f"127.0.0.1:{servers[number].server_port}")
    port = free_port()
    # Without encryption: who is sent where does not depend on it.
    text = re.sub(r"\n *ssl_(certificate|protocols|certificate_key) .*", "", text).replace(
        "${ATTUNE_NAME}", "localhost"
    )
    text = text.replace("listen 443 ssl default_server", f"listen 127.0.0.1:{port} default_server")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("ssl_reject_handshake on;", "")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} "
        f"http {{ access_log off; {places} {text} }}",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-c", tmp_path / "nginx.conf", "-p", tmp_path])
    until_open(port)
    yield f"http://localhost:{port}", servers
    process.terminate()
    process.wait(10)
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


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def until_open(port: int) -> None:
    """Wait until something listens there."""
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.05)

"""The proxy of deploy/ as nginx runs it, without encryption, before two web processes."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"


@contextmanager
def proxy(folder: Path, ports: tuple[int, int]) -> Iterator[str]:
    """The address of a proxy before what listens on these ports, until the block ends.

    folder gets `access.log`: the browser's cookie, each server asked, the status and what was asked for.
    """
    text, port = CONFIGURATION.read_text(encoding="utf-8"), free_port()
    for named, real in zip(("8501", "8502"), ports, strict=True):
        text = text.replace(f"127.0.0.1:{named}", f"127.0.0.1:{real}")
    # Without encryption: who is sent where does not depend on it.
    text = re.sub(r"\n *ssl_(certificate|protocols|certificate_key) .*", "", text).replace(
        "${ATTUNE_NAME}", "localhost"
    )
    text = text.replace("listen 443 ssl default_server", f"listen 127.0.0.1:{port} default_server")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("ssl_reject_handshake on;", "")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} "
        "http { log_format asked '$cookie_attune $upstream_addr $status $request_uri'; "
        f"access_log {folder}/access.log asked; {places} {text} }}",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder])
    try:
        until_open(port)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


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

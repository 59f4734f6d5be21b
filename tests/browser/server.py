"""The demo's own server, as `streamlit run app.py` starts it, on a free port with a database of its own."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent

# aioice asks the local network's multicast DNS for a browser's *.local candidates; that never leaves the link.
_LINK_LOCAL = {"224.0.0.251", "ff02::fb"}
_TROUBLE = re.compile(r"Traceback|\b(ERROR|CRITICAL)\b|Exception ignored|never awaited|Task exception")

# Streamlit 1.67 under starlette 1.x writes this, and nothing else, when a tab is closed while it is being sent to: it
# answers the end of the connection by closing the connection.
_TAB_CLOSED = re.compile(
    r"Exception in ASGI application\nTraceback \(most recent call last\):\n(?:  .*\n)+"
    r"starlette\.websockets\.WebSocketDisconnected: WebSocket is not connected.*\n\n"
    r"During handling of the above exception, another exception occurred:\n\n"
    r"Traceback \(most recent call last\):\n(?:  .*\n)+"
    r'starlette\.websockets\.WebSocketDisconnected: Cannot call "send" once a close message has been sent\.\n'
)

# aiortc writes this, and nothing else, when a stream is stopped while its connection is being made.
_STOPPED_EARLY = re.compile(
    r"Task exception was never retrieved\nfuture: <Task finished .*RTCPeerConnection\.__connect\(\).*\n"
    r"Traceback \(most recent call last\):\n(?:  .*\n)+"
    r"aiortc\.exceptions\.InvalidStateError: RTCIceTransport is closed\n"
)


@dataclass
class Server:
    """A running server. `log` collects its output; `hosts` every host it tried to reach."""

    process: subprocess.Popen
    url: str
    database: Path
    log: Path
    hosts: Path

    def trouble(self) -> list[str]:
        """The lines of the log that tell of an error, each with what follows it."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        for harmless in (_TAB_CLOSED, _STOPPED_EARLY):
            text = harmless.sub("", text)
        return [text[match.start() : match.start() + 1500] for match in _TROUBLE.finditer(text)]

    def threads(self) -> int:
        """How many threads the process has now."""
        return psutil.Process(self.process.pid).num_threads()

    def outside_hosts(self) -> set[str]:
        """The hosts it tried to reach that are neither this machine nor its own link's name service."""
        own = {"localhost", socket.gethostname(), *_LINK_LOCAL}
        own |= {address.address.split("%")[0] for nic in psutil.net_if_addrs().values() for address in nic}
        reached = {line.split(maxsplit=1)[1] for line in self.hosts.read_text(encoding="utf-8").splitlines()}
        return {host for host in reached if host not in own and not _is_this_machine(host)}

    def stop(self) -> None:
        """End the process, politely first."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def _is_this_machine(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return host.endswith(".local")
    return address.is_loopback or address.is_unspecified


def start(folder: Path, *options: str, **variables: str) -> Server:
    """Start the demo with its database, log and list of hosts in `folder`, and wait until it is healthy.

    `options` are further ones of Streamlit's command line, `variables` of the environment.

    Raises RuntimeError with the log when that takes over 60 s.
    """
    port = _free_port()
    database, log, hosts = folder / "attune.db", folder / "server.log", folder / "hosts.txt"
    hosts.touch()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "ATTUNE_"))}
    environment |= {"ATTUNE_DATABASE_URL": f"sqlite:///{database}", "PYTHONUNBUFFERED": "1", **variables}
    command = [
        sys.executable,
        "-m",
        "tests.browser.watched",
        str(hosts),
        "run",
        "app.py",
        "--server.port",
        str(port),
        *options,
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    server = Server(process, f"http://localhost:{port}", database, log, hosts)
    deadline = time.monotonic() + 180
    while not _healthy(server.url):
        if server.process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            raise RuntimeError(f"the server did not start:\n{server.log.read_text(errors='replace')}")
        time.sleep(0.2)
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False

"""A world around this machine that answers nothing and counts what is asked of it.

Runs in a network namespace of its own, as root: `unshare --net --mount python -m pytest tests/network`.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading
from pathlib import Path

import dns.message
import dns.rcode

_ALL_PROTOCOLS = 0x0003  # ETH_P_ALL of linux/if_ether.h
_IPV4 = 0x0800
_LINK_LOCAL_MULTICAST = "224.0.0."
"""Where multicast DNS asks for a browser's *.local candidates; no router hands it on."""


def only_loopback() -> bool:
    """Whether this process sees no network device but its own loopback."""
    return [name for _, name in socket.if_nameindex()] == ["lo"]


def ip(command: str) -> None:
    """Run iproute2's `ip`. Raises CalledProcessError."""
    subprocess.run(["ip", *command.split()], check=True)


def link() -> None:
    """Give this namespace a device with an address, as a machine has that is on a network without a way out."""
    ip("link add outside type veth peer name street")
    Path("/proc/sys/net/ipv6/conf/outside/disable_ipv6").write_text("1")
    Path("/proc/sys/net/ipv6/conf/street/disable_ipv6").write_text("1")
    ip("address add 192.0.2.2/24 dev outside")
    ip("link set outside up")
    ip("link set street up")


def route() -> None:
    """Add a way out over the link, behind which nobody answers."""
    ip("route add default via 192.0.2.1")
    ip("neighbour add 192.0.2.1 lladdr 02:00:00:00:00:01 dev outside")


def unlink() -> None:
    """Leave nothing but the loopback."""
    ip("link delete outside")


class NameServer:
    """A DNS server on the loopback that knows no name and remembers each it was asked for."""

    def __init__(self, resolver: Path) -> None:
        """Serve on port 53, and have every process of this mount namespace ask here; `resolver` is its resolv.conf."""
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 53))
        resolver.write_text("nameserver 127.0.0.1\n")
        subprocess.run(["mount", "--bind", resolver, "/etc/resolv.conf"], check=True)
        threading.Thread(target=self._serve, name="name-server", daemon=True).start()

    def _serve(self) -> None:
        while True:
            data, client = self._socket.recvfrom(4096)
            query = dns.message.from_wire(data)
            self.asked += [str(question.name) for question in query.question]
            answer = dns.message.make_response(query)
            answer.set_rcode(dns.rcode.NXDOMAIN)
            self._socket.sendto(answer.to_wire(), client)


class Street:
    """Remembers the addresses that packets were sent to on the way out."""

    def __init__(self) -> None:
        self.addressed: list[str] = []
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALL_PROTOCOLS))
        self._socket.bind(("street", 0))
        threading.Thread(target=self._watch, name="street", daemon=True).start()

    def _watch(self) -> None:
        with self._socket, contextlib.suppress(OSError):  # until the device is gone
            while True:
                frame, where = self._socket.recvfrom(2048)
                if where[1] == _IPV4:
                    address = socket.inet_ntoa(frame[30:34])
                    if not address.startswith(_LINK_LOCAL_MULTICAST):
                        self.addressed.append(address)

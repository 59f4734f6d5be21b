"""Face and voice on a machine without a network.

aiortc offers a browser every address of this machine except the loopback's, and has no setting for it. Where there is
no other, nothing would ever connect, even to a browser on this very machine.
"""

from __future__ import annotations

from aioice import ice

LOOPBACK = "127.0.0.1"

_of_the_network = ice.get_host_addresses


def host_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    """This machine's addresses of IPv4, IPv6 or both, as aioice lists them; the loopback's where there is none."""
    return _of_the_network(use_ipv4, use_ipv6) or [LOOPBACK]


def offer() -> None:
    """Let every connection from now on be offered those addresses."""
    ice.get_host_addresses = host_addresses

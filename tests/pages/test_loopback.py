"""What a browser is offered to connect to where this machine has a network, and where it has none."""

from __future__ import annotations

import asyncio

import pytest
from aioice import Connection, ice

from pages.parts.live import loopback


def offered() -> set[str]:
    """The addresses that a new connection offers."""

    async def gather() -> set[str]:
        connection = Connection(ice_controlling=False)
        await connection.gather_candidates()
        found = {candidate.host for candidate in connection.local_candidates}
        await connection.close()
        return found

    return asyncio.run(gather())


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ice, "get_host_addresses", ice.get_host_addresses)


def test_without_a_network_the_loopback_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "_of_the_network", lambda use_ipv4, use_ipv6: [])
    loopback.offer()
    assert offered() == {"127.0.0.1"}


def test_with_a_network_its_addresses_are_offered_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "_of_the_network", lambda use_ipv4, use_ipv6: ["127.0.0.2"])
    loopback.offer()
    assert offered() == {"127.0.0.2"}

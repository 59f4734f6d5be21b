"""What ATTUNE_INFERENCE may say."""

from __future__ import annotations

import pytest

from emotion.remote.address import VARIABLE, Address, AddressError


def test_without_it_networks_run_here() -> None:
    assert Address.from_environment({}) is None
    assert Address.from_environment({VARIABLE: " "}) is None


@pytest.mark.parametrize(
    ("said", "address", "elsewhere"),
    [
        ("ray://localhost:8010", Address("localhost", 8010), False),
        ("ray://127.0.0.1:9", Address("127.0.0.1", 9), False),
        ("ray://[::1]:8010", Address("::1", 8010), False),
        ("ray://reader.internal:8010", Address("reader.internal", 8010), True),
        ("ray://10.0.0.7:8010", Address("10.0.0.7", 8010), True),
    ],
)
def test_a_machine_of_its_own_is_told_from_this_one(said: str, address: Address, elsewhere: bool) -> None:
    assert Address.from_environment({VARIABLE: said}) == address
    assert address.elsewhere is elsewhere


@pytest.mark.parametrize(
    "said", ["localhost:8010", "http://localhost:8010", "ray://host", "ray://host:x", "ray://a:1/b", "ray://u@a:1"]
)
def test_anything_else_is_refused_and_told(said: str) -> None:
    with pytest.raises(AddressError, match="ray://HOST:PORT"):
        Address.from_environment({VARIABLE: said})

"""The demo in a network of its own, with the browser and server of the browser tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import app, browser, live, playwright, recordings, tab
from tests.network import outside
from tests.network.outside import NameServer, Street

__all__ = ["app", "browser", "live", "playwright", "recordings", "tab"]


@pytest.fixture(scope="session", autouse=True)
def names(tmp_path_factory: pytest.TempPathFactory) -> NameServer:
    """The only name server there is."""
    assert outside.only_loopback(), (
        "run as root in a new namespace: unshare --net --mount python -m pytest tests/network"
    )
    outside.ip("link set lo up")
    return NameServer(tmp_path_factory.mktemp("resolver") / "resolv.conf")


@pytest.fixture
def link() -> Iterator[None]:
    """A network device with an address and no way out; without it there is nothing but the loopback."""
    outside.link()
    yield
    outside.unlink()


@pytest.fixture
def street(link: None) -> Street:
    """A way out, watched."""
    outside.route()
    return Street()

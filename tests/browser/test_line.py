"""The line before a server without room, and how the server does: one place, two visitors and an operator."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import server
from tests.browser.conftest import OpenTab


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with one place."""
    running = server.start(tmp_path_factory.mktemp("small"), ATTUNE_SITTINGS="1")
    yield running.url
    running.stop()
    assert running.trouble() == []


def test_who_finds_no_place_waits_with_a_number_and_is_let_in_when_one_ends(tab: OpenTab, small: str) -> None:
    first, second, third = (tab(url=small) for _ in range(3))
    first.begin()
    second.open()
    third.open()
    second.click("look-first")
    expect(second.key("queue")).to_contain_text("You are next", timeout=10_000)
    pressed = time.monotonic()
    third.click("look-first")
    expect(third.key("queue")).to_contain_text("number 2 in line", timeout=10_000)
    assert time.monotonic() - pressed < 10

    operator = tab(url=small)
    operator.page.goto(f"{small}/health")
    health = operator.key("health")
    expect(health).to_contain_text("Waiting in line", timeout=20_000)
    expect(health.get_by_test_id("stMetric").nth(2)).to_contain_text("2", timeout=10_000)
    expect(health.get_by_test_id("stMetric").nth(1)).to_contain_text("1", timeout=10_000)
    dropped = health.get_by_test_id("stMetricValue").filter(has_text=re.compile(r"[\d.]+ %"))
    expect(dropped.first).to_be_visible(timeout=20_000)

    first.click("start-over")
    expect(second.key("live-list")).to_be_visible(timeout=20_000)
    expect(third.key("queue")).to_contain_text("You are next", timeout=10_000)

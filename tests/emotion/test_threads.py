"""How the threads of a process that serves share it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from emotion.threads import TURN_S, short_turns

PYTHONS_OWN_S = 0.005


@pytest.fixture
def as_python_has_it() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(PYTHONS_OWN_S)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("as_python_has_it")
def test_threads_take_short_turns() -> None:
    short_turns()
    assert sys.getswitchinterval() == pytest.approx(TURN_S)

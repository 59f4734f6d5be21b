"""A clock that leaps, and is the real one again afterwards."""

from __future__ import annotations

import time

from session.studies.clock import leaping


def test_it_leaps_for_this_process_and_goes_right_afterwards() -> None:
    wall, monotonic = time.time(), time.monotonic()
    with leaping() as leap:
        leap(100.0)
        leap(20.0)
        assert 120 <= time.time() - wall < 150
        assert 120 <= time.monotonic() - monotonic < 150
    assert time.time() - wall < 100
    assert time.monotonic() - monotonic < 100
